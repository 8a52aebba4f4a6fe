package crawler

import (
	"context"
	"net/url"
	"testing"
	"time"

	"gongkai/disclosure"
)

// setClock is set by so much while somebody sleeps for the first time.
type setClock struct {
	*fakeClock
	by time.Duration
}

func (c *setClock) Sleep(ctx context.Context, d time.Duration) error {
	err := c.fakeClock.Sleep(ctx, d)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now, c.by = c.now.Add(c.by), 0
	return err
}

func (c *fakeClock) whole() (slept time.Duration) {
	for _, d := range c.slept {
		slept += d
	}
	return slept
}

// A clock that was hours wrong and is set does not leave a host alone for hours: neither the pace nor what the host
// asked for lasts longer than if the clock had been right, and the night is known as soon as the clock is looked at.
func TestClockIsSet(t *testing.T) {
	u, _ := url.Parse("http://a.gov.cn/")
	const pace, stop = 2 * time.Second, time.Minute
	enter := func(g *gate, clock Clock, day int) {
		t.Helper()
		waited, err := g.enter(t.Context(), clock, u, time.Hour, day, nil)
		if err != nil || waited < 0 {
			t.Errorf("waited %s: %v", waited, err)
		}
		g.leave()
	}
	for _, c := range []struct {
		name        string
		by          time.Duration // the clock is set by so much after a request
		stop        bool          // the host has asked for a stop before
		least, most time.Duration
	}{
		{"right", 0, false, pace - time.Second, pace},
		{"set back", -5 * time.Hour, false, pace - time.Second, pace},
		{"set forward", 5 * time.Hour, false, 0, 0},
		{"set back in a stop", -5 * time.Hour, true, stop - time.Second, stop},
		{"right in a stop", 0, true, stop - time.Second, stop},
	} {
		clock := &fakeClock{now: time.Date(2026, 3, 1, 12, 0, 0, 0, disclosure.China)}
		g := newGates(clock).of(u)
		g.shareWith(pace, 1)
		enter(g, clock, 0)
		if c.stop {
			g.stop(clock.Now(), stop)
		}
		clock.now = clock.now.Add(c.by)
		enter(g, clock, 0)
		if slept := clock.whole(); slept < c.least || slept > c.most {
			t.Errorf("%s: waited %s, want %s to %s", c.name, slept, c.least, c.most)
		}
	}
	for _, c := range []struct {
		name  string
		by    time.Duration // the clock is set by so much while the night is waited for, 14 hours ahead
		slept time.Duration
	}{{"right", 0, 14 * time.Hour}, {"to the night", 15 * time.Hour, clockLook}, {"back", -time.Hour, 15 * time.Hour}} {
		clock := &setClock{&fakeClock{now: time.Date(2026, 3, 1, 8, 0, 0, 0, disclosure.China)}, c.by}
		g := newGates(clock).of(u)
		enter(g, clock, 1)
		enter(g, clock, 1)
		if off := (clock.whole() - c.slept).Abs(); off > time.Minute {
			t.Errorf("the clock is set %s: slept %s, want %s", c.name, clock.whole(), c.slept)
		}
	}
}
