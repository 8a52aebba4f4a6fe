package store

import (
	"fmt"
	"syscall"
	"testing"

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
