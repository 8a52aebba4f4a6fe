package crawler

import (
	"cmp"
	"context"
	"fmt"
	"net/url"
	"time"

	"gongkai/disclosure"
)

// How long a host is left alone, by all crawls and after a restart too.
const (
	challengeHold = 7 * 24 * time.Hour // whoever defends itself against machines is not pressed
	robotsFailed  = 24 * time.Hour     // its robots.txt fails, which forbids everything (RFC 9309, 2.3.1.4)
	robotsSilent  = time.Hour          // its robots.txt times out, or the connection fails
	silentHold    = time.Hour          // it answers 429 again and again and names no time
)

// heldError says that a host is left alone and was not asked.
type heldError struct{ disclosure.Hold }

func (e *heldError) Error() string {
	return fmt.Sprintf("%s; not asked since %s and not before %s UTC", e.Why, e.Since.UTC().Format(time.DateTime), e.Until.UTC().Format(time.DateTime))
}

// hold takes a hold in; of two the one that ends later counts. A stop that the host asked for
// is waited for where little of it is left.
func (g *gate) hold(h disclosure.Hold) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if h.Until.After(g.held[h.Host].Until) {
		g.held[h.Host] = h
	}
	if h.Failure == disclosure.FailureThrottled && h.Until.After(g.until) {
		g.until, g.told = h.Until, h.Since
	}
}

// lift takes a hold away that a person has lifted.
func (g *gate) lift(h disclosure.Hold) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if held := g.held[h.Host]; held.Since.After(h.Lifted) {
		return
	}
	delete(g.held, h.Host)
	if h.Failure == disclosure.FailureThrottled {
		g.until = time.Time{}
	}
}

// heldAt returns the hold that keeps a request to an address back as a *heldError; nil where
// none does, or where a stop ends within the time that is waited for.
func (g *gate) heldAt(u *url.URL, now time.Time, patience time.Duration) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.holds(u, now, patience)
}

// holds is heldAt; the caller holds g.mu.
func (g *gate) holds(u *url.URL, now time.Time, patience time.Duration) error {
	for _, name := range []string{gateName(u), hostPort(u)} {
		h := g.held[name]
		if left := h.Until.Sub(now); left > patience || left > 0 && h.Failure != disclosure.FailureThrottled {
			return &heldError{h}
		}
	}
	return nil
}

// recall takes in what earlier crawls and other processes have met: who is left alone, and when
// the site's hosts had their last request, since a restart must not come sooner after it than
// the pace allows.
func (c *Crawler) recall(ctx context.Context, known map[string]disclosure.Capture) error {
	now := c.Clock.Now()
	for _, k := range known {
		if ago := now.Sub(k.FetchedAt); ago < 0 || ago > c.Limits.MaxCrawlDelay {
			continue
		}
		if u, err := url.Parse(cmp.Or(k.FinalURL, k.URL)); err == nil {
			c.gates.of(u).arrived(k.FetchedAt)
		}
	}
	c.recallDay(known, now)
	holds, err := c.Archive.Holds(ctx, now)
	if err != nil {
		return fmt.Errorf("asking the archive which hosts are left alone: %w", err)
	}
	for _, h := range holds { // those that were lifted first: a later one may stand
		if !h.Lifted.IsZero() {
			c.gates.of(&url.URL{Host: h.Host}).lift(h)
		}
	}
	for _, h := range holds {
		if h.Lifted.IsZero() {
			c.gates.of(&url.URL{Host: h.Host}).hold(h)
		}
	}
	return nil
}

// leaveAlone holds a host back for a time, in this process at once and in the archive before
// anything else is kept: a port, where the hold names one since a robots.txt speaks for its own
// port only, or else the machine.
func (v *visit) leaveAlone(u *url.URL, lasts time.Duration, h disclosure.Hold) {
	h.Host, h.SiteID, h.Since = cmp.Or(h.Host, gateName(u)), v.site.ID, v.c.Clock.Now().UTC()
	h.Until, h.Reason = h.Since.Add(lasts), holdReason(h)
	v.c.gates.of(u).hold(h)
	v.log.Warn("host is left alone", "host", h.Host, "until", h.Until, "why", h.Why)
	if err := v.c.Archive.KeepHold(context.WithoutCancel(v.ctx), h); err != nil {
		v.fail(fmt.Errorf("keeping that %s is left alone: %w", h.Host, err))
	}
}

// stopped keeps a stop that the host has asked for, however long it is.
func (v *visit) stopped(u *url.URL, status int, lasts time.Duration, named bool) {
	why := fmt.Sprintf("the host answered %d and asked for a stop of %s", status, lasts.Round(time.Second))
	if !named {
		why = fmt.Sprintf("the host answered %d and named no time", status)
	}
	v.leaveAlone(u, lasts, disclosure.Hold{Outcome: disclosure.FetchUnreachable, Failure: disclosure.FailureThrottled, Why: why})
}
