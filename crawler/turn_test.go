package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"gongkai/disclosure"
)

// pausingClock has long sleeps wait for somebody.
type pausingClock struct {
	*fakeClock
	pause func(ctx context.Context)
}

func (c *pausingClock) Sleep(ctx context.Context, d time.Duration) error {
	if d > restAfter {
		c.pause(ctx)
	}
	return c.fakeClock.Sleep(ctx, d)
}

// A crawl that waits for long gives its place to others, and takes one again before it goes on.
func TestWhoWaitsHoldsNoPlace(t *testing.T) {
	w := newWorld(t)
	others := make(chan struct{})
	w.config.Clock, w.config.Parallel = &pausingClock{w.clock, func(ctx context.Context) {
		select {
		case <-others:
		case <-ctx.Done():
		}
	}}, 1
	stops := 0
	page := map[string]string{"/": "role home\nlink list /l x", "/l": "role list\ncomplete\nlink report /r"}
	w.host("a.test", func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/l" {
			if stops++; stops == 1 {
				rw.Header().Set("Retry-After", "300")
				rw.WriteHeader(http.StatusTooManyRequests)
				return
			}
		}
		fmt.Fprint(rw, page[r.URL.Path])
	})
	w.pages("b.test", page)
	w.pages("c.test", page)
	var mu sync.Mutex
	var told []string
	w.config.Rests = func(site string, rests bool) {
		mu.Lock()
		defer mu.Unlock()
		told = append(told, fmt.Sprintf("%s %t", site, rests))
	}
	w.config.Progress = func(e Event) {
		mu.Lock()
		defer mu.Unlock()
		if e.Until.IsZero() && !e.Done {
			return
		}
		if told = append(told, fmt.Sprintf("%s done %t", e.Site, e.Done)); e.Done && e.Site == "c" {
			close(others)
		}
	}
	c := w.crawler()
	crawls, err := c.CrawlAll(t.Context(), []disclosure.Site{siteOf("a.test"), siteOf("b.test"), siteOf("c.test")}, Shard{})
	if err != nil || len(crawls) != 3 || !crawls[0].Complete || !crawls[1].Complete || !crawls[2].Complete {
		t.Errorf("%+v %v", crawls, err)
	}
	if want := []string{"a done false", "a true", "b done true", "c done true", "a false", "a done true"}; !slices.Equal(told, want) {
		t.Errorf("told %q, want %q", told, want)
	}
	if !isFree(c.slots) {
		t.Error("a slot was not given back")
	}
}

// A crawl of several hosts gives way only where all its workers rest, and has one place however
// many of them wake.
func TestTurnOfSeveralWorkers(t *testing.T) {
	s := newSlots(1)
	if err := s.take(t.Context()); err != nil {
		t.Fatal(err)
	}
	turn := newTurn(s, func(bool) {})
	turn.join()
	turn.join()
	wake := make(chan struct{})
	var workers sync.WaitGroup
	asleep := make(chan struct{})
	for range 2 {
		workers.Go(func() {
			if err := turn.rest(t.Context(), func() error { asleep <- struct{}{}; <-wake; return nil }); err != nil {
				t.Error(err)
			}
		})
		<-asleep
		turn.mu.Lock()
		if all := turn.resting == 2; isFree(s) != all {
			t.Errorf("%d of 2 rest, and a slot is free: %t", turn.resting, !all)
		}
		turn.mu.Unlock()
	}
	close(wake)
	workers.Wait()
	if isFree(s) || !turn.has {
		t.Error("awake again, and the slot is free")
	}
	// Whoever gives up waiting leaves no hole in the line.
	ended, cancel := context.WithCancelCause(t.Context())
	cancel(errBroken)
	if err := s.take(ended); !errors.Is(err, errBroken) {
		t.Errorf("error %v", err)
	}
	turn.close()
	turn.close()
	if !isFree(s) {
		t.Error("the slot was not given back at the end")
	}
}

// isFree reports whether somebody could take a slot now.
func isFree(s slots) bool {
	if !s.TryAcquire(1) {
		return false
	}
	s.give()
	return true
}

// Of a machine that is not this one, one process asks at a time, whatever sites and ports it is
// asked for; a process that comes after another first keeps the pace.
func TestOneProcessAMachine(t *testing.T) {
	w := newWorld(t)
	w.config.Busy = func(err error) bool { return strings.Contains(err.Error(), "already") }
	service, hand := w.crawler(), w.crawler()
	site := func(id, home string) (disclosure.Site, hostSet) {
		s := disclosure.Site{ID: id, URL: home, Pace: leastPace, Connections: 1}
		hosts, err := siteHosts(s)
		if err != nil {
			t.Fatal(err)
		}
		return s, hosts
	}
	claim := func(c *Crawler, id, home string) (context.Context, func(), error) {
		s, hosts := site(id, home)
		if err := c.slots.take(t.Context()); err != nil {
			t.Fatal(err)
		}
		held, _, release, err := c.claim(t.Context(), s, hosts, newTurn(c.slots, func(bool) {}))
		return held, release, err
	}
	_, release, err := claim(service, "a", "http://www.a.gov.cn/")
	if err != nil {
		t.Fatal(err)
	}
	_, second, err := claim(service, "b", "https://a.gov.cn:8443/b/")
	if err != nil {
		t.Errorf("the same process: %v", err)
	}
	if _, _, err := claim(hand, "c", "https://a.gov.cn/"); err == nil || !strings.Contains(err.Error(), "asking a.gov.cn: ") {
		t.Errorf("another process: %v", err)
	}
	if w.archive.leased["c"] {
		t.Error("who may not ask a machine keeps the site")
	}
	release()
	if _, _, err := claim(hand, "c", "https://a.gov.cn/"); err == nil {
		t.Error("another crawl of the process goes on, and the machine is given away")
	}
	// A crawl that comes upon the machine waits for it.
	hand.Wait = true
	hand.Clock = &pausingClock{w.clock, func(context.Context) {}}
	tries := 0
	hand.Busy = func(err error) bool {
		if tries++; tries == 3 {
			second()
		}
		return err != nil
	}
	begun := w.clock.Now()
	held, release, err := claim(hand, "c", "https://a.gov.cn/")
	if err != nil || tries != 3 || w.clock.Now().Sub(begun) < 3*leaseWait {
		t.Errorf("after %d tries: %v", tries, err)
	}
	u, _ := canonical(nil, "http://a.gov.cn/x")
	g := hand.gates.of(u)
	g.shareWith(leastPace, 1)
	if waited, err := g.enter(t.Context(), hand.Clock, u, time.Minute, 0, nil); err != nil || waited < leastPace {
		t.Errorf("the first request waits %s: %v", waited, err)
	}
	w.archive.lose(errBroken) // the machine's lease was the last
	<-held.Done()
	if !errors.Is(context.Cause(held), errBroken) {
		t.Errorf("a crawl whose machine's lease is lost: %v", context.Cause(held))
	}
	release()
	if len(w.archive.leased) != 0 {
		t.Errorf("leases left: %v", w.archive.leased)
	}
}
