package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gongkai/crawler"
	"gongkai/store/engine"
)

// longForm reports whether the suites of faults, of endurance and of load run as long as
// `make test-full` has them.
func longForm() bool { return os.Getenv("GONGKAI_FULL") != "" }

// dice are a test's random moments. Where it fails, the seed says which: GONGKAI_SEED repeats them.
func dice(t testing.TB) *rand.Rand {
	t.Helper()
	seed := rand.Uint64()
	if text := os.Getenv("GONGKAI_SEED"); text != "" {
		if _, err := fmt.Sscan(text, &seed); err != nil {
			t.Fatalf("GONGKAI_SEED: %v", err)
		}
	}
	t.Logf("GONGKAI_SEED=%d repeats the moments of this run", seed)
	return rand.New(rand.NewPCG(seed, 7))
}

// tally counts what was survived, by kind. Its line goes to the file that GONGKAI_COUNTS names,
// which make prints when all is over.
type tally struct {
	mu     sync.Mutex
	counts map[string]int
}

func newTally(t testing.TB, what string) *tally {
	y := &tally{counts: map[string]int{}}
	t.Cleanup(func() {
		if t.Failed() || t.Skipped() {
			return
		}
		line := what + ": " + y.String()
		t.Log(line)
		if name := os.Getenv("GONGKAI_COUNTS"); name != "" {
			file, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
			if err == nil {
				_, _ = fmt.Fprintln(file, line)
				err = file.Close()
			}
			if err != nil {
				t.Error(err)
			}
		}
	})
	return y
}

func (y *tally) add(kind string) {
	y.mu.Lock()
	defer y.mu.Unlock()
	y.counts[kind]++
}

func (y *tally) String() string {
	y.mu.Lock()
	defer y.mu.Unlock()
	all, parts := 0, []string{}
	for _, kind := range slices.Sorted(maps.Keys(y.counts)) {
		all += y.counts[kind]
		parts = append(parts, fmt.Sprintf("%s %d", kind, y.counts[kind]))
	}
	return fmt.Sprintf("%d survived (%s)", all, strings.Join(parts, ", "))
}

// leaping is a clock that runs like the one on the wall, and leaps when the test says so: whoever
// sleeps until then wakes.
type leaping struct {
	mu    sync.Mutex
	ahead time.Duration
	wrong time.Duration // whoever sleeps does not notice: sleep goes by another clock
	leapt chan struct{} // closed by the next leap
	slept chan struct{} // somebody has begun to sleep since the last leap
}

func newLeaping() *leaping {
	return &leaping{leapt: make(chan struct{}), slept: make(chan struct{}, 1)}
}

func (c *leaping) Now() time.Time {
	now, _ := c.look()
	c.mu.Lock()
	defer c.mu.Unlock()
	return now.Add(c.wrong)
}

// set makes the clock go wrong by so much more, as where somebody sets it.
func (c *leaping) set(by time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.wrong += by
}

func (c *leaping) look() (time.Time, <-chan struct{}) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return time.Now().Round(0).Add(c.ahead), c.leapt
}

func (c *leaping) leap(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.ahead += d
	close(c.leapt)
	c.leapt = make(chan struct{})
	select {
	case <-c.slept:
	default:
	}
}

func (c *leaping) Sleep(ctx context.Context, d time.Duration) error {
	begun, _ := c.look()
	until := begun.Add(d)
	for {
		now, leapt := c.look()
		if !now.Before(until) {
			return ctx.Err()
		}
		select {
		case c.slept <- struct{}{}:
		default:
		}
		timer := time.NewTimer(until.Sub(now))
		select {
		case <-ctx.Done():
			timer.Stop()
			return ctx.Err()
		case <-timer.C:
		case <-leapt:
			timer.Stop()
		}
	}
}

// ailing stands between the program and a ClickHouse, and does to its requests what a network, a
// proxy, a restart or too much work do.
type ailing struct {
	*httptest.Server
	survey *tally

	mu     sync.Mutex
	random *rand.Rand
	share  float64 // of requests that something happens to
	gone   bool    // nothing is answered at all
	until  int     // requests until it goes
	under  int     // requests that are being answered
	leaves chan struct{}
	missed chan struct{} // somebody asked while it was gone
}

// ailments are what may happen to one request.
var ailments = []string{"connection cut before", "connection cut after", "502 of a proxy", "503 of a proxy", "too many queries", "shutting down", "answered late"}

// ail puts an ailing one before an engine.
func ail(t testing.TB, e *engine.Engine, random *rand.Rand, survey *tally) *ailing {
	t.Helper()
	target, err := url.Parse(e.URL())
	if err != nil {
		t.Fatal(err)
	}
	a := &ailing{random: random, survey: survey, missed: make(chan struct{}, 1)}
	through := &httputil.ReverseProxy{
		Rewrite:      func(r *httputil.ProxyRequest) { r.SetURL(target) },
		ErrorHandler: func(w http.ResponseWriter, r *http.Request, _ error) { reset(w, r) },
		ErrorLog:     log.New(io.Discard, "", 0),
	}
	a.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { a.answer(w, r, through) }))
	t.Cleanup(a.Close)
	return a
}

// strike says what happens to the next request.
func (a *ailing) strike() string {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.until > 0 {
		if a.until--; a.until == 0 {
			a.gone = true
			a.left()
		}
	}
	if !a.gone {
		a.under++
	}
	switch {
	case a.gone:
		select {
		case a.missed <- struct{}{}:
		default:
		}
		return "gone"
	case a.random.Float64() < a.share:
		return ailments[a.random.IntN(len(ailments))]
	}
	return ""
}

// left tells that it is gone, once it has answered what it was asked before.
func (a *ailing) left() {
	if a.gone && a.under == 0 && a.leaves != nil {
		close(a.leaves)
		a.leaves = nil
	}
}

// answered is called after each request that did not find it gone.
func (a *ailing) answered() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.under--
	a.left()
}

func (a *ailing) answer(w http.ResponseWriter, r *http.Request, through http.Handler) {
	kind := a.strike()
	if kind != "gone" {
		defer a.answered()
	}
	if kind != "" && kind != "gone" {
		a.survey.add(kind)
	}
	switch kind {
	case "gone", "connection cut before":
		reset(w, r)
	case "connection cut after": // it was done, and nobody hears of it
		through.ServeHTTP(&deaf{header: http.Header{}}, r)
		reset(w, r)
	case "502 of a proxy":
		says(http.StatusBadGateway, "Bad Gateway")(w, r)
	case "503 of a proxy":
		says(http.StatusServiceUnavailable, "Service Unavailable")(w, r)
	case "too many queries":
		says(http.StatusInternalServerError, "Code: 202. DB::Exception: Too many simultaneous queries. Maximum: 100. (TOO_MANY_SIMULTANEOUS_QUERIES)\n", "X-ClickHouse-Exception-Code", "202")(w, r)
	case "shutting down":
		says(http.StatusInternalServerError, "Code: 236. DB::Exception: Server is shutting down. (ABORTED)\n", "X-ClickHouse-Exception-Code", "236")(w, r)
	case "answered late":
		_ = crawler.Ago(0).Sleep(r.Context(), 100*time.Millisecond)
		through.ServeHTTP(w, r)
	default:
		through.ServeHTTP(w, r)
	}
}

// goAfter has it go with the request of that number from now on, and tells when it has answered those before.
func (a *ailing) goAfter(requests int) <-chan struct{} {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.until, a.leaves = requests, make(chan struct{})
	return a.leaves
}

// ail has something happen to a share of the requests.
func (a *ailing) ail(share float64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.share = share
}

// back answers again.
func (a *ailing) back() {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.gone, a.until = false, 0
}

// deaf takes an answer that nobody gets.
type deaf struct{ header http.Header }

func (d *deaf) Header() http.Header         { return d.header }
func (d *deaf) Write(p []byte) (int, error) { return len(p), nil }
func (d *deaf) WriteHeader(int)             {}

// server is how the engine of a folder is reached as if it were a server, through another address.
func server(t testing.TB, e *engine.Engine, address string) *globals {
	t.Helper()
	secret := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(secret, []byte(e.Secret()), 0o600); err != nil {
		t.Fatal(err)
	}
	where := fmt.Sprintf("http://%s@%s/%s", engine.UserAdmin, strings.TrimPrefix(address, "http://"), engine.Database)
	return &globals{ClickHouse: where, ClickHousePasswordFile: secret, LogLevel: "error", LogFormat: "text"}
}
