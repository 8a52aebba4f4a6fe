package crawler

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gocolly/colly/v2"

	"gongkai/disclosure"
)

const benchPages = 150

// benchServer is a site of a list and 150 report pages of 60 KB.
func benchServer() *httptest.Server {
	report := []byte("role report\n" + strings.Repeat("政府信息公开工作年度报告\n", 60<<10/37))
	var list strings.Builder
	list.WriteString("role list\ncomplete\n")
	for i := range benchPages {
		fmt.Fprintf(&list, "link report /r/%d 报告\n", i)
	}
	return httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		switch {
		case r.URL.Path == "/":
			_, _ = rw.Write([]byte("role home\nlink list /list 年报\n"))
		case r.URL.Path == "/list":
			_, _ = rw.Write([]byte(list.String()))
		case strings.HasPrefix(r.URL.Path, "/r/"):
			_, _ = rw.Write(report)
		default:
			http.NotFound(rw, r)
		}
	}))
}

// BenchmarkCrawl compares a whole crawl (robots.txt, SHA-256, pages kept, walks) with plain
// colly that only fetches the same pages, on 16 connections. Its figure is the ratio: ours
// to plain colly's pages per second.
func BenchmarkCrawl(b *testing.B) {
	server := benchServer()
	defer server.Close()
	var ours, plain time.Duration
	for b.Loop() {
		begun := time.Now()
		crawlOnce(b, server)
		ours += time.Since(begun)
		begun = time.Now()
		collyOnce(b, server)
		plain += time.Since(begun)
	}
	b.ReportMetric(0, "ns/op")
	pages := float64(b.N) * benchPages
	b.ReportMetric(pages/ours.Seconds(), "pages/s")
	b.ReportMetric(pages/plain.Seconds(), "colly-pages/s")
	b.ReportMetric(plain.Seconds()/ours.Seconds(), "of-colly")
}

// heap is an Archive that keeps everything and forgets nothing.
type heap struct {
	mu   sync.Mutex
	kept []disclosure.Capture
}

func (*heap) Holds(context.Context, time.Time) ([]disclosure.Hold, error) { return nil, nil }

func (*heap) Missing(context.Context, string, time.Time) ([]disclosure.Capture, error) {
	return nil, nil
}

func (*heap) Sought(context.Context, string, time.Time) ([]disclosure.Sought, []disclosure.Shown, error) {
	return nil, nil, nil
}

func (*heap) KeepSearch(context.Context, disclosure.Search) error { return nil }

func (*heap) KeepHold(context.Context, disclosure.Hold) error { return nil }

func (*heap) Lease(ctx context.Context, _ string) (context.Context, func(), error) {
	return ctx, func() {}, nil
}

func (*heap) OpenCrawl(_ context.Context, siteID string, started time.Time) (disclosure.Crawl, error) {
	return disclosure.Crawl{ID: "1", SiteID: siteID, StartedAt: started}, nil
}

func (*heap) Known(context.Context, string) (map[string]disclosure.Capture, error) { return nil, nil }

func (*heap) Body(_ context.Context, sum string) ([]byte, error) {
	return nil, fmt.Errorf("no body %s", sum)
}

func (*heap) Bodies(context.Context, []string) (map[string][]byte, error) { return nil, nil }

func (h *heap) Keep(_ context.Context, c disclosure.Capture) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.kept = append(h.kept, c)
	return nil
}

func (*heap) KeepWalk(context.Context, disclosure.Walk) error { return nil }

func (*heap) CloseCrawl(context.Context, disclosure.Crawl) error { return nil }

// quick reads lists only, as plain colly does here: what reading a report costs is parse's.
type quick struct{ reader }

func (q quick) Page(c disclosure.Capture) disclosure.Page {
	if c.Role.IsDocument() {
		return disclosure.Page{Role: c.Role}
	}
	return q.reader.Page(c)
}

func crawlOnce(b *testing.B, server *httptest.Server) {
	b.Helper()
	c, err := New(Config{Archive: &heap{}, Reader: quick{}, Resolve: func(string) (string, bool) { return server.Listener.Addr().String(), true }})
	if err != nil {
		b.Fatal(err)
	}
	crawl, err := c.Crawl(context.Background(), disclosure.Site{ID: "a", URL: "http://a.test/", Connections: 16})
	if err != nil || !crawl.Complete || crawl.Pages != benchPages+2 {
		b.Fatalf("crawl %+v: %v", crawl, err)
	}
}

func collyOnce(b *testing.B, server *httptest.Server) {
	b.Helper()
	var got atomic.Int64
	c := colly.NewCollector(colly.Async(true))
	c.WithTransport(&http.Transport{MaxIdleConnsPerHost: 16})
	if err := c.Limit(&colly.LimitRule{DomainGlob: "*", Parallelism: 16}); err != nil {
		b.Fatal(err)
	}
	c.OnResponse(func(r *colly.Response) {
		got.Add(1)
		if r.Request.URL.Path != "/list" {
			return
		}
		for line := range strings.Lines(string(r.Body)) {
			if f := strings.Fields(line); len(f) > 2 && f[0] == "link" {
				_ = r.Request.Visit(f[2])
			}
		}
	})
	if err := c.Visit(server.URL + "/list"); err != nil {
		b.Fatal(err)
	}
	c.Wait()
	if got.Load() != benchPages+1 {
		b.Fatalf("colly had %d pages", got.Load())
	}
}
