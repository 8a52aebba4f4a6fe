package main

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// crowd is many viewers of a service who come at a rate, whether they are answered or not: what
// one waits for is counted from when he was to come. Their addresses are of a network that is for
// examples; the service has to take this machine for its proxy.
type crowd struct {
	base     string
	random   *rand.Rand // of who comes when; used by one goroutine
	subjects subjects
	client   *http.Client

	mu      sync.Mutex
	tags    map[string]string // what a viewer's browser keeps of a page
	visits  []visit
	strange map[string]int    // answers that are no answers
	first   map[string]string // when each came first, and what it said
	put     int               // off: the service had too much to do, and said when to come again
	late    atomic.Int64      // on their way
	all     sync.WaitGroup
	gate    sync.RWMutex // whoever holds it lets nobody come
}

// pause lets nobody come, and returns when all are answered and have gone. resume lets them come again.
func (c *crowd) pause() (resume func()) {
	c.gate.Lock()
	c.all.Wait()
	c.client.CloseIdleConnections()
	return c.gate.Unlock
}

const (
	crowdOf  = 2_000 // one asks for a page every ten seconds at a rate of 200
	mostLate = 2_000 // answers that are waited for: beyond that the service is overrun
)

// subjects are what pages are about: a viewer chooses one.
type subjects struct{ counties, agencies, reports []string }

// newCrowd asks the service what it has.
func newCrowd(t testing.TB, base string, random *rand.Rand) *crowd {
	t.Helper()
	s := site{t, base}
	c := &crowd{base: base, random: random, tags: map[string]string{}, strange: map[string]int{}, first: map[string]string{},
		client: &http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 256, DisableCompression: true}}}
	var counties []struct {
		Code string `json:"county"`
	}
	var agencies []struct {
		ID string `json:"agency_id"`
	}
	var reports []listed
	s.read("/api/v1/counties", &counties)
	s.read("/api/v1/agencies?limit=1000", &agencies)
	s.read("/api/v1/reports?limit=1000", &reports)
	for _, r := range counties {
		c.subjects.counties = append(c.subjects.counties, r.Code)
	}
	for _, r := range agencies {
		c.subjects.agencies = append(c.subjects.agencies, r.ID)
	}
	for _, r := range reports {
		c.subjects.reports = append(c.subjects.reports, r.ReportID)
	}
	if len(c.subjects.counties) == 0 || len(c.subjects.agencies) == 0 || len(c.subjects.reports) == 0 {
		t.Fatalf("the service has %d counties, %d agencies, %d reports", len(c.subjects.counties), len(c.subjects.agencies), len(c.subjects.reports))
	}
	return c
}

// addresses of the kinds that are asked for: as people do, more of the pages that others lead to.
var (
	entrances = []string{"/", "/?lang=en", "/agencies", "/reports", "/findings", "/attention", "/timeliness", "/method", "/status"}
	inside    = []string{"/counties/{county}", "/agencies/{agency}", "/agencies/{agency}?lang=en", "/reports/{report}", "/reports/{report}?lang=en",
		"/reports/{report}/figures/requests_new.total", "/reports/{report}/evidence", "/reports?county={county}", "/findings?county={county}"}
	files = []string{"/assets/style.css", "/assets/favicon.svg", "/favicon.ico", "/healthz"}
)

// address is what the next viewer asks for: half of them follow links, a fifth come in, a tenth
// look at any of the pages, an eighth are programs, and the others' browsers fetch files.
func (c *crowd) address(api []string) string {
	kinds := entrances
	switch n := c.random.IntN(100); {
	case n < 50:
		kinds = inside
	case n < 70:
	case n < 80:
		kinds = pages
	case n < 93 && len(api) > 0:
		kinds = api
	default:
		kinds = files
	}
	some := func(all []string) string { return all[c.random.IntN(len(all))] }
	one := func(all []string) string { // few of them are what most people look for
		return all[rand.NewZipf(c.random, 1.1, 3, uint64(len(all)-1)).Uint64()]
	}
	kind := some(kinds)
	if strings.Contains(kind, "/search") && c.random.IntN(10) > 0 {
		kind = "/" // words of texts are looked for rarely
	}
	text := strings.NewReplacer("{county}", one(c.subjects.counties), "{agency}", one(c.subjects.agencies), "{report}", one(c.subjects.reports)).Replace(kind)
	return strings.NewReplacer("/regions/90", "/regions/99", "county=90", "county=99", "900001-civil", one(c.subjects.agencies)).Replace(text)
}

// gather lets more and more viewers come until there are so many a second, as where something was
// linked to: what they find is not counted, but for errors.
func (c *crowd) gather(ctx context.Context, rate int, d time.Duration, api []string) {
	const steps = 10
	for i := range steps {
		c.come(ctx, max(rate*(i+1)/steps, 1), d/steps, api)
	}
	c.visits = nil
}

// come lets so many viewers a second come for some time, and waits until the last one is answered.
func (c *crowd) come(ctx context.Context, rate int, d time.Duration, api []string) {
	begun := time.Now()
	for i := range int(d.Seconds() * float64(rate)) {
		due := begun.Add(time.Duration(i) * time.Second / time.Duration(rate))
		address, viewer := c.address(api), c.random.IntN(crowdOf)
		if waitUntil(ctx, due) != nil {
			break
		}
		if c.late.Load() >= mostLate {
			c.note("not even asked: too many wait")
			continue
		}
		c.late.Add(1)
		c.gate.RLock()
		c.all.Go(func() {
			defer c.late.Add(-1)
			c.visit(ctx, address, viewer, due)
		})
		c.gate.RUnlock()
	}
	c.all.Wait()
}

func waitUntil(ctx context.Context, due time.Time) error {
	timer := time.NewTimer(time.Until(due))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// mayBeMissing are addresses of what not every report has: an answer is that there is none.
var mayBeMissing = regexp.MustCompile(`^/(api/v1/)?reports/[^/]+/(figures/|shared|evidence)`)

func (c *crowd) visit(ctx context.Context, address string, viewer int, due time.Time) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, c.base+address, nil)
	if err != nil {
		c.note(err.Error())
		return
	}
	request.Header.Set("X-Forwarded-For", fmt.Sprintf("198.18.%d.%d", viewer/250, viewer%250+1))
	request.Header.Set("Accept-Encoding", "gzip")
	page := fmt.Sprint(viewer%100, address) // a hundred of them share what they had before: people come back
	c.mu.Lock()
	if tag := c.tags[page]; tag != "" {
		request.Header.Set("If-None-Match", tag)
	}
	c.mu.Unlock()
	response, err := c.client.Do(request)
	if err != nil {
		c.note(err.Error())
		return
	}
	text, err := io.ReadAll(response.Body)
	response.Body.Close()
	took := time.Since(due)
	switch {
	case err != nil:
		c.note(err.Error())
		return
	case response.StatusCode == http.StatusServiceUnavailable && response.Header.Get("Retry-After") != "":
		c.mu.Lock()
		defer c.mu.Unlock()
		c.put++
		return
	case response.StatusCode == http.StatusNotFound && mayBeMissing.MatchString(address):
	case response.StatusCode != http.StatusOK && response.StatusCode != http.StatusNotModified:
		c.note(fmt.Sprintf("%d %s", response.StatusCode, address), complaint(response.Header.Get("Content-Encoding"), text))
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if tag := response.Header.Get("ETag"); tag != "" {
		c.tags[page] = tag
	}
	c.visits = append(c.visits, visit{address: address, took: took})
}

func (c *crowd) note(what string, said ...string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.strange[what]++; c.strange[what] == 1 {
		c.first[what] = time.Now().UTC().Format("15:04:05.000 ") + strings.Join(said, " ")
	}
}

// headings are what a page says first.
var headings = regexp.MustCompile(`(?s)<h1[^>]*>.*?</p>`)

// complaint is what an answer says that is none.
func complaint(encoding string, text []byte) string {
	if encoding == "gzip" {
		if plain, err := gzip.NewReader(bytes.NewReader(text)); err == nil {
			text, _ = io.ReadAll(plain)
		}
	}
	if page := headings.Find(text); page != nil {
		text = page
	}
	return string(text[:min(len(text), 400)])
}

// unanswered counts the answers that were none.
func (c *crowd) unanswered() (n int) {
	for _, times := range c.strange {
		n += times
	}
	return n
}

// errors are the answers that were none, by kind; empty: there are none.
func (c *crowd) errors() string {
	var lines []string
	for _, what := range slices.Sorted(maps.Keys(c.strange)) {
		lines = append(lines, fmt.Sprintf("%d times %s", c.strange[what], what))
	}
	return strings.Join(lines, "\n")
}
