package dashboards

import (
	"math"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"sync"
	"time"

	pace "golang.org/x/time/rate"
)

// Limits bound how much one client may ask for, so that nobody takes the service from others. A
// client is an address; of IPv6, the 64 bits that one household or machine has. This machine's own
// clients are not bounded, nor is what monitors ask and what a browser keeps for ever.
type Limits struct {
	Requests float64 // pages and answers of the API a second, ten times as many at once; 0: no bound
	Costly   float64 // of these, SQL, searches of texts and drafts, counted apart; 0: no bound
	// Proxies are whose X-Forwarded-For is believed: of a client that came through them, the
	// last address there that is no proxy of these.
	Proxies []netip.Prefix
}

// burst is how many seconds' worth may come at once.
const burst = 10

// limiter keeps a bucket a client. Who did not come for two turns has a full one again, and is
// forgotten; so is everybody when very many come, which bounds what is kept.
type limiter struct {
	rate float64
	mu   sync.Mutex
	now  map[netip.Addr]*pace.Limiter
	old  map[netip.Addr]*pace.Limiter
	turn time.Time
}

const (
	limiterTurn = burst * time.Second // within which a bucket fills
	limiterMost = 20_000              // clients
)

// wait returns how long the client has to wait: 0 where it may go on.
func (l *limiter) wait(client netip.Addr, at time.Time) time.Duration {
	if l.rate <= 0 {
		return 0
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if at.Sub(l.turn) > limiterTurn || len(l.now) >= limiterMost {
		l.old, l.now, l.turn = l.now, map[netip.Addr]*pace.Limiter{}, at
	}
	bucket := l.now[client]
	if bucket == nil {
		if bucket = l.old[client]; bucket == nil {
			bucket = pace.NewLimiter(pace.Limit(l.rate), int(math.Ceil(burst*l.rate)))
		}
		l.now[client] = bucket
	}
	taken := bucket.ReserveN(at, 1)
	wait := taken.DelayFrom(at)
	if wait > 0 {
		taken.CancelAt(at)
	}
	return wait
}

// costly are the addresses that are counted apart.
func costly(r *http.Request) bool {
	switch r.URL.Path {
	case "/check", draftAPI:
		return r.Method == http.MethodPost
	case "/sql", "/api/v1/sql", "/search", "/api/v1/search/texts":
		return r.URL.Query().Get("q") != ""
	}
	return strings.HasPrefix(r.URL.Path, "/data/tables/") && wantsFile(r.URL.Path) || strings.HasPrefix(r.URL.Path, "/releases/") && strings.Contains(r.URL.Path, "/files/")
}

// unbounded are the addresses that monitors ask, and those of which a browser asks once.
func unbounded(path string) bool {
	return path == "/healthz" || path == "/readyz" || path == "/metrics" || strings.HasPrefix(path, "/assets/")
}

// limit refuses a client that asks for too much, and says when it may come again.
func (s *server) limit(next http.Handler) http.Handler {
	all, few := &limiter{rate: s.Limits.Requests}, &limiter{rate: s.Limits.Costly}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		client := s.Limits.client(r)
		if !unbounded(r.URL.Path) && !client.IsLoopback() {
			at := s.clock()
			wait := all.wait(client, at)
			if wait == 0 && costly(r) {
				wait = few.wait(client, at)
			}
			if wait > 0 {
				w.Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
				s.fail(w, r, fault{http.StatusTooManyRequests, "error.too_many", nil})
				return
			}
		}
		next.ServeHTTP(w, r)
	})
}

// client is who asks. Where no proxy is trusted, a header says nothing.
func (l Limits) client(r *http.Request) netip.Addr {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	client := peer.Addr().Unmap()
	hops := strings.Split(strings.Join(r.Header.Values("X-Forwarded-For"), ","), ",")
	for i := len(hops) - 1; i >= 0 && l.trusted(client); i-- {
		hop, err := netip.ParseAddr(strings.TrimSpace(hops[i]))
		if err != nil {
			break
		}
		client = hop.Unmap().WithZone("")
	}
	if client.Is6() && !client.IsLoopback() {
		household, _ := client.Prefix(64)
		return household.Addr()
	}
	return client
}

func (l Limits) trusted(a netip.Addr) bool {
	for _, p := range l.Proxies {
		if p.Contains(a) {
			return true
		}
	}
	return false
}
