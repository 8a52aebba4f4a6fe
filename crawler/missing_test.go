package crawler

import (
	"testing"

	"gongkai/disclosure"
)

// What the archive misses is asked for once and last, unless a page leads to it, and counts for
// no list. Where it is gone nothing is walked, where another page stands there neither.
func TestMissingReportsAreAskedFor(t *testing.T) {
	w := newWorld(t)
	pages := map[string]string{"/old/list.html": "role list\ncomplete\nlink report /nb/r9.html 2018年"}
	for path, page := range county {
		pages[path] = page
	}
	w.pages("a.test", pages)
	for _, path := range []string{"/nb/r1.html", "/old/gone.html", "/old/list.html"} {
		w.archive.missing = append(w.archive.missing, disclosure.Capture{URL: "http://a.test" + path, Title: "2018年", Role: disclosure.RoleReport})
	}
	w.archive.missing = append(w.archive.missing, disclosure.Capture{URL: "http://elsewhere.test/r.html", Role: disclosure.RoleReport})
	crawl := w.crawl()
	if !crawl.Complete || crawl.Pages != 15 {
		t.Errorf("crawl %+v", crawl)
	}
	w.once("a.test")
	lines := w.lines("a.test")
	if got := lines[len(lines)-2:]; got[0] != "GET /old/gone.html" || got[1] != "GET /old/list.html" {
		t.Errorf("asked last: %q", got)
	}
	w.expect(map[string]string{"/old/gone.html": disclosure.FetchNotFound, "/old/list.html": disclosure.FetchOK, "/nb/r1.html": disclosure.FetchOK})
	for _, path := range []string{"/old/gone.html", "/old/list.html"} {
		if c := w.archive.of("http://a.test" + path); c.ParentURL != "" || c.ListURL != "" || c.Role != disclosure.RoleReport || c.Title != "2018年" {
			t.Errorf("%s: %+v", path, c)
		}
	}
	if w.count("a.test", "GET /nb/r9.html") != 0 {
		t.Error("a page that took a report's place was walked on from")
	}
}
