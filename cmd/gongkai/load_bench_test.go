package main

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"gongkai/store/engine"
)

// BenchmarkLoad has 200 requests a second answered by a service that crawls at the same time, on
// the same processors as the crowd and the sites: pages of all kinds and the API, by 2,000 viewers
// of whom some come back. Before and after the crowd the crawl is alone, so that its pace can be compared.
// GONGKAI_LOAD says for how long, as in 5m.
func BenchmarkLoad(b *testing.B) {
	if _, err := engine.FindLibrary(""); err != nil {
		b.Skip(err)
	}
	for b.Loop() {
		l := newLoad(b, 20*time.Second)
		l.run(b)
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(l.share(0.5), "p50-ms")
		b.ReportMetric(l.share(0.99), "p99-ms")
		b.ReportMetric(l.share(1), "longest-ms")
		b.ReportMetric(float64(len(l.crowd.visits))/l.d.Seconds(), "answers/s")
		b.ReportMetric(float64(l.crowd.put), "put-off")
		b.ReportMetric(float64(l.crowd.unanswered()), "errors")
		b.ReportMetric(l.during/l.before, "of-crawl-alone")
	}
}

// load is a service under a crowd.
type load struct {
	crowd          *crowd
	sites          *twenty
	d              time.Duration
	before, during float64 // pages a second that are crawled
}

const (
	loadRate = 200
	warmUp   = 10 * time.Second // in which they become so many
)

// newLoad starts the service on the sample counties, with twenty sites to crawl.
func newLoad(b testing.TB, d time.Duration) *load {
	b.Helper()
	if text := os.Getenv("GONGKAI_LOAD"); text != "" {
		var err error
		if d, err = time.ParseDuration(text); err != nil {
			b.Fatalf("GONGKAI_LOAD: %v", err)
		}
	}
	dir := sampleData(b)
	l := &load{d: d}
	const pace = 2 * time.Second // of real sites
	l.sites = newTwenty(b, int((d+warmUp)/pace)*2+30, 8<<10)
	p := start(b, "serve", "--data", dir, "--listen", "127.0.0.1:0", "--trusted-proxy", "127.0.0.1", "--sites", l.sites.file(b, pace, 1), "--any-hour", "--log-level", "error")
	address, err := p.out.await(b.Context(), "dashboards: ")
	if err != nil {
		b.Fatalf("%v\n%s", err, p.err.String())
	}
	l.crowd = newCrowd(b, strings.TrimSuffix(address, "/"), dice(b))
	b.Cleanup(func() {
		if errText := p.err.String(); errText != "" {
			b.Logf("the log of the service: %.2000s", errText)
		}
	})
	return l
}

// run measures the crawl alone, then under the crowd.
func (l *load) run(b testing.TB) {
	b.Helper()
	<-l.sites.after(twentySites) // all of them are at it
	l.before = l.pace(b, func() { _ = waitUntil(b.Context(), time.Now().Add(min(l.d, 10*time.Second))) })
	l.crowd.gather(b.Context(), loadRate, warmUp, l.api(b))
	l.during = l.pace(b, func() { l.crowd.come(b.Context(), loadRate, l.d, l.api(b)) })
	if text := l.crowd.errors(); text != "" { // it measures, and fails for nothing
		b.Logf("no answers: %s", text)
	}
	l.slowest(b)
}

// pace is how many report pages a second are asked for while something is done.
func (l *load) pace(b testing.TB, do func()) float64 {
	b.Helper()
	from, begun := l.answers(), time.Now()
	do()
	return float64(l.answers()-from) / time.Since(begun).Seconds()
}

func (l *load) answers() int {
	l.sites.mu.Lock()
	defer l.sites.mu.Unlock()
	return l.sites.answers
}

func (l *load) api(b testing.TB) []string {
	var document struct {
		Paths map[string]any `json:"paths"`
	}
	site{b, l.crowd.base}.read("/api/v1/openapi.json", &document)
	return apiAddresses(slices.Collect(maps.Keys(document.Paths)))
}

func (l *load) share(p float64) float64 { return percentile(l.crowd.visits, p) }

// slowest says which kinds of addresses took longest.
func (l *load) slowest(b testing.TB) {
	byKind := map[string][]visit{}
	for _, v := range l.crowd.visits {
		kind := strings.Join(strings.SplitN(v.address, "/", 4)[:min(3, strings.Count(v.address, "/")+1)], "/")
		kind, _, _ = strings.Cut(kind, "?")
		byKind[kind] = append(byKind[kind], v)
	}
	var lines []string
	for kind, all := range byKind {
		lines = append(lines, fmt.Sprintf("%8.0f ms p99 %8.1f ms p50 %6d %s", percentile(all, 0.99), percentile(all, 0.5), len(all), kind))
	}
	slices.Sort(lines)
	slices.Reverse(lines)
	b.Logf("%d answers; crawl alone %.1f pages/s, under the crowd %.1f\n%s", len(l.crowd.visits), l.before, l.during, strings.Join(lines[:min(12, len(lines))], "\n"))
}
