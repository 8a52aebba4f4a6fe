package crawler

import (
	"context"
	"sync"
	"time"
)

// gate lets requests to one host:port through: never more at a time than the site allows,
// never sooner after the last than its pace, and not at all while the host has asked for a
// stop. It is shared by every site of the process that has the host.
type gate struct {
	mu    sync.Mutex
	busy  int
	next  time.Time     // earliest start of the next request
	until time.Time     // the host asked for silence until then
	delay time.Duration // Crawl-delay of its robots.txt
	freed chan struct{} // closed when a slot is given back
}

type gates struct {
	mu    sync.Mutex
	clock Clock
	hosts map[string]*gate
}

func newGates(clock Clock) *gates { return &gates{clock: clock, hosts: map[string]*gate{}} }

func (g *gates) of(hostPort string) *gate {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.hosts[hostPort] == nil {
		g.hosts[hostPort] = &gate{freed: make(chan struct{})}
	}
	return g.hosts[hostPort]
}

// enter waits for the turn of one request and returns how long that took. Whoever got in
// calls leave.
func (g *gate) enter(ctx context.Context, clock Clock, pace time.Duration, connections int) (time.Duration, error) {
	begun := clock.Now()
	for {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		g.mu.Lock()
		now, start := clock.Now(), g.next
		if g.until.After(start) {
			start = g.until
		}
		freed, full := g.freed, g.busy >= connections
		if !full && !start.After(now) {
			g.busy++
			g.next = now.Add(max(pace, g.delay))
			g.mu.Unlock()
			return now.Sub(begun), nil
		}
		g.mu.Unlock()
		if !full {
			if err := clock.Sleep(ctx, start.Sub(now)); err != nil {
				return 0, err
			}
			continue
		}
		select {
		case <-freed:
		case <-ctx.Done():
		}
	}
}

func (g *gate) leave() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.busy--
	close(g.freed)
	g.freed = make(chan struct{})
}

// arrived counts the pace from the moment that the host has shown to have the request:
// counted from its sending, a slow connection would bring two requests closer together at
// the host than they were sent.
func (g *gate) arrived(now time.Time, pace time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	pace = max(pace, g.delay)
	if next := now.Add(pace); pace > 0 && next.After(g.next) {
		g.next = next
	}
}

// gap is the time that must lie between two requests.
func (g *gate) gap(pace time.Duration) time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	return max(pace, g.delay)
}

func (g *gate) stop(until time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if until.After(g.until) {
		g.until = until
	}
}

func (g *gate) setDelay(d time.Duration, now time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.delay = d
	if next := now.Add(d); d > 0 && next.After(g.next) {
		g.next = next // the request for robots.txt itself has just been made
	}
}
