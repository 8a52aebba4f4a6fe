package crawler

import (
	"fmt"
	"maps"
	"net/http"
	"slices"

	"gongkai/disclosure"
)

// paging is what the pages of a list showed so far, page by page. A list that is walked to its
// end names each of its items once. Where a page shows what an earlier one showed, the server
// may not heed which page it is asked for, or the list changed between the two: then items
// slipped from one page to the other, and one that slipped the other way was never seen.
type paging struct {
	pages    int             // that showed something new
	first    []string        // items of the first page
	previous []string        // items of the page before
	shown    map[string]bool // items of all pages
	firsts   int             // pages that were asked for as the list's first entries
	said     int             // items that the page before counts
	column   string          // name of the column, as the page before has it
	full     bool            // the page before has as many items as the first
	total    int             // items that all pages count
}

// turn takes up a page. It reports whether the walk goes on from it, and why the list cannot be
// called complete, "" where nothing speaks against it.
func (p *paging) turn(j *job, items []string, page disclosure.Page) (onward bool, doubt string) {
	if j.first { // the page of the list itself may have shown some of them
		*p = paging{firsts: p.firsts + 1, total: p.total, shown: p.shown}
		if p.firsts == 1 {
			p.shown, p.total = nil, 0
		}
	}
	doubt = p.count(page.Total)
	if p.shown == nil {
		p.shown = map[string]bool{}
	}
	if doubt == "" && p.pages > 0 && page.Reports == 0 && len(items) > 0 && page.Column != p.column {
		doubt = "a further page is one of something else" // the news, the front page
	}
	begins := p.previous == nil && p.pages == 0
	fresh := begins || slices.ContainsFunc(items, func(key string) bool { return !p.shown[key] })
	switch {
	case begins:
		p.first = items
	case fresh && doubt == "" && p.slipped(items):
		doubt = "a further page names again what an earlier one named, so the list changed while it was walked"
	case fresh, len(items) == 0: // what names nothing says so itself
	case sameItems(items, p.first):
		doubt = "a further page repeats the first one" // the server does not heed the page that it is asked for
	case j.due:
		doubt = "a further page names nothing new"
	case !slices.Equal(items, p.previous), j.method == http.MethodPost: // a link may lead beyond the end, a form that is sent may not
		doubt = "a further page names only what others named"
	case p.full: // else it is the last one, shown for whatever is beyond it
		doubt = "a further page repeats the one before, which was full"
	}
	if fresh {
		p.pages++
	}
	p.column, p.full = page.Column, len(items) >= len(p.first)
	for _, key := range items {
		p.shown[key] = true
	}
	p.previous = append([]string{}, items...)
	return fresh, doubt
}

// count holds what a page counts against what the page before it did.
func (p *paging) count(total int) (doubt string) {
	if total == 0 {
		return ""
	}
	if p.said > 0 && p.said != total && p.firsts < 2 {
		doubt = fmt.Sprintf("it counts %d items, and %d on the page before, so it changed while it was walked", total, p.said)
	}
	if p.said == 0 && p.firsts > 1 { // one of several lists that a page has
		p.total += total
	}
	p.said, p.total = total, max(p.total, total)
	return doubt
}

// slipped reports whether an item of an earlier page stands on this one as an item. What is pinned
// to the top of each page, or stands below each list, stands there on all pages.
func (p *paging) slipped(items []string) bool {
	again := func(key string) bool { return p.shown[key] }
	if !slices.ContainsFunc(items, again) {
		return false
	}
	here := map[string]bool{}
	for _, key := range items {
		here[key] = true
	}
	kept := func(key string) bool { return here[key] }
	head := min(leading(items, again), leading(p.previous, kept))
	items, previous := items[head:], p.previous[head:]
	tail := min(trailing(items, again), trailing(previous, kept))
	return !slices.Equal(items[len(items)-tail:], previous[len(previous)-tail:]) || slices.ContainsFunc(items[:len(items)-tail], again)
}

func leading(items []string, is func(string) bool) int {
	n := 0
	for n < len(items) && is(items[n]) {
		n++
	}
	return n
}

func trailing(items []string, is func(string) bool) int {
	n := 0
	for n < len(items) && is(items[len(items)-1-n]) {
		n++
	}
	return n
}

func sameItems(a, b []string) bool {
	set := func(items []string) map[string]bool {
		all := map[string]bool{}
		for _, key := range items {
			all[key] = true
		}
		return all
	}
	return maps.Equal(set(a), set(b))
}
