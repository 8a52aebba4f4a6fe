package crawler

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"strings"
	"syscall"
	"time"
)

// privateAddressError says that a name led to an address that the site may not be on.
type privateAddressError struct{ addr netip.Addr }

func (e *privateAddressError) Error() string {
	return fmt.Sprintf("%s is a private or loopback address: nothing was sent (allow_private: true lets a site be there)", e.addr)
}

// dialer connects to the hosts of one site. The check for private addresses happens on the
// address that is being connected to, after DNS and for every connection, so that neither a
// redirect nor a name that changes its answer gets around it.
type dialer struct {
	resolve func(host string) (addr string, ok bool)
	holds   func(ctx context.Context, remote net.Addr) error // may refuse a connection that is there; may be nil
	trusted net.Dialer
	guarded net.Dialer
}

func newDialer(resolve func(string) (string, bool), allowPrivate bool) *dialer {
	d := &dialer{resolve: resolve, trusted: net.Dialer{Timeout: 30 * time.Second, KeepAlive: 30 * time.Second}}
	d.guarded = d.trusted
	if !allowPrivate {
		d.guarded.Control = refusePrivate
	}
	return d
}

// DialContext connects, and lets go of a connection on which nothing may be sent.
func (d *dialer) DialContext(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := d.connect(ctx, network, address)
	if err != nil || d.holds == nil {
		return conn, err
	}
	if err := d.holds(ctx, conn.RemoteAddr()); err != nil {
		_ = conn.Close()
		return nil, err
	}
	return conn, nil
}

// connect connects. What Resolve says is the program's own word, not the network's, and
// is connected to without the check.
func (d *dialer) connect(ctx context.Context, network, address string) (net.Conn, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("dialling %q: %w", address, err)
	}
	if d.resolve != nil {
		if addr, ok := d.resolve(host); ok {
			return d.trusted.DialContext(ctx, network, addr)
		}
	}
	return d.guarded.DialContext(ctx, network, address)
}

func refusePrivate(_, address string, _ syscall.RawConn) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return fmt.Errorf("reading the address %q: %w", address, err)
	}
	host, _, zoned := strings.Cut(host, "%") // a zone is a network of this machine
	a, err := netip.ParseAddr(host)
	if err != nil {
		return fmt.Errorf("reading the address %q: %w", address, err)
	}
	if zoned || isPrivate(a) {
		return &privateAddressError{a.Unmap()}
	}
	return nil
}

// notPublic holds the special-purpose ranges (IANA registries, RFC 6890) that netip has no
// question for. Those of IPv6 that carry an IPv4 address (6to4, Teredo) are among them.
var notPublic = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"), netip.MustParsePrefix("192.0.2.0/24"),
	netip.MustParsePrefix("192.88.99.0/24"), netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("198.51.100.0/24"), netip.MustParsePrefix("203.0.113.0/24"),
	netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("2001::/23"), netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("2002::/16"), netip.MustParsePrefix("3fff::/20"),
}

// public6 is all that is given out of IPv6. What lies outside is local, reserved, or another
// address in disguise: ::127.0.0.1, NAT64 (64:ff9b::), SIIT (::ffff:0:127.0.0.1), fec0::.
var public6 = netip.MustParsePrefix("2000::/3")

func isPrivate(a netip.Addr) bool {
	a = a.Unmap().WithZone("")
	if !a.IsGlobalUnicast() || a.IsPrivate() || a.IsLoopback() || a.Is6() && !public6.Contains(a) {
		return true
	}
	for _, p := range notPublic {
		if p.Contains(a) {
			return true
		}
	}
	return false
}
