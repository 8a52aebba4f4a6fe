package store

import (
	"testing"
	"time"

	"gongkai/disclosure"
)

// TestBodyOnceACrawl: what a site had when its crawl began, and what was written since, is not
// written again. What the site has from elsewhere may be, and reads as one.
func TestBodyOnceACrawl(t *testing.T) {
	db := fresh(t)
	keep := func(site, crawl, path, body string) {
		t.Helper()
		must(t, db.Keep(t.Context(), disclosure.Capture{SiteID: site, CrawlID: crawl, URL: "http://county.test" + path, Role: disclosure.RoleReport,
			FetchedAt: time.Now(), Status: 200, Outcome: disclosure.FetchOK, Body: []byte(body)}))
		must(t, db.Flush(t.Context()))
	}
	begin := func() disclosure.Crawl {
		t.Helper()
		c, err := db.OpenCrawl(t.Context(), "county", time.Now())
		must(t, err)
		_, err = db.Known(t.Context(), "county")
		must(t, err)
		return c
	}
	rows := func(want string) {
		t.Helper()
		same(t, "bodies", text(t, db, "SELECT body, sum(rows) FROM (SELECT body, 1 AS rows FROM bodies) GROUP BY body ORDER BY body"), want)
	}
	c := begin()
	keep("county", c.ID, "/1", "one")
	keep("county", c.ID, "/2", "one")
	rows("one\t1\n")
	c.FinishedAt = time.Now()
	must(t, db.CloseCrawl(t.Context(), c))
	c = begin()
	keep("county", c.ID, "/3", "one")
	keep("elsewhere", "x", "/4", "one") // is asked for
	keep("elsewhere", "x", "/4", "two")
	rows("one\t1\ntwo\t1\n")
	keep("county", c.ID, "/5", "two")
	same(t, "of both", text(t, db, "SELECT uniqExact(sha256) FROM bodies"), "2\n")
}
