package crawler

import (
	"context"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"
	"time"

	"gongkai/disclosure"
)

// A budget that is used up ends the asking, at once and on every host of the site; what is left
// out is on record, and no list that names it is complete.
func TestBudgetsOfASite(t *testing.T) {
	for name, c := range map[string]struct {
		budget disclosure.Budget
		asked  [2]int // from, to
		note   string
	}{
		"pages":  {disclosure.Budget{Pages: 5}, [2]int{6, 6}, "limit of addresses"},
		"bytes":  {disclosure.Budget{Bytes: 4e6}, [2]int{6, 7}, "budget of 4 MB"},
		"time":   {disclosure.Budget{Time: 10 * time.Second}, [2]int{5, 7}, "budget of 10s"},
		"enough": {disclosure.Budget{Pages: 1000, Bytes: 1e9, Time: time.Hour}, [2]int{23, 23}, ""},
	} {
		w := newWorld(t)
		w.host("a.test", func(rw http.ResponseWriter, r *http.Request) {
			switch r.URL.Path {
			case "/robots.txt":
				http.NotFound(rw, r)
			case "/":
				fmt.Fprint(rw, "role home\nlink list /l 年报")
			case "/l":
				fmt.Fprint(rw, "role list\ncomplete")
				for i := range 20 {
					fmt.Fprintf(rw, "\nlink report /r%d", i)
				}
			default:
				fmt.Fprint(rw, "role report "+r.URL.Path+"\n"+strings.Repeat("x", 1e6))
			}
		})
		crawl := w.crawl(func(s *disclosure.Site) { s.Budget = c.budget })
		if n := len(w.log); n < c.asked[0] || n > c.asked[1] {
			t.Errorf("%s: %d requests, want %v", name, n, c.asked)
		}
		state := disclosure.WalkPartial
		if c.note == "" {
			state = disclosure.WalkComplete
		}
		if l := w.archive.walk("http://a.test/l"); l.State != state || crawl.Complete != (c.note == "") || !strings.Contains(crawl.Note, c.note) {
			t.Errorf("%s: walk %+v, crawl %+v", name, l, crawl)
		}
		if name == "bytes" || name == "time" {
			if got := w.archive.of("http://a.test/r19"); got.Failure != disclosure.FailureBudget || got.Status != 0 || got.Outcome != disclosure.FetchError {
				t.Errorf("%s: %+v", name, got)
			}
		}
	}
}

func TestBudgetAndCertificateInSites(t *testing.T) {
	const entry = `{id: a, name: a, division_code: "361022", url: "http://a.gov.cn/", `
	load := func(rest string) (disclosure.Site, error) {
		sites, err := LoadSites(strings.NewReader("sites:\n- "+entry+rest+"}\n"), "s.yaml")
		if err != nil {
			return disclosure.Site{}, err
		}
		return sites[0], nil
	}
	for rest, want := range map[string]disclosure.Budget{
		"budget: {pages: 5, megabytes: 2, time: 12h}": {Pages: 5, Bytes: 2e6, Time: 12 * time.Hour}, "budget: {}": {}, "budget: ": {}, "budget: {time: 90m}": {Time: 90 * time.Minute},
	} {
		if s, err := load(rest); err != nil || !reflect.DeepEqual(s.Budget, want) {
			t.Errorf("%s: %+v %v", rest, s.Budget, err)
		}
	}
	for _, rest := range []string{"budget: 5", "budget: {pages: -1}", "budget: {pages: many}", "budget: {hours: 1}", "budget: {time: 12}", "budget: {time: -1h}", "certificate: ok"} {
		if _, err := load(rest); err == nil || !strings.HasPrefix(err.Error(), "s.yaml:2: ") {
			t.Errorf("%s: %v", rest, err)
		}
	}
	if s, err := load("certificate: broken"); err != nil || s.Certificate != "broken" {
		t.Errorf("%+v %v", s, err)
	}
}

// A crawl that goes on after a kill goes on with its budget too; a time in which nobody crawled
// does not count.
func TestBudgetGoesOnAfterAKill(t *testing.T) {
	w := newWorld(t)
	w.host("a.test", func(rw http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/robots.txt":
			http.NotFound(rw, r)
		case "/":
			fmt.Fprint(rw, "role home\nlink list /l 年报")
		case "/l":
			fmt.Fprint(rw, "role list\ncomplete")
			for i := range 20 {
				fmt.Fprintf(rw, "\nlink report /r%d", i)
			}
		default:
			fmt.Fprint(rw, "role report "+r.URL.Path+"\n"+strings.Repeat("x", 1e6))
		}
	})
	site := siteOf("a.test")
	site.Budget = disclosure.Budget{Bytes: 4e6}
	for kills := 0; ; kills++ {
		ctx, cancel := context.WithCancel(t.Context())
		w.archive.onKeep = func(c disclosure.Capture) {
			if c.Role == disclosure.RoleReport && c.Outcome == disclosure.FetchOK {
				cancel()
			}
		}
		crawl, err := w.crawler().Crawl(ctx, site)
		cancel()
		if err == nil {
			if crawl.Complete || !strings.Contains(crawl.Note, "budget of 4 MB") || kills < 3 {
				t.Errorf("after %d kills %+v", kills, crawl)
			}
			break
		}
		if err := w.clock.Sleep(t.Context(), 30*24*time.Hour); err != nil {
			t.Fatal(err)
		}
	}
	reports := 0
	for _, line := range w.lines("a.test") {
		if strings.HasPrefix(line, "GET /r") && line != "GET /robots.txt" {
			reports++
		}
	}
	if reports != 4 {
		t.Errorf("%d reports were asked for, want 4", reports)
	}
	begun := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	known := map[string]disclosure.Capture{}
	for name, after := range map[string]time.Duration{"a": time.Hour, "b": 2 * time.Hour, "c": 15 * time.Hour, "d": 600 * time.Hour, "e": 601 * time.Hour} {
		known[name] = disclosure.Capture{CrawlID: "now", FetchedAt: begun.Add(after), Bytes: 10}
	}
	known["f"] = disclosure.Capture{CrawlID: "before", FetchedAt: begun.Add(-time.Hour), Bytes: 1000}
	if bytes, took := spentBefore(disclosure.Crawl{ID: "now", StartedAt: begun}, known); bytes != 50 || took != 16*time.Hour {
		t.Errorf("%d bytes in %s", bytes, took)
	}
}
