package store

import (
	"errors"
	"fmt"
	"sync"
	"syscall"
	"testing"

	"gongkai/store/engine"
	"gongkai/store/engine/enginetest"
)

// The engine's process is killed between and during statements; whoever writes waits until it
// is back, loses nothing and doubles nothing.
func TestWritingThroughARestartOfTheEngine(t *testing.T) {
	db := fresh(t)
	e := enginetest.Engine(t)
	var readings []Reading
	for i := range 30 {
		r := reading(fetch(t, "c1", fmt.Sprintf("http://county.test/%d", i), fmt.Sprint(i), "2021-02-01 10:00"), 2000+i, figures{newTotal: int64(i)})
		readings = append(readings, r)
		if i%10 == 5 {
			must(t, syscall.Kill(e.PID(), syscall.SIGKILL))
		}
		must(t, db.Keep(t.Context(), r.Capture))
		must(t, db.Flush(t.Context()))
		must(t, db.Write(t.Context(), readings[i:]))
	}
	must(t, syscall.Kill(e.PID(), syscall.SIGKILL))
	must(t, db.Refresh(t.Context()))
	same(t, "rows", text(t, db, "SELECT (SELECT count() FROM captures), (SELECT count() FROM reports), (SELECT count() FROM figures), (SELECT uniqExact(value) FROM figures)"), "30\t30\t30\t30\n")
}

// The command that runs the engine ends while another one on the same folder writes: that
// one runs the engine itself from then on, loses nothing and doubles nothing. A batch may
// break in the middle, and a new connection may have to wait for the move.
func TestWritingThroughTheEndOfTheOwner(t *testing.T) {
	enginetest.Engine(t)
	dir := t.TempDir()
	owner, guest := startEngine(t, dir), startEngine(t, dir)
	db, err := Open(t.Context(), Config{URL: guest.URL(), User: engine.UserAdmin, Reader: engine.UserReader, Password: guest.Secret(), Transport: guest.Transport()})
	must(t, err)
	t.Cleanup(func() { must(t, db.Close()) })
	must(t, db.Migrate(t.Context()))
	const writers, documents = 4, 20
	begun, ended := make(chan bool, writers*documents), make(chan error, 1)
	go func() {
		for range writers * documents / 4 {
			<-begun
		}
		ended <- owner.Close()
	}()
	var group sync.WaitGroup
	for w := range writers {
		group.Go(func() {
			for i := range documents {
				n := w*documents + i
				r := reading(fetch(t, "c1", fmt.Sprintf("http://county.test/%d", n), fmt.Sprint(n), "2021-02-01 10:00"), 2000+n, figures{newTotal: int64(n)})
				err := errors.Join(db.Keep(t.Context(), r.Capture), db.Flush(t.Context()), db.Write(t.Context(), []Reading{r}))
				if err != nil {
					t.Error(err)
				}
				begun <- true
			}
		})
	}
	group.Wait()
	must(t, <-ended)
	must(t, db.Refresh(t.Context()))
	if !guest.Owner() {
		t.Error("the engine is still another's")
	}
	same(t, "rows", text(t, db, "SELECT (SELECT count() FROM captures), (SELECT count() FROM reports), (SELECT count() FROM figures), (SELECT uniqExact(value) FROM figures)"), "80\t80\t80\t80\n")
}

func startEngine(t *testing.T, dir string) *engine.Engine {
	t.Helper()
	e, err := engine.Start(t.Context(), engine.Config{Dir: dir})
	must(t, err)
	t.Cleanup(func() { must(t, e.Close()) })
	return e
}
