package crawler

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"gongkai/disclosure"
)

// A gate keeps the pace of a host within a process. Between processes — a service, a crawl by
// hand, a probe — only one at a time asks a machine that is not this one: it holds the machine's
// lease, from its first request to the end of the last crawl that asked there. So it does with the
// network address that a name leads to, from its first connection on: see addresses.

// machineLease is what the lease of a machine is called among those of sites: no site has a
// space in its id.
func machineLease(name string) string { return "host " + name }

// leaseWait is the time between two tries for a lease that another process holds.
const leaseWait = 10 * time.Second

// machines are those that this process holds.
type machines struct {
	mu   sync.Mutex
	held map[string]*machine
}

type machine struct {
	crawls  int
	ctx     context.Context // ends where the lease may have been lost
	release func()
}

// tenure is what one crawl holds.
type tenure struct {
	c     *Crawler
	mu    sync.Mutex
	names map[string]func() bool // each with what takes the watch over its lease away
	lost  context.CancelCauseFunc
}

// hold makes sure that this process is the only one that asks a machine. Whoever was there
// before may have asked a moment ago, so a machine that is new to the process is first left alone
// for the pace.
func (t *tenure) hold(ctx context.Context, u *url.URL) error {
	if t.c.here(u.Hostname()) {
		return nil
	}
	return t.have(ctx, gateName(u), func() { t.c.gates.of(u).arrived(t.c.Clock.Now()) })
}

// holdAddress makes sure that this process is the only one that asks a network address, whatever
// names lead there. Its pace is the names'.
func (t *tenure) holdAddress(ctx context.Context, at netip.Addr) error {
	if t.c.addresses.exempt(at) {
		return nil
	}
	return t.have(ctx, "address "+at.String(), func() {})
}

// have has the lease of a machine or an address; first is called where the process had it not yet.
func (t *tenure) have(ctx context.Context, name string, first func()) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.names[name] != nil {
		return nil
	}
	m, err := t.c.machines.enter(ctx, t.c, name, first)
	if err != nil {
		return err
	}
	t.names[name] = context.AfterFunc(m.ctx, func() { t.lost(context.Cause(m.ctx)) })
	return nil
}

func (t *tenure) end() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for name, unwatch := range t.names {
		unwatch()
		t.c.machines.leave(name)
	}
	clear(t.names)
}

func (s *machines) enter(ctx context.Context, c *Crawler, name string, first func()) (*machine, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if m := s.held[name]; m != nil {
		m.crawls++
		return m, nil
	}
	// Other crawls of this process may go on with it when this one has ended.
	held, release, err := c.Archive.Lease(context.WithoutCancel(ctx), machineLease(name))
	if err != nil {
		return nil, fmt.Errorf("asking %s: %w", name, err)
	}
	if s.held == nil {
		s.held = map[string]*machine{}
	}
	m := &machine{1, held, release}
	s.held[name] = m
	first()
	return m, nil
}

func (s *machines) leave(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := s.held[name]
	if m.crawls--; m.crawls == 0 {
		delete(s.held, name)
		m.release()
	}
}

// holdAll holds the machines that a site's line names, or none of them.
func (t *tenure) holdAll(ctx context.Context, hosts hostSet) error {
	names := hosts.names()
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Compare(strings.TrimPrefix(a, "www."), strings.TrimPrefix(b, "www."))
	})
	for _, h := range names {
		if err := t.hold(ctx, &url.URL{Host: h}); err != nil {
			t.end()
			return err
		}
	}
	return nil
}

// holdOn holds a machine that the crawl came upon.
func (v *visit) holdOn(ctx context.Context, u *url.URL) error {
	return v.outwait(ctx, func() error { return v.tenure.hold(ctx, u) })
}

// outwait has a lease. Where another process has it the crawl waits for that one, but not for
// ever, since it may wait for us; then this crawl ends, to be gone on with.
func (v *visit) outwait(ctx context.Context, hold func() error) error {
	begun := v.c.Clock.Now()
	for {
		err := hold()
		if err == nil {
			return nil
		}
		if v.c.Busy == nil || !v.c.Busy(err) || v.c.Clock.Now().Sub(begun) > v.c.Limits.MaxRetryAfter {
			v.fail(err)
			return err
		}
		if err := v.turn.rest(ctx, func() error { return v.c.Clock.Sleep(ctx, leaseWait) }); err != nil {
			return err
		}
	}
}

// takenError says that another process asks the address that a connection leads to: nothing was
// sent there.
type takenError struct {
	at  netip.Addr
	why error
}

func (e *takenError) Error() string { return e.why.Error() }

func (e *takenError) Unwrap() error { return e.why }

// mayConnect looks at each new connection before anything is sent on it.
func (v *visit) mayConnect(ctx context.Context, remote net.Addr) error {
	at, ok := addressOf(remote)
	if !ok {
		return nil
	}
	if err := v.tenure.holdAddress(ctx, at); err != nil {
		return &takenError{at, err}
	}
	return nil
}

// ask sends one request, once no other process asks the address that its host leads to.
func (v *visit) ask(req *http.Request) (*http.Response, error) {
	for {
		resp, err := v.transport.RoundTrip(req)
		taken := (*takenError)(nil)
		if !errors.As(err, &taken) {
			return resp, err
		}
		ctx := req.Context()
		if err := v.outwait(ctx, func() error { return v.tenure.holdAddress(ctx, taken.at) }); err != nil {
			return nil, err
		}
	}
}

// claim makes this process the only one that crawls the site and asks its machines.
func (c *Crawler) claim(ctx context.Context, site disclosure.Site, hosts hostSet, turn *turn) (held context.Context, t *tenure, release func(), err error) {
	told := false
	for {
		held, t, release, err := c.claimNow(ctx, site, hosts)
		if err == nil || !c.Wait || c.Busy == nil || !c.Busy(err) {
			return held, t, release, err
		}
		if !told {
			c.Log.Info("crawl waits for another process", "site", site.ID, "why", err)
			told = true
		}
		turn.join()
		err = turn.rest(ctx, func() error { return c.Clock.Sleep(ctx, leaseWait) })
		turn.leave()
		if err != nil {
			return nil, nil, nil, err
		}
	}
}

func (c *Crawler) claimNow(ctx context.Context, site disclosure.Site, hosts hostSet) (context.Context, *tenure, func(), error) {
	held, release, err := c.Archive.Lease(ctx, site.ID)
	if err != nil {
		return nil, nil, nil, err
	}
	held, lose := context.WithCancelCause(held)
	t := &tenure{c: c, names: map[string]func() bool{}, lost: lose}
	if err := t.holdAll(held, hosts); err != nil {
		lose(nil)
		release()
		return nil, nil, nil, err
	}
	return held, t, func() { t.end(); lose(nil); release() }, nil
}
