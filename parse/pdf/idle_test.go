package pdf

import (
	"sync"
	"testing"
)

// TestRest ends PDFium between documents: never while one is read, and the next one reads as
// the one before.
func TestRest(t *testing.T) {
	r, err := newReader(Limits{}.withDefaults().Time)
	if err != nil {
		t.Fatal(err)
	}
	engine.rest()
	if engine.pool == nil {
		t.Error("PDFium ended under a reader")
	}
	r.close()
	engine.rest()
	engine.rest()
	if engine.pool != nil || engine.memory != nil {
		t.Error("PDFium still runs")
	}
	var wait sync.WaitGroup
	for range 3 {
		wait.Go(func() {
			r, err := newReader(Limits{}.withDefaults().Time)
			if err != nil {
				t.Error(err)
				return
			}
			engine.rest()
			r.close()
		})
	}
	wait.Wait()
	if engine.users != 0 || engine.pool == nil || engine.idle == nil {
		t.Errorf("%d readers are left, pool %t, timer %t", engine.users, engine.pool != nil, engine.idle != nil)
	}
}
