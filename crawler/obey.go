package crawler

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"time"

	"gongkai/disclosure"
)

// rules is what a host's robots.txt means for this crawl.
type rules struct {
	robots
	from    string        // where they were in the end, where that is another host
	refused *outcomeError // everything is held back: the file could not be had
}

// robotsHold is how long a robots.txt may be gone by (RFC 9309, section 2.4): a crawl that
// is gone on with days later asks again.
const robotsHold = 24 * time.Hour

// robotsRedirects is how many hops lead to a robots.txt, also over other hosts, whose rules hold
// for the host that was asked; beyond them there is none (RFC 9309, section 2.3.1.2).
const robotsRedirects = 5

// mayAskRulesOf reports whether a redirect of a robots.txt is followed to a host: to any, but from
// a crawl that names nobody to reach, to none that is not on this machine.
func (v *visit) mayAskRulesOf(u *url.URL) bool { return v.c.Contact != "" || v.c.here(u.Hostname()) }

// obey asks the host's robots.txt whether an address may be asked for; it is fetched once a
// host and crawl, and nil means yes.
func (v *visit) obey(ctx context.Context, u *url.URL) error {
	v.mu.Lock()
	h := v.hostOf(hostPort(u))
	v.mu.Unlock()
	h.asking.Lock()
	if h.rules == nil {
		r, err := v.robots(ctx, u)
		if err != nil {
			h.asking.Unlock()
			return err
		}
		h.rules = r
		delay := min(r.delay, v.c.Limits.MaxCrawlDelay)
		v.c.gates.of(u).setDelay(h.name, delay)
		v.log.Debug("robots.txt", "host", h.name, "rules", len(r.rules), "delay", delay)
	}
	r := h.rules
	h.asking.Unlock()
	if r.refused != nil {
		return r.refused
	}
	rule, allowed := r.decide(u)
	if allowed {
		return nil
	}
	v.log.Info("robots.txt forbids it", "url", u.String(), "rule", rule.String())
	return &outcomeError{disclosure.FetchRefused, disclosure.FailureRobots, fmt.Sprintf("robots.txt of %s%s: %s", u.Host, r.from, rule)}
}

// robots fetches the file and keeps it as a capture: what we were told is evidence too.
func (v *visit) robots(ctx context.Context, u *url.URL) (*rules, error) {
	at := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt", RawPath: "/robots.txt"}
	j := &job{method: http.MethodGet, url: at, role: disclosure.RoleRobots}
	j.capture = v.newCapture(j)
	if k, ok := v.known[j.key()]; ok && k.CrawlID == v.crawl.ID && hasBody(k) && v.c.Clock.Now().Sub(k.FetchedAt) < robotsHold { // before a kill
		body, err := v.c.Archive.Body(ctx, k.SHA256)
		if err != nil {
			err = fmt.Errorf("reading %s from the archive: %w", k.URL, err)
			v.fail(err)
			return nil, err
		}
		return &rules{robots: parseRobots(body), from: elsewhere(at, &k)}, nil
	}
	req, err := http.NewRequestWithContext(withJob(ctx, j), http.MethodGet, at.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("asking for %s: %w", at, err)
	}
	if _, err := v.follow(req, j); err != nil && v.ctx.Err() != nil {
		return nil, err
	}
	r := v.judge(at, &j.capture)
	if j.capture.Bytes == robotsBytes {
		j.capture.Error = fmt.Sprintf("only its first %d bytes were read", robotsBytes)
	}
	j.capture = onlyEvidence(j.capture)
	v.metrics.captured(j.capture.Outcome)
	v.mu.Lock()
	v.seen[j.key()] = true // a link to it asks nothing new
	v.mu.Unlock()
	return r, v.keep(j)
}

// judge turns what came of robots.txt into rules (RFC 9309, section 2.3.1): no file, no
// rules; a server that fails or does not answer forbids everything until it does. One that fails
// is left alone for a day, one that does not answer for an hour: it may be our network.
func (v *visit) judge(u *url.URL, c *disclosure.Capture) *rules {
	v.challenged(c)
	body := c.Body
	switch c.Outcome {
	case disclosure.FetchOK, disclosure.FetchNotModified:
		return &rules{robots: parseRobots(body), from: elsewhere(u, c)}
	case disclosure.FetchBlocked:
		return &rules{refused: &outcomeError{c.Outcome, c.Failure, c.Error}}
	case disclosure.FetchUnreachable:
		why := "robots.txt could not be had: " + c.Error
		if v.silent(u, c.Failure) {
			v.leaveAlone(u, robotsSilent, disclosure.Hold{Host: hostPort(u), Outcome: c.Outcome, Failure: c.Failure, Why: why})
		}
		return &rules{refused: &outcomeError{c.Outcome, c.Failure, why}}
	}
	if c.Outcome == disclosure.FetchNotFound || c.Outcome == disclosure.FetchError && c.Status < 500 && c.Status != http.StatusTooManyRequests {
		return &rules{}
	}
	why := "robots.txt could not be had, which forbids everything: " + c.Error
	if c.Status >= 500 {
		v.leaveAlone(u, robotsFailed, disclosure.Hold{Host: hostPort(u), Outcome: disclosure.FetchRefused, Failure: disclosure.FailureRobots, Why: why})
	}
	return &rules{refused: &outcomeError{disclosure.FetchRefused, disclosure.FailureRobots, why}}
}

// elsewhere says where a robots.txt was, if another host has it.
func elsewhere(u *url.URL, c *disclosure.Capture) string {
	if final, err := url.Parse(c.FinalURL); err == nil && final.Host != "" && final.Host != u.Host {
		return " (at " + c.FinalURL + ")"
	}
	return ""
}

// silent reports whether a failure shows a server that was asked and gave no answer. A name that
// leads nowhere burdens nobody, and what is on this machine is our own.
func (v *visit) silent(u *url.URL, failure disclosure.Failure) bool {
	switch failure {
	case disclosure.FailureConnect, disclosure.FailureReset, disclosure.FailureTimeout, disclosure.FailureCutShort, disclosure.FailureHeader, disclosure.FailureTLS:
		return !v.c.here(u.Hostname())
	}
	return false
}
