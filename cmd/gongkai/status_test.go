package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"gongkai/analytics"
	"gongkai/dashboards"
	"gongkai/demo"
)

// TestDemoStatus: what the status page and the metrics say of the sample counties is so: the
// columns that robots.txt and a challenge keep from us, and how many reports could be had.
func TestDemoStatus(t *testing.T) {
	s := demoSite(t)
	var sites []dashboards.SiteRow
	s.read("/api/v1/sites", &sites)
	failures := map[string]string{"qinglan": "robots", "yunting": "challenge", "jichuan": ""}
	found, expected := map[string]uint64{}, map[string]uint64{}
	truth := lastTruth()
	for _, e := range truth.Expected {
		for _, a := range truth.Agencies {
			if a.ID == e.AgencyID {
				expected[a.SiteID]++
				if e.Status == "on_time" || e.Status == "late" || e.Status == "unknown" {
					found[a.SiteID]++
				}
			}
		}
	}
	if len(sites) != 3 {
		t.Fatalf("%d sites", len(sites))
	}
	metrics := s.page("/metrics")
	for _, r := range sites {
		if r.Failure != failures[r.SiteID] || r.LastSuccess == nil || r.FailingSince != nil || r.LastSuccess.After(time.Now()) {
			t.Errorf("%s: failure %q, last success %v, failing since %v", r.SiteID, r.Failure, r.LastSuccess, r.FailingSince)
		}
		if r.Found == 0 || r.Found > r.Expected || r.Expected > expected[r.SiteID] || r.Found > found[r.SiteID]+r.Expected/10 {
			t.Errorf("%s: %d of %d found, in truth %d of %d", r.SiteID, r.Found, r.Expected, found[r.SiteID], expected[r.SiteID])
		}
		if r.Links < r.Found || r.LinksBefore == 0 {
			t.Errorf("%s: the lists name %d reports, before %d; %d were found", r.SiteID, r.Links, r.LinksBefore, r.Found)
		}
		for name, value := range map[string]float64{"failing": 0, "blocked": one(r.SiteID == "yunting"), "reports_found": float64(r.Found), "reports_expected": float64(r.Expected)} {
			if want := fmt.Sprintf("gongkai_site_%s{site=%q} %v\n", name, r.SiteID, value); !strings.Contains(metrics, want) {
				t.Errorf("/metrics lacks %s", want)
			}
		}
	}
	for _, want := range []string{`gongkai_ingest_documents_total{outcome="ok"}`, `gongkai_score_runs_total{result="done"} 1`} {
		if !strings.Contains(metrics, want) {
			t.Errorf("/metrics lacks %s", want)
		}
	}
}

// TestBlockedSiteIsHeld: a site that shows nothing but a challenge fails since its first crawl,
// and the timetable leaves it alone for a week, however often it is crawled by hand meanwhile.
func TestBlockedSiteIsHeld(t *testing.T) {
	needEngine(t)
	t.Parallel()
	servers, err := demo.New().Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	addr, ok := servers.Addr(demo.BlockedHost)
	if !ok {
		t.Fatal("the samples have no blocked host")
	}
	var asked atomic.Int32
	blocked := httptest.NewServer(&httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { asked.Add(1); r.SetURL(&url.URL{Scheme: "http", Host: addr}) }})
	defer blocked.Close()
	dir := t.TempDir()
	data, file := newData(t, dir), filepath.Join(dir, "sites.yaml")
	writeSites(t, file, fmt.Sprintf("  - {id: a, name: 黎川县人民政府, division_code: \"361022\", url: %q, pace: 0s, allow_private: true}\n", blocked.URL+"/"))
	a, err := newApp(&globals{Data: data, LogLevel: "error", LogFormat: "text"}, streams{strings.NewReader(""), &lockedBuffer{}, &lockedBuffer{}})
	if err != nil {
		t.Fatal(err)
	}
	h, err := a.open(t.Context(), embedded{}) // the commands below find its engine, and need not start one each
	if err != nil {
		t.Fatal(err)
	}
	defer h.close()
	held := ""
	measure := func(name, columns string) string {
		t.Helper()
		text, err := analytics.MeasureSQL(name)
		if err != nil {
			t.Fatal(err)
		}
		text = strings.NewReplacer("{sites:Array(String)}", "CAST([], 'Array(String)')", "{run:UInt64}", "0").Replace(text)
		got, err := query(t, data, "SELECT "+columns+" FROM ("+text+"\n)")
		if err != nil {
			t.Fatal(err)
		}
		return got
	}
	for range 2 {
		if out, errText, status := gongkai(t, "crawl", "--data", data, "--sites", file, "--log-level", "error"); status != exitDone || !strings.Contains(out, "[challenge: a challenge page. Next: ") {
			t.Fatalf("status %d: %s%s", status, out, errText)
		}
		if got := measure("sites", "site_id, failure, last_success_at IS NULL, failing_since = (SELECT min(started_at) FROM crawls)"); got != "a\tchallenge\t1\t1" {
			t.Errorf("status: %s", got)
		}
		got := measure("schedule", "open, held_until > started_at + INTERVAL 6 DAY, held_until < started_at + INTERVAL 8 DAY, held_until")
		if !strings.HasPrefix(got, "0\t1\t1\t") || held != "" && got != held {
			t.Errorf("held: %s, after the first crawl %s", got, held)
		}
		held = got
	}
	// The hold is shown, and lifted by a person who says why: then the site is asked again.
	out, errText, status := gongkai(t, "holds", "--data", data, "--site", "a", "--log-level", "error")
	host := strings.TrimPrefix(blocked.URL, "http://")
	if status != exitDone || !strings.Contains(out, host) || !strings.Contains(out, "challenge") || strings.Count(out, "\n") != 2 {
		t.Errorf("holds: status %d: %s%s", status, out, errText)
	}
	for _, c := range []struct {
		args []string
		want int
		says string
	}{
		{[]string{host}, exitUsage, "--reason"},
		{[]string{"www.other.gov.cn", "--reason", "x"}, exitFailed, "no hold of www.other.gov.cn stands"},
		{[]string{blocked.URL + "/x", "--reason", "a plain 405", "--by", "an operator"}, exitDone, host + " is not left alone any more (challenge"},
		{[]string{host, "--reason", "again"}, exitFailed, "no hold of"},
	} {
		out, errText, status := gongkai(t, append([]string{"holds", "lift", "--data", data, "--log-level", "error"}, c.args...)...)
		if status != c.want || !strings.Contains(out+errText, c.says) {
			t.Errorf("lift %q: status %d: %s%s", c.args, status, out, errText)
		}
	}
	if got := measure("schedule", "open, held_until"); got != "0\t\\N" {
		t.Errorf("lifted, and held: %s", got)
	}
	if got, err := query(t, data, "SELECT count(), countIf(lifted_by = 'an operator' AND lift_reason = 'a plain 405') FROM holds"); err != nil || got != "1\t1" {
		t.Errorf("on record: %s %v", got, err)
	}
	before := asked.Load()
	if _, errText, status := gongkai(t, "crawl", "--data", data, "--sites", file, "--log-level", "error"); status != exitDone || asked.Load() == before {
		t.Errorf("lifted, and not asked: status %d: %s", status, errText)
	}
	if out, _, _ := gongkai(t, "holds", "--data", data, "--all", "--log-level", "error"); strings.Count(out, "\n") != 3 || strings.Count(out, "by an operator: a plain 405]") != 1 {
		t.Errorf("all holds: %s", out)
	}
	// The column that a home page names can't be had, and usual ones are not there: the first is why.
	broken := http.NewServeMux()
	broken.HandleFunc("/{$}", says(http.StatusOK, homePage(hostileList)))
	broken.HandleFunc(hostileList, says(http.StatusOK, "\x1f\x8b\x08\x00garbage that is no gzip", "Content-Encoding", "gzip"))
	brokenSite := httptest.NewServer(broken)
	defer brokenSite.Close()
	writeSites(t, file, fmt.Sprintf("  - {id: b, name: 黎川县人民政府, division_code: \"361022\", url: %q, pace: 0s, allow_private: true}\n", brokenSite.URL+"/"))
	if out, errText, status := gongkai(t, "crawl", "--data", data, "--sites", file, "--log-level", "error"); status != exitDone || !strings.Contains(out, "[encoding: ") {
		t.Errorf("broken packing: status %d: %s%s", status, out, errText)
	}
}

// A site that never succeeded is as old as its first failure; one that was never crawled says nothing.
func TestSiteMetrics(t *testing.T) {
	at := time.Date(2026, 1, 20, 0, 0, 0, 0, time.UTC)
	var m siteMetrics
	m.rows.Store(&[]dashboards.SiteRow{{SiteID: "good", LastSuccess: &at}, {SiteID: "bad", FailingSince: &at, Failure: "challenge"}, {SiteID: "new"}})
	registry := prometheus.NewPedanticRegistry()
	registry.MustRegister(&m)
	families, err := registry.Gather()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]float64{}
	for _, f := range families {
		for _, metric := range f.GetMetric() {
			for _, l := range metric.GetLabel() {
				got[f.GetName()+" "+l.GetValue()] = metric.GetGauge().GetValue()
			}
		}
	}
	stamp := float64(at.Unix())
	for name, want := range map[string]float64{"fresh_timestamp_seconds good": stamp, "fresh_timestamp_seconds bad": stamp, "failing good": 0, "failing bad": 1, "blocked bad": 1, "blocked good": 0} {
		if v, ok := got["gongkai_site_"+name]; !ok || v != want {
			t.Errorf("%s is %v (%t), want %v", name, v, ok, want)
		}
	}
	if len(got) != 14 {
		t.Errorf("%d series, want 7 of each of two sites: %v", len(got), got)
	}
}
