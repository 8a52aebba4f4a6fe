package crawler

import (
	"context"
	"net"
	"net/netip"
	"net/url"
	"sync"
)

// addresses are the network addresses that this process asks, each for one thing at a time: many
// counties' sites, and all departments of one, may stand on one machine, whatever their names. The
// pace stays the host's. On this machine, where samples live side by side, it does not count.
// Between processes an address has a lease, as a name has: see tenure.holdAddress.
//
// Which address a name leads to is learned from its connections, since a name may have several and
// another one tomorrow. So the first request to a host waits when its connection is there, within
// its own time; the others wait before they ask for one.
type addresses struct {
	mu     sync.Mutex
	taken  map[netip.Addr]chan struct{} // of one element: who has sent it has the address
	known  map[string]netip.Addr        // by gateName: where the last connection led
	exempt func(netip.Addr) bool
}

func newAddresses() *addresses {
	return &addresses{taken: map[netip.Addr]chan struct{}{}, known: map[string]netip.Addr{}, exempt: netip.Addr.IsLoopback}
}

// of returns the place of an address, and where the name led last; no place for an exempt one.
func (a *addresses) of(at netip.Addr) chan struct{} {
	if !at.IsValid() || a.exempt(at) {
		return nil
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.taken[at] == nil {
		a.taken[at] = make(chan struct{}, 1)
	}
	return a.taken[at]
}

// addressOf is the network address of a connection's other end, whatever its port.
func addressOf(remote net.Addr) (netip.Addr, bool) {
	tcp, ok := remote.(*net.TCPAddr)
	if !ok {
		return netip.Addr{}, false
	}
	return tcp.AddrPort().Addr().Unmap().WithZone(""), true
}

// seat is what one request has of the addresses: at most one of them.
type seat struct {
	all *addresses
	at  netip.Addr
	has chan struct{} // nil: none
}

// expect waits for the address that a host led to last, where it is known.
func (s *seat) expect(ctx context.Context, u *url.URL) error {
	s.all.mu.Lock()
	at := s.all.known[gateName(u)]
	s.all.mu.Unlock()
	return s.take(ctx, at)
}

// connected waits for the address that a connection of the host leads to, another one or the same.
func (s *seat) connected(ctx context.Context, u *url.URL, remote net.Addr) error {
	at, ok := addressOf(remote)
	if !ok {
		return nil
	}
	s.all.mu.Lock()
	s.all.known[gateName(u)] = at
	s.all.mu.Unlock()
	return s.take(ctx, at)
}

// take waits for an address and gives back the one that the request had. It never has two, so
// that no two requests wait for each other.
func (s *seat) take(ctx context.Context, at netip.Addr) error {
	if s.has != nil && s.at == at {
		return nil
	}
	s.leave()
	place := s.all.of(at)
	if place == nil {
		return nil
	}
	select {
	case place <- struct{}{}:
		s.at, s.has = at, place
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// leave gives the address back; twice is no error.
func (s *seat) leave() {
	if s.has != nil {
		<-s.has
		s.has = nil
	}
}
