package pdf

import (
	"context"
	"runtime/debug"
	"time"
)

// restAfter is how long the compiled PDFium waits for the next document. It and the memory
// of its instances are over 100 MB, which a server that shows a PDF now and then must not hold
// for good.
const restAfter = 20 * time.Second

// use counts a reader in. The machine is locked.
func (m *machine) use() {
	m.users++
	if m.idle != nil {
		m.idle.Stop()
		m.idle = nil
	}
}

// release counts a reader out; after the last one the time runs until the machine rests.
func (m *machine) release() {
	m.Lock()
	defer m.Unlock()
	m.users--
	if m.users == 0 {
		m.idle = time.AfterFunc(restAfter, m.rest)
	}
}

// rest ends PDFium and gives its memory back to the system, unless somebody reads again.
func (m *machine) rest() {
	m.Lock()
	defer m.Unlock()
	if m.users > 0 || m.pool == nil {
		return
	}
	_ = m.pool.Close()
	if m.code != nil {
		_ = m.code.Close(context.Background())
	}
	m.pool, m.slots, m.memory, m.code, m.idle = nil, nil, nil, nil, nil
	debug.FreeOSMemory()
}
