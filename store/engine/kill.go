package engine

import (
	"context"
	"time"
)

// killPause is the time between two kills of one statement.
const killPause = 50 * time.Millisecond

// killWith ends the request's statement when its client goes away, so that nothing
// is left running for nobody. It goes on until done is called, because a kill that
// comes before the statement has begun hits nothing.
func (h *host) killWith(ctx context.Context, a *ask) (done func()) {
	over, ended := make(chan struct{}), make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(ended)
		for {
			h.kill(a)
			select {
			case <-over:
				return
			case <-time.After(killPause):
			}
		}
	})
	return func() {
		close(over)
		if !stop() {
			<-ended // the engine must not be shut down under the kill
		}
	}
}

// kill comes over a connection of its own. It must be ASYNC: SYNC waits for the
// killed connection's next statement, which may never come.
func (h *host) kill(a *ask) {
	c, err := h.lib.open([]string{pathArgument})
	if err != nil {
		return
	}
	defer c.close()
	_, _ = c.text("KILL QUERY WHERE Settings['log_comment'] = {tag:String} ASYNC", parameter{"tag", a.tag})
}
