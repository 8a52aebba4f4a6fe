package pdf

import (
	"sync"
	"sync/atomic"

	"github.com/tetratelabs/wazero/experimental"
)

const (
	usualMemory = 24 << 20 // bytes; an instance starts with 18 MiB
	mostKept    = 48 << 20 // a larger memory is not kept for the next document
)

// memories hands out the memory of instances and keeps it for the next ones. Without that
// every document leaves 30 MB to the garbage collector.
type memories struct {
	mu   sync.Mutex
	free [][]byte
	keep int // at most so many
	// killing counts instances that are being ended in the middle of their work: they may
	// still write to their memory, so it is not handed out again.
	killing atomic.Int32
}

// Allocate gives an instance its memory, empty: nothing of an earlier document is in it.
func (m *memories) Allocate(_, most uint64) experimental.LinearMemory {
	m.mu.Lock()
	defer m.mu.Unlock()
	mem := &memory{from: m, most: most}
	if n := len(m.free); n > 0 {
		mem.bytes, m.free = m.free[n-1], m.free[:n-1]
		clear(mem.bytes[:cap(mem.bytes)])
	}
	return mem
}

// memory is the memory of one instance.
type memory struct {
	from  *memories
	bytes []byte
	most  uint64
	freed atomic.Bool
}

// Reallocate makes the memory size bytes long and keeps what is in it. It returns nil where
// that is too much, which the instance takes as being out of memory.
func (m *memory) Reallocate(size uint64) []byte {
	if size > m.most {
		return nil
	}
	if size > uint64(cap(m.bytes)) {
		grown := make([]byte, size, min(max(size+size/4, usualMemory), max(m.most, size)))
		copy(grown, m.bytes)
		m.bytes = grown
	}
	m.bytes = m.bytes[:size]
	return m.bytes
}

// Free is called once or, where an instance is ended while it works, twice.
func (m *memory) Free() {
	if m.freed.Swap(true) || m.from.killing.Load() > 0 || cap(m.bytes) > mostKept {
		return
	}
	m.from.mu.Lock()
	defer m.from.mu.Unlock()
	if len(m.from.free) < m.from.keep {
		m.from.free = append(m.from.free, m.bytes[:0])
	}
}
