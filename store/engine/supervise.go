package engine

import (
	"context"
	"log/slog"
	"net"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// supervisor keeps one child alive: it starts it, waits for its end and starts it
// again, with pauses that grow when it dies again and again.
type supervisor struct {
	card  card
	spec  spec
	doors []*net.TCPListener
	hold  *hold
	log   *slog.Logger

	child    atomic.Int64 // process id of the child that answered last
	restarts atomic.Int64

	once sync.Once
	quit chan struct{} // closed to stop
	gone chan struct{} // closed when the last child is gone
}

const (
	steady       = 10 * time.Second // a child that lived so long was well
	longestPause = 30 * time.Second
	grace        = 10 * time.Second // for the child to close its data
)

// start runs the first child and returns when it answers.
func (s *supervisor) start(ctx context.Context) error {
	ready := make(chan error, 1)
	go s.run(ctx, ready)
	if err := <-ready; err != nil {
		_ = s.stop()
		return err
	}
	return nil
}

// run stays on one thread for its whole life, because the kernel kills the child
// when the thread that started it ends, not when the process does.
func (s *supervisor) run(ctx context.Context, ready chan<- error) {
	runtime.LockOSThread()
	defer close(s.gone)
	pause := time.Duration(0)
	for first := true; ; first = false {
		started := time.Now()
		child, err := s.launch()
		if err == nil {
			if first {
				err = s.waitReady(ctx, child)
				ready <- err
			} else {
				err = s.waitReady(context.Background(), child)
			}
			if err == nil {
				err = s.watch(child)
			} else {
				child.end()
			}
		} else if first {
			ready <- err
		}
		if s.stopping() || first && err != nil && s.child.Load() == 0 {
			return
		}
		s.log.Error("the embedded ClickHouse ended and is started again", "error", err, "lived", time.Since(started).Round(time.Millisecond))
		if pause = nextPause(pause, time.Since(started)); !s.sleep(pause) {
			return
		}
		s.restarts.Add(1)
	}
}

// nextPause is none after a child that lived well, and grows from one early death
// to the next.
func nextPause(last, lived time.Duration) time.Duration {
	switch {
	case lived >= steady:
		return 0
	case last == 0:
		return 50 * time.Millisecond
	default:
		return min(2*last, longestPause)
	}
}

func (s *supervisor) stopping() bool {
	select {
	case <-s.quit:
		return true
	default:
		return false
	}
}

func (s *supervisor) sleep(pause time.Duration) (goOn bool) {
	select {
	case <-s.quit:
		return false
	case <-time.After(pause):
		return true
	}
}

// watch returns when the child is gone, for whatever reason.
func (s *supervisor) watch(c *child) error {
	select {
	case <-c.exited:
		return c.obituary()
	case <-s.quit:
		return c.end()
	}
}

// stop ends the child and gives the folder back. The order matters: engine.json
// goes first, so that nobody attaches to what is about to end; then the doors, so
// that others are refused at once instead of waiting for nobody; the lock last,
// when the data is closed and the next owner may open it.
func (s *supervisor) stop() error {
	s.once.Do(func() {
		os.Remove(layout{s.spec.Dir}.card())
		close(s.quit)
		for _, door := range s.doors {
			door.Close()
		}
		<-s.gone
		os.Remove(layout{s.spec.Dir}.card()) // one that a restart wrote meanwhile
		s.hold.release()
	})
	return nil
}
