package crawler

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"sync"
	"testing"
	"time"

	"gongkai/disclosure"
)

// memory is an Archive that holds the crawl to its order: a capture before a walk, a walk
// before the end, nothing after it, bodies that fit their SHA-256.
type memory struct {
	files    int // bodies that came as files
	t        *testing.T
	mu       sync.Mutex
	crawls   []disclosure.Crawl
	captures map[string]disclosure.Capture // by ID: the same one twice is one
	walks    map[string]disclosure.Walk    // by crawl and address
	bodies   map[string][]byte
	leased   map[string]bool
	lose     context.CancelCauseFunc // the last lease
	keeps    int
	asked    int // times for bodies
	failAt   int // Keep number that fails, 0 for none
	onKeep   func(disclosure.Capture)
	holds    []disclosure.Hold
	missing  []disclosure.Capture
	sought   []disclosure.Sought
	there    []disclosure.Shown
	searches []disclosure.Search
}

func (m *memory) Sought(context.Context, string, time.Time) ([]disclosure.Sought, []disclosure.Shown, error) {
	return m.sought, m.there, nil
}

func (m *memory) KeepSearch(_ context.Context, s disclosure.Search) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, id := range []string{s.CaptureID, s.Control} {
		if _, ok := m.captures[id]; id != "" && !ok {
			m.t.Errorf("a search names the capture %s before it was kept", id)
		}
	}
	if m.closed(s.CrawlID) {
		m.t.Errorf("search for %v after the crawl was closed", s.Sought)
	}
	m.searches = append(m.searches, s)
	return nil
}

func (m *memory) Missing(context.Context, string, time.Time) ([]disclosure.Capture, error) {
	return m.missing, nil
}

func (m *memory) Holds(_ context.Context, at time.Time) ([]disclosure.Hold, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var all []disclosure.Hold
	for _, h := range m.holds {
		if h.Until.After(at) {
			all = append(all, h)
		}
	}
	return all, nil
}

func (m *memory) KeepHold(_ context.Context, h disclosure.Hold) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.holds = append(m.holds, h)
	return nil
}

func newMemory(t *testing.T) *memory {
	return &memory{t: t, captures: map[string]disclosure.Capture{}, walks: map[string]disclosure.Walk{}, bodies: map[string][]byte{}, leased: map[string]bool{}}
}

// Lease is held by one crawl at a time.
func (m *memory) Lease(ctx context.Context, siteID string) (context.Context, func(), error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.leased[siteID] {
		return nil, nil, errors.New("it is being crawled already")
	}
	m.leased[siteID] = true
	held, lose := context.WithCancelCause(ctx)
	m.lose = lose
	return held, func() {
		m.mu.Lock()
		defer m.mu.Unlock()
		delete(m.leased, siteID)
		lose(nil)
	}, nil
}

func (m *memory) OpenCrawl(_ context.Context, siteID string, started time.Time) (disclosure.Crawl, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, c := range m.crawls {
		if c.SiteID == siteID && c.FinishedAt.IsZero() {
			return c, nil
		}
	}
	c := disclosure.Crawl{ID: fmt.Sprintf("crawl-%d", len(m.crawls)+1), SiteID: siteID, StartedAt: started}
	m.crawls = append(m.crawls, c)
	return c, nil
}

func (m *memory) Known(_ context.Context, siteID string) (map[string]disclosure.Capture, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	known := map[string]disclosure.Capture{}
	for _, c := range m.captures {
		if k, ok := known[c.URL]; c.SiteID == siteID && c.SHA256 != "" && (!ok || c.FetchedAt.After(k.FetchedAt) || c.CrawlID > k.CrawlID) {
			c.Body, c.Header = nil, maps.Clone(c.Header)
			known[c.URL] = c
		}
	}
	return known, nil
}

func (m *memory) Body(_ context.Context, sum string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	body, ok := m.bodies[sum]
	if !ok {
		return nil, fmt.Errorf("no body %s", sum)
	}
	return body, nil
}

func (m *memory) Bodies(_ context.Context, sums []string) (map[string][]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.asked++
	bodies := map[string][]byte{}
	for _, sum := range sums {
		if body, ok := m.bodies[sum]; ok {
			bodies[sum] = body
		}
	}
	return bodies, nil
}

func (m *memory) Keep(_ context.Context, c disclosure.Capture) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.keeps++
	if m.keeps == m.failAt {
		return fmt.Errorf("disk full")
	}
	if m.closed(c.CrawlID) {
		m.t.Errorf("capture of %s after the crawl was closed", c.URL)
	}
	if c.File != nil {
		body, err := io.ReadAll(io.NewSectionReader(c.File, 0, c.Bytes+1))
		if err != nil || len(body) <= spoolBytes {
			m.t.Errorf("%s: a file of %d bytes, %v", c.URL, len(body), err)
		}
		c.Drop()
		c.Body = body
		m.files++
	}
	if c.Body != nil {
		sum := sha256.Sum256(c.Body)
		if hex.EncodeToString(sum[:]) != c.SHA256 || int64(len(c.Body)) != c.Bytes {
			m.t.Errorf("%s: SHA256 %s and %d bytes do not fit the body of %d", c.URL, c.SHA256, c.Bytes, len(c.Body))
		}
		m.bodies[c.SHA256] = c.Body
		c.Body = nil
	}
	if _, ok := m.bodies[c.SHA256]; c.SHA256 != "" && !ok {
		m.t.Errorf("%s names the body %s before it was kept", c.URL, c.SHA256)
	}
	m.captures[c.ID] = c
	if m.onKeep != nil {
		m.onKeep(c)
	}
	return nil
}

func (m *memory) KeepWalk(_ context.Context, w disclosure.Walk) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	named := 0
	for _, c := range m.captures {
		if c.CrawlID == w.CrawlID && c.ListURL == w.URL && c.Role.IsDocument() {
			named++
			if c.FetchedAt.After(w.FinishedAt) {
				m.t.Errorf("walk of %s ended %s, before its document %s was had at %s", w.URL, w.FinishedAt, c.URL, c.FetchedAt)
			}
		}
	}
	if m.closed(w.CrawlID) {
		m.t.Errorf("walk of %s after the crawl was closed", w.URL)
	}
	m.walks[w.CrawlID+" "+w.URL] = w
	return nil
}

func (m *memory) CloseCrawl(_ context.Context, c disclosure.Crawl) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	for i := range m.crawls {
		if m.crawls[i].ID == c.ID {
			m.crawls[i] = c
			return nil
		}
	}
	return fmt.Errorf("no crawl %s", c.ID)
}

func (m *memory) closed(id string) bool {
	for _, c := range m.crawls {
		if c.ID == id {
			return !c.FinishedAt.IsZero()
		}
	}
	return false
}

// of returns the capture of an address in the newest crawl that has one.
func (m *memory) of(address string) disclosure.Capture {
	m.t.Helper()
	m.mu.Lock()
	defer m.mu.Unlock()
	var found disclosure.Capture
	for _, c := range m.captures {
		if c.URL == address && c.CrawlID >= found.CrawlID {
			found = c
		}
	}
	if found.ID == "" {
		m.t.Errorf("no capture of %s", address)
	}
	return found
}

// walk returns the walk of an address in the newest crawl that has one.
func (m *memory) walk(address string) disclosure.Walk {
	m.t.Helper()
	m.mu.Lock()
	defer m.mu.Unlock()
	var found disclosure.Walk
	for _, w := range m.walks {
		if w.URL == address && w.CrawlID >= found.CrawlID {
			found = w
		}
	}
	if found.URL == "" {
		m.t.Errorf("no walk of %s", address)
	}
	return found
}
