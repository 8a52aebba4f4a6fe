package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"gongkai/crawler"
	"gongkai/disclosure"
)

// notebook is an archive in memory: what a database would remember from crawl to crawl.
type notebook struct {
	mu       sync.Mutex
	crawls   []disclosure.Crawl
	captures []disclosure.Capture // one for each ID
	byID     map[string]int
	walks    []disclosure.Walk // one for each crawl and address
	bodies   map[string][]byte
	sought   map[string][]disclosure.Sought // by site
	searches []disclosure.Search
	kept     func() // called when a capture is kept; may be nil
}

func newNotebook() *notebook {
	return &notebook{byID: map[string]int{}, bodies: map[string][]byte{}}
}

func (*notebook) Lease(ctx context.Context, _ string) (context.Context, func(), error) {
	return ctx, func() {}, nil
}

func (n *notebook) OpenCrawl(_ context.Context, site string, started time.Time) (disclosure.Crawl, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for _, c := range n.crawls {
		if c.SiteID == site && c.FinishedAt.IsZero() {
			return c, nil
		}
	}
	c := disclosure.Crawl{ID: fmt.Sprintf("crawl-%d", len(n.crawls)+1), SiteID: site, StartedAt: started}
	n.crawls = append(n.crawls, c)
	return c, nil
}

func (n *notebook) Known(_ context.Context, site string) (map[string]disclosure.Capture, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	known := map[string]disclosure.Capture{}
	for _, c := range n.captures {
		if c.SiteID == site && c.SHA256 != "" {
			c.Body = nil
			known[c.URL] = c
		}
	}
	return known, nil
}

func (n *notebook) Body(_ context.Context, sum string) ([]byte, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	body, ok := n.bodies[sum]
	if !ok {
		return nil, fmt.Errorf("no body %s", sum)
	}
	return body, nil
}

func (n *notebook) Bodies(_ context.Context, sums []string) (map[string][]byte, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	bodies := map[string][]byte{}
	for _, sum := range sums {
		if body, ok := n.bodies[sum]; ok {
			bodies[sum] = body
		}
	}
	return bodies, nil
}

func (n *notebook) Keep(_ context.Context, c disclosure.Capture) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	if c.Body != nil {
		n.bodies[c.SHA256] = c.Body
	}
	at, again := n.byID[c.ID]
	if again {
		n.captures[at] = c
	} else {
		n.byID[c.ID] = len(n.captures)
		n.captures = append(n.captures, c)
	}
	if n.kept != nil {
		n.kept()
	}
	return nil
}

func (n *notebook) KeepWalk(_ context.Context, w disclosure.Walk) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	for i := range n.walks {
		if n.walks[i].CrawlID == w.CrawlID && n.walks[i].URL == w.URL {
			n.walks[i] = w
			return nil
		}
	}
	n.walks = append(n.walks, w)
	return nil
}

func (*notebook) Missing(context.Context, string, time.Time) ([]disclosure.Capture, error) {
	return nil, nil
}

// Sought is what a test says; shown is whatever the last crawl had a title of.
func (n *notebook) Sought(_ context.Context, site string, _ time.Time) ([]disclosure.Sought, []disclosure.Shown, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	var shown []disclosure.Shown
	newest := map[string]int{}
	for _, c := range n.captures {
		year, ok := disclosure.FiscalYearFromTitle(c.Title)
		for _, s := range n.sought[site] {
			if ok && c.SiteID == site && c.Role == disclosure.RoleReport && c.SHA256 != "" && strings.Contains(c.Title, s.Agency) {
				newest[s.AgencyID] = max(newest[s.AgencyID], year)
				shown = append(shown, disclosure.Shown{Sought: disclosure.Sought{AgencyID: s.AgencyID, Agency: s.Agency, FiscalYear: year}, URL: c.URL})
				break
			}
		}
	}
	for i, s := range shown {
		shown[i].Newest = s.FiscalYear == newest[s.AgencyID]
	}
	return n.sought[site], shown, nil
}

func (n *notebook) KeepSearch(_ context.Context, s disclosure.Search) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.searches = append(n.searches, s)
	return nil
}

func (*notebook) Holds(context.Context, time.Time) ([]disclosure.Hold, error) { return nil, nil }
func (*notebook) KeepHold(context.Context, disclosure.Hold) error             { return nil }

func (n *notebook) CloseCrawl(_ context.Context, c disclosure.Crawl) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	for i := range n.crawls {
		if n.crawls[i].ID == c.ID {
			n.crawls[i] = c
		}
	}
	return nil
}

// crawler is a new one with this archive, as a new process has it.
func (n *notebook) crawler(t *testing.T, reader crawler.Reader, resolve func(string) (string, bool)) *crawler.Crawler {
	t.Helper()
	c, err := crawler.New(crawler.Config{Archive: n, Reader: reader, Resolve: resolve, Limits: crawler.Limits{Retries: -1}})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// bodyOf reads the body of a request and gives it back unread.
func bodyOf(r *http.Request) (string, io.ReadCloser) {
	b, _ := io.ReadAll(r.Body) // a test's server has all of it
	return string(b), io.NopCloser(strings.NewReader(string(b)))
}
