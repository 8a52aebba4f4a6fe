package crawler

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"gongkai/disclosure"
)

// A crawl of a site on which nothing changed asks the archive for many bodies at a time, looks into
// each page, and finds what changed all the same.
func TestUnchangedPagesAreReadTogether(t *testing.T) {
	const reports = 80
	w := newWorld(t)
	changed := false
	w.host("a.test", func(rw http.ResponseWriter, r *http.Request) {
		page, tag := "", `"1"`
		switch r.URL.Path {
		case "/":
			page = "role home\nlink list /l 年报"
		case "/l":
			page = "role list\ncomplete\n"
			for i := range reports {
				page += fmt.Sprintf("link report /r%d 报告\n", i)
			}
		case "/robots.txt":
			http.NotFound(rw, r)
			return
		default:
			page = "role report\nlink attachment " + r.URL.Path + ".pdf 附件\n" + strings.Repeat("x", 40<<10)
			if strings.HasSuffix(r.URL.Path, ".pdf") {
				page = "%PDF-1.4"
			}
			if changed && r.URL.Path == "/r40" {
				page, tag = "role report\nlink attachment /new.pdf 附件\n", `"2"`
			}
		}
		rw.Header().Set("ETag", tag)
		rw.Header().Set("Content-Type", "text/html")
		if r.Header.Get("If-None-Match") == tag {
			rw.WriteHeader(http.StatusNotModified)
			return
		}
		fmt.Fprint(rw, page)
	})
	w.crawl()
	if w.archive.asked != 0 {
		t.Errorf("a first crawl asks for bodies %d times", w.archive.asked)
	}
	changed = true
	w.crawl()
	if w.archive.asked > 6 {
		t.Errorf("the archive is asked %d times for the bodies of %d pages", w.archive.asked, reports)
	}
	for i := range reports {
		c := w.archive.of(fmt.Sprintf("http://a.test/r%d", i))
		if unchanged := c.Outcome == disclosure.FetchNotModified; unchanged != (i != 40) || c.CrawlID != "crawl-2" {
			t.Errorf("%s: %s in %s", c.URL, c.Outcome, c.CrawlID)
		}
		if i != 40 {
			if a := w.archive.of(fmt.Sprintf("http://a.test/r%d.pdf", i)); a.CrawlID != "crawl-2" {
				t.Errorf("what %s leads to is not asked for again", c.URL)
			}
		}
	}
	if w.archive.of("http://a.test/new.pdf").Outcome != disclosure.FetchOK {
		t.Error("what a page that changed leads to is not fetched")
	}
	var a ahead
	for i := range 100 {
		a.put(map[string][]byte{fmt.Sprint(i): make([]byte, 200<<10)})
		if a.bytes > aheadBytes+200<<10 {
			t.Fatalf("%d bytes are held ahead", a.bytes)
		}
	}
}
