package store

import (
	"context"
	"sync"
)

// joint asks one question for all who ask at the same time: a small statement costs
// ClickHouse the same for one site as for twenty, and twenty sites begin together. Whoever asks
// while nothing is being asked goes at once; who comes meanwhile shares the next statement.
type joint[Q, A any] struct {
	// ask answers each question, in their order. It belongs to nobody's request, so nobody's
	// end cuts it short.
	ask func(ctx context.Context, questions []Q) ([]A, error)

	mu      sync.Mutex
	waiting []*asked[Q, A]
	asking  bool
}

type asked[Q, A any] struct {
	question Q
	answer   A
	err      error
	done     chan struct{}
}

// do returns the answer to a question, or the error of the statement that it shared.
func (t *joint[Q, A]) do(ctx context.Context, question Q) (A, error) {
	mine := &asked[Q, A]{question: question, done: make(chan struct{})}
	t.mu.Lock()
	t.waiting = append(t.waiting, mine)
	if !t.asking {
		t.asking = true
		go t.work()
	}
	t.mu.Unlock()
	select {
	case <-mine.done:
		return mine.answer, mine.err
	case <-ctx.Done():
		var none A
		return none, context.Cause(ctx)
	}
}

// work asks until nobody waits.
func (t *joint[Q, A]) work() {
	for {
		t.mu.Lock()
		all := t.waiting
		t.waiting = nil
		t.asking = len(all) > 0
		t.mu.Unlock()
		if len(all) == 0 {
			return
		}
		questions := make([]Q, len(all))
		for i, a := range all {
			questions[i] = a.question
		}
		answers, err := t.ask(Patiently(context.Background()), questions)
		for i, a := range all {
			if a.err = err; err == nil {
				a.answer = answers[i]
			}
			close(a.done)
		}
	}
}

// nothing is the answer to what is only to be done.
type nothing = struct{}
