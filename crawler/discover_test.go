package crawler

import (
	"slices"
	"strings"
	"testing"

	"gongkai/disclosure"
)

// Where links lead to no list, guesses are asked for, one after the other until one leads to a
// list; where they do, none is.
func TestGuesses(t *testing.T) {
	const guesses = "\nprobe GET /sitemap.xml\nprobe GET /zfxxgk/\nprobe GET /zfxxgknb/\nprobe GET http://elsewhere.test/"
	const list = "role list\ncomplete\nlink report /r"
	for name, c := range map[string]struct {
		pages  map[string]string
		asked  string // after robots.txt and the home page
		lists  int
		spoken string // of the note
	}{
		"links lead on":       {map[string]string{"/": "role home\nlink list /l 年报" + guesses, "/l": list}, "/l /r", 1, ""},
		"nothing there":       {map[string]string{"/": "role home" + guesses}, "/sitemap.xml /zfxxgk/ /zfxxgknb/", 0, "no list of annual reports was found"},
		"the second":          {map[string]string{"/": "role home" + guesses, "/zfxxgk/": "role column\nlink list /l 年报", "/l": list}, "/sitemap.xml /zfxxgk/ /l /r", 1, ""},
		"the last is a list":  {map[string]string{"/": "role home" + guesses, "/zfxxgk/": "role column\nlink column / back", "/zfxxgknb/": list}, "/sitemap.xml /zfxxgk/ /zfxxgknb/ /r", 1, ""},
		"the sitemap":         {map[string]string{"/": "role home" + guesses, "/sitemap.xml": "role column\nlink list /l", "/l": list}, "/sitemap.xml /l /r", 1, ""},
		"sitemaps of robots":  {map[string]string{"/robots.txt": "Sitemap: http://a.test/s1.xml\nSitemap: http://b.test/s.xml", "/": "role home" + guesses, "/s1.xml": "role column\nlink list /l", "/l": list}, "/s1.xml /l /r", 1, ""},
		"without a home page": {map[string]string{}, "", 0, "1 of 1 lists not walked"},
		"forbidden by robots": {map[string]string{"/robots.txt": "User-agent: *\nDisallow: /zfxxgk", "/": "role home" + guesses}, "/sitemap.xml", 0, "no list of annual reports was found"},
		"reports of the home": {map[string]string{"/": "role home\nlink report /r" + guesses, "/zfxxgk/": list}, "/sitemap.xml /zfxxgk/ /r", 1, ""},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			c.pages["/r"] = "role report"
			w.pages("a.test", c.pages)
			crawl := w.crawl()
			var asked []string
			for _, line := range w.lines("a.test")[2:] {
				asked = append(asked, strings.TrimPrefix(line, "GET "))
			}
			lists := 0
			for _, l := range w.archive.walks {
				if l.State == disclosure.WalkComplete {
					lists++
				}
			}
			if strings.Join(asked, " ") != c.asked || lists != c.lists || crawl.Complete != (c.lists > 0) || !strings.Contains(crawl.Note, c.spoken) {
				t.Errorf("asked %q, %d lists, %+v", strings.Join(asked, " "), lists, crawl)
			}
		})
	}
}

// A list that an earlier crawl had and that nothing leads to any more is asked for again: a
// link that is gone does not mean that its reports are.
func TestRemembered(t *testing.T) {
	w := newWorld(t)
	pages := map[string]string{"/": "role home\nlink list /a/ 财政局年报\nlink list /b/ 教育局年报", "/a/": "role list\ncomplete\nlink report /a/r\nnext GET /a/2", "/a/2": "role list\ncomplete\nlink report /a/r2",
		"/b/": "role list\ncomplete\nlink report /b/r", "/a/r": "role report", "/a/r2": "role report", "/b/r": "role report"}
	w.pages("a.test", pages)
	w.crawl()
	pages["/"] = "role home\nlink list /b/ 教育局年报"
	if crawl := w.crawl(); !crawl.Complete {
		t.Errorf("crawl %+v", crawl)
	}
	if l := w.archive.walk("http://a.test/a/"); l.CrawlID != "crawl-2" || l.Name != "财政局年报" || l.Links != 2 || l.State != disclosure.WalkComplete {
		t.Errorf("walk %+v", l)
	}
	delete(pages, "/a/") // gone for good: that is no list that could not be walked
	if crawl := w.crawl(); !crawl.Complete {
		t.Errorf("crawl %+v", crawl)
	}
	if l := w.archive.walk("http://a.test/a/"); l.CrawlID != "crawl-2" {
		t.Errorf("walk %+v", l)
	}
	pages["/a/"] = "challenge blocked_waf"
	if crawl := w.crawl(); crawl.Complete {
		t.Errorf("crawl %+v", crawl)
	}
	if l := w.archive.walk("http://a.test/a/"); l.CrawlID != "crawl-4" || l.State != disclosure.WalkBlocked {
		t.Errorf("walk %+v", l)
	}
}

// A department's host below the county's own domain belongs to the county's site.
func TestSubdomains(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*disclosure.Site)
		asked  bool
	}{
		"county":               {func(*disclosure.Site) {}, true},
		"city":                 {func(s *disclosure.Site) { s.DivisionCode = "361000" }, false},
		"no code":              {func(s *disclosure.Site) { s.DivisionCode = "" }, false},
		"a folder of the city": {func(s *disclosure.Site) { s.URL = "http://www.x.test/county/" }, false},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			home := "role home\nlink column http://jyj.x.test/ 教育局\nlink column http://own.x.test/ 开发区\nlink column http://x.test.evil.test/ no\nlink column http://evilx.test/ no\nlink column http://jyj.x.test:8081/ no"
			w.pages("www.x.test", map[string]string{"/": home, "/county/": home})
			for _, host := range []string{"jyj.x.test", "own.x.test", "x.test.evil.test", "evilx.test"} {
				w.pages(host, map[string]string{"/": "role list\ncomplete\nlink report /r", "/r": "role report"})
			}
			w.config.Others = func() []disclosure.Site {
				return []disclosure.Site{{ID: "own", URL: "http://own.x.test/"}, {ID: "a", URL: "http://www.x.test/"}}
			}
			w.crawl(func(s *disclosure.Site) { s.URL, s.DivisionCode, s.Connections = "http://www.x.test/", "361022", 1 }, c.change)
			if asked := slices.Contains(w.lines("jyj.x.test"), "GET /r"); asked != c.asked {
				t.Errorf("asked %v, want %v", asked, c.asked)
			}
			for _, host := range []string{"own.x.test", "x.test.evil.test", "evilx.test", "jyj.x.test:8081"} {
				if got := w.lines(host); len(got) > 0 {
					t.Errorf("%s was asked for %q", host, got)
				}
			}
		})
	}
}

// A home page that is registered under another division's code is a slip in the site's line.
func TestSiteOfAnotherDivision(t *testing.T) {
	for code, noted := range map[string]bool{"3610220001": false, "3708000012": true} {
		w := newWorld(t)
		w.pages("a.test", map[string]string{"/": "role home\ncode " + code + "\nlink list /l 年报", "/l": "role list\ncomplete\nlink report /r", "/r": "role report"})
		crawl := w.crawl(func(s *disclosure.Site) { s.DivisionCode = "361022" })
		if strings.Contains(crawl.Note, "the site "+code+", and 361022 is another division") != noted || !crawl.Complete {
			t.Errorf("%s: %+v", code, crawl)
		}
	}
}

func TestOwnDomain(t *testing.T) {
	w := newWorld(t)
	c := w.crawler()
	for home, want := range map[string]string{
		"https://www.jxlcx.gov.cn/": "jxlcx.gov.cn", "http://lichuan.fuzhou.gov.cn": "lichuan.fuzhou.gov.cn", "http://gov.cn/": "", "http://127.0.0.1/": "", "http://localhost/": "", "http://[::1]/": "",
	} {
		if got := c.ownDomain(disclosure.Site{URL: home, DivisionCode: "361022", Pace: leastPace, Connections: 1}); got != want {
			t.Errorf("%s: %q, want %q", home, got, want)
		}
	}
}
