package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"gongkai/disclosure"
)

// county is a small site: home → platform → two lists, one of three pages, with reports
// and an attachment; the home page names a report too.
var county = map[string]string{
	"/":                "role home\nlink report /nb/r1.html newest\nlink column /zwgk/ 政府信息公开\nlink column HTTP://A.TEST:80/zwgk/#top again\nlink column http://elsewhere.test/ out",
	"/zwgk/":           "role column\nlink list /nb/ 县政府年报\nlink list /bm/jyj/ 县教育局\nlink column / home",
	"/nb/":             "role list\ncomplete\ncolumn 年报\nlink report r1.html 2020年\nlink report r2.html 2021年\nnext GET /nb/index_1.html\nnext GET /nb/index_2.html\nlink list /nb/ self",
	"/nb/index_1.html": "role list\ncomplete\nlink report /nb/r1.html#a pinned\nlink report /nb/r3.html 2022年\nnext GET /nb/",
	"/nb/index_2.html": "role list\ncomplete\nlink report /nb/r4.html 2023年",
	"/bm/jyj/":         "role list\ncomplete\nlink report /bm/jyj/e1.html 教育局2020年",
	"/nb/r1.html":      "role report\nlink list /nb/ back\nlink report /other.html side",
	"/nb/r2.html":      "role report\nlink attachment /files/a.pdf 附件",
	"/nb/r3.html":      "role report",
	"/nb/r4.html":      "role report\nframe report /nb/r4-body.html",
	"/nb/r4-body.html": "role report",
	"/bm/jyj/e1.html":  "role report",
	"/files/a.pdf":     "%PDF",
}

func TestWalk(t *testing.T) {
	w := newWorld(t)
	w.pages("a.test", county)
	crawl := w.crawl()
	if !crawl.Complete || crawl.FinishedAt.IsZero() || crawl.Pages != 13 || crawl.Fetched != 13 {
		t.Errorf("crawl %+v", crawl)
	}
	w.once("a.test")
	if n := len(w.lines("a.test")); n != 14 { // and robots.txt
		t.Errorf("%d requests: %q", n, w.lines("a.test"))
	}
	for _, want := range []struct {
		path, list, parent, title string
		role                      disclosure.Role
	}{
		{"/", "", "", "甲县人民政府", disclosure.RoleHome},
		{"/zwgk/", "", "/", "政府信息公开", disclosure.RoleColumn},
		{"/nb/", "", "/zwgk/", "县政府年报", disclosure.RoleList},
		{"/nb/index_1.html", "/nb/", "/nb/", "县政府年报", disclosure.RoleList},
		{"/nb/r1.html", "/nb/", "/nb/", "2020年", disclosure.RoleReport}, // not the home page's link: no list would stand for its date
		{"/nb/r3.html", "/nb/", "/nb/index_1.html", "2022年", disclosure.RoleReport},
		{"/files/a.pdf", "/nb/", "/nb/r2.html", "附件", disclosure.RoleAttachment},
		{"/nb/r4-body.html", "/nb/", "/nb/r4.html", "", disclosure.RoleReport},
		{"/bm/jyj/e1.html", "/bm/jyj/", "/bm/jyj/", "教育局2020年", disclosure.RoleReport},
	} {
		c := w.archive.of("http://a.test" + want.path)
		if at := func(s string) string { return strings.TrimPrefix(s, "http://a.test") }; at(c.ListURL) != want.list || at(c.ParentURL) != want.parent || c.Title != want.title || c.Role != want.role || c.Outcome != disclosure.FetchOK {
			t.Errorf("%s: %+v", want.path, c)
		}
	}
	if l := w.archive.walk("http://a.test/nb/"); l.State != disclosure.WalkComplete || l.Pages != 3 || l.Links != 4 || l.Name != "县政府年报" || l.Family != "test" {
		t.Errorf("walk %+v", l)
	}
	if l := w.archive.walk("http://a.test/bm/jyj/"); l.State != disclosure.WalkComplete || l.Name != "县教育局" {
		t.Errorf("walk %+v", l)
	}
	if !strings.Contains(crawl.Note, "1 links lead to other hosts (elsewhere.test)") {
		t.Errorf("note %q", crawl.Note)
	}
	if agent := w.log[0].header.Get("User-Agent"); agent != "gongkai/dev (+mailto:crawl@example.org)" {
		t.Errorf("User-Agent %q", agent)
	}
}

func TestPostPaging(t *testing.T) {
	w := newWorld(t)
	w.host("a.test", func(rw http.ResponseWriter, r *http.Request) {
		switch r.Method + r.URL.Path + r.FormValue("page") {
		case "GET/":
			fmt.Fprint(rw, "role home\nlink list /list 年报")
		case "GET/list":
			fmt.Fprint(rw, "role list\ncomplete\nlink report /r1\nnext POST /search page=2\nnext POST /search page=3")
		case "POST/search2":
			fmt.Fprint(rw, "role list\ncomplete\nlink report /r2\nnext POST /search page=3")
		case "POST/search3":
			fmt.Fprint(rw, "role list\ncomplete\nlink report /r3")
		case "GET/r1", "GET/r2", "GET/r3":
			fmt.Fprint(rw, "role report "+r.URL.Path)
		default:
			http.NotFound(rw, r)
		}
	})
	if crawl := w.crawl(); !crawl.Complete {
		t.Errorf("crawl %+v", crawl)
	}
	w.once("a.test")
	if l := w.archive.walk("http://a.test/list"); l.Pages != 3 || l.Links != 3 {
		t.Errorf("walk %+v", l)
	}
	w.expect(map[string]string{"/search#post:page=2": "ok", "/search#post:page=3": "ok", "/r3": "ok"})
}

// Only a complete walk may say that a report is not there: everything else must be partial.
func TestWalkState(t *testing.T) {
	const list = "role list\ncomplete\n"
	for name, c := range map[string]struct {
		pages  map[string]string
		state  string
		reason string
	}{
		"reader doubts":      {map[string]string{"/l": "role list\nlink report /r"}, "partial", "not wholly"},
		"reader says why":    {map[string]string{"/l": "role list\ndoubt an error\nlink report /r"}, "partial", "an error"},
		"foreign frame":      {map[string]string{"/l": list + "frame list http://b.test/l"}, "partial", "a frame of a host that is not the site's: http://b.test/l"},
		"nothing named":      {map[string]string{"/l": list}, "partial", "names no report"},
		"itself named":       {map[string]string{"/l": list + "link list /l"}, "partial", "names no report"},
		"other papers":       {map[string]string{"/l": list + "link report /r 通知"}, "partial", "none of the 1 documents"},
		"reports on page 2":  {map[string]string{"/l": list + "link report /r 通知\nnext GET /l2", "/l2": list + "link report /r2", "/r2": "role report"}, "complete", ""},
		"fewer than counted": {map[string]string{"/l": list + "total 3\nlink report /r\nlink report /r#again"}, "partial", "counts 3 items, and its pages name 1"},
		"as many as counted": {map[string]string{"/l": list + "total 2\nlink report /r\nnext GET /l2", "/l2": list + "total 2\nlink report /r2", "/r2": "role report"}, "complete", ""},
		"lists below":        {map[string]string{"/l": list + "link list /l3", "/l3": list + "link report /r"}, "complete", ""},
		"page lost":          {map[string]string{"/l": list + "link report /r\nnext GET /l2"}, "partial", "a further page could not be had"},
		"document lost":      {map[string]string{"/l": list + "link report /r\nlink report /broken", "/broken": "status 500"}, "partial", "1 of the 2 documents"},
		"document gone":      {map[string]string{"/l": list + "link report /r\nlink report /gone"}, "complete", ""},
		"document elsewhere": {map[string]string{"/l": list + "link report http://b.test/r"}, "partial", "1 of the 1 documents"},
		"first part again":   {map[string]string{"/l": list + "link report /r\nfirst GET /l1", "/l1": list + "link report /r\nnext GET /l2", "/l2": list + "link report /q"}, "complete", ""},
		"first part only":    {map[string]string{"/l": list + "link report /r\nfirst GET /l1", "/l1": list + "link report /r\nnext GET /l2", "/l2": list + "link report /r"}, "partial", "repeats the first"},
		"first page again":   {map[string]string{"/l": list + "link report /r\nnext GET /l2", "/l2": list + "link report /r\nnext GET /l3"}, "partial", "repeats the first"},
		"empty end":          {map[string]string{"/l": list + "link report /r\nnext GET /l2", "/l2": list}, "complete", ""},
		"full page again":    {map[string]string{"/l": list + "link report /r\nnext GET /l2", "/l2": list + "link report /r2\nnext GET /l3", "/l3": list + "link report /r2\nnext GET /l4", "/r2": "role report"}, "partial", "repeats the one before"},
		"last page again": {map[string]string{"/l": list + "link report /r\nlink report /q\nnext GET /l2", "/q": "role report", "/l2": list + "link report /r2\nnext GET /l3", "/l3": list + "link report /r2\nnext GET /l4", "/l4": "status 500",
			"/r2": "role report"}, "complete", ""},
		"news page":         {map[string]string{"/l": list + "column 年报\nlink report /r\nnext GET /l2", "/l2": list + "column 要闻\nlink report /n 通知", "/n": "role report"}, "partial", "one of something else: http://a.test/l2"},
		"page of notices":   {map[string]string{"/l": list + "column 年报\nlink report /r\nnext GET /l2", "/l2": list + "column 年报\nlink report /n 通知", "/n": "role report"}, "complete", ""},
		"middle page again": {map[string]string{"/l": list + "link report /r\nnext GET /l2\nnext GET /l3", "/l2": list + "link report /r2", "/l3": list + "link report /r2", "/r2": "role report"}, "partial", "names nothing new"},
		"older pages again": {map[string]string{"/l": list + "link report /r\nnext GET /l2", "/l2": list + "link report /r2\nnext GET /l3", "/l3": list + "link report /r\nlink report /r2"}, "partial", "only what others named"},
		"slipped down":      {map[string]string{"/l": list + "link report /r\nlink report /q\nnext GET /l2", "/l2": list + "link report /q\nlink report /r2", "/q": "role report"}, "partial", "changed while it was walked"},
		"sorted anew":       {map[string]string{"/l": list + "link report /r\nlink report /q\nnext GET /l2", "/l2": list + "link report /r2\nlink report /r\nlink report /r3"}, "partial", "changed while it was walked"},
		"pinned":            {map[string]string{"/l": list + "link report /r\nlink report /r2\nlink report /f\nnext GET /l2", "/l2": list + "link report /r\nlink report /r3\nlink report /f", "/r2": "role report"}, "complete", ""},
		"counts anew":       {map[string]string{"/l": list + "total 3\nlink report /r\nlink report /q\nnext GET /l2", "/l2": list + "total 2\nlink report /r2"}, "partial", "counts 2 items, and 3"},
		"counts more pages": {map[string]string{"/l": list + "pages 3\nlink report /r\nnext GET /l2", "/l2": list + "link report /r2"}, "partial", "counts 3 pages, and 2"},
		"counts otherwise":  {map[string]string{"/l": list + "pages 9\ntotal 9\nlink report /r\nfirst GET /l2", "/l2": list + "pages 1\ntotal 2\nlink report /r\nlink report /r2"}, "complete", ""},
		"sent to the front": {map[string]string{"/l": "to /"}, "error", "front page"},
		"page sent to it":   {map[string]string{"/l": list + "link report /r\nnext GET /l2", "/l2": "to /"}, "partial", "front page"},
		"page sent back":    {map[string]string{"/l": list + "link report /r\nnext GET /l2", "/l2": "to /l"}, "partial", "repeats the first one"},
		"end sent back":     {map[string]string{"/q": "role report", "/l": list + "link report /r\nlink report /q\nnext GET /l2", "/l2": list + "link report /r2\nnext GET /l3", "/l3": "to /l2"}, "complete", ""},
		"shows the front":   {map[string]string{"/": list + "link list /l 年报\nlink report /r", "/l": list + "link list /l 年报\nlink report /r"}, "error", "front page"},
		"two addresses":     {map[string]string{"/": "role home\nlink list /m 年报\nlink list /l 年报", "/m": list + "link report /r\nnext GET /l2", "/l": list + "link report /r\nnext GET /l2", "/l2": list + "link report /r2\nnext GET /l3", "/l3": list + "link report /r3"}, "complete", ""},
		"two, one is less":  {map[string]string{"/": "role home\nlink list /m 年报\nlink list /l 年报", "/m": list + "link report /r\nnext GET /l2", "/l": list + "link report /r\nnext GET /l2", "/l2": list + "link report /r2\nnext GET /l3", "/l3": "status 500"}, "partial", "a further page"},
		"list gone":         {map[string]string{}, "error", "404"},
		"list broken":       {map[string]string{"/l": "status 500"}, "error", "500"},
		"list refused":      {map[string]string{"/robots.txt": "User-agent: *\nDisallow: /l"}, "refused", "robots.txt of a.test: Disallow: /l"},
		"list challenged":   {map[string]string{"/l": "challenge blocked_waf"}, "blocked", "blocked_waf"},
		"page challenged":   {map[string]string{"/l": list + "link report /r\nnext GET /l2", "/l2": "challenge blocked_waf"}, "blocked", "blocked_waf"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.host("a.test", func(rw http.ResponseWriter, r *http.Request) {
				pages := map[string]string{"/": "role home\nlink list /l 年报", "/r": "role report"}
				page, ok := c.pages[r.URL.Path]
				if !ok {
					page, ok = pages[r.URL.Path]
				}
				to, moved := strings.CutPrefix(page, "to ")
				switch {
				case moved:
					http.Redirect(rw, r, to, http.StatusFound)
				case !ok:
					http.NotFound(rw, r)
				case page == "status 500":
					http.Error(rw, "broken", 500)
				default:
					fmt.Fprint(rw, page)
				}
			})
			crawl := w.crawl()
			l := w.archive.walk("http://a.test/l")
			if l.State != c.state || !strings.Contains(l.Reason, c.reason) {
				t.Errorf("state %q (%s), want %q (%s)", l.State, l.Reason, c.state, c.reason)
			}
			if crawl.Complete != (c.state == "complete") {
				t.Errorf("crawl complete: %v", crawl.Complete)
			}
		})
	}
}

// A calendar that always has a next page must end, and be known to be cut.
func TestEndlessPaging(t *testing.T) {
	w := newWorld(t)
	w.config.Limits.ListPages = 12
	w.host("a.test", func(rw http.ResponseWriter, r *http.Request) {
		n := 0
		switch {
		case r.URL.Path == "/":
			fmt.Fprint(rw, "role home\nlink list /l/0 日历")
		case strings.HasPrefix(r.URL.Path, "/l/"):
			_, _ = fmt.Sscanf(r.URL.Path, "/l/%d", &n)
			fmt.Fprintf(rw, "role list\ncomplete\nlink report /r/%d\nnext GET /l/%d\nlink list /l/%d self", n, n+1, n)
		case strings.HasPrefix(r.URL.Path, "/r/"):
			fmt.Fprint(rw, "role report")
		default:
			http.NotFound(rw, r)
		}
	})
	if crawl := w.crawl(); crawl.Complete {
		t.Error("a list that was cut counts as complete")
	}
	if l := w.archive.walk("http://a.test/l/0"); l.State != disclosure.WalkPartial || l.Pages != 12 || !strings.Contains(l.Reason, "12 pages") {
		t.Errorf("walk %+v", l)
	}
}

func TestBudgets(t *testing.T) {
	w := newWorld(t)
	w.config.Limits.Depth, w.config.Limits.Pages = 3, 10
	w.host("a.test", func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(rw, r)
			return
		}
		fmt.Fprintf(rw, "role column\nlink column %sa/ a\nlink column %sb/ b", r.URL.Path, r.URL.Path)
	})
	crawl := w.crawl()
	if n := len(w.lines("a.test")); n != 11 {
		t.Errorf("%d requests: %q", n, w.lines("a.test"))
	}
	if crawl.Complete || !strings.Contains(crawl.Note, "limit of addresses") || !strings.Contains(crawl.Note, "too many steps") {
		t.Errorf("crawl %+v", crawl)
	}
}

// One host that answers with a challenge is not asked again, and its reports are unknown;
// the site's other hosts go on.
func TestBlockedHost(t *testing.T) {
	w := newWorld(t)
	w.pages("a.test", map[string]string{"/": "role home\nlink column http://b.test/ 自然资源局\nlink list /l 年报", "/l": "role list\ncomplete\nlink report /r", "/r": "role report"})
	w.host("b.test", func(rw http.ResponseWriter, r *http.Request) {
		rw.WriteHeader(http.StatusPreconditionFailed)
		fmt.Fprint(rw, "challenge blocked_js_challenge_ruishu")
	})
	crawl := w.crawl(func(s *disclosure.Site) { s.Hosts, s.Start = []string{"b.test"}, []string{"http://b.test/start"} })
	if got := w.lines("b.test"); len(got) != 1 {
		t.Errorf("the blocked host was asked %d times: %q", len(got), got)
	}
	c := w.archive.of("http://b.test/")
	if c.Outcome != disclosure.FetchBlocked || c.Error != "blocked_js_challenge_ruishu" {
		t.Errorf("capture %+v", c)
	}
	if robots := w.archive.of("http://b.test/robots.txt"); robots.Outcome != disclosure.FetchBlocked || robots.Status != 412 || robots.SHA256 == "" {
		t.Errorf("robots.txt %+v", robots)
	}
	for _, address := range []string{"http://b.test/", "http://b.test/start"} {
		if l := w.archive.walk(address); l.State != disclosure.WalkBlocked {
			t.Errorf("walk %+v", l)
		}
	}
	w.expect(map[string]string{"/r": "ok"})
	if crawl.Complete || !strings.Contains(crawl.Note, "b.test:80: blocked (blocked_js_challenge_ruishu)") {
		t.Errorf("crawl %+v", crawl)
	}
}

// A crawl that is cut off anywhere and goes on asks for no document twice and ends like one
// that was not disturbed.
func TestResume(t *testing.T) {
	whole := newWorld(t)
	whole.pages("a.test", county)
	want := whole.crawl()
	for cut := 1; cut <= 13; cut++ {
		w := newWorld(t)
		w.pages("a.test", county)
		ctx, cancel := context.WithCancel(context.Background())
		kept := 0
		w.archive.onKeep = func(disclosure.Capture) {
			if kept++; kept == cut {
				cancel()
			}
		}
		if _, err := w.crawler().Crawl(ctx, siteOf("a.test")); !errors.Is(err, context.Canceled) {
			t.Fatalf("cut at %d: error %v", cut, err)
		}
		if !w.archive.crawls[0].FinishedAt.IsZero() {
			t.Fatalf("cut at %d: the crawl counts as finished", cut)
		}
		got := w.crawl()
		if len(w.archive.crawls) != 1 || !got.Complete || got.Pages != want.Pages {
			t.Errorf("cut at %d: %+v", cut, got)
		}
		for _, line := range w.lines("a.test") {
			document := strings.Contains(line, "/nb/r") || strings.Contains(line, "e1") || strings.Contains(line, "a.pdf")
			if document && w.count("a.test", line) > 1 {
				t.Errorf("cut at %d: asked twice for %s", cut, line)
			}
		}
		if len(w.archive.captures) != len(whole.archive.captures) || len(w.archive.walks) != len(whole.archive.walks) {
			t.Errorf("cut at %d: %d captures and %d walks, want %d and %d", cut, len(w.archive.captures), len(w.archive.walks), len(whole.archive.captures), len(whole.archive.walks))
		}
		for id, c := range whole.archive.captures {
			if g := w.archive.captures[id]; g.SHA256 != c.SHA256 || g.ListURL != c.ListURL || g.ParentURL != c.ParentURL {
				t.Errorf("cut at %d: %s is %+v", cut, c.URL, g)
			}
		}
	}
}

// A new crawl asks every document again, at the price of a 304, and walks on from the
// bodies that it has.
func TestNotModified(t *testing.T) {
	w := newWorld(t)
	changed := false
	w.host("a.test", func(rw http.ResponseWriter, r *http.Request) {
		page, ok := county[r.URL.RequestURI()]
		if !ok {
			http.NotFound(rw, r)
			return
		}
		etag := `"` + r.URL.Path + `"`
		if changed && r.URL.Path == "/nb/r3.html" {
			page, etag = "role report\nlink attachment /files/a.pdf", `"new"`
		}
		if r.Header.Get("If-None-Match") == etag {
			rw.WriteHeader(http.StatusNotModified)
			return
		}
		rw.Header().Set("ETag", etag)
		rw.Header().Set("Content-Type", "text/html")
		fmt.Fprint(rw, page)
	})
	first := w.crawl()
	before := w.archive.of("http://a.test/nb/r1.html")
	changed = true
	for range 2 { // the second time the validator is known from a 304 only
		second := w.crawl()
		if !second.Complete || second.Pages != first.Pages {
			t.Errorf("crawl %+v", second)
		}
	}
	after := w.archive.of("http://a.test/nb/r1.html")
	if after.Outcome != disclosure.FetchNotModified || after.Status != 304 || after.SHA256 != before.SHA256 || after.Bytes != before.Bytes || after.ContentType != "text/html" || after.CrawlID != "crawl-3" || after.ID == before.ID {
		t.Errorf("capture %+v", after)
	}
	if c := w.archive.of("http://a.test/nb/r3.html"); c.Outcome != disclosure.FetchNotModified {
		t.Errorf("capture %+v", c)
	}
	if w.archive.crawls[1].Fetched != 1 || w.archive.crawls[2].Fetched != 0 {
		t.Errorf("crawls %+v", w.archive.crawls)
	}
}

func TestArchiveErrorStops(t *testing.T) {
	w := newWorld(t)
	w.pages("a.test", county)
	w.archive.failAt = 4
	_, err := w.crawler().Crawl(context.Background(), siteOf("a.test"))
	if err == nil || !strings.Contains(err.Error(), "site a: keeping http://a.test/") || !strings.Contains(err.Error(), "disk full") {
		t.Errorf("error %v", err)
	}
	if w.archive.keeps != 4 || !w.archive.crawls[0].FinishedAt.IsZero() {
		t.Errorf("%d keeps, crawl %+v", w.archive.keeps, w.archive.crawls[0])
	}
}

func TestEventsAndNoList(t *testing.T) {
	w := newWorld(t)
	w.pages("a.test", map[string]string{"/": "role home\nlink column /x x", "/x": "role column"})
	var events []Event
	w.config.Progress = func(e Event) { events = append(events, e) }
	crawl := w.crawl()
	if crawl.Complete || !strings.Contains(crawl.Note, "no list of annual reports was found") {
		t.Errorf("crawl %+v", crawl)
	}
	want := []Event{
		{Site: "a", URL: "http://a.test/", Outcome: "ok", Pages: 1, Fetched: 1},
		{Site: "a", URL: "http://a.test/x", Outcome: "ok", Pages: 2, Fetched: 2},
		{Site: "a", Pages: 2, Fetched: 2, Done: true},
	}
	if !slices.Equal(events, want) {
		t.Errorf("events %+v", events)
	}
}

// A page that another address leads to is not asked for again, and its capture says so: it is no
// 304, and it has no status but that of a redirect.
func TestSamePageIsNoFetch(t *testing.T) {
	w := newWorld(t)
	pages := map[string]string{"/": "role home\nlink list /l 年报", "/l": "role list\ncomplete\nlink report /x\nlink report /y\nlink report /z", "/y": "role report one"}
	w.host("a.test", func(rw http.ResponseWriter, r *http.Request) {
		switch page, ok := pages[r.URL.Path]; {
		case r.URL.Path == "/x", r.URL.Path == "/z":
			http.Redirect(rw, r, "/y", http.StatusFound)
		case ok:
			fmt.Fprint(rw, page)
		default:
			http.NotFound(rw, r)
		}
	})
	w.crawl()
	for address, want := range map[string]string{"x": "ok 200", "y": "not_modified 0", "z": "not_modified 302"} {
		c := w.archive.of("http://a.test/" + address)
		if got := fmt.Sprintf("%s %d", c.Outcome, c.Status); got != want || strings.Contains(c.Error, "the same page as http://a.test/") != (address != "x") {
			t.Errorf("%s: %s %q, want %s", address, got, c.Error, want)
		}
	}
	if n := w.count("a.test", "GET /y"); n != 1 {
		t.Errorf("the page was asked for %d times", n)
	}
}
