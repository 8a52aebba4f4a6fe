package crawler

import (
	"cmp"
	"fmt"
	"net/url"

	"gongkai/disclosure"
)

// list is the walk of one list while it runs. All fields are guarded by visit.mu.
//
// The walk is over when its last page and its last document are dealt with, so that it never
// ends before the first sighting of a report that it names: a complete walk that ended
// before a report was seen is taken as evidence that the report was not there.
type list struct {
	walk   disclosure.Walk
	open   int             // pages and documents not dealt with
	asked  int             // pages queued, the first one included
	turned map[string]bool // pages that were asked for, by key, the first one included
	names  map[string]bool // addresses that its pages name
	lost   int             // documents that it names and that could not be had
	beyond int             // documents that it names on hosts that are not the site's
	paging paging

	items   int // documents and lists that it names, menus left out
	below   int // lists and columns among them
	reports int // documents that it calls reports
	total   int // items that it has, as it prints; 0 where it doesn't
	pages   int // pages that it has, as it prints; 0 where it doesn't

	guessed int    // further pages whose names were guessed right, see probe
	pending string // why it is not complete, unless guesses find its end
}

func (v *visit) own(j *job, l *list) {
	j.owned = append(j.owned, l)
	l.open++
}

// newList begins the walk of a list with its first page.
func (v *visit) newList(j *job, page disclosure.Page) {
	l := &list{
		walk: disclosure.Walk{
			SiteID: v.site.ID, CrawlID: v.crawl.ID, URL: j.key(), Name: v.nameOf(j, page.Column),
			State: disclosure.WalkComplete, Family: page.Family, StartedAt: j.capture.FetchedAt,
		},
		asked: 1, turned: map[string]bool{j.key(): true}, names: map[string]bool{},
	}
	v.mu.Lock()
	v.lists++
	v.shown[j.key()] = shownPage{page, j.capture.FinalURL}
	v.own(j, l)
	v.mu.Unlock()
	v.listPage(j, l, page)
}

// listPage takes up what a page of a list names, and asks for the further pages.
func (v *visit) listPage(j *job, l *list, page disclosure.Page) {
	if !page.Complete {
		reason := "the list is not wholly on the pages that " + j.key() + " leads to: " + cmp.Or(page.Doubt, "its pager is not understood")
		if isProbing(page) {
			v.mu.Lock()
			l.pending = reason
			v.mu.Unlock()
		} else {
			v.spoil(l, disclosure.WalkPartial, reason)
		}
	}
	here := v.takeAll(j, l, page)
	v.mu.Lock()
	l.walk.Pages++
	turn, doubt := l.paging.turn(j, here, page)
	if j.first {
		l.pages, l.total = 0, 0 // what the page itself printed may count in other portions
	}
	l.reports, l.total, l.pages = l.reports+page.Reports, max(l.total, l.paging.total), max(l.pages, page.Pages)
	if page.Complete && l.guessed > 0 {
		l.pending = "" // this page says itself that it is the last, or how to go on
	}
	v.mu.Unlock()
	if doubt != "" {
		v.spoil(l, disclosure.WalkPartial, doubt+": "+j.key())
	}
	switch {
	case !turn:
	case isProbing(page):
		v.try(j, l, page.Next)
	default:
		v.further(j, l, page.Next)
	}
}

// takeAll follows the links of a page of a list, and returns its items in the order of the page.
func (v *visit) takeAll(j *job, l *list, page disclosure.Page) []string {
	var items []string
	here := map[string]bool{}
	for _, link := range page.Links {
		member := l
		if !link.Role.IsDocument() {
			member = nil // a column or list that is named here is walked by itself
		}
		key := v.follows(j, link, member)
		if key == "" && link.Frame && !link.Role.IsDocument() {
			v.spoil(l, disclosure.WalkPartial, "it stands in a frame of a host that is not the site's: "+link.URL)
		}
		if key == "" || here[key] {
			continue
		}
		here[key] = true
		if !link.Aside && key != j.key() {
			items = append(items, key)
		}
		v.mu.Lock()
		if !l.names[key] {
			l.names[key] = true
			l.take(link, key == j.key())
		}
		v.mu.Unlock()
	}
	return items
}

// take counts a link that was not named before. The caller holds visit.mu.
func (l *list) take(link disclosure.Link, self bool) {
	if link.Role.IsDocument() {
		l.walk.Links++
	}
	if link.Aside || self {
		return
	}
	l.items++
	if !link.Role.IsDocument() {
		l.below++
	}
}

// further queues the further pages. A page without new links ends the list (listPage), and
// so does the limit: paging that never ends is a trap.
func (v *visit) further(j *job, l *list, next []disclosure.Request) {
	for _, r := range next {
		p := v.nextPage(j, r)
		if p == nil {
			v.spoil(l, disclosure.WalkPartial, "a further page is not on a host of the site: "+r.URL)
			continue
		}
		p.paging, p.list, p.first, p.due = true, l, r.First, len(next) > 1
		v.mu.Lock()
		own := l.turned[p.key()]
		full := l.asked >= v.c.Limits.ListPages
		known := v.seen[p.key()]
		added := !own && !full && !known && v.add(p)
		if added {
			l.asked++
		}
		if added || known {
			l.turned[p.key()] = true
		}
		v.mu.Unlock()
		switch {
		case own, added:
		case known:
			v.share(p, l)
		default:
			v.spoil(l, disclosure.WalkPartial, fmt.Sprintf("the list goes on after %d pages, which is the limit", l.asked))
			return
		}
	}
}

// shownPage is what a page of a list showed, and where it came from.
type shownPage struct {
	page disclosure.Page
	at   string
}

// share walks on from a further page that another list has had already: two addresses of one list,
// such as /nb/ and /nb/index.html, lead to the same further pages.
func (v *visit) share(j *job, l *list) {
	v.mu.Lock()
	had, ok := v.shown[j.key()]
	v.mu.Unlock()
	if !ok {
		v.spoil(l, disclosure.WalkPartial, "a further page is one of another list's, or was not had: "+j.key())
		return
	}
	j.capture.FinalURL = had.at
	v.listPage(j, l, had.page)
}

// spoil takes a list's completeness away. What is worse than partial stays, and so does the
// first reason.
func (v *visit) spoil(l *list, state, reason string) {
	v.spoilBy(l, state, reason, disclosure.Reason{})
}

// spoilBy is spoil with a reason that its words alone do not tell.
func (v *visit) spoilBy(l *list, state, reason string, why disclosure.Reason) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if l.walk.State == disclosure.WalkComplete || l.walk.State == disclosure.WalkPartial && state != disclosure.WalkPartial {
		l.walk.State, l.walk.Reason, l.walk.Why = state, reason, why
	}
}

// outside counts a document that a list names on a foreign host.
func (v *visit) outside(l *list, u *url.URL) {
	v.mu.Lock()
	defer v.mu.Unlock()
	l.beyond++
	if l.beyond == 1 {
		v.log.Info("a list names a document on a host that is not the site's", "list", l.walk.URL, "host", u.Host)
	}
}

// release lets a job's part in a list go; the last one keeps the walk.
func (v *visit) release(l *list) {
	v.mu.Lock()
	l.open--
	over := l.open == 0
	v.mu.Unlock()
	if !over || v.ctx.Err() != nil {
		return
	}
	// A document that was named and not had may be any report: that none is missing can't
	// be said then.
	if n := l.lost + l.beyond; n > 0 {
		v.spoil(l, disclosure.WalkPartial, fmt.Sprintf("%d of the %d documents that it names could not be had", n, max(n, l.walk.Links)))
	}
	if doubt := cmp.Or(l.pending, l.doubt()); doubt != "" {
		v.spoil(l, disclosure.WalkPartial, doubt)
	}
	l.walk.FinishedAt = v.c.Clock.Now().UTC()
	if err := v.keepWalk(l.walk); err != nil {
		v.fail(err)
	}
}

// doubt says why what all pages named together cannot be the whole list, "" where it can. A
// list that names nothing that is called a report may be any page, such as one that a server
// shows for whatever it does not have. Only a page of lists may be without, and that one says
// of no report that it is absent: its walk has no links.
func (l *list) doubt() string {
	switch {
	case l.total > l.items+l.beyond:
		return fmt.Sprintf("it counts %d items, and its pages name %d", l.total, l.items+l.beyond)
	case l.pages > l.paging.pages:
		return fmt.Sprintf("it counts %d pages, and %d were found", l.pages, l.paging.pages)
	case l.reports == 0 && l.walk.Links > 0:
		return fmt.Sprintf("none of the %d documents that it names is called a report", l.walk.Links)
	case l.reports == 0 && l.below == 0:
		return "it names no report"
	}
	return ""
}

func (v *visit) keepWalk(w disclosure.Walk) error {
	v.mu.Lock()
	v.walks++
	if w.State != disclosure.WalkComplete {
		v.partial++
	}
	v.mu.Unlock()
	if w.Why.Code == "" {
		w.Why = reasonOf(w.Reason)
	}
	v.log.Info("list", "url", w.URL, "name", w.Name, "state", w.State, "reason", w.Reason, "pages", w.Pages, "links", w.Links)
	if err := v.c.Archive.KeepWalk(v.ctx, w); err != nil {
		return fmt.Errorf("keeping the walk of %s: %w", w.URL, err)
	}
	return nil
}
