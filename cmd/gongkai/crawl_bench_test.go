package main

import (
	"bytes"
	"fmt"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gocolly/colly/v2"

	"gongkai/store/engine"
)

// BenchmarkCrawl crawls twenty sites of 150 report pages of 60 KB each, 16 connections in
// all, with the real reader, into the embedded ClickHouse; beside it plain colly, which follows
// only the links of lists and keeps the bytes in memory, twice: as one collector, as its examples
// have it (of-colly; colly parses every page for a collector that has a callback of HTML), and
// with another collector without callbacks for the reports, so that it parses the lists only
// (of-colly-bare). Pages are report pages, from the first request
// to the end of the program, with all that it writes; peak-MB is the program's resident memory,
// the engine's and the servers' not counted. Scrapy had 194 pages/s on such sites once, and
// is not run here. What else runs on the machine changes pages/s and the ratio a lot, and
// cpu-ms/page little: the program's own processor time, the engine's not counted.
func BenchmarkCrawl(b *testing.B) {
	if _, err := engine.FindLibrary(""); err != nil {
		b.Skip(err)
	}
	const pages, bytes = 150, 60 << 10
	const scrapy = 194 // pages/s
	var ours, plain, bare, processor time.Duration
	peak := 0
	for b.Loop() {
		sites := newTwenty(b, pages, bytes)
		took, cpu, resident := crawlTwenty(b, sites, engineIn(b))
		ours, processor, peak = ours+took, processor+cpu, max(peak, resident)
		sites.forget()
		plain += collyTwenty(b, sites, false)
		bare += collyTwenty(b, sites, true)
		for _, s := range sites.servers {
			s.Close()
		}
	}
	total := float64(b.N) * twentySites * pages
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(total/ours.Seconds(), "pages/s")
	b.ReportMetric(total/plain.Seconds(), "colly-pages/s")
	b.ReportMetric(plain.Seconds()/ours.Seconds(), "of-colly")
	b.ReportMetric(total/bare.Seconds(), "colly-bare-pages/s")
	b.ReportMetric(bare.Seconds()/ours.Seconds(), "of-colly-bare")
	b.ReportMetric(total/ours.Seconds()/scrapy, "of-scrapy")
	b.ReportMetric(processor.Seconds()*1000/total, "cpu-ms/page")
	b.ReportMetric(float64(peak)/1024, "peak-MB")
}

// BenchmarkCrawlAgain crawls twenty sites of 30 report pages of 60 KB each once more, when nothing
// has changed: every page is a 304, and its body the archive's.
func BenchmarkCrawlAgain(b *testing.B) {
	if _, err := engine.FindLibrary(""); err != nil {
		b.Skip(err)
	}
	const pages, bytes = 30, 60 << 10
	var again, processor time.Duration
	for b.Loop() {
		sites, data := newTwenty(b, pages, bytes), engineIn(b)
		crawlTwenty(b, sites, data)
		sites.forget()
		took, cpu, _ := crawlTwenty(b, sites, data)
		again, processor = again+took, processor+cpu
		for _, s := range sites.servers {
			s.Close()
		}
	}
	total := float64(b.N) * twentySites * pages
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(again.Seconds()*1000/total, "ms/page")
	b.ReportMetric(processor.Seconds()*1000/total, "cpu-ms/page")
}

// crawlTwenty runs the program and gives its time, its processor time and its peak resident
// memory in KB.
func crawlTwenty(b *testing.B, sites *twenty, data string) (took, processor time.Duration, resident int) {
	b.Helper()
	args := []string{"crawl", "--sites", sites.file(b, 0, 1), "--data", data, "--requests", "16", "--log-level", "error"}
	first := sites.after(1)
	p := start(b, args...)
	ended := make(chan struct{})
	go func() { p.Wait(); close(ended) }()
	select {
	case <-first:
	case <-ended:
	}
	begun := time.Now()
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for running := true; running; {
		select {
		case <-tick.C:
			resident = max(resident, highWater(p.Process.Pid))
		case <-ended:
			running = false
		}
	}
	took = time.Since(begun)
	if distinct, again := sites.requests(); p.ProcessState.ExitCode() != exitDone || distinct != twentySites*sites.pages || again != 0 {
		b.Fatalf("%d report pages, %d asked for again: %s%s", distinct, again, &p.out, &p.err)
	}
	return took, p.ProcessState.UserTime() + p.ProcessState.SystemTime(), resident
}

// highWater is the most memory that a process ever had resident, in KB. (What wait says of a
// child may be its parent's.)
func highWater(pid int) (kb int) {
	text, _ := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	_, rest, _ := bytes.Cut(text, []byte("VmHWM:"))
	_, _ = fmt.Sscan(string(rest), &kb) // 0 where it has just ended
	return kb
}

// collyTwenty is what plain colly takes, or the least of crawlers, which parses no report.
func collyTwenty(b *testing.B, sites *twenty, bare bool) time.Duration {
	b.Helper()
	var mu sync.Mutex
	kept := map[string][]byte{}
	c := colly.NewCollector(colly.Async(true))
	c.WithTransport(&http.Transport{MaxIdleConnsPerHost: 16})
	if err := c.Limit(&colly.LimitRule{DomainGlob: "*", Parallelism: 16}); err != nil {
		b.Fatal(err)
	}
	keep := func(r *colly.Response) {
		mu.Lock()
		defer mu.Unlock()
		kept[r.Request.URL.String()] = r.Body
	}
	c.OnResponse(keep)
	reports := c
	if bare {
		reports = c.Clone()
		reports.OnResponse(keep)
	}
	c.OnHTML("a[href]", func(e *colly.HTMLElement) {
		next := e.Request.AbsoluteURL(e.Attr("href"))
		if strings.HasSuffix(next, ".html") {
			_ = reports.Visit(next)
			return
		}
		_ = e.Request.Visit(next)
	})
	begun := time.Now()
	for _, s := range sites.servers {
		if err := c.Visit(s.URL + "/"); err != nil {
			b.Fatal(err)
		}
	}
	c.Wait()
	reports.Wait()
	took := time.Since(begun)
	if want := twentySites * (sites.pages + 2); len(kept) != want {
		b.Fatalf("colly had %d pages of %d", len(kept), want)
	}
	return took
}
