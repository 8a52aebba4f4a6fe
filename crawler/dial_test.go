package crawler

import (
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"

	"gongkai/disclosure"
)

func TestPrivateAddresses(t *testing.T) {
	for addr, private := range map[string]bool{
		"8.8.8.8": false, "1.2.4.8": false, "2400:3200::1": false, "240e::1": false,
		"127.0.0.1": true, "127.8.9.1": true, "10.0.0.1": true, "172.16.0.1": true, "172.32.0.1": false, "192.168.1.1": true, "169.254.169.254": true,
		"0.0.0.0": true, "100.64.0.1": true, "100.128.0.1": false, "198.18.0.1": true, "224.0.0.1": true, "255.255.255.255": true,
		"::1": true, "::": true, "fe80::1": true, "fe80::1%eth0": true, "fc00::1": true, "ff02::1": true, "::ffff:10.0.0.1": true, "::ffff:8.8.8.8": false,
		"64:ff9b::7f00:1": true, "64:ff9b:1::7f00:1": true, "2002:7f00:1::": true, "2001:0:7f00:1::": true, "::127.0.0.1": true, "::ffff:0:127.0.0.1": true, "fec0::1": true,
		"100::1": true, "2001:db8::1": true, "192.0.2.1": true, "203.0.113.9": true, "2606:4700::1111": false, "2001:da8::1": false, "192.88.100.1": false,
	} {
		if got := isPrivate(netip.MustParseAddr(addr)); got != private {
			t.Errorf("%s: private %v, want %v", addr, got, private)
		}
	}
}

// The way to a private address is closed however it is found: by a link, by a redirect, by
// a name. It opens where the site's line says so.
func TestPrivateIsRefused(t *testing.T) {
	for _, allow := range []bool{false, true} {
		w := newWorld(t)
		inner := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) { fmt.Fprint(rw, "role report secret") }))
		defer inner.Close()
		_, port, _ := net.SplitHostPort(inner.Listener.Addr().String())
		w.host("a.test", func(rw http.ResponseWriter, r *http.Request) {
			switch r.URL.Path {
			case "/":
				fmt.Fprintf(rw, "role home\nlink column %s/link x\nlink column /redirect x\nlink column http://localhost:%s/name x", inner.URL, port)
			case "/redirect":
				http.Redirect(rw, r, inner.URL+"/redirected", http.StatusFound)
			default:
				http.NotFound(rw, r)
			}
		})
		w.crawl(func(s *disclosure.Site) {
			s.Hosts, s.AllowPrivate = []string{inner.Listener.Addr().String(), "localhost:" + port}, allow
		})
		for _, address := range []string{inner.URL + "/link", "http://localhost:" + port + "/name", "http://a.test/redirect"} {
			c := w.archive.of(address)
			if allow && c.Outcome != disclosure.FetchOK || !allow && (c.Outcome != disclosure.FetchUnreachable || !strings.Contains(c.Error, "is a private or loopback address: nothing was sent")) {
				t.Errorf("allowed %v: %s is %q (%s)", allow, address, c.Outcome, c.Error)
			}
		}
	}
}
