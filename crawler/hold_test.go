package crawler

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"gongkai/disclosure"
)

// troubled is a site with one host that answers trouble and one that is well.
func troubled(w *world, trouble http.HandlerFunc) func(*disclosure.Site) {
	w.pages("a.test", map[string]string{"/": "role home\nlink list http://b.test/l 年报\nlink list /l 年报", "/l": "role list\ncomplete\nlink report /r", "/r": "role report"})
	w.host("b.test", trouble)
	return func(s *disclosure.Site) { s.Hosts = []string{"b.test"} }
}

// What a host said or showed is remembered by every later crawl, of another process too: until
// the time has come it is not asked for anything, what is behind it stays unknown, and the
// site's other hosts go on.
func TestHoldsOutliveTheProcess(t *testing.T) {
	status := func(code int, header ...string) http.HandlerFunc {
		return func(rw http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" && code != 599 {
				http.NotFound(rw, r)
				return
			}
			for i := 0; i+1 < len(header); i += 2 {
				rw.Header().Set(header[i], header[i+1])
			}
			rw.WriteHeader(min(code, 500))
			if code == 412 {
				fmt.Fprint(rw, "challenge blocked_js_challenge_ruishu")
			}
		}
	}
	for name, c := range map[string]struct {
		trouble http.HandlerFunc
		lasts   time.Duration
		outcome string
		failure disclosure.Failure
		why     string
	}{
		"challenge":         {status(412), 7 * 24 * time.Hour, disclosure.FetchBlocked, disclosure.FailureChallenge, "blocked_js_challenge_ruishu"},
		"a day":             {status(429, "Retry-After", "86400"), 24 * time.Hour, disclosure.FetchUnreachable, disclosure.FailureThrottled, "asked for a stop of 24h0m0s"},
		"429 for ever":      {status(429), silentHold, disclosure.FetchUnreachable, disclosure.FailureThrottled, "429"},
		"robots.txt broken": {status(599), 24 * time.Hour, disclosure.FetchRefused, disclosure.FailureRobots, "could not be had"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			change := troubled(w, c.trouble)
			w.crawl(change)
			first := len(w.lines("b.test"))
			met := w.clock.Now()
			for _, later := range []time.Duration{time.Minute, c.lasts - 20*time.Minute} {
				w.clock.set(met.Add(later))
				crawl := w.crawl(change) // its gates are new, as in a new process
				if n := len(w.lines("b.test")); n != first {
					t.Fatalf("after %s the host was asked: %q", later, w.lines("b.test")[first:])
				}
				got := w.archive.of("http://b.test/l")
				if got.Outcome != c.outcome || got.Failure != c.failure || got.Status != 0 || got.SHA256 != "" || !strings.Contains(got.Error, c.why) || !strings.Contains(got.Error, "not before") {
					t.Errorf("after %s: capture %+v", later, got)
				}
				if l := w.archive.walk("http://b.test/l"); l.State != firstState(c.outcome) || crawl.Complete || !strings.Contains(crawl.Note, "not before") {
					t.Errorf("after %s: walk %+v, note %q", later, l, crawl.Note)
				}
				w.expect(map[string]string{"/r": "ok"})
			}
			w.clock.set(met.Add(c.lasts + time.Minute))
			w.crawl(change)
			if len(w.lines("b.test")) == first {
				t.Error("the host is never asked again")
			}
		})
	}
}

// set moves the time on.
func (c *fakeClock) set(now time.Time) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = now
}

// A short stop is kept as well: a crawl that is killed in it and goes on waits for its end.
func TestShortStopOutlivesTheProcess(t *testing.T) {
	w := newWorld(t)
	w.pages("a.test", county)
	began := w.clock.Now()
	until := began.Add(5 * time.Minute)
	w.archive.holds = []disclosure.Hold{{Host: "a.test", Since: began, Until: until, Outcome: disclosure.FetchUnreachable, Failure: disclosure.FailureThrottled, Why: "x"}}
	if crawl := w.crawl(); !crawl.Complete || w.log[0].at.Before(until) {
		t.Errorf("first request at %s, the stop ends %s; %+v", w.log[0].at, until, crawl)
	}
}

// A crawl that is started again right after its end, or a kill, keeps the pace to the last
// request of the one before.
func TestPaceOutlivesTheProcess(t *testing.T) {
	w := newWorld(t)
	w.pages("a.test", county)
	w.crawl()
	before := len(w.log)
	w.crawl()
	if gap := w.log[before].at.Sub(w.log[before-1].at); gap < 2*time.Second {
		t.Errorf("the second crawl's first request came %s after the first one's last", gap)
	}
}

// Two sites on a host: what one meets holds the other back at once, even while it waits.
func TestHoldReachesOtherSites(t *testing.T) {
	w := newWorld(t)
	w.host("a.test", func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(rw, r)
			return
		}
		rw.Header().Set("Retry-After", "86400")
		rw.WriteHeader(http.StatusTooManyRequests)
	})
	one, two := siteOf("a.test"), siteOf("a.test")
	two.ID, two.URL = "two", "http://a.test/two"
	if _, err := w.crawler().CrawlAll(context.Background(), []disclosure.Site{one, two}, Shard{}); err != nil {
		t.Fatal(err)
	}
	if n := w.count("a.test", "GET /") + w.count("a.test", "GET /two"); n != 1 {
		t.Errorf("asked for %d pages: %q", n, w.lines("a.test"))
	}
	if slept := w.clock.Now().Sub(newFakeClock().now); slept > time.Hour {
		t.Errorf("somebody waited for %s", slept)
	}
}

// A robots.txt that fails on one port says nothing about the other; a challenge is the machine's.
func TestWhatAHoldCovers(t *testing.T) {
	now := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		host    string
		failure disclosure.Failure
		held    map[string]bool
	}{
		{"a.test", disclosure.FailureChallenge, map[string]bool{"http://www.a.test/": true, "https://a.test/": true, "http://b.test/": false, "http://x.a.test/": false}},
		{"a.test:443", disclosure.FailureRobots, map[string]bool{"http://a.test/": false, "https://a.test/": true, "https://www.a.test/": false}},
		{"127.0.0.1:81", disclosure.FailureChallenge, map[string]bool{"http://127.0.0.1:81/": true, "http://127.0.0.1:82/": false}},
		{"[2001:db8::1]", disclosure.FailureChallenge, map[string]bool{"http://[2001:db8::1]:8080/": true, "http://[2001:db8::2]/": false}},
	} {
		w := newWorld(t)
		w.archive.holds = []disclosure.Hold{{Host: c.host, Since: now, Until: now.Add(time.Hour), Outcome: disclosure.FetchBlocked, Failure: c.failure}}
		crawler := w.crawler()
		if err := crawler.recall(t.Context(), nil); err != nil {
			t.Fatal(err)
		}
		for address, want := range c.held {
			u, err := url.Parse(address)
			if err != nil {
				t.Fatal(err)
			}
			if got := crawler.gates.of(u).heldAt(u, now.Add(time.Minute), time.Minute) != nil; got != want {
				t.Errorf("hold of %s on %s: %v, want %v", c.host, address, got, want)
			}
		}
	}
}

// Where holds cannot be read or kept, nothing is asked any more.
func TestHoldsThatCannotBeKept(t *testing.T) {
	for name, archive := range map[string]func(Archive) Archive{
		"not read": func(a Archive) Archive { return brokenHolds{a, true} }, "not kept": func(a Archive) Archive { return brokenHolds{a, false} },
	} {
		w := newWorld(t)
		change := troubled(w, func(rw http.ResponseWriter, _ *http.Request) {
			rw.WriteHeader(412)
			fmt.Fprint(rw, "challenge blocked_waf")
		})
		site := siteOf("a.test")
		change(&site)
		w.config.Archive = archive(w.archive)
		if _, err := w.crawler().Crawl(t.Context(), site); err == nil || !strings.Contains(err.Error(), errBroken.Error()) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}

type brokenHolds struct {
	Archive
	reading bool
}

func (b brokenHolds) Holds(ctx context.Context, at time.Time) ([]disclosure.Hold, error) {
	if b.reading {
		return nil, errBroken
	}
	return b.Archive.Holds(ctx, at)
}

func (b brokenHolds) KeepHold(context.Context, disclosure.Hold) error { return errBroken }
