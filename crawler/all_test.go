package crawler

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"

	"gongkai/disclosure"
)

func TestShards(t *testing.T) {
	counts := make([]int, 4)
	for i := range 1000 {
		site := disclosure.Site{URL: fmt.Sprintf("http://www.county%d.gov.cn/", i)}
		same := disclosure.Site{URL: fmt.Sprintf("HTTPS://COUNTY%d.gov.cn:443/index.html", i)}
		in := 0
		for k := range counts {
			s := Shard{k, len(counts)}
			if s.Has(site) != s.Has(same) {
				t.Errorf("%s falls to different shards by its spelling", site.URL)
			}
			if s.Has(site) {
				counts[k]++
				in++
			}
		}
		if in != 1 {
			t.Errorf("%s falls to %d shards", site.URL, in)
		}
	}
	for k, n := range counts {
		if n < 180 || n > 320 {
			t.Errorf("shard %d has %d of 1000 sites", k, n)
		}
	}
	// Workers of different versions must agree, so these may never change.
	if s := (Shard{0, 2}); s.Has(disclosure.Site{URL: "http://www.jxlcx.gov.cn/"}) == (Shard{1, 2}).Has(disclosure.Site{URL: "http://www.jxlcx.gov.cn/"}) {
		t.Error("a site is in both halves or in none")
	}
}

func TestParseShard(t *testing.T) {
	for text, want := range map[string]Shard{"": {}, "0/1": {0, 1}, "3/4": {3, 4}} {
		if got, err := ParseShard(text); err != nil || got != want {
			t.Errorf("%q: %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"4/4", "-1/4", "1", "a/b", "1/0", "/", "1/2/3"} {
		if _, err := ParseShard(text); err == nil || !strings.Contains(err.Error(), "write I/N") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

// A county that does not answer holds up nobody, and one that can't be crawled fails alone.
func TestSlowCounty(t *testing.T) {
	w := newWorld(t)
	released := make(chan struct{})
	w.host("slow.test", func(_ http.ResponseWriter, r *http.Request) {
		select {
		case <-released:
		case <-r.Context().Done():
		}
	})
	var sites []disclosure.Site
	for _, name := range []string{"slow.test", "a.test", "b.test", "c.test"} {
		if name != "slow.test" {
			w.pages(name, map[string]string{"/": "role home\nlink list /l x", "/l": "role list\ncomplete\nlink report /r"})
		}
		sites = append(sites, siteOf(name))
	}
	sites = append(sites, disclosure.Site{ID: "bad", URL: "ftp://bad"})
	w.config.Parallel = 2
	done := 0
	w.config.Progress = func(e Event) { // the events of the quick ones come one at a time
		if e.Done && e.Site != "slow" {
			if done++; done == 3 {
				close(released)
			}
		}
	}
	crawls, err := w.crawler().CrawlAll(context.Background(), sites, Shard{})
	if err == nil || !strings.Contains(err.Error(), `site bad: "ftp://bad" is no http or https address`) {
		t.Errorf("error %v", err)
	}
	if len(crawls) != 5 || !crawls[1].Complete || !crawls[2].Complete || !crawls[3].Complete || crawls[0].FinishedAt.IsZero() {
		t.Errorf("crawls %+v", crawls)
	}
}

func TestMetrics(t *testing.T) {
	registry := prometheus.NewRegistry()
	w := newWorld(t)
	w.config.Metrics = registry
	w.pages("a.test", county)
	w.crawl()
	if _, err := New(w.config); err != nil { // the next crawl of the same process
		t.Error(err)
	}
	families, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]float64{}
	for _, f := range families {
		for _, m := range f.GetMetric() {
			name := f.GetName()
			for _, l := range m.GetLabel() {
				name += " " + l.GetValue()
			}
			got[name] = m.GetCounter().GetValue() + m.GetGauge().GetValue() + float64(m.GetHistogram().GetSampleCount())
		}
	}
	for name, want := range map[string]float64{
		"gongkai_crawler_captures_total ok a": 13, "gongkai_crawler_captures_total not_found a": 1, "gongkai_crawler_requests_total a": 14,
		"gongkai_crawler_request_seconds": 14, "gongkai_crawler_requests_in_flight": 0, "gongkai_crawler_crawls_total complete a": 1,
	} {
		if got[name] != want {
			t.Errorf("%s is %v, want %v: %v", name, got[name], want, got)
		}
	}
	if got["gongkai_crawler_wait_seconds_total a"] < 25 || got["gongkai_crawler_received_bytes_total a"] == 0 {
		t.Errorf("metrics %v", got)
	}
}

// Two sites on one host share its pace, even in two crawls at a time.
func TestHostIsShared(t *testing.T) {
	w := newWorld(t)
	w.pages("a.test", county)
	one, two := siteOf("a.test"), siteOf("a.test")
	two.ID = "two"
	if _, err := w.crawler().CrawlAll(context.Background(), []disclosure.Site{one, two}, Shard{}); err != nil {
		t.Fatal(err)
	}
	if len(w.log) != 28 {
		t.Errorf("%d requests", len(w.log))
	}
	for i := 1; i < len(w.log); i++ {
		if gap := w.log[i].at.Sub(w.log[i-1].at); gap < one.Pace {
			t.Errorf("%s came %s after the one before", w.log[i].line, gap)
		}
	}
}

func TestPaceZeroOnLoopback(t *testing.T) {
	w := newWorld(t)
	w.pages("a.test", county)
	site := siteOf("a.test")
	site.Pace = 0
	if _, err := w.crawler().Crawl(context.Background(), site); err != nil {
		t.Errorf("a.test is on loopback: %v", err)
	}
	if _, err := New(Config{}); err == nil {
		t.Error("a crawler without archive and reader passes")
	}
	w.config.Archive = brokenArchive{w.archive}
	site = siteOf("a.test")
	if _, err := w.crawler().Crawl(context.Background(), site); !errors.Is(err, errBroken) {
		t.Errorf("error %v", err)
	}
}

var errBroken = errors.New("broken")

type brokenArchive struct{ Archive }

func (brokenArchive) KeepWalk(context.Context, disclosure.Walk) error { return errBroken }

// A department's list is named after the department that it lies under, never after a page
// that only links to it.
func TestWalkNames(t *testing.T) {
	w := newWorld(t)
	w.pages("a.test", map[string]string{
		"/":                 "role home\nlink column /bm/jyj/ 黎川县教育局\nlink column http://lyj.test/ 黎川县林业局",
		"/bm/jyj/":          "role column\nlink list /bm/jyj/zfxxgknb/ 政府信息公开年报\nlink list /zfxxgknb/ 年报",
		"/bm/jyj/zfxxgknb/": "role list\ncomplete", "/zfxxgknb/": "role list\ncomplete",
	})
	w.pages("lyj.test", map[string]string{"/": "role column\nlink list /nb/ 政府信息公开年报", "/nb/": "role list\ncomplete"})
	w.crawl(func(s *disclosure.Site) { s.DivisionCode, s.Hosts = "361022", []string{"lyj.test"} })
	for address, want := range map[string]string{
		"http://a.test/bm/jyj/zfxxgknb/": "黎川县教育局", "http://lyj.test/nb/": "黎川县林业局", "http://a.test/zfxxgknb/": "年报",
	} {
		if l := w.archive.walk(address); l.Name != want {
			t.Errorf("%s is called %q, want %q", address, l.Name, want)
		}
	}
}

// A crawl that is stopped begins no more sites and says so in one line, not in one a site.
func TestStopBeginsNoMore(t *testing.T) {
	w := newWorld(t)
	ctx, cancel := context.WithCancel(t.Context())
	var sites []disclosure.Site
	for i := range 50 {
		name := fmt.Sprintf("county%d.test", i)
		w.pages(name, map[string]string{"/": "role home\nlink list /l x", "/l": "role list\ncomplete"})
		sites = append(sites, siteOf(name))
	}
	sites[1] = disclosure.Site{ID: "bad", URL: "ftp://bad"}
	w.config.Parallel = 1
	w.config.Progress = func(e Event) {
		if e.Site == sites[2].ID {
			cancel()
		}
	}
	crawls, err := w.crawler().CrawlAll(ctx, sites, Shard{})
	if len(crawls) != 3 || crawls[0].FinishedAt.IsZero() || crawls[2].SiteID != sites[2].ID || !crawls[2].FinishedAt.IsZero() {
		t.Errorf("crawls %+v", crawls)
	}
	if err == nil || strings.Count(err.Error(), "\n") != 1 || !strings.Contains(err.Error(), "site bad: ") ||
		!strings.Contains(err.Error(), "1 crawls are to be gone on with, 47 sites were not begun") || !errors.Is(err, context.Canceled) {
		t.Errorf("error %v", err)
	}
}
