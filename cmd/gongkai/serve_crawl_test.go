package main

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"gongkai/demo"
)

// loopbackCounty serves a sample county under a loopback address, as a sites file can name it,
// and returns its entry in such a file.
func loopbackCounty(t *testing.T, servers *demo.Servers, id, schedule string) string {
	t.Helper()
	addr, ok := servers.Addr(id + ".demo.test")
	if !ok {
		t.Fatalf("no sample county %s", id)
	}
	proxy := &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(&url.URL{Scheme: "http", Host: addr}) }}
	server := httptest.NewServer(http.Handler(proxy))
	t.Cleanup(server.Close)
	return fmt.Sprintf("  - {id: %s, name: 黎川县人民政府, division_code: \"361022\", url: %q, pace: 0s, connections: 4, allow_private: true, schedule: %q}\n", id, server.URL+"/", schedule)
}

func writeSites(t *testing.T, path string, entries ...string) {
	t.Helper()
	if err := os.WriteFile(path, []byte("sites:\n"+strings.Join(entries, "")), 0o600); err != nil {
		t.Fatal(err)
	}
}

// truthOf counts the reports of a county that stand on its main host and may be asked for.
func truthOf(id string) (n int) {
	for _, r := range demo.New().Truth(1).Reports {
		if r.SiteID == id && strings.HasPrefix(r.URL, "http://"+id+".demo.test/") {
			n++
		}
	}
	return n
}

// TestServeCrawlsOnTime: a service that is given a sites file crawls what is due, reads and
// scores it and shows it; a crawl by hand works beside it; told to stop it ends in order.
func TestServeCrawlsOnTime(t *testing.T) {
	needEngine(t)
	t.Parallel()
	servers, err := demo.New().Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	data, file := newData(t, dir), filepath.Join(dir, "sites.yaml")
	writeSites(t, file, loopbackCounty(t, servers, "qinglan", ""))
	p := start(t, "serve", "--data", data, "--listen", "127.0.0.1:0", "--sites", file)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	address, err := p.out.await(ctx, "dashboards: ")
	if err != nil {
		t.Fatalf("%v\n%s", err, p.err.String())
	}
	if err := p.err.contains(ctx, "scored", "documents read ("); err != nil {
		t.Fatal(err)
	}
	s := site{t, strings.TrimSuffix(address, "/")}
	var reports []listed
	s.read("/api/v1/reports?limit=1000", &reports)
	if want := truthOf("qinglan"); want < 20 || len(reports) < want*9/10 {
		t.Errorf("%d reports are shown, the county has %d", len(reports), want)
	}
	if n, err := query(t, data, "SELECT count(), countIf(finished_at IS NOT NULL) FROM crawls"); err != nil || n != "1\t1" {
		t.Errorf("crawls: %s, %v", n, err)
	}
	m := s.page("/metrics")
	for _, want := range []string{`gongkai_crawler_requests_total{site="qinglan"}`, "gongkai_store_body_bytes_total ", `gongkai_store_rows_total{table="captures_history"} `, "gongkai_store_flush_failures_total 0", "gongkai_store_flush_seconds_count ", "gongkai_crawl_lag_seconds 0", "gongkai_crawl_processes_died 0", `gongkai_ingest_runs_total{result="done"} `, `gongkai_ingest_runs_total{result="failed"} 0`, `gongkai_score_runs_total{result="failed"} 0`} {
		if !strings.Contains(m, want) {
			t.Errorf("/metrics lacks %s", want)
		}
	}
	if out, errText, status := gongkai(t, "crawl", "--data", data, "--sites", file, "--log-level", "error"); status != exitDone || !strings.Contains(out, "qinglan: ") {
		t.Errorf("by hand: status %d: %s%s", status, out, errText)
	}
	if n, err := query(t, data, "SELECT count(), countIf(finished_at IS NOT NULL) FROM crawls"); err != nil || n != "2\t2" {
		t.Errorf("crawls after one by hand: %s, %v", n, err)
	}
	p.Process.Signal(syscall.SIGTERM)
	if out, errText, status := p.finish(); status != exitDone || strings.Contains(errText, "level=ERROR") {
		t.Errorf("status %d: %s%s", status, out, errText)
	}
}

// TestServeStopsACrawl: told to stop in the middle of a crawl the service ends in order, and
// what was captured is kept; started again it goes on with the same crawl and asks for no report twice.
func TestServeStopsACrawl(t *testing.T) {
	needEngine(t)
	t.Parallel()
	servers, err := demo.New().Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	data, file := newData(t, dir), filepath.Join(dir, "sites.yaml")
	entry := loopbackCounty(t, servers, "qinglan", "")
	writeSites(t, file, strings.Replace(entry, "pace: 0s", "pace: 20ms", 1))
	p := start(t, "serve", "--data", data, "--listen", "127.0.0.1:0", "--sites", file)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	if err := p.err.contains(ctx, "crawl begins", "site=qinglan"); err != nil {
		t.Fatal(err)
	}
	reach(t, data, p, "SELECT count() > 0 FROM gongkai.crawls_history")
	p.Process.Signal(syscall.SIGTERM)
	if out, errText, status := p.finish(); status != exitDone || strings.Contains(errText, "level=ERROR") {
		t.Fatalf("status %d: %s%s", status, out, errText)
	}
	if n, err := query(t, data, "SELECT count(), countIf(finished_at IS NULL) FROM crawls"); err != nil || n != "1\t1" {
		t.Fatalf("the crawl was not stopped on its way: %s, %v", n, err)
	}
	c := start(t, "crawl", "--data", data, "--sites", file)
	if out, errText, status := c.finish(); status != exitDone {
		t.Fatalf("status %d: %s%s", status, out, errText)
	}
	const sql = "SELECT countIf(finished_at IS NOT NULL), count() FROM crawls"
	if n, err := query(t, data, sql); err != nil || n != "1\t1" {
		t.Errorf("crawls: %s, %v", n, err)
	}
	asked := map[string]int{}
	for _, r := range servers.Requests() {
		asked[r.Path]++
	}
	for _, r := range demo.New().Truth(1).Reports {
		u, err := url.Parse(r.URL)
		if err == nil && r.SiteID == "qinglan" && asked[u.Path] > 1 {
			t.Errorf("%s was asked for %d times", u.Path, asked[u.Path])
		}
	}
}
