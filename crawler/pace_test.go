package crawler

import (
	"fmt"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"gongkai/disclosure"
)

// Twenty sites at a time, some on one host, some under two names, some that ask for a longer
// pace, for a stop, or answer with errors: on the log of the servers no host ever sees two
// requests closer together than its pace, nor two at once.
func TestPaceOfTwentySites(t *testing.T) {
	w := newWorld(t)
	w.config.Parallel = 20
	log := &paceLog{clock: w.clock, last: map[string]time.Time{}, busy: map[string]int{}, least: map[string]time.Duration{}, seen: map[string]int{}}
	var sites []disclosure.Site
	for i := range 20 {
		// Sites 0 and 1 are on one host; every fifth has a second name for its machine.
		name := fmt.Sprintf("h%d.test", max(i, 1))
		pace, delay := 2*time.Second, 0
		if i%4 == 3 {
			delay = 5
		}
		site := siteOf(name)
		site.ID, site.Pace, site.URL = fmt.Sprintf("s%d", i), pace, fmt.Sprintf("http://%s/s%d/", name, i)
		if i != 1 {
			server := w.host(name, log.counted(name, county20(i, delay)))
			if i%5 == 4 {
				w.name("www."+name, server.Listener.Addr().String())
			}
		}
		sites = append(sites, site)
	}
	crawls, err := w.crawler().CrawlAll(t.Context(), sites, Shard{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range crawls {
		if !c.Complete {
			t.Errorf("crawl %+v", c)
		}
	}
	log.mu.Lock()
	defer log.mu.Unlock()
	if len(log.seen) != 19 {
		t.Errorf("%d hosts were asked", len(log.seen))
	}
	for host, least := range log.least {
		i := 0
		_, _ = fmt.Sscanf(host, "h%d.test", &i)
		want := 2 * time.Second
		if i%4 == 3 {
			want = 5 * time.Second
		}
		if least < want {
			t.Errorf("%s saw two requests %s apart, want %s", host, least, want)
		}
	}
	for host, n := range log.seen {
		if n < 15 {
			t.Errorf("%s saw only %d requests", host, n)
		}
	}
	for _, err := range log.errs {
		t.Error(err)
	}
}

// paceLog is what the servers saw.
type paceLog struct {
	clock *fakeClock
	mu    sync.Mutex
	last  map[string]time.Time
	busy  map[string]int
	least map[string]time.Duration
	seen  map[string]int
	errs  []string
}

func (l *paceLog) counted(host string, h http.HandlerFunc) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		l.mu.Lock()
		now := l.clock.Now()
		if last, ok := l.last[host]; ok {
			if gap := now.Sub(last); l.least[host] == 0 || gap < l.least[host] {
				l.least[host] = gap
			}
		}
		l.last[host] = now
		l.seen[host]++
		if l.busy[host]++; l.busy[host] > 1 {
			l.errs = append(l.errs, fmt.Sprintf("%s sees %d requests at once: %s", host, l.busy[host], r.URL))
		}
		l.mu.Unlock()
		defer func() {
			l.mu.Lock()
			l.busy[host]--
			l.mu.Unlock()
		}()
		h(rw, r)
	}
}

// county20 is a site of two lists and a dozen reports; the one answers first with an error, the
// other with a request for a stop.
func county20(i, delay int) http.HandlerFunc {
	var mu sync.Mutex
	failed := map[string]bool{}
	return func(rw http.ResponseWriter, r *http.Request) {
		_, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		mu.Lock()
		first := !failed[r.URL.Path]
		failed[r.URL.Path] = true
		mu.Unlock()
		switch {
		case r.URL.Path == "/robots.txt" && delay > 0:
			fmt.Fprintf(rw, "User-agent: *\nCrawl-delay: %d", delay)
		case r.URL.Path == "/robots.txt":
			http.NotFound(rw, r)
		case rest == "":
			fmt.Fprint(rw, "role home\nlink list l1 年报\nlink list l2 年报")
			if i%5 == 4 {
				fmt.Fprintf(rw, "\nlink list http://www.h%d.test/s%d/l1 年报", i, i)
			}
		case rest == "l1" && first && i%3 == 0:
			rw.WriteHeader(http.StatusBadGateway)
		case rest == "l2" && first && i%3 == 1:
			rw.Header().Set("Retry-After", "30")
			rw.WriteHeader(http.StatusTooManyRequests)
		case strings.HasPrefix(rest, "l"):
			fmt.Fprint(rw, "role list\ncomplete")
			for n := range 6 {
				fmt.Fprintf(rw, "\nlink report r%s%d", rest, n)
			}
		default:
			fmt.Fprint(rw, "role report "+r.URL.Path)
		}
	}
}
