package crawler

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gongkai/disclosure"
)

func TestRetries(t *testing.T) {
	const forever = 99
	for name, c := range map[string]struct {
		path     string
		fails    int
		how      func(http.ResponseWriter)
		outcome  string
		attempts int
		waits    []time.Duration
	}{
		"500 twice":      {"/", 2, func(rw http.ResponseWriter) { rw.WriteHeader(500) }, "ok", 3, []time.Duration{2 * time.Second, 4 * time.Second}},
		"502 for ever":   {"/", forever, func(rw http.ResponseWriter) { rw.WriteHeader(502) }, "error", 3, nil},
		"reset once":     {"/", 1, hangUp, "ok", 2, nil},
		"reset for ever": {"/", forever, hangUp, "unreachable", 3, nil},
		"cut short": {"/", 1, func(rw http.ResponseWriter) {
			rw.Header().Set("Content-Length", "1000")
			_, _ = rw.Write([]byte("role report"))
		}, "ok", 2, nil},
		"403 is an answer": {"/", forever, func(rw http.ResponseWriter) { rw.WriteHeader(403) }, "error", 1, nil},
		"501 is for good":  {"/", forever, func(rw http.ResponseWriter) { rw.WriteHeader(501) }, "error", 1, nil},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			var asked atomic.Int64
			w.host("a.test", func(rw http.ResponseWriter, r *http.Request) {
				if r.URL.Path == "/robots.txt" {
					rw.Header().Set("Connection", "close") // net/http repeats by itself on a kept one
					http.NotFound(rw, r)
					return
				}
				if int(asked.Add(1)) <= c.fails {
					c.how(rw)
					return
				}
				fmt.Fprint(rw, "role home")
			})
			w.crawl(func(s *disclosure.Site) { s.Pace = time.Millisecond })
			if got := w.archive.of("http://a.test" + c.path); got.Outcome != c.outcome || int(asked.Load()) != c.attempts {
				t.Errorf("outcome %q (%s) after %d attempts, want %q after %d", got.Outcome, got.Error, asked.Load(), c.outcome, c.attempts)
			}
			for _, wait := range c.waits {
				if !contains(w.clock.slept, wait) {
					t.Errorf("no wait of %s: %v", wait, w.clock.slept)
				}
			}
		})
	}
}

func contains(all []time.Duration, d time.Duration) bool {
	for _, x := range all {
		if x == d {
			return true
		}
	}
	return false
}

// A request that net/http repeats by itself, because a kept connection broke under it, keeps
// the pace as well.
func TestHiddenRepetitionKeepsPace(t *testing.T) {
	w := newWorld(t)
	var asked atomic.Int64
	w.host("a.test", func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(rw, r)
		} else if asked.Add(1) == 1 {
			hangUp(rw)
		} else {
			fmt.Fprint(rw, "role home")
		}
	})
	w.crawl()
	for i := 1; i < len(w.log); i++ {
		if gap := w.log[i].at.Sub(w.log[i-1].at); gap < 2*time.Second {
			t.Errorf("%s came %s after %s", w.log[i].line, gap, w.log[i-1].line)
		}
	}
	if w.expect(map[string]string{"/": "ok"}); asked.Load() != 2 {
		t.Errorf("asked %d times", asked.Load())
	}
}

func hangUp(rw http.ResponseWriter) {
	c, _, err := rw.(http.Hijacker).Hijack()
	if err == nil {
		_ = c.Close()
	}
}

// A form is never sent twice on our own account.
func TestPostIsNotRepeated(t *testing.T) {
	w := newWorld(t)
	w.host("a.test", func(rw http.ResponseWriter, r *http.Request) {
		switch {
		case r.Method == http.MethodPost:
			http.Error(rw, "broken", 500)
		case r.URL.Path == "/":
			fmt.Fprint(rw, "role home\nlink list /l x")
		case r.URL.Path == "/l":
			fmt.Fprint(rw, "role list\ncomplete\nnext POST /l page=2")
		default:
			http.NotFound(rw, r)
		}
	})
	w.crawl()
	if n := w.count("a.test", "POST /l page=2"); n != 1 {
		t.Errorf("sent %d times", n)
	}
}

func TestRetryAfter(t *testing.T) {
	for name, c := range map[string]struct {
		status  int
		header  string
		stopped time.Duration // before the next request
		given   bool          // up
	}{
		"429 seconds":      {429, "120", 120 * time.Second, false},
		"503 seconds":      {503, "60", 60 * time.Second, false},
		"429 date":         {429, "Sun, 01 Mar 2026 00:05:00 GMT", 4 * time.Minute, false},
		"429 silent":       {429, "", firstStop, false},
		"429 beyond limit": {429, "3600", 0, true},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			asked := 0
			w.host("a.test", func(rw http.ResponseWriter, r *http.Request) {
				switch {
				case r.URL.Path == "/":
					fmt.Fprint(rw, "role home\nlink list /l 年报\nlink list /m 年报")
				case r.URL.Path == "/l" && asked == 0:
					asked++
					if c.header != "" {
						rw.Header().Set("Retry-After", c.header)
					}
					rw.WriteHeader(c.status)
				case r.URL.Path == "/l" || r.URL.Path == "/m":
					fmt.Fprint(rw, "role list\ncomplete\nlink report /r")
				default:
					http.NotFound(rw, r)
				}
			})
			crawl := w.crawl()
			var stop, next time.Time
			for i, a := range w.log {
				if a.line == "GET /l" && stop.IsZero() {
					stop = a.at
					if i+1 < len(w.log) {
						next = w.log[i+1].at
					}
				}
			}
			if c.given {
				if !next.IsZero() {
					t.Errorf("asked again after %s", next.Sub(stop))
				}
				l, m := w.archive.of("http://a.test/l"), w.archive.of("http://a.test/m")
				if l.Status != 429 || !strings.Contains(l.Error, "asked for a stop of 1h0m0s") || m.Outcome != disclosure.FetchUnreachable || m.Status != 0 || crawl.Complete || !strings.Contains(crawl.Note, "1h0m0s") {
					t.Errorf("captures %+v and %+v, note %q", l, m, crawl.Note)
				}
				return
			}
			if gap := next.Sub(stop); gap < c.stopped || !crawl.Complete {
				t.Errorf("asked again after %s, want at least %s; %+v", gap, c.stopped, crawl)
			}
		})
	}
}

// A host never sees two requests closer together than its pace, whatever the kind, nor more
// at a time than it may.
func TestPaceAndConnections(t *testing.T) {
	for name, c := range map[string]struct {
		robots string
		pace   time.Duration
		gap    time.Duration
	}{
		"site's pace":           {"", 2 * time.Second, 2 * time.Second},
		"Crawl-delay is longer": {"User-agent: *\nCrawl-delay: 7", 2 * time.Second, 7 * time.Second},
		"Crawl-delay is less":   {"User-agent: *\nCrawl-delay: 0.5", 2 * time.Second, 2 * time.Second},
		"Crawl-delay is absurd": {"User-agent: *\nCrawl-delay: 86400", 2 * time.Second, time.Minute},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			pages := map[string]string{"/robots.txt": c.robots}
			for k, v := range county {
				pages[k] = v
			}
			w.pages("a.test", pages)
			if crawl := w.crawl(func(s *disclosure.Site) { s.Pace = c.pace }); !crawl.Complete {
				t.Errorf("crawl %+v", crawl)
			}
			for i := 1; i < len(w.log); i++ {
				if gap := w.log[i].at.Sub(w.log[i-1].at); gap < c.gap || gap > c.gap+time.Second {
					t.Errorf("%s came %s after %s, want %s", w.log[i].line, gap, w.log[i-1].line, c.gap)
				}
			}
		})
	}
}

func TestConnections(t *testing.T) {
	for _, connections := range []int{1, 3} {
		w := newWorld(t)
		var mu sync.Mutex
		now, most := 0, 0
		full := make(chan struct{})
		w.host("a.test", func(rw http.ResponseWriter, r *http.Request) {
			mu.Lock()
			now++
			if most = max(most, now); now == connections && strings.HasPrefix(r.URL.Path, "/r") && r.URL.Path != "/robots.txt" {
				select {
				case <-full:
				default:
					close(full)
				}
			}
			mu.Unlock()
			switch {
			case r.URL.Path == "/":
				fmt.Fprint(rw, "role home\nlink list /l x")
			case r.URL.Path == "/l":
				fmt.Fprint(rw, "role list\ncomplete")
				for i := range 20 {
					fmt.Fprintf(rw, "\nlink report /r%d", i)
				}
			case r.URL.Path == "/robots.txt":
				http.NotFound(rw, r)
			default:
				<-full // nobody goes on before as many are here as may be
				fmt.Fprint(rw, "role report")
			}
			mu.Lock()
			now--
			mu.Unlock()
		})
		crawl := w.crawl(func(s *disclosure.Site) { s.Pace, s.Connections = 0, connections })
		if most != connections || !crawl.Complete || crawl.Pages != 22 {
			t.Errorf("%d requests at a time, want %d; %+v", most, connections, crawl)
		}
		w.once("a.test")
	}
}

// waiting is a clock on which nothing ever ends but a context.
type waiting struct{ asleep chan time.Duration }

func (waiting) Now() time.Time { return time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC) }

func (c waiting) Sleep(ctx context.Context, d time.Duration) error {
	c.asleep <- d
	<-ctx.Done()
	return ctx.Err()
}

// A context that ends, ends every wait: for a turn, for a host that asked for a stop, for an
// answer.
func TestCancel(t *testing.T) {
	for name, handler := range map[string]func(http.ResponseWriter, *http.Request, context.CancelFunc){
		"waiting for the turn": func(rw http.ResponseWriter, r *http.Request, _ context.CancelFunc) { http.NotFound(rw, r) },
		"told to stop": func(rw http.ResponseWriter, _ *http.Request, _ context.CancelFunc) {
			rw.Header().Set("Retry-After", "500")
			rw.WriteHeader(429)
		},
		"before another attempt": func(rw http.ResponseWriter, _ *http.Request, _ context.CancelFunc) { rw.WriteHeader(500) },
		"waiting for the answer": func(_ http.ResponseWriter, r *http.Request, cancel context.CancelFunc) {
			cancel()
			<-r.Context().Done()
		},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			clock := waiting{make(chan time.Duration, 1)}
			w.config.Clock = clock
			ctx, cancel := context.WithCancel(context.Background())
			defer cancel()
			w.host("a.test", func(rw http.ResponseWriter, r *http.Request) { handler(rw, r, cancel) })
			go func() {
				select {
				case <-clock.asleep:
					cancel()
				case <-ctx.Done():
				}
			}()
			_, err := w.crawler().Crawl(ctx, siteOf("a.test"))
			if !errors.Is(err, context.Canceled) || !w.archive.crawls[0].FinishedAt.IsZero() {
				t.Errorf("error %v, crawl %+v", err, w.archive.crawls[0])
			}
			for _, c := range w.archive.captures {
				if c.Role != disclosure.RoleRobots || c.Outcome == disclosure.FetchUnreachable {
					t.Errorf("a cancelled fetch counts as one: %+v", c)
				}
			}
		})
	}
}

func TestRedirects(t *testing.T) {
	w := newWorld(t)
	w.host("a.test", func(rw http.ResponseWriter, r *http.Request) {
		to := map[string]string{
			"/old": "/new", "/out": "http://elsewhere.test/x", "/loop": "/loop", "/nowhere": "javascript:alert(1)", "/blank": "-",
			"/home": "/", "/forbidden": "/private/x", "/long0": "/long1", "/www": "http://www.a.test/new2", "/twice": "/new",
		}
		switch target, ok := to[r.URL.Path]; {
		case r.URL.Path == "/":
			fmt.Fprint(rw, "role home")
			for from := range to {
				fmt.Fprintf(rw, "\nlink column %s x", from)
			}
			fmt.Fprint(rw, "\nlink column /cookie x")
		case r.URL.Path == "/robots.txt":
			fmt.Fprint(rw, "User-agent: *\nDisallow: /private")
		case r.URL.Path == "/cookie": // shows itself only to who brings its cookie back
			if _, err := r.Cookie("seen"); err != nil {
				http.SetCookie(rw, &http.Cookie{Name: "seen", Value: "1", Path: "/"})
				http.Redirect(rw, r, "/cookie2", http.StatusFound)
			}
		case r.URL.Path == "/cookie2":
			if _, err := r.Cookie("seen"); err != nil {
				http.Error(rw, "no cookie", http.StatusForbidden)
			}
		case strings.HasPrefix(r.URL.Path, "/long"):
			http.Redirect(rw, r, r.URL.Path+"1", http.StatusMovedPermanently)
		case ok && target == "-":
			rw.WriteHeader(http.StatusFound)
		case ok:
			rw.Header().Set("Location", target)
			rw.WriteHeader(http.StatusFound)
		default:
			fmt.Fprint(rw, "role column "+r.URL.Path)
		}
	})
	w.name("www.a.test", w.addrs["a.test"])
	w.crawl()
	for path, want := range map[string][2]string{
		"/out":       {"error", "elsewhere.test, which is not a host of the site"},
		"/loop":      {"error", "more than 10 redirects"},
		"/long0":     {"error", "more than 10 redirects"},
		"/nowhere":   {"error", "redirect to nowhere"},
		"/blank":     {"error", "names no address"},
		"/home":      {"not_modified", ""}, // the home page's own body
		"/forbidden": {"refused", "Disallow: /private"},
		"/www":       {"ok", ""},
		"/cookie":    {"ok", ""},
	} {
		if c := w.archive.of("http://a.test" + path); c.Outcome != want[0] || !strings.Contains(c.Error, want[1]) {
			t.Errorf("%s: %q (%s), want %q", path, c.Outcome, c.Error, want)
		}
	}
	old, twice := w.archive.of("http://a.test/old"), w.archive.of("http://a.test/twice")
	if n := w.count("a.test", "GET /new"); n != 1 || old.FinalURL != "http://a.test/new" || old.SHA256 != twice.SHA256 || old.SHA256 == "" {
		t.Errorf("/new was asked %d times: %+v %+v", n, old, twice)
	}
	if w.count("a.test", "GET /private/x") != 0 || w.count("a.test", "GET /") != 1 {
		t.Errorf("requests %q", w.lines("a.test"))
	}
}

// A host that is down is given up, not asked for hundreds of pages; a certificate that does
// not hold is recorded, not passed over.
func TestUnreachable(t *testing.T) {
	w := newWorld(t)
	gone := httptest.NewServer(http.NotFoundHandler())
	w.name("gone.test", gone.Listener.Addr().String())
	gone.Close()
	secure := httptest.NewUnstartedServer(http.NotFoundHandler())
	secure.Config.ErrorLog = log.New(io.Discard, "", 0)
	secure.StartTLS()
	defer secure.Close()
	w.name("secure.test", secure.Listener.Addr().String())
	var asked atomic.Int64
	w.host("a.test", func(rw http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/robots.txt":
			http.NotFound(rw, r)
		case r.URL.Path == "/":
			fmt.Fprint(rw, "role home\nlink column http://gone.test/ x\nlink column https://secure.test/ x")
			for i := range 30 {
				fmt.Fprintf(rw, "\nlink column /%d x", i)
			}
		default:
			asked.Add(1)
			rw.WriteHeader(500)
		}
	})
	w.config.Limits.Retries = -1
	crawl := w.crawl(func(s *disclosure.Site) { s.Hosts = []string{"gone.test", "secure.test"} })
	if c := w.archive.of("http://gone.test/"); c.Outcome != disclosure.FetchUnreachable || !strings.Contains(c.Error, "refused") {
		t.Errorf("capture %+v", c)
	}
	if c := w.archive.of("https://secure.test/"); c.Outcome != disclosure.FetchUnreachable || !strings.Contains(c.Error, "certificate") {
		t.Errorf("capture %+v", c)
	}
	if asked.Load() != 8 || w.archive.of("http://a.test/29").Outcome != disclosure.FetchUnreachable || !strings.Contains(crawl.Note, "8 answers of status 500 and more in a row") {
		t.Errorf("asked %d times; %+v", asked.Load(), crawl)
	}
	for _, address := range []string{"http://gone.test/", "https://secure.test/", "http://a.test/29"} {
		if l := w.archive.walk(address); l.State != disclosure.WalkUnreachable {
			t.Errorf("walk %+v", l)
		}
	}
}
