package crawler

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"

	"gongkai/disclosure"
)

// job is one address to be dealt with, and then what became of it.
type job struct {
	method  string
	url     *url.URL // canonical
	form    string   // body of a POST
	json    bool     // the body is JSON
	role    disclosure.Role
	depth   int // steps from the home page, paging not counted
	parent  string
	title   string // the link's text
	date    *disclosure.Date
	paging  bool     // a further page of list
	first   bool     // asks for the list's first entries, as the list's own script does
	due     bool     // one of several further pages that another names
	missing bool     // no page of this crawl leads to this report, see askMissing
	guess   bool     // no page of this crawl leads there, see discover
	asks    *inquiry // a question to the site's own search; else nil
	probe   *probe   // a guess at a further page; else nil
	list    *list    // the list that it is a page or a document of; nil on the way to one
	owned   []*list  // the lists that are not over before it is, guarded by visit.mu
	trail   *job     // the page that named it

	capture disclosure.Capture
	settled bool
	kept    bool // this crawl kept the capture before it was killed
	alias   bool // the body is that of another address of this crawl, which was walked on from
}

// mostForm is how long a form may be that stands in an address.
const mostForm = 1024

type jobKey struct{}

func withJob(ctx context.Context, j *job) context.Context { return context.WithValue(ctx, jobKey{}, j) }

func jobOf(ctx context.Context) *job {
	j, _ := ctx.Value(jobKey{}).(*job)
	return j
}

// key is the address under which the capture is kept. The pages of a list that is paged by
// POST share one URL; their forms, written as a fragment, which is never sent, keep them apart.
func (j *job) key() string { return addressKey(j.method, j.url, j.form) }

// A long form, such as the state that ASP.NET keeps in its pages, is told by its hash.
func addressKey(method string, u *url.URL, form string) string {
	if method == http.MethodPost {
		if len(form) > mostForm {
			sum := sha256.Sum256([]byte(form))
			form = "sha256-" + hex.EncodeToString(sum[:8])
		}
		return u.String() + "#post:" + form
	}
	return u.String()
}

// captureID names what an address showed one crawl: its bytes, or why there are none. So a
// crawl that goes on after a kill writes no second row of the same thing, and never writes
// over something else that it saw before.
func captureID(c disclosure.Capture) string {
	shown := c.Outcome
	if hasBody(c) {
		shown = c.SHA256
	}
	sum := sha256.Sum256([]byte(c.SiteID + "\n" + c.URL + "\n" + c.CrawlID + "\n" + string(c.Role) + "\n" + shown))
	return hex.EncodeToString(sum[:8])
}

// order says what comes first at a host: documents before further pages, pages before new
// columns. It keeps walks short, and with them the time in which a list may change unseen.
func (j *job) order() int {
	switch {
	case j.role.IsDocument():
		return 0
	case j.paging:
		return 1
	}
	return 2
}

// newCapture begins the capture of a job; keep names it, when all is known of it.
func (v *visit) newCapture(j *job) disclosure.Capture {
	c := disclosure.Capture{
		SiteID: v.site.ID, CrawlID: v.crawl.ID, URL: j.key(), ParentURL: j.parent, Title: j.title,
		ListDate: j.date, Role: j.role, FetchedAt: v.c.Clock.Now().UTC(),
	}
	if j.list != nil {
		c.ListURL = j.list.walk.URL
	}
	return c
}

// bodyLost are the outcomes that leave it open what is at an address.
func bodyLost(outcome string) bool {
	switch outcome {
	case disclosure.FetchOK, disclosure.FetchNotModified, disclosure.FetchNotFound:
		return false
	}
	return true
}

func hasBody(c disclosure.Capture) bool {
	return c.SHA256 != "" && (c.Outcome == disclosure.FetchOK || c.Outcome == disclosure.FetchNotModified)
}
