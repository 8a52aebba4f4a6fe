package engine

import (
	"fmt"
	"os"
	"syscall"
	"time"
)

// overrunFactor is how many times its limit one call of a reader's statement may take. The engine
// looks at the clock between blocks of rows: what it does within one block, or while it analyses
// the statement, no limit and no KILL cuts off, and a long text that is searched for each of many short ones is enough for hours
// of it. Honest statements on a busy machine were seen to take twice their limit at most.
const overrunFactor = 3

// overrun is the last wall for time: it ends this process, the parent starts it again within a
// second, and what was acknowledged is on disk. The call that does not end has a thread of the
// engine, so nothing less would end it.
type overrun struct {
	most time.Duration
	text string // the beginning of the statement, for the log
}

// over watches one call into the engine. A client that reads slowly is not inside of one.
func (o *overrun) over() (done func()) {
	if o == nil {
		return func() {}
	}
	timer := time.AfterFunc(o.most, func() {
		fmt.Fprintf(os.Stderr, "%sa reader's statement could not be stopped for %s, so the engine begins anew: %.200q\n", complaintPrefix, o.most, o.text)
		_ = syscall.Kill(os.Getpid(), syscall.SIGKILL) // the library's own end would wait for the call
	})
	return func() { timer.Stop() }
}

func (h *host) watch(text string) *overrun {
	return &overrun{overrunFactor * time.Duration(h.spec.Limits.Seconds) * time.Second, text}
}
