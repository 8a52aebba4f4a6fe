package pdf

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"sync"
	"sync/atomic"
	"time"

	pdfium "github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// memoryPages bounds the memory of one document: 2,048 pages of 64 KiB are 128 MiB.
const memoryPages = 2048

// engine is the compiled PDFium, made when the first PDF comes and ended when none came for
// a while. Compiling costs one to two seconds, an instance about a millisecond.
var engine machine

type machine struct {
	sync.Mutex
	pool   pdfium.Pool
	slots  chan struct{} // one for each instance that may work at a time
	memory *memories
	cache  string
	code   wazero.CompilationCache // of the pool; nil where none is kept
	users  int                     // readers at work or waiting for a slot
	idle   *time.Timer             // ends the pool; nil while somebody reads
}

// CacheCode keeps the compiled PDFium in a folder, so that the next process starts in 0.2
// instead of 2 seconds and with a sixth of the memory. The folder holds machine code that is
// run as it is found: one that others may write to, or that belongs to somebody else, is not
// used, nor one that cannot be made; PDFium is compiled then. It works only before the first
// Read.
func CacheCode(dir string) error {
	engine.Lock()
	defer engine.Unlock()
	if engine.pool != nil {
		return fmt.Errorf("keeping PDFium's code in %s: a PDF was read already, call it earlier", dir)
	}
	engine.cache = dir
	return nil
}

// start compiles PDFium where it does not run, and keeps it running until release. A failure
// is not kept: the next document tries again.
func start() (pdfium.Pool, chan struct{}, error) {
	engine.Lock()
	defer engine.Unlock()
	if engine.pool == nil {
		if err := compile(); err != nil {
			return nil, nil, err
		}
	}
	engine.use()
	return engine.pool, engine.slots, nil
}

// compile makes the pool. The engine is locked.
func compile() error {
	// Close on done is what makes a time limit possible: without it nothing stops a loop.
	config := wazero.NewRuntimeConfig().
		WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
		WithMemoryLimitPages(memoryPages).
		WithCloseOnContextDone(true)
	if ownFolder(engine.cache) {
		if cache, err := wazero.NewCompilationCacheWithDir(engine.cache); err == nil {
			config, engine.code = config.WithCompilationCache(cache), cache
		}
	}
	readers := runtime.GOMAXPROCS(0)
	memory := &memories{}
	ctx := experimental.WithCompilationWorkers(context.Background(), readers)
	pool, err := webassembly.Init(webassembly.Config{
		Context:       experimental.WithMemoryAllocator(ctx, memory),
		MaxTotal:      readers,
		RuntimeConfig: config,
		FSConfig:      wazero.NewFSConfig(), // the default mounts the whole disk
		Stdout:        io.Discard,
		Stderr:        io.Discard,
		RandomSource:  zeroes{}, // the same bytes give the same tree
	})
	if err != nil {
		return fmt.Errorf("starting PDFium: %w", err)
	}
	// The compiler leaves 300 MB behind that are never needed again.
	debug.FreeOSMemory()
	engine.pool, engine.slots, engine.memory = pool, make(chan struct{}, readers), memory
	return nil
}

type zeroes struct{}

func (zeroes) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// reader is one instance with one document's time limit on it.
type reader struct {
	*guest
	instance pdfium.Pdfium
	mu       sync.Mutex
	gone     bool
	expired  atomic.Bool
	timer    *time.Timer
	deadline time.Time
	slots    chan struct{}
	kept     *memories
}

// newReader waits for a free slot and starts an instance that nothing was read with before:
// what a document does to its instance ends with the document.
func newReader(limit time.Duration) (*reader, error) {
	pool, slots, err := start()
	if err != nil {
		return nil, err
	}
	slots <- struct{}{}
	instance, err := pool.GetInstance(time.Minute)
	if err != nil {
		<-slots
		engine.release()
		return nil, fmt.Errorf("starting a PDFium instance: %w", err)
	}
	r := &reader{instance: instance, slots: slots, kept: engine.memory, deadline: time.Now().Add(limit)}
	if r.guest, err = newGuest(instance); err != nil {
		_ = instance.Close()
		<-slots
		engine.release()
		return nil, err
	}
	r.timer = time.AfterFunc(limit, r.expire)
	return r, nil
}

// expire ends the instance in the middle of its work: the call under way returns an error.
func (r *reader) expire() {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.gone {
		return
	}
	r.gone = true
	r.expired.Store(true)
	r.kept.dying.Add(1)
	_ = r.instance.Kill()
}

// late tells that the time is over, the timer having had its turn or not.
func (r *reader) late() bool { return r.expired.Load() || !time.Now().Before(r.deadline) }

// close ends the instance and gives its slot back.
func (r *reader) close() {
	r.timer.Stop()
	r.mu.Lock()
	if !r.gone {
		r.gone = true
		_ = r.instance.Close()
	}
	r.mu.Unlock()
	if r.expired.Load() {
		r.kept.returned() // the call that was ended has returned
	}
	<-r.slots
	engine.release()
}
