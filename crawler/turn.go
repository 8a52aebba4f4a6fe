package crawler

import (
	"context"
	"sync"
	"time"

	"golang.org/x/sync/semaphore"
)

// slots lets so many crawls, or requests, go on at a time, in the order in which they came.
type slots struct{ *semaphore.Weighted }

func newSlots(n int) slots { return slots{semaphore.NewWeighted(int64(n))} }

// take waits for a slot; its error is why the context ended.
func (s slots) take(ctx context.Context) error {
	if s.Acquire(ctx, 1) != nil {
		return context.Cause(ctx)
	}
	return nil
}

// give hands a slot on to who has waited longest.
func (s slots) give() { s.Release(1) }

// restAfter is the wait from which a crawl gives its slot to others: one that waits for the
// night, or for the end of a stop, does nothing that the others would have to be kept from.
const restAfter = time.Minute

// turn is one crawl's place among those that go on at a time. It has a slot while one of its
// workers does something, or waits for a moment only.
type turn struct {
	slots slots
	rests func(rests bool) // is told when the crawl begins and ends to rest

	waking  sync.Mutex // held by the worker that waits for a slot
	mu      sync.Mutex
	has     bool
	workers int
	resting int // of them
}

// newTurn is a turn that has its slot.
func newTurn(s slots, rests func(bool)) *turn { return &turn{slots: s, rests: rests, has: true} }

// join and leave count the workers.
func (t *turn) join() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.workers++
}

func (t *turn) leave() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.workers--
	t.yield()
}

// yield gives the slot back where all that are left rest. The caller holds t.mu.
func (t *turn) yield() {
	if t.has && t.workers > 0 && t.resting == t.workers {
		t.has = false
		t.slots.give()
		t.rests(true)
	}
}

// rest has one worker sleep; afterwards the crawl has a slot again.
func (t *turn) rest(ctx context.Context, sleep func() error) error {
	t.mu.Lock()
	t.resting++
	t.yield()
	t.mu.Unlock()
	err := sleep()
	if awake := t.wake(ctx); err == nil {
		err = awake
	}
	return err
}

func (t *turn) wake(ctx context.Context) error {
	t.waking.Lock()
	defer t.waking.Unlock()
	t.mu.Lock()
	if t.has {
		t.resting--
		t.mu.Unlock()
		return nil
	}
	t.mu.Unlock()
	err := t.slots.take(ctx)
	t.mu.Lock()
	defer t.mu.Unlock()
	t.resting--
	if t.has = err == nil; t.has {
		t.rests(false)
	}
	return err
}

// close gives the slot back at the crawl's end.
func (t *turn) close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.has {
		t.has = false
		t.slots.give()
	}
}
