package crawler

import (
	"fmt"
	"net/http"
	"runtime/debug"
	"strings"

	"gongkai/disclosure"
)

// read asks the Reader where a page leads. The capture takes the role that the page turned
// out to have: a report that a column links to directly is a report.
func (v *visit) read(j *job) (page disclosure.Page, read bool, err error) {
	c := &j.capture
	if !hasBody(*c) || j.alias || c.Role == disclosure.RoleAttachment {
		return page, false, nil
	}
	if c.Bytes > v.c.Limits.LookBytes {
		return page, false, v.tooLongToLook(c)
	}
	whole := *c
	switch {
	case whole.File != nil:
		if whole.Body, err = c.Head(c.Bytes); err != nil {
			return page, false, fmt.Errorf("reading %s again: %w", c.URL, err)
		}
	case whole.Body == nil:
		if whole.Body, err = v.keptBody(j); err != nil {
			return page, false, fmt.Errorf("reading %s from the archive: %w", c.URL, err)
		}
	}
	page, read = v.look(whole)
	if !read {
		c.Failure, c.Error = disclosure.FailureReader, "the page was received, and looking into it failed: what it leads to is unknown"
		return page, false, nil
	}
	c.Family = page.Family
	if class := doubtful(page); class != "" {
		c.Failure = class
	}
	if !j.kept && !j.paging && (c.Role == disclosure.RoleColumn || c.Role == disclosure.RoleList) {
		switch page.Role {
		case disclosure.RoleReport, disclosure.RoleList, disclosure.RoleColumn:
			c.Role = page.Role
		}
	}
	return page, true, nil
}

// tooLongToLook marks a page that is not looked into. A large PDF leads nowhere, as a small one
// does; a large page may lead anywhere.
func (v *visit) tooLongToLook(c *disclosure.Capture) error {
	if c.Role.IsDocument() {
		head, err := c.Head(512)
		if err == nil && !c.Received() { // this crawl kept it before it was killed
			head, err = v.c.Archive.Body(v.ctx, c.SHA256)
		}
		if err != nil {
			return fmt.Errorf("reading the beginning of %s: %w", c.URL, err)
		}
		if !strings.HasPrefix(http.DetectContentType(head), "text/") {
			return nil
		}
	}
	c.Failure, c.Error = disclosure.FailureTooLarge, fmt.Sprintf("a page of %d bytes is too large to look into: what it leads to is unknown", c.Bytes)
	return nil
}

// doubtful is the class of a page that came with status 200 and is none.
func doubtful(page disclosure.Page) disclosure.Failure {
	switch page.Doubt {
	case disclosure.DoubtGone:
		return disclosure.FailureSoft404
	case disclosure.DoubtShell:
		return disclosure.FailureShell
	}
	return ""
}

// look asks the Reader. Where it panics, one page is lost and not the whole process, with the
// crawls of all other sites.
func (v *visit) look(c disclosure.Capture) (page disclosure.Page, ok bool) {
	defer v.rescue(c)
	page = v.c.Reader.Page(c)
	return page, true
}

// sign asks the Reader whether an answer is a challenge page.
func (v *visit) sign(c disclosure.Capture) string {
	defer v.rescue(c)
	return v.c.Reader.Challenge(c)
}

func (v *visit) rescue(c disclosure.Capture) {
	if r := recover(); r != nil {
		v.log.Error("looking into a page failed; it is kept: please report this", "url", c.URL, "sha256", c.SHA256, "panic", r, "stack", string(debug.Stack()))
	}
}

// unseen reports whether a page was received and could not be looked into.
func unseen(c disclosure.Capture) bool {
	return hasBody(c) && (c.Failure == disclosure.FailureReader || c.Failure == disclosure.FailureTooLarge)
}

// notSeen draws the consequence of such a page: whatever it names is unknown, so the list that
// it belongs to is not complete, and a column that it may have led to is a walk that failed.
func (v *visit) notSeen(j *job) error {
	c := j.capture
	if j.list != nil {
		v.spoilBy(j.list, disclosure.WalkPartial, c.URL+": "+c.Error, lostReason("page_lost", c))
		return nil
	}
	if c.Role.IsDocument() {
		return nil
	}
	now := v.c.Clock.Now().UTC()
	return v.keepWalk(disclosure.Walk{
		SiteID: v.site.ID, CrawlID: v.crawl.ID, URL: j.key(), Name: v.nameOf(j, ""), State: disclosure.WalkError, Reason: c.Error, Why: lostReason("lost", c),
		StartedAt: now, FinishedAt: now,
	})
}
