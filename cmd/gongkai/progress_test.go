package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/vbauerster/mpb/v8"

	"gongkai/crawler"
	"gongkai/disclosure"
)

// On a terminal each site that is being crawled has a line, and one that has ended has none;
// log lines go above them.
func TestBars(t *testing.T) {
	var screen lockedBuffer
	frames := make(chan any)
	b := newBars(mpb.New(mpb.WithOutput(&screen), mpb.WithManualRefresh(frames), mpb.WithWidth(120)))
	// drawn draws until a frame is as wanted: what a site tells reaches the screen in its own time.
	drawn := func(has, lacks []string) {
		t.Helper()
		frame := ""
		for range 1000 {
			before := len(screen.String())
			frames <- time.Now()
			frames <- time.Now() // taken only after the frame before was begun
			frame = screen.String()[before:]
			contains := func(w string) bool { return strings.Contains(frame, w) }
			if !slices.ContainsFunc(has, func(w string) bool { return !contains(w) }) && !slices.ContainsFunc(lacks, contains) {
				return
			}
		}
		t.Errorf("wanted %q without %q:\n%s", has, lacks, frame)
	}
	b.tell(crawler.Event{Site: "lichuan", Outcome: "ok", Pages: 12, Fetched: 7, Queue: 30})
	b.tell(crawler.Event{Site: "jinan", Outcome: "not_found", Pages: 1, Queue: 3})
	drawn([]string{"lichuan", "12 pages, 7 new or changed, 30 to go, ok", "jinan", "1 pages, 0 new or changed, 3 to go, not_found"}, nil)
	b.tell(crawler.Event{Site: "jinan", Done: true})
	b.tell(crawler.Event{Site: "lichuan", Outcome: "ok", Pages: 13, Fetched: 8, Queue: 29})
	drawn([]string{"13 pages, 8 new or changed"}, []string{"jinan"})
	if _, err := fmt.Fprintln(b.all, "a line of the log"); err != nil {
		t.Error(err)
	}
	drawn([]string{"13 pages"}, []string{"jinan"})
	b.tell(crawler.Event{Site: "lichuan", Outcome: "waits", Pages: 13, Queue: 29, Until: time.Date(2026, 3, 1, 14, 0, 0, 0, time.UTC)})
	drawn([]string{"29 to go, waits until 22:00 in China"}, nil)
	if !strings.Contains(screen.String(), "a line of the log\n") {
		t.Errorf("the log is lost:\n%s", screen.String())
	}
	go func() { // the last frames
		for {
			select {
			case frames <- time.Now():
			case <-t.Context().Done():
				return
			}
		}
	}()
	b.end()
}

// Elsewhere a site says now and then how far it has come, however often it is asked.
func TestProgressIsLogged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var out bytes.Buffer
		p := newLogProgress(slog.New(slog.NewTextHandler(&out, nil)))
		for second := range 100 {
			p.tell(crawler.Event{Site: "lichuan", Pages: second, Fetched: 1, Queue: 2, URL: "http://a/"})
			p.tell(crawler.Event{Site: "jinan", Pages: second})
			time.Sleep(time.Second) // of the test's own time
		}
		for _, want := range []string{"site=lichuan pages=30 fetched=1 queue=2", "site=lichuan pages=60", "site=lichuan pages=90", "site=jinan pages=90"} {
			if !strings.Contains(out.String(), want) {
				t.Errorf("no line says %q in\n%s", want, &out)
			}
		}
		if n := strings.Count(out.String(), "\n"); n != 6 {
			t.Errorf("%d lines, want 6", n)
		}
	})
}

func TestHowACrawlEnded(t *testing.T) {
	ended := disclosure.Crawl{SiteID: "a", FinishedAt: time.Now(), Note: "1 of 2 lists not walked to their end"}
	whole := ended
	whole.Complete = true
	for _, c := range []struct {
		crawl         disclosure.Crawl
		failure, want string
	}{
		{disclosure.Crawl{SiteID: "a"}, "", "stopped: the next crawl goes on with it"},
		{whole, "", "every list walked to its end"},
		{ended, "", "not complete: 1 of 2 lists not walked to their end"},
		{ended, "robots", "not complete: 1 of 2 lists not walked to their end [robots: robots.txt forbids it. Next: it is obeyed: bring files in with gongkai ingest, or ask the site]"},
	} {
		if got := completeness(c.crawl, c.failure); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// TestCrawlSaysWhatFailed: a crawl can be scraped while it runs, and its end says for each
// site what failed and what to do.
func TestCrawlSaysWhatFailed(t *testing.T) {
	needEngine(t)
	t.Parallel()
	asked, scraped := make(chan struct{}), make(chan struct{})
	slow := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		close(asked)
		<-scraped
		http.Error(w, "no", http.StatusGone)
	}))
	defer slow.Close()
	dir := t.TempDir()
	file := filepath.Join(dir, "sites.yaml")
	writeSites(t, file, fmt.Sprintf("  - {id: gone, name: 黎川县人民政府, division_code: \"361022\", url: %q, pace: 0s, allow_private: true}\n", slow.URL+"/"))
	p := start(t, "crawl", "--data", filepath.Join(dir, "data"), "--sites", file, "--metrics-listen", "127.0.0.1:0", "--parallel", "1", "--log-level", "error")
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	address, err := p.out.await(ctx, "metrics: ")
	if err != nil {
		t.Fatalf("%v\n%s", err, p.err.String())
	}
	select {
	case <-asked:
	case <-ctx.Done():
		t.Fatal(p.err.String())
	}
	answer, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(answer.Body)
	answer.Body.Close()
	close(scraped)
	for _, want := range []string{`gongkai_crawler_requests_total{site="gone"} `, "gongkai_crawler_requests_in_flight 1", "process_resident_memory_bytes"} {
		if err != nil || !strings.Contains(string(text), want) {
			t.Errorf("the scrape lacks %q (%v)", want, err)
		}
	}
	out, errText, status := p.finish()
	if status != exitDone || errText != "" || !strings.Contains(out, "gone: 1 pages, 0 new or changed, not complete: ") ||
		!strings.Contains(out, "[not_found: the address is gone. Next: find the new column in a browser and name it in start]") {
		t.Errorf("status %d: %s%s", status, out, errText)
	}
	if _, errText, status := gongkai(t, "crawl", "--data", filepath.Join(dir, "data"), "--sites", file, "--parallel", "0"); status != exitUsage || !strings.Contains(errText, "--parallel 0") {
		t.Errorf("--parallel 0: status %d: %s", status, errText)
	}
}
