package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"gongkai/crawler"
	"gongkai/crawler/schedule"
	"gongkai/disclosure"
	"gongkai/store"
)

// county is a database and sites that exist only in a test's own time.
type county struct {
	mu      sync.Mutex
	pasts   map[string]sitePast
	began   map[string][]time.Time
	now     map[string]int // crawls of a site at this moment
	most    int            // crawls at one moment
	twice   bool           // a site was crawled twice at once
	digests int
	takes   time.Duration
	fail    func(site string, time int) error
	table   *timetable
	rests   string // a site whose crawl waits for the night all the time
}

func (c *county) crawl(ctx context.Context, site disclosure.Site) error {
	c.mu.Lock()
	c.began[site.ID] = append(c.began[site.ID], time.Now())
	c.now[site.ID]++
	c.twice = c.twice || c.now[site.ID] > 1
	all := 0
	for n := range maps.Values(c.now) {
		all += n
	}
	c.most = max(c.most, all)
	times, began := len(c.began[site.ID]), time.Now()
	c.pasts[site.ID] = sitePast{Past: c.pasts[site.ID].Past, Open: true}
	c.mu.Unlock()
	if site.ID == c.rests {
		c.table.rest(site.ID, true)
		defer c.table.rest(site.ID, false)
	}
	err := crawler.Ago(0).Sleep(ctx, c.takes)
	if c.fail != nil && err == nil {
		err = c.fail(site.ID, times)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now[site.ID]--
	if err == nil {
		c.pasts[site.ID] = sitePast{Past: schedule.Past{Started: began}}
	}
	return err
}

// runFor runs a timetable of sites, all of one expression, for some time.
func (c *county) runFor(t *testing.T, d time.Duration, parallel int, expression string, ids ...string) {
	t.Helper()
	if c.pasts == nil {
		c.pasts = map[string]sitePast{}
	}
	c.began, c.now = map[string][]time.Time{}, map[string]int{}
	var sites []disclosure.Site
	for _, id := range ids {
		sites = append(sites, disclosure.Site{ID: id, Schedule: expression})
	}
	table := newTimetable()
	c.table = table
	table.timetableConfig = timetableConfig{
		sites: func(context.Context) []disclosure.Site { return sites },
		pasts: func(context.Context) (map[string]sitePast, error) {
			c.mu.Lock()
			defer c.mu.Unlock()
			return maps.Clone(c.pasts), nil
		},
		crawl:    c.crawl,
		digest:   func(context.Context) error { c.mu.Lock(); defer c.mu.Unlock(); c.digests++; return nil },
		parallel: parallel,
		log:      slog.New(slog.DiscardHandler),
		clock:    crawler.Ago(0),
	}
	ctx, cancel := context.WithTimeout(t.Context(), d)
	defer cancel()
	table.run(ctx)
	if c.twice {
		t.Error("a site was crawled twice at once")
	}
	for id, n := range c.now {
		if n != 0 {
			t.Errorf("%d crawls of %s go on after the end", n, id)
		}
	}
}

func TestTimetable(t *testing.T) {
	ago := func(d time.Duration) sitePast { return sitePast{Past: schedule.Past{Started: time.Now().Add(-d)}} }
	for _, c := range []struct {
		name       string
		county     func() *county
		parallel   int
		expression string
		want       int // crawls of each of three sites in three days
		most       int
	}{
		{"every day", func() *county { return &county{takes: time.Hour} }, 3, "0 22 * * *", 4, 3}, // at once, and three evenings
		{"one at a time", func() *county { return &county{takes: time.Hour} }, 1, "0 22 * * *", 4, 1},
		{"a crawl takes longer than its schedule", func() *county { return &county{takes: 30 * time.Hour} }, 3, "0 * * * *", 3, 3},
		{"down for a month", func() *county {
			return &county{takes: time.Hour, pasts: map[string]sitePast{"a": ago(30 * 24 * time.Hour), "b": ago(30 * 24 * time.Hour), "c": ago(30 * 24 * time.Hour)}}
		}, 3, "0 22 * * 6", 2, 3}, // one makes up for four; then comes Saturday
		{"held for a week", func() *county {
			held := sitePast{Past: schedule.Past{Started: time.Now().Add(-time.Hour), Held: time.Now().Add(7 * 24 * time.Hour)}}
			return &county{takes: time.Hour, pasts: map[string]sitePast{"a": held, "b": held, "c": held}}
		}, 3, "0 22 * * *", 0, 0},
		{"off season, crawled yesterday", func() *county {
			return &county{takes: time.Hour, pasts: map[string]sitePast{"a": ago(24 * time.Hour), "b": ago(24 * time.Hour), "c": ago(24 * time.Hour)}}
		}, 3, "0 22 1 7 *", 0, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				k := c.county()
				k.runFor(t, 72*time.Hour, c.parallel, c.expression, "a", "b", "c")
				for _, id := range []string{"a", "b", "c"} {
					if len(k.began[id]) != c.want {
						t.Errorf("%s was crawled at %v, want %d times", id, k.began[id], c.want)
					}
				}
				if k.most != c.most {
					t.Errorf("%d crawls at once, want %d", k.most, c.most)
				}
				if k.digests < 1 || k.digests > 1+3*c.want {
					t.Errorf("read %d times", k.digests)
				}
			})
		})
	}
}

// A failure of ours — the database is away — is tried again soon, but not at once.
func TestTimetableTriesAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &county{takes: time.Minute, fail: func(_ string, times int) error {
			if times < 3 {
				return errors.New("no database")
			}
			return nil
		}}
		k.runFor(t, 12*time.Hour, 2, "0 22 1 7 *", "a")
		if len(k.began["a"]) != 3 {
			t.Fatalf("crawled at %v", k.began["a"])
		}
		for i := range 2 {
			if gap := k.began["a"][i+1].Sub(k.began["a"][i]); gap < tryAgain || gap > tryAgain+lookAgain+time.Minute {
				t.Errorf("tried again after %s", gap)
			}
		}
	})
}

// A crawl that another process is at is left alone, and one that nobody goes on with is gone on
// with at once.
func TestTimetableBesideACrawlByHand(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		k := &county{pasts: map[string]sitePast{"busy": {Open: true}, "dead": {Open: true, Past: schedule.Past{Started: start.Add(-time.Hour)}}}}
		k.fail = func(site string, _ int) error {
			if site == "busy" && time.Since(start) < 18*time.Minute {
				return fmt.Errorf("site %s: %w", site, &store.HeldError{Process: "another"})
			}
			return nil
		}
		k.runFor(t, time.Hour, 4, "0 22 1 7 *", "busy", "dead")
		if n := k.began["dead"]; len(n) != 1 || n[0] != start {
			t.Errorf("the dead one: %v", n)
		}
		if n := k.began["busy"]; len(n) != 5 || n[4].Sub(start) != 4*lookAgain {
			t.Errorf("the busy one: %v", n)
		}
	})
}

// A crawl that waits for the night keeps nobody from being crawled.
func TestTimetableGoesOnBesideWhoWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &county{takes: 30 * time.Minute, rests: "a"}
		k.runFor(t, 20*time.Minute, 1, "0 22 1 7 *", "a", "b", "c")
		if len(k.began["a"]) != 1 || len(k.began["b"]) != 1 || len(k.began["c"]) != 0 || k.most != 2 {
			t.Errorf("begun: %v, %d at once", k.began, k.most)
		}
		if lag := k.table.lag(); lag != 20*time.Minute { // c is due since the start
			t.Errorf("the lag is %s", lag)
		}
	})
}

// When the service ends, crawls end first, and nothing is begun any more.
func TestTimetableStops(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		k := &county{takes: 1000 * time.Hour}
		var ids []string
		for i := range 50 {
			ids = append(ids, fmt.Sprintf("site%02d", i))
		}
		start := time.Now()
		k.runFor(t, time.Hour, 5, "", ids...)
		if took := time.Since(start); took != time.Hour {
			t.Errorf("it took %s to stop", took-time.Hour)
		}
		if begun := slices.Sorted(maps.Keys(k.began)); strings.Join(begun, " ") != "site00 site01 site02 site03 site04" {
			t.Errorf("begun: %v", begun)
		}
	})
}
