package crawler

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"gongkai/disclosure"
)

// onward walks on from a page that is kept.
func (v *visit) onward(j *job, page disclosure.Page, read bool) error {
	if page.Search != nil {
		v.offers(j, page.Search)
	}
	switch {
	case j.asks != nil:
		return v.searched(j, page, read)
	case j.missing: // it is asked for to see whether it is there, not to walk on
	case !hasBody(j.capture):
		return v.notHad(j)
	case unseen(j.capture):
		return v.notSeen(j)
	case j.probe != nil:
		v.probed(j, page, read)
	case v.strayed(j):
		return v.notSeen(j)
	case j.paging && j.alias: // it sends on to a page that was had
		if u, err := canonical(nil, j.capture.FinalURL); err == nil {
			j.url = u
		}
		v.share(j, j.list)
	case !read:
		return nil
	case j.paging:
		v.mu.Lock()
		v.shown[j.key()] = shownPage{page, j.capture.FinalURL}
		v.mu.Unlock()
		v.listPage(j, j.list, page)
	case j.capture.Role.IsDocument() && page.Role != disclosure.RoleList:
		v.attachments(j, page)
	case page.Role == disclosure.RoleList:
		v.newList(j, page)
	default:
		v.columns(j, page)
	}
	return nil
}

// columns follows every link of a page on the way to lists, and its further pages.
func (v *visit) columns(j *job, page disclosure.Page) {
	for _, l := range page.Links {
		v.follows(j, l, nil)
	}
	if code, division := page.SiteCode, v.site.DivisionCode; code != "" && division != "" && !strings.HasPrefix(code, division) {
		v.mu.Lock()
		v.alien = code
		v.mu.Unlock()
	}
	if isProbing(page) {
		v.guessAt(j, page.Next)
		return
	}
	for _, r := range page.Next {
		if next := v.nextPage(j, r); next != nil {
			v.mu.Lock()
			v.add(next)
			v.mu.Unlock()
		}
	}
}

// attachments follows what a report page offers or loads. Other links of a report page lead
// to other parts of the site.
func (v *visit) attachments(j *job, page disclosure.Page) {
	for _, l := range page.Links {
		if l.Role == disclosure.RoleAttachment || l.Frame && l.Role == disclosure.RoleReport {
			v.follows(j, l, j.list)
		}
	}
}

// follows queues the address of a link, if it belongs to the site and the walk is not too
// deep. It returns the link's key, "" where it is no address of the site.
func (v *visit) follows(from *job, l disclosure.Link, member *list) string {
	u, err := canonical(baseOf(from), l.URL)
	if err != nil {
		return ""
	}
	if !v.belongs(u) {
		v.stray(u)
		if member != nil && l.Role.IsDocument() {
			v.outside(member, u)
		}
		return ""
	}
	next := &job{
		method: http.MethodGet, url: u, role: l.Role, depth: from.depth + 1, parent: from.key(), title: l.Text, date: l.Date, list: member,
		trail: from,
	}
	if next.date == nil && l.Role == disclosure.RoleAttachment {
		next.date = from.date
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if !l.Role.IsDocument() && next.depth > v.c.Limits.Depth {
		if !v.seen[next.key()] {
			v.dropped["too many steps from the home page"]++
		}
		return next.key()
	}
	if l.Role == disclosure.RoleReport && member == nil && !from.capture.Role.IsDocument() {
		// A home page shows its newest reports. Whether one is late can only be told from the
		// list that names it, so a list gets the chance to name it first.
		v.later = append(v.later, next)
		return next.key()
	}
	if !v.add(next) && member != nil && l.Role.IsDocument() {
		v.waitFor(next.key(), member)
	}
	return next.key()
}

// waitFor binds a list to a document that another list named first: it is not over before it, and
// not complete if it could not be had. The caller holds v.mu.
func (v *visit) waitFor(key string, l *list) {
	switch j := v.pending[key]; {
	case v.lost[key]:
		l.lost++
	case j != nil && !slices.Contains(j.owned, l):
		v.own(j, l)
	}
}

// nextPage is the job for a further page of j's own list or column.
func (v *visit) nextPage(j *job, r disclosure.Request) *job {
	u, err := canonical(baseOf(j), r.URL)
	if err != nil || !v.belongs(u) {
		return nil
	}
	next := &job{method: http.MethodGet, url: u, role: r.Role, depth: j.depth, parent: j.key(), title: j.title, trail: j.trail}
	if next.role == "" {
		next.role = j.capture.Role
	}
	if strings.EqualFold(r.Method, http.MethodPost) {
		next.method, next.form = http.MethodPost, r.Form.Encode()
		if r.JSON != "" {
			next.form, next.json = r.JSON, true
		}
	}
	return next
}

// baseOf is what relative links of a page are relative to.
func baseOf(j *job) *url.URL {
	if u, err := url.Parse(j.capture.FinalURL); err == nil && u.Host != "" {
		return u
	}
	return j.url
}

func (v *visit) stray(u *url.URL) {
	v.mu.Lock()
	defer v.mu.Unlock()
	v.strays[u.Host]++
}

// notHad draws the consequence of a page that could not be had.
func (v *visit) notHad(j *job) error {
	c := j.capture
	switch {
	case j.guess && (c.Outcome == disclosure.FetchNotFound || j.role != disclosure.RoleList):
		return nil // nobody said that there is anything; a list that was there is gone
	case j.probe != nil && c.Outcome == disclosure.FetchNotFound:
		v.missed(j, false)
		return nil
	case j.paging && j.list != nil:
		v.spoilBy(j.list, pageState(c.Outcome), "a further page could not be had ("+c.URL+"): "+c.Outcome+", "+c.Error, lostReason("page_lost", c))
		return nil
	case j.role.IsDocument():
		if bodyLost(c.Outcome) {
			v.mu.Lock()
			for _, l := range j.owned {
				l.lost++
			}
			v.mu.Unlock()
		}
		return nil
	}
	// What was behind a column that could not be had is unknown: that is a walk as well.
	now := v.c.Clock.Now().UTC()
	return v.keepWalk(disclosure.Walk{
		SiteID: v.site.ID, CrawlID: v.crawl.ID, URL: j.key(), Name: v.nameOf(j, ""), State: firstState(c.Outcome), Reason: c.Error, Why: lostReason("lost", c),
		StartedAt: now, FinishedAt: now,
	})
}

// firstState is the state of a walk whose very first page was not had.
func firstState(outcome string) string {
	switch outcome {
	case disclosure.FetchBlocked:
		return disclosure.WalkBlocked
	case disclosure.FetchRefused:
		return disclosure.WalkRefused
	case disclosure.FetchUnreachable:
		return disclosure.WalkUnreachable
	}
	return disclosure.WalkError
}

// pageState is the state of a walk that lost a further page.
func pageState(outcome string) string {
	if outcome == disclosure.FetchBlocked {
		return disclosure.WalkBlocked
	}
	return disclosure.WalkPartial
}

// strayed reports whether the page of a list came from the site's front: servers send on to it, or
// show it, in place of a page that they do not have. Its news are no list.
func (v *visit) strayed(j *job) bool {
	c := &j.capture
	if j.role == disclosure.RoleHome || c.Role == disclosure.RoleReport || j.list == nil && c.Role != disclosure.RoleList {
		return false
	}
	u, err := url.Parse(c.FinalURL)
	front := err == nil && isFront(u) && !isFront(j.url)
	v.mu.Lock()
	home, ok := v.had[v.site.URL]
	v.mu.Unlock()
	if !front && !(ok && home.SHA256 == c.SHA256 && v.site.URL != c.URL) {
		return false
	}
	c.Error, c.Failure = "the site's front page came in its place", disclosure.FailureSoft404
	return true
}

func isFront(u *url.URL) bool { return u.RawQuery == "" && (u.Path == "" || u.Path == "/") }
