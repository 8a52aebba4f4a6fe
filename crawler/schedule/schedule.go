// Package schedule says when a site is due to be crawled: by its own cron expression, or by the
// calendar of the law. Everything is in China time, and everything is a pure function of the
// site and of what happened before.
//
// It refuses to read a clock, to start anything, and to remember what was started: who crawls
// keeps that. A time that was missed is due at once, and only once, however many were missed.
package schedule

import (
	"hash/fnv"
	"time"

	"gongkai/disclosure"
)

// Plan is when one site is crawled.
type Plan struct {
	site string
	cron *Cron // nil: the calendar of the law
}

// Of returns the plan of a site: its cron expression, or the calendar where it names none.
func Of(site disclosure.Site) (Plan, error) {
	p := Plan{site: site.ID}
	if site.Schedule == "" {
		return p, nil
	}
	c, err := Parse(site.Schedule)
	p.cron = &c
	return p, err
}

// Past is what a plan has to know of the site.
type Past struct {
	Started time.Time // when the last crawl that came to its end had begun; zero: there was none
	Held    time.Time // the site is to be left alone until then; zero: it is not
	Silent  bool      // that last crawl got no answer at all
}

// Next is when the site is due: a time that has passed means now. It is the first time of the
// plan after the last crawl began, so crawls that were missed are made up for by one, and one
// that was started by hand after that time, but before the site's turn, counts for it. A site
// that was never crawled is due at once. After a hold it waits for the plan's next time. Where the
// site gave no answer at all, the calendar does not wait for the next month but for the next evening.
func (p Plan) Next(past Past) time.Time {
	after := past.Started
	if past.Held.After(after) {
		after = past.Held
	}
	if after.IsZero() {
		return after
	}
	if p.cron != nil {
		return p.nextCron(after)
	}
	return p.nextLegal(after, past.Silent)
}

// spread is a time below span that depends on the site and the day alone: sites that share a
// plan do not begin together, and a restart does not move one.
func (p Plan) spread(day time.Time, span time.Duration) time.Duration {
	return time.Duration(hash(p.site, day.In(disclosure.China).Format(time.DateOnly)) % uint64(max(span, 1)))
}

func hash(parts ...string) uint64 {
	h := fnv.New64a()
	for _, part := range parts {
		h.Write([]byte(part))
		h.Write([]byte{0})
	}
	// FNV's low bits of texts that are alike are alike: mix them (the finaliser of MurmurHash3).
	x := h.Sum64()
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	return x
}
