package crawler

import (
	"context"
	"net"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"time"

	"gongkai/disclosure"
)

// gate lets requests to one host through: never more at a time than a site allows, never
// sooner after the last than the pace, and not at all while the host has asked for a stop. It
// is shared by every site of the process that has the host: the longest pace and the fewest
// connections of them all count.
type gate struct {
	mu          sync.Mutex
	busy        int
	connections int                        // fewest that a site allows; 0: none has asked yet
	pace        time.Duration              // longest of a site
	delays      map[string]time.Duration   // Crawl-delay by host:port: each has a robots.txt of its own
	held        map[string]disclosure.Hold // by the hold's host: nothing is asked before they end
	last        time.Time                  // when the host had its last request
	until       time.Time                  // the host asked for silence until then
	told        time.Time                  // when it did
	light       daylight
	freed       chan struct{} // closed when a slot is given back
}

type gates struct {
	mu    sync.Mutex
	clock Clock
	hosts map[string]*gate
	same  map[string]string // bare addresses, and the name of the site that has them
}

func newGates(clock Clock) *gates {
	return &gates{clock: clock, hosts: map[string]*gate{}, same: map[string]string{}}
}

// gateName is the machine that an address is on, as far as its name tells: with and without
// "www.", by http and by https, on any port it is one. Only on this machine itself each port
// is a host of its own: the sample sites live there side by side.
func gateName(u *url.URL) string {
	name := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	if IsLoopback(name) {
		_, port, _ := net.SplitHostPort(hostPort(u))
		return net.JoinHostPort(name, port)
	}
	if strings.Contains(name, ":") {
		name = "[" + name + "]"
	}
	return strings.TrimPrefix(name, "www.")
}

func (g *gates) of(u *url.URL) *gate {
	name := gateName(u)
	g.mu.Lock()
	defer g.mu.Unlock()
	if named, ok := g.same[name]; ok {
		name = named
	}
	if g.hosts[name] == nil {
		g.hosts[name] = &gate{freed: make(chan struct{}), delays: map[string]time.Duration{}, held: map[string]disclosure.Hold{}}
	}
	return g.hosts[name]
}

// sameMachine takes the bare addresses among a site's hosts for the machine of its home page: most
// often they are, and one gate for two machines burdens neither.
func (g *gates) sameMachine(home *url.URL, hosts hostSet) {
	named := gateName(home)
	if _, err := netip.ParseAddr(home.Hostname()); err == nil {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, h := range hosts.names() {
		u := &url.URL{Host: h}
		if a, err := netip.ParseAddr(u.Hostname()); err == nil && !a.Unmap().IsLoopback() && g.hosts[gateName(u)] == nil {
			g.same[gateName(u)] = named
		}
	}
}

// enter waits for the turn of one request to u and returns how long that took. Whoever got in
// calls leave. A hold that begins meanwhile and lasts longer than patience ends the wait. By day
// the host gets so many requests, and the others wait for the night; 0: as many as may be. Long
// waits go through rest, where there is one.
func (g *gate) enter(ctx context.Context, clock Clock, u *url.URL, patience time.Duration, day int, rest func(context.Context, time.Time, func() error) error) (time.Duration, error) {
	begun := clock.Now()
	for {
		if err := ctx.Err(); err != nil {
			return 0, err
		}
		g.mu.Lock()
		now := clock.Now()
		if err := g.holds(u, now, patience); err != nil {
			g.mu.Unlock()
			return 0, err
		}
		g.setBack(now)
		start := g.nextStart()
		if opens := g.light.opens(now, day); day > 0 && opens.After(start) {
			start = opens
		}
		freed, full := g.freed, g.busy >= max(g.connections, 1)
		if !full && !start.After(now) {
			g.busy++
			g.last = now
			g.light.count(now)
			g.mu.Unlock()
			return max(now.Sub(begun), 0), nil
		}
		g.mu.Unlock()
		if !full {
			sleep := func() error { return sleepUntil(ctx, clock, now, start) }
			if rest != nil && start.Sub(now) > restAfter {
				err := rest(ctx, start, sleep)
				if err != nil {
					return 0, err
				}
				continue
			}
			if err := sleep(); err != nil {
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

// clockLook is how long who waits sleeps at most before the clock is looked at: it may have been set.
const clockLook = 10 * time.Minute

// sleepUntil sleeps from now until a moment, or until the clock turns out to have been set meanwhile: then who
// waits has to look anew for how long.
func sleepUntil(ctx context.Context, clock Clock, now, moment time.Time) error {
	for now.Before(moment) {
		part := min(moment.Sub(now), clockLook)
		if err := clock.Sleep(ctx, part); err != nil {
			return err
		}
		before := now
		now = clock.Now()
		if passed := now.Sub(before); passed < 0 || passed > part+clockLook {
			return nil
		}
	}
	return nil
}

// setBack takes what is remembered of a later moment than now for now's: the clock was set back since, and the
// host would be left alone for as long as it was wrong. The caller holds g.mu.
func (g *gate) setBack(now time.Time) {
	if g.last.After(now) {
		g.last = now
	}
	if g.told.After(now) {
		g.until, g.told = g.until.Add(now.Sub(g.told)), now
	}
}

// shareWith takes a site's wishes in. They stay while the process lives: the next crawl of
// another site may begin in the middle of this one.
func (g *gate) shareWith(pace time.Duration, connections int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.pace = max(g.pace, pace)
	if g.connections == 0 || connections < g.connections {
		g.connections = max(connections, 1)
	}
}

// nextStart is the earliest moment for the next request. The caller holds g.mu.
func (g *gate) nextStart() time.Time {
	start := g.until
	if !g.last.IsZero() {
		if next := g.last.Add(g.distance()); next.After(start) {
			start = next
		}
	}
	return start
}

// distance is the time that must lie between two requests. The caller holds g.mu.
func (g *gate) distance() time.Duration {
	d := g.pace
	for _, delay := range g.delays {
		d = max(d, delay)
	}
	return d
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
func (g *gate) arrived(now time.Time) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if now.After(g.last) {
		g.last = now
	}
}

// gap is the time that must lie between two requests.
func (g *gate) gap() time.Duration {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.distance()
}

// stop leaves the host alone for so long, as it has told now.
func (g *gate) stop(now time.Time, wait time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.setBack(now)
	if until := now.Add(wait); until.After(g.until) {
		g.until, g.told = until, now
	}
}

// setDelay keeps what the robots.txt of one host:port asks for.
func (g *gate) setDelay(hostPort string, d time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.delays[hostPort] = d
}
