package crawler

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"gongkai/disclosure"
)

// trips panics where a page says so.
type trips struct{ reader }

func (r trips) Page(c disclosure.Capture) disclosure.Page {
	if strings.Contains(string(c.Body), "trip page") {
		panic("out of range")
	}
	return r.reader.Page(c)
}

func (r trips) Challenge(c disclosure.Capture) string {
	if strings.Contains(string(c.Body), "trip challenge") {
		panic("nil")
	}
	return r.reader.Challenge(c)
}

// A page that cannot be looked into is kept, and what it may lead to is unknown: no list that
// it belongs to is complete. The other pages and sites go on.
func TestPagesThatCannotBeLookedInto(t *testing.T) {
	for name, c := range map[string]struct {
		bad     string
		failure disclosure.Failure
	}{
		"panic":     {"trip page", disclosure.FailureReader},
		"too large": {strings.Repeat("x", 1<<17), disclosure.FailureTooLarge},
	} {
		for at, want := range map[string]struct{ walk, state string }{
			"/l":  {"/l", disclosure.WalkError},
			"/l2": {"/l", disclosure.WalkPartial},
			"/r":  {"/l", disclosure.WalkPartial},
			"/c":  {"/c", disclosure.WalkError},
			"/":   {"/", disclosure.WalkError},
			"/m":  {"/l", disclosure.WalkComplete},
		} {
			w := newWorld(t)
			w.config.Reader, w.config.Limits.LookBytes = trips{}, 1<<16
			pages := map[string]string{
				"/": "role home\nlink list /l 年报\nlink column /c x", "/c": "role column", "/l": "role list\ncomplete\nlink report /r\nnext GET /l2",
				"/l2": "role list\ncomplete\nlink report /r2", "/r": "role report", "/r2": "role report /r2",
			}
			pages[at] = c.bad
			w.pages("a.test", pages)
			w.crawl()
			if l := w.archive.walk("http://a.test" + want.walk); l.State != want.state {
				t.Errorf("%s at %s: walk %+v, want %s", name, at, l, want.state)
			}
			if at == "/m" {
				continue
			}
			got := w.archive.of("http://a.test" + at)
			if got.Outcome != disclosure.FetchOK || got.Failure != c.failure || got.Error == "" || string(w.archive.bodies[got.SHA256]) != c.bad {
				t.Errorf("%s at %s: %+v", name, at, got)
			}
		}
	}
	w := newWorld(t) // a document that is no page leads nowhere, however large it is
	w.config.Limits.LookBytes = 1 << 16
	w.pages("a.test", map[string]string{"/": "role home\nlink list /l 年报", "/l": "role list\ncomplete\nlink report /r", "/r": "%PDF-1.4\n" + strings.Repeat("\x00\xff", 1<<16)})
	if crawl := w.crawl(); !crawl.Complete {
		t.Errorf("crawl %+v", crawl)
	}
	w = newWorld(t)
	w.config.Reader = trips{}
	w.pages("a.test", map[string]string{"/": "role home\ntrip challenge\nlink list /l 年报", "/l": "role list\ncomplete\nlink report /r", "/r": "role report"})
	if crawl := w.crawl(); !crawl.Complete {
		t.Errorf("crawl %+v", crawl)
	}
}

// Documents that the limit of addresses leaves out make every list that names them incomplete.
func TestLeftOutDocumentsAreUnknown(t *testing.T) {
	w := newWorld(t)
	w.config.Limits.Pages = 4
	list := "role list\ncomplete"
	for i := range 5 {
		list += fmt.Sprintf("\nlink report /r%d", i)
	}
	w.host("a.test", func(rw http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/":
			fmt.Fprint(rw, "role home\nlink list /l 年报\nlink list /m 年报")
		case "/l", "/m":
			fmt.Fprint(rw, list)
		default:
			fmt.Fprint(rw, "role report "+r.URL.Path)
		}
	})
	crawl := w.crawl()
	for _, path := range []string{"/l", "/m"} {
		if l := w.archive.walk("http://a.test" + path); l.State != disclosure.WalkPartial || !strings.Contains(l.Reason, "could not be had") {
			t.Errorf("walk %+v", l)
		}
	}
	if crawl.Complete {
		t.Errorf("crawl %+v", crawl)
	}
}

// A cookie's value never reaches the archive; its name may be the sign of who answers.
func TestCookiesAreNotPublic(t *testing.T) {
	w := newWorld(t)
	w.host("a.test", func(rw http.ResponseWriter, _ *http.Request) {
		http.SetCookie(rw, &http.Cookie{Name: "JSESSIONID", Value: "secret1"})
		http.SetCookie(rw, &http.Cookie{Name: "__jsluid_h", Value: "secret2", Path: "/"})
		fmt.Fprint(rw, "role column")
	})
	w.crawl()
	c := w.archive.of("http://a.test/")
	if got := c.Header["set-cookie"]; got != "JSESSIONID, __jsluid_h" || strings.Contains(fmt.Sprint(c), "secret") {
		t.Errorf("header %q", c.Header)
	}
}

// What only names a visit is no part of an address.
func TestSessionsInAddresses(t *testing.T) {
	for in, want := range map[string]string{
		"http://a.test/l?PHPSESSID=1f": "http://a.test/l", "http://a.test/l?a=1&phpsessid=1f&b=2": "http://a.test/l?a=1&b=2", "http://a.test/l?ASPSESSIONIDAQBC=x&a=1": "http://a.test/l?a=1",
		"http://a.test/l?JSESSIONID=x;y": "http://a.test/l", "http://a.test/l?id=402881e5&sid=402881e54f": "http://a.test/l?id=402881e5&sid=402881e54f",
		"http://a.test/l?_t=1611111111111&p=2": "http://a.test/l?p=2", "http://a.test/l?_=1611111111": "http://a.test/l", "http://a.test/l?_t=2021": "http://a.test/l?_t=2021",
		"http://a.test/l?t=1611111111111": "http://a.test/l?t=1611111111111", "http://a.test/l?a&b=": "http://a.test/l?a&b=",
	} {
		if u, err := canonical(nil, in); err != nil || u.String() != want {
			t.Errorf("%s is %v (%v), want %s", in, u, err, want)
		}
	}
	w := newWorld(t)
	n := 0
	w.host("a.test", func(rw http.ResponseWriter, r *http.Request) {
		n++
		switch r.URL.Path {
		case "/":
			fmt.Fprintf(rw, "role home\nlink list /l?PHPSESSID=%d 年报", n)
		case "/l":
			fmt.Fprintf(rw, "role list\ncomplete\nlink report /r?PHPSESSID=%d\nlink column /?PHPSESSID=%d\nlink list /l?PHPSESSID=%d", n, n, n)
		case "/robots.txt":
			http.NotFound(rw, r)
		default:
			fmt.Fprint(rw, "role report")
		}
	})
	if crawl := w.crawl(); len(w.log) != 4 || !crawl.Complete {
		t.Errorf("%d requests %q, %+v", len(w.log), w.lines("a.test"), crawl)
	}
}

// Films are no documents: nothing of them is taken, whatever length they claim.
func TestFilmsAreNotTaken(t *testing.T) {
	w := newWorld(t)
	w.host("a.test", func(rw http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/":
			fmt.Fprint(rw, "role home\nlink attachment /film x")
		case "/film":
			rw.Header().Set("Content-Type", "video/mp4")
			for range 1 << 10 {
				if _, err := rw.Write(make([]byte, 1<<16)); err != nil {
					return
				}
			}
		default:
			http.NotFound(rw, r)
		}
	})
	w.crawl()
	if c := w.archive.of("http://a.test/film"); c.Outcome != disclosure.FetchTooLarge || c.Failure != disclosure.FailureTooLarge || c.SHA256 != "" {
		t.Errorf("capture %+v", c)
	}
}
