package main

import (
	"cmp"
	"context"
	"log/slog"
	"slices"
	"sync"
	"time"

	"gongkai/crawler"
	"gongkai/crawler/schedule"
	"gongkai/disclosure"
)

// timetable crawls sites when they are due and has what they gave read. A site is never
// crawled twice at once. It keeps nothing of its own: what is due is asked of the database, so
// a service that was down, and a crawl that was started by hand, need no word from anybody.
type timetable struct {
	timetableConfig

	mu      sync.Mutex
	next    map[string]time.Time // when each site is due, for who asks
	resting map[string]bool      // sites whose crawl waits for long: others may begin meanwhile
	rested  chan struct{}        // one of them has begun to
	due     map[string]time.Time // sites that are due and not begun, since when this process knows
}

func newTimetable() *timetable {
	return &timetable{resting: map[string]bool{}, rested: make(chan struct{}, 1)}
}

// timetableConfig is what a timetable works with.
type timetableConfig struct {
	sites    func(context.Context) []disclosure.Site // as the sites file has them now
	pasts    func(context.Context) (map[string]sitePast, error)
	crawl    func(context.Context, disclosure.Site) error
	digest   func(context.Context) error // read and score what was captured and not yet read
	parallel int                         // sites that are crawled at a time
	log      *slog.Logger
	clock    crawler.Clock
}

// sitePast is what the database knows of a site's crawls.
type sitePast struct {
	schedule.Past
	Open bool // a crawl of it never came to its end: it is gone on with at once, unless somebody is at it
}

const (
	lookAgain = 5 * time.Minute  // the longest time until the sites file and the database are asked again
	tryAgain  = 10 * time.Minute // after a failure of ours
)

// due is when a site is to be crawled: a time that has passed means now.
func due(plan schedule.Plan, past sitePast) time.Time {
	if past.Open {
		return time.Time{}
	}
	return plan.Next(past.Past)
}

// shift is one run of a timetable. Its fields belong to the goroutine of run.
type shift struct {
	*timetable
	jobs    sync.WaitGroup
	running map[string]bool
	later   map[string]time.Time // sites that failed by our fault or are another's, and when they are tried again
	ended   chan crawlEnd
	fresh   chan struct{} // something was captured
}

type crawlEnd struct {
	site string
	err  error
}

// run crawls until ctx ends; then it waits for every crawl and every reading to stop.
func (t *timetable) run(ctx context.Context) {
	s := &shift{timetable: t, running: map[string]bool{}, later: map[string]time.Time{}, ended: make(chan crawlEnd), fresh: make(chan struct{}, 1)}
	defer s.jobs.Wait()
	s.fresh <- struct{}{} // what an earlier run captured and did not come to read
	s.jobs.Go(func() { s.read(ctx) })
	for ctx.Err() == nil {
		waiting, stop := context.WithCancel(ctx)
		s.sleep(waiting, stop, s.start(ctx))
		select {
		case <-waiting.Done():
		case <-s.rested:
		case end := <-s.ended:
			s.settle(ctx, end)
		}
		stop()
	}
}

// sleep ends the wait at a time.
func (s *shift) sleep(waiting context.Context, stop func(), until time.Time) {
	s.jobs.Go(func() {
		_ = s.clock.Sleep(waiting, until.Sub(s.clock.Now())) // whatever ended it before
		stop()
	})
}

// settle takes the end of a crawl.
func (s *shift) settle(ctx context.Context, end crawlEnd) {
	delete(s.running, end.site)
	s.rest(end.site, false)
	delete(s.later, end.site)
	switch {
	case ctx.Err() != nil: // stopped
	case isBusy(end.err):
		s.later[end.site] = s.clock.Now().Add(lookAgain)
		s.log.Info("left to another process", "site", end.site, "why", end.err)
		return
	case end.err != nil:
		s.later[end.site] = s.clock.Now().Add(tryAgain)
		s.log.Error("crawl failed, to be tried again", "site", end.site, "at", s.later[end.site], "error", end.err)
	}
	select {
	case s.fresh <- struct{}{}:
	default: // the reading that is to come reads this too
	}
}

// start begins the crawls that are due, those that have waited longest first, and says when
// to look again.
func (s *shift) start(ctx context.Context) time.Time {
	now := s.clock.Now()
	pasts, err := s.pasts(ctx)
	if err != nil {
		if ctx.Err() == nil {
			s.log.Error("the timetable cannot be asked for", "error", err)
		}
		return now.Add(lookAgain)
	}
	again, waiting := now.Add(lookAgain), s.waiting(s.sites(ctx), pasts)
	for _, w := range waiting {
		switch {
		case w.at.After(now):
			if w.at.Before(again) {
				again = w.at
			}
		case len(s.running)-s.atRest() < s.parallel:
			s.running[w.site.ID] = true
			s.begun(w.site.ID)
			s.jobs.Go(func() {
				end := crawlEnd{w.site.ID, s.crawl(ctx, w.site)}
				select {
				case s.ended <- end:
				case <-ctx.Done():
				}
			})
		}
	}
	return again
}

// rest takes in that the crawl of a site begins or ends to wait, while others may take its place.
func (t *timetable) rest(site string, rests bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if !rests {
		delete(t.resting, site)
		return
	}
	t.resting[site] = true
	select {
	case t.rested <- struct{}{}:
	default: // the look that is to come sees this one too
	}
}

func (t *timetable) atRest() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.resting)
}

type waitingSite struct {
	site disclosure.Site
	at   time.Time
}

// waiting lists the sites that are not being crawled by when they are due.
func (s *shift) waiting(sites []disclosure.Site, pasts map[string]sitePast) []waitingSite {
	var all []waitingSite
	next := map[string]time.Time{}
	for _, site := range sites {
		plan, err := schedule.Of(site)
		if err != nil { // sites that are loaded have none of these
			s.log.Error("no timetable", "site", site.ID, "error", err)
			continue
		}
		at := due(plan, pasts[site.ID])
		if later := s.later[site.ID]; later.After(at) {
			at = later
		}
		next[site.ID] = at
		if !s.running[site.ID] {
			all = append(all, waitingSite{site, at})
		}
	}
	s.mu.Lock()
	s.next = next
	s.overdue(all)
	s.mu.Unlock()
	slices.SortStableFunc(all, func(a, b waitingSite) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.site.ID, b.site.ID)) })
	return all
}

// begun takes a site off those that wait.
func (t *timetable) begun(site string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.due, site)
}

// overdue keeps since when sites wait for their crawl to begin. The caller holds t.mu.
func (t *timetable) overdue(waiting []waitingSite) {
	now, due := t.clock.Now(), map[string]time.Time{}
	for _, w := range waiting {
		if since, known := t.due[w.site.ID]; known && !w.at.After(now) {
			due[w.site.ID] = since
		} else if !w.at.After(now) {
			due[w.site.ID] = now
		}
	}
	t.due = due
}

// lag is how long the site has waited that has waited longest for its crawl to begin.
func (t *timetable) lag() time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	longest := time.Duration(0)
	for _, since := range t.due {
		longest = max(longest, t.clock.Now().Sub(since))
	}
	return longest
}

// nextCrawl is when a site will be crawled, not before now; false where nobody has planned it.
func (t *timetable) nextCrawl(site string) (time.Time, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	at, ok := t.next[site]
	if now := t.clock.Now(); at.Before(now) {
		at = now
	}
	return at, ok
}

// read reads whatever was captured, one reading at a time, until ctx ends.
func (s *shift) read(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-s.fresh:
		}
		for err := s.digest(ctx); err != nil && ctx.Err() == nil; err = s.digest(ctx) {
			s.log.Error("what was captured could not be read, to be tried again", "error", err)
			if s.clock.Sleep(ctx, tryAgain) != nil {
				return
			}
		}
	}
}
