package engine

import "context"

// renewal is one search for the engine that runs now. All requests that miss the
// former one wait for the same search.
type renewal struct {
	done chan struct{}
	err  error // set before done is closed
}

// renew returns when another engine has taken the place of the lost one. The search
// goes on for the others when ctx ends, but not beyond Close.
func (e *Engine) renew(ctx context.Context, lost *tenure) error {
	e.mutex.Lock()
	if e.life.Err() != nil {
		e.mutex.Unlock()
		return errClosed
	}
	if e.now.Load() != lost {
		e.mutex.Unlock()
		return nil
	}
	search := e.renewal
	if search == nil {
		search = &renewal{done: make(chan struct{})}
		e.renewal = search
		go e.search(search)
	}
	e.mutex.Unlock()
	select {
	case <-search.done:
		return search.err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (e *Engine) search(r *renewal) {
	next, err := e.find(e.life)
	e.mutex.Lock()
	defer e.mutex.Unlock()
	e.renewal = nil
	if err != nil {
		r.err = &unreached{err}
	} else {
		e.now.Swap(next).web.CloseIdleConnections()
		if next.owner != nil {
			e.config.Log.Info("the command that ran ClickHouse has ended; this one runs it now")
		}
	}
	close(r.done)
}
