package pdf

import (
	"sync"
	"sync/atomic"
	"syscall"

	"github.com/tetratelabs/wazero/experimental"
)

// memories hands out the memory of instances. It asks the system for as much as an instance
// may ever have, which costs nothing until it is used: a memory that grows by being copied is
// held twice, and lies in Go's heap, whose collector would count it.
type memories struct {
	// dying counts readers that were ended in the middle of their work and have not returned:
	// their instances may still write to their memory, so nothing is given back meanwhile.
	dying  atomic.Int32
	mu     sync.Mutex
	doomed []*memory
}

// Allocate gives an instance its memory, empty.
func (m *memories) Allocate(_, most uint64) experimental.LinearMemory {
	return &memory{from: m, most: most}
}

// returned counts out a reader that was ended; after the last one what waited is given back.
func (m *memories) returned() {
	if m.dying.Add(-1) > 0 {
		return
	}
	m.mu.Lock()
	doomed := m.doomed
	m.doomed = nil
	m.mu.Unlock()
	for _, k := range doomed {
		k.unmap()
	}
}

// memory is the memory of one instance.
type memory struct {
	from  *memories
	all   []byte // as much as it may have
	most  uint64
	freed atomic.Bool
}

// Reallocate makes the memory size bytes long and keeps what is in it. It returns nil where
// that is too much, which the instance takes as being out of memory.
func (m *memory) Reallocate(size uint64) []byte {
	if size > m.most {
		return nil
	}
	if m.all == nil {
		all, err := syscall.Mmap(-1, 0, int(m.most), syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE|syscall.MAP_NORESERVE)
		if err != nil {
			return nil
		}
		m.all = all
	}
	return m.all[:size]
}

// Free is called once or, where an instance is ended while it works, twice.
func (m *memory) Free() {
	if m.freed.Swap(true) {
		return
	}
	m.from.mu.Lock()
	waits := m.from.dying.Load() > 0
	if waits {
		m.from.doomed = append(m.from.doomed, m)
	}
	m.from.mu.Unlock()
	if !waits {
		m.unmap()
	}
}

// unmap gives the memory back to the system.
func (m *memory) unmap() {
	if m.all != nil {
		_ = syscall.Munmap(m.all) // fails only for what was not mapped
		m.all = nil
	}
}
