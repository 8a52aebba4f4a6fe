package crawler

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"gongkai/disclosure"
)

// Probed is what a crawl would make of a site, as far as a few pages tell.
type Probed struct {
	Crawl    disclosure.Crawl
	Captures []disclosure.Capture // in the order in which they came; the home page with its body
	Walks    []disclosure.Walk
	Pages    []ProbedPage // what the pages turned out to be
}

// ProbedPage is a page that was looked into.
type ProbedPage struct {
	URL, Title string // Title is the link's text
	disclosure.Page
}

// ProbeSite walks a site as Crawl does, at most so many addresses of it, and keeps nothing of what
// it got: the next crawl knows nothing of it. Where the configuration has an Archive, what that
// remembers of hosts that want to be left alone is heeded, and no other process asks the site's
// machine at the same time.
func ProbeSite(ctx context.Context, config Config, site disclosure.Site, addresses int) (Probed, error) {
	sighted := &sighted{Reader: config.Reader}
	kept := &fleeting{held: config.Archive, walks: map[string]disclosure.Walk{}}
	config.Reader, config.Archive, config.Metrics = sighted, kept, nil
	config.Limits.Pages = addresses
	c, err := New(config)
	if err != nil {
		return Probed{}, err
	}
	crawl, err := c.Crawl(ctx, site)
	p := Probed{Crawl: crawl, Captures: kept.captures, Pages: sighted.pages}
	for _, url := range slices.Sorted(maps.Keys(kept.walks)) {
		p.Walks = append(p.Walks, kept.walks[url])
	}
	return p, err
}

// sighted remembers what its Reader says of pages.
type sighted struct {
	Reader
	mu    sync.Mutex
	pages []ProbedPage
}

func (s *sighted) Page(c disclosure.Capture) disclosure.Page {
	page := s.Reader.Page(c)
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pages = append(s.pages, ProbedPage{c.URL, c.Title, page})
	return page
}

// fleeting is an archive that ends with its crawl.
type fleeting struct {
	held     Archive // for what it knows of hosts; may be nil
	mu       sync.Mutex
	captures []disclosure.Capture
	walks    map[string]disclosure.Walk
}

// Lease has the probe's machines to itself, where there is an archive; its site is nobody else's.
func (f *fleeting) Lease(ctx context.Context, name string) (context.Context, func(), error) {
	if f.held == nil || !strings.HasPrefix(name, machineLease("")) {
		return ctx, func() {}, nil
	}
	return f.held.Lease(ctx, name)
}

func (*fleeting) OpenCrawl(_ context.Context, site string, started time.Time) (disclosure.Crawl, error) {
	return disclosure.Crawl{ID: "probe", SiteID: site, StartedAt: started}, nil
}

func (*fleeting) Known(context.Context, string) (map[string]disclosure.Capture, error) {
	return map[string]disclosure.Capture{}, nil
}

func (*fleeting) Body(context.Context, string) ([]byte, error) { return nil, nil } // nothing is known, so nothing is asked for

func (*fleeting) Bodies(context.Context, []string) (map[string][]byte, error) { return nil, nil }

func (f *fleeting) Keep(_ context.Context, c disclosure.Capture) error {
	if c.Role != disclosure.RoleHome {
		c.Drop()
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.captures = append(f.captures, c)
	return nil
}

func (f *fleeting) KeepWalk(_ context.Context, w disclosure.Walk) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.walks[w.URL] = w
	return nil
}

func (*fleeting) Missing(context.Context, string, time.Time) ([]disclosure.Capture, error) {
	return nil, nil
}

// Sought is nothing: a probe asks no search.
func (*fleeting) Sought(context.Context, string, time.Time) ([]disclosure.Sought, []disclosure.Shown, error) {
	return nil, nil, nil
}

func (*fleeting) KeepSearch(context.Context, disclosure.Search) error { return nil }

func (f *fleeting) Holds(ctx context.Context, at time.Time) ([]disclosure.Hold, error) {
	if f.held == nil {
		return nil, nil
	}
	return f.held.Holds(ctx, at)
}

// KeepHold keeps that a host wants to be left alone: that is its wish, whoever asked.
func (f *fleeting) KeepHold(ctx context.Context, h disclosure.Hold) error {
	if f.held == nil {
		return nil
	}
	return f.held.KeepHold(ctx, h)
}

func (*fleeting) CloseCrawl(context.Context, disclosure.Crawl) error { return nil }
