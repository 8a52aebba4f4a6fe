package crawler

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gongkai/disclosure"
)

// reader reads pages of the tests' own kind, a word a line:
//
//	role list | complete | doubt WORDS | total N | pages N | code DIGITS | column NAME | link ROLE URL TEXT | frame ROLE URL | next METHOD URL [FORM] | first METHOD URL | probe METHOD URL [template=NAME] | challenge LABEL | search URL FIELD [BAR] | found TOTAL [empty] [more] [captcha]
type reader struct{}

func (reader) Page(c disclosure.Capture) disclosure.Page {
	page := disclosure.Page{Family: "test", Role: c.Role}
	for line := range strings.Lines(string(c.Body)) {
		f := strings.Fields(line)
		switch {
		case len(f) == 0:
		case f[0] == "role":
			page.Role = disclosure.Role(f[1])
		case f[0] == "complete":
			page.Complete = true
		case f[0] == "doubt":
			page.Doubt = strings.Join(f[1:], " ")
		case f[0] == "total":
			_, _ = fmt.Sscan(f[1], &page.Total)
		case f[0] == "pages":
			_, _ = fmt.Sscan(f[1], &page.Pages)
		case f[0] == "code":
			page.SiteCode = f[1]
		case f[0] == "column":
			page.Column = f[1]
		case f[0] == "link" || f[0] == "frame":
			page.Links = append(page.Links, disclosure.Link{Role: disclosure.Role(f[1]), URL: f[2], Text: strings.Join(f[3:], " "), Frame: f[0] == "frame"})
			if f[1] == "report" && f[len(f)-1] != "通知" {
				page.Reports++
			}
		case f[0] == "search":
			page.Search = &disclosure.SearchForm{URL: f[1], Field: f[2], Fixed: url.Values{"channelid": {"7"}}, Bar: strings.Join(f[3:], "")}
		case f[0] == "found":
			page.Found = &disclosure.SearchAnswer{Empty: slices.Contains(f, "empty"), More: slices.Contains(f, "more"), Captcha: slices.Contains(f, "captcha")}
			_, _ = fmt.Sscan(f[1], &page.Found.Total)
		case f[0] == "probe":
			_, template, _ := strings.Cut(line, " template=")
			page.Next = append(page.Next, disclosure.Request{Method: f[1], URL: f[2], Probe: true, Template: strings.TrimSpace(template)})
		case f[0] == "next" || f[0] == "first":
			r := disclosure.Request{Method: f[1], URL: f[2], Role: disclosure.RoleList, First: f[0] == "first"}
			if len(f) > 3 {
				r.Form, _ = url.ParseQuery(f[3])
			}
			page.Next = append(page.Next, r)
		}
	}
	return page
}

func (reader) Challenge(c disclosure.Capture) string {
	_, rest, ok := bytes.Cut(c.Body, []byte("challenge "))
	if !ok {
		return ""
	}
	return strings.Fields(string(rest))[0]
}

// fakeClock waits for nothing: a sleep moves the time. Each reading moves it by a
// microsecond, so that moments differ.
type fakeClock struct {
	mu    sync.Mutex
	now   time.Time
	slept []time.Duration
}

func newFakeClock() *fakeClock { return &fakeClock{now: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)} }

func (c *fakeClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(time.Microsecond)
	return c.now
}

func (c *fakeClock) Sleep(ctx context.Context, d time.Duration) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.slept = append(c.slept, d)
	c.now = c.now.Add(d)
	return ctx.Err()
}

// arrival is a request as a server saw it.
type arrival struct {
	host, line string // "a.test", "GET /x?y" or "POST /x form"
	at         time.Time
	header     http.Header
}

// world is a few hosts on loopback under names of their own, an archive and a clock.
type world struct {
	t       *testing.T
	archive *memory
	clock   *fakeClock
	addrs   map[string]string
	config  Config
	mu      sync.Mutex
	log     []arrival
}

func newWorld(t *testing.T) *world {
	w := &world{t: t, archive: newMemory(t), clock: newFakeClock(), addrs: map[string]string{}}
	w.config = Config{Archive: w.archive, Reader: reader{}, Contact: "mailto:crawl@example.org", Clock: w.clock, Resolve: w.resolve}
	return w
}

func (w *world) resolve(host string) (string, bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	addr, ok := w.addrs[host]
	return addr, ok
}

// host serves a handler under a name.
func (w *world) host(name string, h http.HandlerFunc) *httptest.Server {
	s := httptest.NewServer(w.logged(h))
	w.t.Cleanup(s.Close)
	w.name(name, s.Listener.Addr().String())
	return s
}

func (w *world) name(name, addr string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.addrs[name] = addr
}

func (w *world) logged(h http.HandlerFunc) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		line := r.Method + " " + r.URL.RequestURI()
		if r.Method == http.MethodPost {
			_ = r.ParseForm()
			line += " " + r.PostForm.Encode()
		}
		w.mu.Lock()
		w.log = append(w.log, arrival{r.Host, line, w.clock.Now(), r.Header.Clone()})
		w.mu.Unlock()
		h(rw, r)
	}
}

// pages serves fixed pages; what it does not have is a 404, robots.txt too.
func (w *world) pages(name string, pages map[string]string) *httptest.Server {
	return w.host(name, func(rw http.ResponseWriter, r *http.Request) {
		page, ok := pages[r.URL.RequestURI()]
		if !ok {
			http.NotFound(rw, r)
			return
		}
		rw.Header().Set("Content-Type", "text/html")
		fmt.Fprint(rw, page)
	})
}

func (w *world) lines(host string) []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	var all []string
	for _, a := range w.log {
		if a.host == host {
			all = append(all, a.line)
		}
	}
	return all
}

func (w *world) count(host, line string) int {
	n := 0
	for _, l := range w.lines(host) {
		if l == line {
			n++
		}
	}
	return n
}

func (w *world) crawler() *Crawler {
	w.t.Helper()
	c, err := New(w.config)
	if err != nil {
		w.t.Fatal(err)
	}
	c.jitter = func() float64 { return 0 }
	return c
}

func siteOf(name string) disclosure.Site {
	return disclosure.Site{ID: strings.TrimSuffix(name, ".test"), Name: "甲县人民政府", URL: "http://" + name + "/", Pace: 2 * time.Second}
}

// crawl crawls the site a.test and expects no error.
func (w *world) crawl(change ...func(*disclosure.Site)) disclosure.Crawl {
	w.t.Helper()
	site := siteOf("a.test")
	for _, f := range change {
		f(&site)
	}
	crawl, err := w.crawler().Crawl(context.Background(), site)
	if err != nil {
		w.t.Fatal(err)
	}
	return crawl
}

// expect compares the outcome of the captures of a.test.
func (w *world) expect(outcomes map[string]string) {
	w.t.Helper()
	for path, want := range outcomes {
		if c := w.archive.of("http://a.test" + path); c.Outcome != want {
			w.t.Errorf("%s: outcome %q (%s), want %q", path, c.Outcome, c.Error, want)
		}
	}
}

// once checks that a host saw each of its requests only once.
func (w *world) once(host string) {
	w.t.Helper()
	lines := w.lines(host)
	slices.Sort(lines)
	for i := 1; i < len(lines); i++ {
		if lines[i] == lines[i-1] {
			w.t.Errorf("%s was asked twice for %s", host, lines[i])
		}
	}
}
