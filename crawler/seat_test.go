package crawler

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"gongkai/disclosure"
)

// One at a time has an address, whatever names lead there; who waits and gives up has nothing; and
// whoever moves on to another address leaves the first one free.
func TestSeats(t *testing.T) {
	all := newAddresses()
	a, b := &url.URL{Host: "a.gov.cn"}, &url.URL{Host: "b.gov.cn"}
	one, two := &net.TCPAddr{IP: net.ParseIP("203.0.113.1")}, &net.TCPAddr{IP: net.ParseIP("::ffff:203.0.113.2")}
	over, end := context.WithCancel(t.Context())
	end()
	first, second := seat{all: all}, seat{all: all}
	for i, c := range []struct {
		does func() error
		ok   bool
	}{
		{func() error { return first.expect(t.Context(), a) }, true}, // nothing is known of it
		{func() error { return first.connected(t.Context(), a, one) }, true},
		{func() error { return first.connected(t.Context(), a, one) }, true}, // the same again
		{func() error { return second.connected(over, b, one) }, false},      // two names, one address
		{func() error { return first.connected(t.Context(), a, two) }, true}, // it leaves the first
		{func() error { return second.expect(t.Context(), b) }, true},        // known by now
		{func() error { return first.connected(over, a, one) }, false},
		{func() error { second.leave(); second.leave(); return first.expect(t.Context(), b) }, true},
	} {
		if err := c.does(); (err == nil) != c.ok || err != nil && !errors.Is(err, context.Canceled) {
			t.Errorf("step %d: %v", i, err)
		}
	}
	local, other := seat{all: all}, seat{all: all}
	for _, s := range []*seat{&local, &other} {
		if err := s.take(over, netip.MustParseAddr("127.0.0.1")); err != nil {
			t.Errorf("this machine counts: %v", err)
		}
	}
}

// Sites on one address are asked one after the other, though each is crawled by itself; on this
// machine they are asked side by side.
func TestOneAtATimeByAddress(t *testing.T) {
	for _, exempt := range []bool{true, false} {
		w := newWorld(t)
		var busy, most atomic.Int64
		both := make(chan struct{})
		together := sync.OnceFunc(func() { close(both) })
		var sites []disclosure.Site
		for i := range 2 {
			name := fmt.Sprintf("h%d.test", i)
			w.host(name, func(rw http.ResponseWriter, r *http.Request) {
				n := busy.Add(1)
				defer busy.Add(-1)
				for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
				}
				switch {
				case r.URL.Path == "/robots.txt":
					http.NotFound(rw, r)
					return
				case r.URL.Path == "/" && exempt && n == 2: // the other one is here: both go on
					together()
				case r.URL.Path == "/" && exempt:
					select {
					case <-both:
					case <-r.Context().Done():
					}
				}
				fmt.Fprint(rw, "role column\nlink column /x x\nlink column /y y")
			})
			sites = append(sites, siteOf(name))
		}
		c := w.crawler()
		if !exempt {
			c.addresses.exempt = func(netip.Addr) bool { return false }
		}
		if _, err := c.CrawlAll(t.Context(), sites, Shard{}); err != nil {
			t.Fatal(err)
		}
		if want := map[bool]int64{true: 2, false: 1}[exempt]; most.Load() != want {
			t.Errorf("exempt %v: %d requests at once, want %d", exempt, most.Load(), want)
		}
	}
}

// An address that another process asks is left alone until that one is done with it, whatever name
// leads there; nothing is sent meanwhile, and the site is not blamed. Where that takes too long the
// crawl ends, to be gone on with.
func TestOneProcessAnAddress(t *testing.T) {
	for _, forever := range []bool{false, true} {
		w := newWorld(t)
		w.pages("a.test", map[string]string{"/": "role home"})
		lease := machineLease("address 127.0.0.1")
		w.archive.leased[lease] = true
		tries := 0
		w.config.Busy = func(err error) bool {
			if tries++; tries == 3 && !forever {
				if n := len(w.lines("a.test")); n != 0 {
					t.Errorf("%d requests to an address that another process asks", n)
				}
				w.archive.mu.Lock()
				delete(w.archive.leased, lease)
				w.archive.mu.Unlock()
			}
			return strings.Contains(err.Error(), "already")
		}
		c := w.crawler()
		c.addresses.exempt = func(netip.Addr) bool { return false }
		crawl, err := c.Crawl(t.Context(), siteOf("a.test"))
		switch {
		case forever:
			if err == nil || !crawl.FinishedAt.IsZero() || len(w.lines("a.test")) != 0 {
				t.Errorf("after %d tries: %v, %d requests", tries, err, len(w.lines("a.test")))
			}
			continue
		case err != nil || tries != 3:
			t.Errorf("after %d tries: %v", tries, err)
		}
		w.expect(map[string]string{"/": disclosure.FetchOK})
		if len(w.archive.leased) != 0 {
			t.Errorf("leases left: %v", w.archive.leased)
		}
	}
}
