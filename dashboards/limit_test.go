package dashboards

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"testing"
	"time"
)

// A clock that stands still until it is told to go on.
func limited(t *testing.T, l Limits) (ask func(peer, address, forwarded string) *httptest.ResponseRecorder, pass func(time.Duration)) {
	t.Helper()
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	s := &server{Config: Config{Limits: l}, clock: func() time.Time { return at }}
	s.views = loadViews()
	h := s.limit(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }))
	return func(peer, address, forwarded string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, address, nil)
		r.RemoteAddr = peer
		if forwarded != "" {
			r.Header.Set("X-Forwarded-For", forwarded)
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}, func(d time.Duration) { at = at.Add(d) }
}

func TestOneClientTakesNothingFromOthers(t *testing.T) {
	ask, pass := limited(t, Limits{Requests: 2, Costly: 0.5})
	const greedy, other = "192.0.2.1:1234", "192.0.2.2:1234"
	for i := range 20 {
		if w := ask(greedy, "/agencies", ""); w.Code != http.StatusNoContent {
			t.Fatalf("request %d of a burst of 20 gave %d", i, w.Code)
		}
	}
	w := ask(greedy, "/api/v1/agencies", "")
	if w.Code != http.StatusTooManyRequests || w.Header().Get("Retry-After") != "1" || !strings.Contains(w.Body.String(), `"type":"/data#problem-too_many"`) || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%d, %v, %s", w.Code, w.Header(), w.Body)
	}
	if w := ask(greedy, "/agencies?lang=en", ""); w.Code != http.StatusTooManyRequests || !strings.Contains(w.Body.String(), "Too many requests") {
		t.Errorf("a person is told %d %s", w.Code, w.Body)
	}
	for _, free := range [][2]string{{other, "/agencies"}, {greedy, "/healthz"}, {greedy, "/readyz"}, {greedy, "/metrics"}, {greedy, "/assets/style.css"}, {"127.0.0.1:9", "/"}, {"[::1]:9", "/"}} {
		if w := ask(free[0], free[1], ""); w.Code != http.StatusNoContent {
			t.Errorf("%v gave %d", free, w.Code)
		}
	}
	pass(500 * time.Millisecond)
	if first, second := ask(greedy, "/", ""), ask(greedy, "/", ""); first.Code != http.StatusNoContent || second.Code != http.StatusTooManyRequests {
		t.Errorf("half a second later: %d, %d", first.Code, second.Code)
	}
	pass(time.Minute)
	if w := ask(greedy, "/", ""); w.Code != http.StatusNoContent {
		t.Errorf("a minute later: %d", w.Code)
	}
}

func TestCostlyRequestsAreCountedApart(t *testing.T) {
	ask, _ := limited(t, Limits{Requests: 100, Costly: 0.2})
	for i, want := range []int{204, 204, 429} {
		if w := ask("192.0.2.1:1", "/sql?q=SELECT", ""); w.Code != want {
			t.Errorf("query %d gave %d", i, w.Code)
		} else if want == 429 && w.Header().Get("Retry-After") != "5" {
			t.Errorf("come again in %s s", w.Header().Get("Retry-After"))
		}
	}
	for address, want := range map[string]int{"/api/v1/search/texts?q=a": 429, "/api/v1/search?q=a": 204, "/search?q=a": 429, "/data/tables/figures.csv": 429, "/sql": 204, "/agencies?q=a": 204} {
		if w := ask("192.0.2.1:1", address, ""); w.Code != want {
			t.Errorf("%s gave %d", address, w.Code)
		}
	}
}

// Who says X-Forwarded-For is believed only where he is a proxy of ours, and a proxy only of its
// own client: what stands before that, anybody can write.
func TestWhoAsks(t *testing.T) {
	l := Limits{Proxies: []netip.Prefix{netip.MustParsePrefix("127.0.0.1/32"), netip.MustParsePrefix("10.0.0.0/8")}}
	for _, c := range []struct{ peer, forwarded, want string }{
		{"192.0.2.1:5", "", "192.0.2.1"},
		{"192.0.2.1:5", "127.0.0.1", "192.0.2.1"},
		{"127.0.0.1:5", "198.51.100.7", "198.51.100.7"},
		{"127.0.0.1:5", "127.0.0.1, 198.51.100.7", "198.51.100.7"},
		{"127.0.0.1:5", "198.51.100.7, 10.1.2.3", "198.51.100.7"},
		{"127.0.0.1:5", "203.0.113.9, 198.51.100.7, 10.1.2.3", "198.51.100.7"},
		{"127.0.0.1:5", "unknown", "127.0.0.1"},
		{"127.0.0.1:5", "", "127.0.0.1"},
		{"[::ffff:192.0.2.1]:5", "", "192.0.2.1"},
		{"[2001:db8:1:2:3:4:5:6]:5", "", "2001:db8:1:2::"},
		{"[::1]:5", "", "::1"},
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = c.peer
		if c.forwarded != "" {
			r.Header.Set("X-Forwarded-For", c.forwarded)
		}
		if got := l.client(r).String(); got != c.want {
			t.Errorf("%s for %q is %s, want %s", c.peer, c.forwarded, got, c.want)
		}
	}
}

// Very many clients do not fill the memory.
func TestForgottenClients(t *testing.T) {
	l := &limiter{rate: 1}
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	client := netip.MustParseAddr("10.0.0.0")
	for range 3 * limiterMost {
		client = client.Next()
		l.wait(client, at)
	}
	if n := len(l.now) + len(l.old); n > 2*limiterMost {
		t.Errorf("%d clients are kept", n)
	}
}
