package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"gongkai/disclosure"
)

// desk is a pending whose timers go off by hand and whose writes end when the test says so.
type desk struct {
	*pending
	timers  []func()
	written chan []string // what each write was given, as it begins
	answer  chan error    // what it comes to
}

func newDesk() *desk {
	d := &desk{written: make(chan []string), answer: make(chan error)}
	d.pending = newPending(func(_ context.Context, b *batch) error {
		var names []string
		for _, c := range b.captures {
			names = append(names, c.URL)
		}
		for _, w := range b.walks {
			names = append(names, "walk "+w.URL)
		}
		d.written <- names
		return <-d.answer
	})
	d.after = func(_ time.Duration, f func()) { d.timers = append(d.timers, f) }
	return d
}

func (d *desk) keep(t *testing.T, from, to int) {
	t.Helper()
	for i := from; i < to; i++ {
		must(t, d.add(t.Context(), func(b *batch) { b.captures = append(b.captures, disclosure.Capture{URL: fmt.Sprint(i)}) }))
	}
}

func (d *desk) expireAll() {
	timers := d.timers
	d.timers = nil
	for _, f := range timers {
		f()
	}
}

func numbers(from, to int) []string {
	var all []string
	for i := from; i < to; i++ {
		all = append(all, fmt.Sprint(i))
	}
	return all
}

// One capture waits for its age and no longer; a timer whose batch is gone sends nothing.
func TestPendingByAge(t *testing.T) {
	d := newDesk()
	d.keep(t, 0, 3)
	must(t, d.add(t.Context(), func(b *batch) { b.walks = append(b.walks, disclosure.Walk{URL: "list"}) }))
	old := d.timers
	d.expireAll()
	if got := <-d.written; !slices.Equal(got, []string{"0", "1", "2", "walk list"}) {
		t.Errorf("written: %v", got)
	}
	d.answer <- nil
	d.keep(t, 3, 4)
	for _, f := range old {
		f()
	}
	d.mu.Lock()
	if d.filling == nil || d.filling.due {
		t.Error("a timer of an earlier batch made this one due")
	}
	d.mu.Unlock()
}

// Rows that come fast wait for more, once.
func TestPendingFast(t *testing.T) {
	d := newDesk()
	d.keep(t, 0, flushFew+1)
	d.expireAll()
	d.keep(t, flushFew+1, flushFew+5)
	d.expireAll()
	same(t, "written", fmt.Sprint(<-d.written), fmt.Sprint(numbers(0, flushFew+5)))
	d.answer <- nil
}

// While one batch is sent a whole other one is taken without waiting; a third has to wait.
func TestPendingWaitsOnlyWhenTwoAreFull(t *testing.T) {
	d := newDesk()
	d.keep(t, 0, flushCaptures)
	same(t, "first", fmt.Sprint(<-d.written), fmt.Sprint(numbers(0, flushCaptures)))
	d.keep(t, flushCaptures, 2*flushCaptures-1) // none of these waits, though nothing is answered
	ended := make(chan bool)
	go func() {
		d.keep(t, 2*flushCaptures-1, 2*flushCaptures) // fills the second one
		close(ended)
	}()
	select {
	case <-ended:
		t.Error("two batches are full, and more is taken")
	case d.answer <- nil:
	}
	same(t, "second", fmt.Sprint(<-d.written), fmt.Sprint(numbers(flushCaptures, 2*flushCaptures)))
	<-ended
	d.answer <- nil
}

func TestPendingByBytes(t *testing.T) {
	d := newDesk()
	must(t, d.add(t.Context(), func(b *batch) {
		b.captures = append(b.captures, disclosure.Capture{URL: "large"})
		b.bytes += flushBytes
	}))
	same(t, "written", fmt.Sprint(<-d.written), "[large]")
	d.answer <- nil
}

// A batch that could not be written goes before what came later; the next one to come hears
// of it, and whoever flushes tries again.
func TestPendingFails(t *testing.T) {
	d := newDesk()
	full := errors.New("disk full")
	d.keep(t, 0, 2)
	d.expireAll()
	<-d.written
	d.keep(t, 2, 4)
	d.mu.Lock()
	sent := d.sending
	d.mu.Unlock()
	d.answer <- full
	<-sent.over
	if err := d.add(t.Context(), func(b *batch) { b.captures = append(b.captures, disclosure.Capture{URL: "4"}) }); !errors.Is(err, full) {
		t.Errorf("the next capture: %v", err)
	}
	d.keep(t, 5, 6) // it was said once
	flushed := make(chan error)
	for _, answer := range []error{full, nil} {
		go func() {
			d.mu.Lock()
			defer d.mu.Unlock()
			flushed <- d.flush(t.Context())
		}()
		same(t, "tried again", fmt.Sprint(<-d.written), fmt.Sprint(numbers(0, 6)))
		d.answer <- answer
		if err := <-flushed; !errors.Is(err, answer) {
			t.Errorf("flush: %v, want %v", err, answer)
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.filling != nil || d.failure != nil {
		t.Errorf("left: %+v, %v", d.filling, d.failure)
	}
}

// A flush means that all is there: what is being sent as well as what fills.
func TestPendingFlushWaitsForBoth(t *testing.T) {
	d := newDesk()
	d.keep(t, 0, flushCaptures)
	<-d.written
	d.keep(t, flushCaptures, flushCaptures+1)
	var order []string
	var mu sync.Mutex
	note := func(s string) { mu.Lock(); defer mu.Unlock(); order = append(order, s) }
	flushed := make(chan bool)
	go func() {
		d.mu.Lock()
		defer d.mu.Unlock()
		must(t, d.flush(t.Context()))
		note("flushed")
		close(flushed)
	}()
	note("first")
	d.answer <- nil
	<-d.written
	note("second")
	d.answer <- nil
	<-flushed
	same(t, "order", fmt.Sprint(order), "[first second flushed]")
}
