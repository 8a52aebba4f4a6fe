package crawler

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"gongkai/disclosure"
)

// Whatever a site's line says, a host that is not on this machine is asked one thing at a
// time, two seconds apart, and by someone it can reach.
func TestForeignHostsAreSpared(t *testing.T) {
	spared := siteOf("a.test")
	spared.Hosts, spared.Connections = []string{"www.example.gov.cn"}, 1
	for name, c := range map[string]struct {
		change  func(*disclosure.Site)
		contact string
		want    string
	}{
		"polite":       {func(*disclosure.Site) {}, "you@example.org", ""},
		"no pace":      {func(s *disclosure.Site) { s.Pace = 0 }, "you@example.org", "a pace of 0s is only for loopback addresses, and example.gov.cn is none: set pace: 2s"},
		"a millisec":   {func(s *disclosure.Site) { s.Pace = time.Millisecond }, "you@example.org", "a pace of 1ms is only for loopback"},
		"just below":   {func(s *disclosure.Site) { s.Pace = 2*time.Second - 1 }, "you@example.org", "only for loopback"},
		"two at once":  {func(s *disclosure.Site) { s.Connections = 2 }, "you@example.org", "2 requests at a time are only for loopback addresses"},
		"from nobody":  {func(*disclosure.Site) {}, "", "name a mail or web address with --contact"},
		"private, too": {func(s *disclosure.Site) { s.Hosts, s.AllowPrivate, s.Pace = []string{"10.1.2.3"}, true, 1 }, "you@example.org", "10.1.2.3 is none"},
	} {
		w := newWorld(t)
		w.name("a.test", "127.0.0.1:1")
		w.config.Contact = c.contact
		site := spared
		c.change(&site)
		_, err := w.crawler().checkSite(&site)
		if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
			t.Errorf("%s: %v, want %q", name, err, c.want)
		}
		if err == nil {
			continue
		}
		if _, err := w.crawler().Crawl(context.Background(), site); err == nil || len(w.archive.crawls) > 0 {
			t.Errorf("%s: crawled all the same: %v", name, err)
		}
	}
}

func TestLoadSitesSparesForeignHosts(t *testing.T) {
	const file = `sites:
  - id: one
    name: 甲
    division_code: "361022"
    url: http://a.gov.cn/
    connections: 64
    pace: 1ms
  - {id: two, name: 乙, division_code: "361022", url: "http://127.0.0.1:1/", pace: 1ms, connections: 64, allow_private: true}
  - {id: three, name: 丙, division_code: "361022", url: "http://127.0.0.1:2/", hosts: ["10.0.0.1"], pace: 1s, allow_private: true}
`
	_, err := LoadSites(strings.NewReader(file), "s.yaml")
	if err == nil {
		t.Fatal("no error")
	}
	got := strings.Split(err.Error(), "\n")
	want := []string{"s.yaml:7: pace: less than 2s", "s.yaml:6: connections: more than 1", "s.yaml:9: pace: less than 2s"}
	if len(got) != len(want) {
		t.Fatalf("%d errors: %v", len(got), err)
	}
	for i := range want {
		if !strings.HasPrefix(got[i], want[i]) {
			t.Errorf("%q, want %q", got[i], want[i])
		}
	}
}

func TestContact(t *testing.T) {
	local, foreign := disclosure.Site{ID: "l", URL: "http://127.0.0.1:1/"}, disclosure.Site{ID: "f", URL: "http://a.gov.cn/"}
	for _, good := range []string{"you@example.org", "mailto:you@example.org", "https://example.org/bot", "http://example.org"} {
		if err := CheckContact(good, []disclosure.Site{local, foreign}); err != nil {
			t.Error(err)
		}
	}
	for _, bad := range []string{"me", "a b@c.org", "ftp://example.org", "http://", "you@example.org\r\nX: y", "Me <you@example.org>", "(x)@example.org", "https://example.org/ x"} {
		if err := CheckContact(bad, []disclosure.Site{local}); err == nil {
			t.Errorf("%q passes", bad)
		}
	}
	if err := CheckContact("", []disclosure.Site{local}); err != nil {
		t.Error(err)
	}
	if err := CheckContact("", []disclosure.Site{local, foreign}); err == nil || !strings.Contains(err.Error(), "site f: ") {
		t.Errorf("error %v", err)
	}
	if _, err := New(Config{Archive: newMemory(t), Reader: reader{}, Contact: "me"}); err == nil {
		t.Error("a contact that nobody can write to passes")
	}
}

func TestUserAgent(t *testing.T) {
	w := newWorld(t)
	w.config.Version = "v1.2.3"
	w.pages("a.test", county)
	w.crawl()
	for _, a := range w.log {
		if got := a.header.Get("User-Agent"); got != "gongkai/v1.2.3 (+mailto:crawl@example.org)" {
			t.Errorf("%s came from %q", a.line, got)
		}
	}
}

// Of two sites on a host the longer pace counts, whoever asks.
func TestLongerPaceCounts(t *testing.T) {
	w := newWorld(t)
	w.pages("a.test", county)
	one, two := siteOf("a.test"), siteOf("a.test")
	two.ID, two.Pace = "two", 10*time.Second
	if _, err := w.crawler().CrawlAll(context.Background(), []disclosure.Site{one, two}, Shard{}); err != nil {
		t.Fatal(err)
	}
	both := false
	for i := 1; i < len(w.log); i++ {
		gap := w.log[i].at.Sub(w.log[i-1].at)
		if both = both || gap >= 10*time.Second; both && gap < 10*time.Second || gap < 2*time.Second {
			t.Errorf("%s came %s after the one before", w.log[i].line, gap)
		}
	}
	if !both {
		t.Error("nobody kept the longer pace")
	}
}

// A machine that goes by several names and ports has one pace; the Crawl-delay of each counts.
func TestTwinsShareAGate(t *testing.T) {
	w := newWorld(t)
	same := map[string]string{"/robots.txt": "User-agent: *\nDisallow: /x", "/": "role home\nlink column http://www.a.test/b x\nlink column http://203.0.113.7/f x\nlink column http://a.test:8080/c x\nlink column /d x\nlink column http://www.a.test/e x",
		"/b": "role column", "/c": "role column", "/d": "role column", "/e": "role column", "/f": "role column"}
	server := w.pages("a.test", same)
	w.name("www.a.test", server.Listener.Addr().String())
	w.name("203.0.113.7", server.Listener.Addr().String())
	w.crawl(func(s *disclosure.Site) { s.Hosts = []string{"a.test:8080", "203.0.113.7"} })
	if len(w.log) != 10 { // four robots.txt, six pages
		t.Errorf("%d requests: %v", len(w.log), w.log)
	}
	for i := 1; i < len(w.log); i++ {
		if gap := w.log[i].at.Sub(w.log[i-1].at); gap < 2*time.Second {
			t.Errorf("%s %s came %s after the one before", w.log[i].host, w.log[i].line, gap)
		}
	}
}

func TestGateNames(t *testing.T) {
	for address, want := range map[string]string{
		"http://www.a.gov.cn/": "a.gov.cn", "https://A.gov.cn": "a.gov.cn", "http://a.gov.cn:8080/": "a.gov.cn", "http://a.gov.cn./": "a.gov.cn", "http://b.a.gov.cn/": "b.a.gov.cn",
		"http://127.0.0.1:81/": "127.0.0.1:81", "http://127.0.0.1/": "127.0.0.1:80", "https://localhost/": "localhost:443", "http://[::1]:9/": "[::1]:9", "http://10.0.0.1:9/": "10.0.0.1",
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := gateName(u); got != want {
			t.Errorf("%s has the gate %q, want %q", address, got, want)
		}
	}
}

// The delay that one name of a machine asks for is not forgotten when another asks for none.
func TestCrawlDelaysOfTwins(t *testing.T) {
	w := newWorld(t)
	w.host("a.test", func(rw http.ResponseWriter, r *http.Request) {
		switch {
		case r.URL.Path == "/robots.txt" && r.Host == "a.test":
			_, _ = rw.Write([]byte("User-agent: *\nCrawl-delay: 9"))
		case r.URL.Path == "/":
			_, _ = rw.Write([]byte("role home\nlink column http://www.a.test/b x\nlink column /d x"))
		case r.URL.Path == "/robots.txt":
			http.NotFound(rw, r)
		default:
			_, _ = rw.Write([]byte("role column"))
		}
	})
	w.name("www.a.test", w.addrs["a.test"])
	w.crawl()
	for i := 1; i < len(w.log); i++ {
		if gap := w.log[i].at.Sub(w.log[i-1].at); gap < 9*time.Second {
			t.Errorf("%s %s came %s after the one before", w.log[i].host, w.log[i].line, gap)
		}
	}
	if len(w.log) != 5 {
		t.Errorf("%d requests", len(w.log))
	}
}
