package crawler

import (
	"context"
	"fmt"
	"net/url"

	"gongkai/disclosure"
)

// resume takes a document from the archive that this very crawl had before it was killed.
// Lists are always asked again: only they say what there is.
func (v *visit) resume(j *job) bool {
	k, ok := v.known[j.key()]
	if !ok || k.CrawlID != v.crawl.ID || !k.Role.IsDocument() || !hasBody(k) {
		return false
	}
	j.capture, j.kept = k, true
	return true
}

// alias takes the body of another address of this crawl that turned out to be the same
// page, so that no address is fetched twice however many links and redirects lead to it.
func (v *visit) alias(j *job, u *url.URL) bool {
	if j.method != "GET" {
		return false
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	other, ok := v.had[u.String()]
	if !ok {
		v.seen[u.String()] = true // on a redirect: a link to it later on asks nothing new
		return false
	}
	c := &j.capture
	c.Outcome, c.FinalURL, c.FetchedAt = disclosure.FetchNotModified, u.String(), v.c.Clock.Now().UTC()
	c.Error = "the same page as " + other.URL + ", which this crawl has: it was not asked for again"
	c.Status, c.ContentType, c.Header = 0, other.ContentType, other.Header
	c.SHA256, c.Bytes, c.Family = other.SHA256, other.Bytes, other.Family
	j.alias = true
	return true
}

// settle ends a fetch: it names challenges, keeps the capture, and only then walks on, so
// that nothing is built on what the archive does not have.
func (v *visit) settle(j *job) {
	c := &j.capture
	if j.settled || c.Outcome == "" { // no outcome: the crawl was ended under way
		return
	}
	j.settled = true
	v.challenged(c)
	*c = onlyEvidence(*c)
	page, read, err := v.read(j)
	if err != nil {
		v.fail(err)
		return
	}
	if !j.kept && v.keep(j) != nil {
		return
	}
	v.count(j)
	if err := v.onward(j, page, read); err != nil {
		v.fail(err)
	}
}

// challengeBytes is more than a challenge page has.
const challengeBytes = 128 << 10

// challenged marks an answer that is a challenge page. It is recorded and respected: its
// host is not asked again, in this crawl and in those of a week.
func (v *visit) challenged(c *disclosure.Capture) {
	if c.Status == 0 || c.Body == nil && c.File == nil {
		return
	}
	answer := *c
	if c.File != nil { // what a challenge is told by stands at the beginning
		answer.Body, _ = c.Head(challengeBytes)
	}
	sign := v.sign(answer)
	if sign == "" {
		return
	}
	c.Outcome, c.Error, c.Failure = disclosure.FetchBlocked, sign, disclosure.FailureChallenge
	if u, err := url.Parse(c.FinalURL); err == nil {
		v.shutHost(hostPort(u), disclosure.FetchBlocked, disclosure.FailureChallenge, sign)
		v.leaveAlone(u, challengeHold, disclosure.Hold{Outcome: disclosure.FetchBlocked, Failure: disclosure.FailureChallenge, Why: sign})
	}
}

// onlyEvidence drops the body of an error page: its status is the evidence. The body of a
// challenge page stays, since its sign is in there.
func onlyEvidence(c disclosure.Capture) disclosure.Capture {
	if !hasBody(c) && c.Outcome != disclosure.FetchBlocked {
		c.Drop()
		c.SHA256, c.Bytes = "", 0
	}
	return c
}

// keep hands the capture to the archive and lets go of its body. The first capture of the
// same bytes stands: a list that is asked again after a kill and has not changed since must
// not look as if this crawl had never received it.
func (v *visit) keep(j *job) error {
	if v.keptBefore(j.capture) {
		j.capture.Drop()
		return nil
	}
	j.capture.ID = captureID(j.capture)
	// What was received is kept even where the crawl is being ended: it need not be asked again.
	err := v.c.Archive.Keep(context.WithoutCancel(v.ctx), j.capture)
	j.capture.Body, j.capture.File = nil, nil // the archive has it now
	if err != nil {
		err = fmt.Errorf("keeping %s: %w", j.capture.URL, err)
		v.fail(err)
	}
	return err
}

// keptBefore reports whether this crawl kept the same bytes of the address in the same role
// before it was killed.
func (v *visit) keptBefore(c disclosure.Capture) bool {
	k, ok := v.known[c.URL]
	return ok && k.CrawlID == v.crawl.ID && k.Role == c.Role && hasBody(k) && hasBody(c) && k.SHA256 == c.SHA256
}

func (v *visit) count(j *job) {
	c := j.capture
	v.mu.Lock()
	v.crawl.Pages++
	if c.Outcome == disclosure.FetchOK && !j.kept {
		v.crawl.Fetched++
	}
	switch {
	case hasBody(c) && !j.alias && j.method == "GET":
		v.had[c.URL] = c
		if c.FinalURL != "" {
			v.had[c.FinalURL] = c
		}
	case c.Role.IsDocument() && bodyLost(c.Outcome):
		v.lost[c.URL], v.lost[c.FinalURL] = true, true
	}
	e := Event{Site: v.site.ID, URL: c.URL, Outcome: c.Outcome, Pages: v.crawl.Pages, Fetched: v.crawl.Fetched, Queue: v.open - 1}
	v.mu.Unlock()
	v.metrics.captured(c.Outcome)
	v.log.Debug("page", "url", c.URL, "role", c.Role, "outcome", c.Outcome, "status", c.Status, "bytes", c.Bytes, "error", c.Error)
	v.progress(e)
}
