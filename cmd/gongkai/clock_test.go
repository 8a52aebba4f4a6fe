package main

import (
	"context"
	"testing"
	"time"
)

// TestClockJumps sets the program's clock forward and back in the middle of a crawl, a reading and a
// score run, as a machine does whose clock was wrong: each of them goes on, or is cut off and goes on,
// and what it comes to is what it would have been. The engine's own clock stays: it can't be set here.
func TestClockJumps(t *testing.T) {
	needEngine(t)
	if !longForm() {
		t.Skip("part of make test-full")
	}
	t.Parallel()
	random, survey := dice(t), newTally(t, "clock jumps")
	sites := newTwenty(t, 12, 2<<10)
	file := sites.file(t, 0, 1)
	want := undisturbed(t, file, twentySites)
	w := &ailingHome{T: t, clock: newLeaping(), file: file, sites: twentySites}
	e := newEngine(t)
	w.open(server(t, e, e.URL()))
	for _, job := range []struct {
		name string
		do   func(context.Context) error
	}{{"crawl", w.crawl}, {"ingest", w.ingest}, {"score", w.score}} {
		done := make(chan error, 1)
		go func() { done <- job.do(t.Context()) }()
		jump := time.Duration(1+random.IntN(20)) * time.Hour
		for _, by := range []time.Duration{jump, -2 * jump, jump} {
			hold(random.IntN(200))
			w.clock.set(by)
			survey.add("by hours in " + job.name)
		}
		if err := <-done; err != nil {
			t.Errorf("%s: %v", job.name, err)
		}
		w.ready(job.name)
	}
	for i, state := range wholeState {
		if got := w.ask(state.sql); got != want[i] {
			t.Errorf("%s: %s, undisturbed %s", state.what, got, want[i])
		}
	}
}
