package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"iter"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/text/encoding/simplifiedchinese"

	"gongkai/demo"
	"gongkai/disclosure"
	"gongkai/store"
	"gongkai/store/engine"
)

// BenchmarkIngest has documents that were captured read, with their figures and findings stored and
// made current, beside parsing the same pages on the same cores alone: the pages of the sample counties,
// in as many counties of other names as it takes. kept is what went before, merged-later (of no more than 20,000, since that is
// waited for) what the engine merges afterwards; peak-MB is the resident memory of program and engine. GONGKAI_BENCH_INGEST says
// how many, as in 2000,100000.
func BenchmarkIngest(b *testing.B) {
	if _, err := engine.FindLibrary(""); err != nil {
		b.Skip(err)
	}
	for text := range strings.SplitSeq(cmp.Or(os.Getenv("GONGKAI_BENCH_INGEST"), "1000,10000"), ",") {
		b.Run(text, func(b *testing.B) {
			n, err := strconv.Atoi(text)
			if err != nil {
				b.Fatal("GONGKAI_BENCH_INGEST: ", err)
			}
			b.ReportMetric(0, "ns/op")
			ingestMany(b, n)
		})
	}
}

func ingestMany(b *testing.B, n int) {
	var errs lockedBuffer
	a, err := newApp(&globals{Data: newData(b, b.TempDir()), LogLevel: "error", LogFormat: "text"}, streams{strings.NewReader(""), &errs, &errs})
	if err != nil {
		b.Fatal(err)
	}
	h, err := a.open(b.Context(), embedded{})
	if err != nil {
		b.Fatal(err)
	}
	defer h.close()
	b.ReportMetric(clock(func() { err = keepMany(b, h, n) }).perSecond(n), "kept/s")
	if err != nil {
		b.Fatal(err)
	}
	if err := parseAlone(b, slices.Collect(manyCounties(min(n, 100)))); err != nil { // what is learned once belongs to neither
		b.Fatal(err)
	}
	few := min(n, 2000)
	alone := func() spent {
		documents := slices.Collect(manyCounties(few))
		runtime.GC()
		took := clock(func() { err = parseAlone(b, documents) })
		if err != nil {
			b.Fatal(err)
		}
		return took
	}
	before := alone()
	debug.FreeOSMemory()
	lowWater(os.Getpid())
	lowWater(h.engine.PID())
	var done ingested
	engine := processorOf(h.engine.PID())
	stored := clock(func() { done, err = h.ingest(b.Context(), a, false) })
	engine = processorOf(h.engine.PID()) - engine
	if err := h.Exec(b.Context(), "SYSTEM STOP MERGES", nil); err != nil {
		b.Fatal(err)
	}
	if err != nil || done.reports != n {
		b.Fatalf("%d of %d documents are reports: %v, %v\n%s", done.reports, n, done, err, errs.String())
	}
	b.ReportMetric(float64(highWater(os.Getpid()))/1024, "peak-MB")
	b.ReportMetric(float64(highWater(h.engine.PID()))/1024, "engine-peak-MB")
	b.ReportMetric(float64(done.figures)/float64(n), "figures/page")
	after := alone() // at once: a machine is not as fast all the time, and another one after a rest
	both := spent{before.wall + after.wall, before.processor + after.processor}
	b.ReportMetric(both.perSecond(2*few), "parsed-alone/s")
	b.ReportMetric(stored.perSecond(n), "pages/s")
	b.ReportMetric(stored.perSecond(n)/both.perSecond(2*few), "of-parsing")
	ms := func(d time.Duration, pages int) float64 { return d.Seconds() * 1000 / float64(pages) }
	b.ReportMetric(ms(both.processor, 2*few), "parsing-cpu-ms/page")
	b.ReportMetric(ms(stored.processor, n), "cpu-ms/page")
	b.ReportMetric(ms(engine, n), "engine-cpu-ms/page")
	if n > 20_000 {
		return
	}
	later := processorOf(h.engine.PID())
	if err := h.Exec(b.Context(), "SYSTEM START MERGES", nil); err != nil {
		b.Fatal(err)
	}
	awaitMerges(b, h)
	b.ReportMetric(ms(processorOf(h.engine.PID())-later, n), "merged-later-cpu-ms/page")
}

// awaitMerges waits until the engine has had nothing to merge for some seconds.
func awaitMerges(b *testing.B, h *home) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for quiet := 0; quiet < 4; quiet++ {
		<-tick.C
		var rows []struct {
			N uint64 `ch:"n"`
		}
		if err := h.Select(b.Context(), &rows, "SELECT count() + (SELECT count() FROM system.mutations WHERE NOT is_done) AS n FROM system.merges", nil); err != nil {
			b.Fatal(err)
		}
		if rows[0].N > 0 {
			quiet = -1
		}
	}
}

// spent is what something took: by the clock, and of this process's processor time.
type spent struct{ wall, processor time.Duration }

func clock(do func()) spent {
	start, processor := time.Now(), processorOf(os.Getpid())
	do()
	return spent{time.Since(start), processorOf(os.Getpid()) - processor}
}

func (s spent) perSecond(n int) float64 { return float64(n) / s.wall.Seconds() }

// parseAlone reads pages on all cores and stores nothing.
func parseAlone(b *testing.B, documents []store.Document) error {
	flight := newFlight()
	return inOrder(b.Context(), documents, func(d store.Document) unwritten { return read(b.Context(), flight, d) }, func(r unwritten) error { return r.err })
}

// keepMany keeps n reports and their sites, on all cores.
func keepMany(b *testing.B, h *home, n int) error {
	known, all := map[string]bool{}, []disclosure.Site{}
	group, ctx := errgroup.WithContext(b.Context())
	group.SetLimit(runtime.GOMAXPROCS(0))
	for d := range manyCounties(n) {
		if site := d.Capture.SiteID; !known[site] {
			known[site] = true
			all = append(all, disclosure.Site{ID: site, Name: d.Division.Name + "人民政府", DivisionCode: d.Division.Code, URL: "http://" + site + ".test/"})
		}
		group.Go(func() error { return h.Keep(ctx, d.Capture) })
	}
	return errors.Join(group.Wait(), h.Flush(b.Context()), h.PutSites(b.Context(), all))
}

// manyCounties are n reports as captured: those of the sample counties again and again, under names
// and codes that are none of theirs.
func manyCounties(n int) iter.Seq[store.Document] {
	type sample struct {
		site, path string
		demo.Page
	}
	var samples []sample
	d := demo.New()
	names, order := map[string]string{}, map[string]int{} // of the sites' hosts
	for _, s := range d.Sites() {
		host := strings.TrimSuffix(strings.TrimPrefix(s.URL, "http://"), "/")
		names[host], order[host] = strings.TrimSuffix(s.Name, "县人民政府"), len(order)
	}
	for address, p := range d.Pages(1) {
		host, path, _ := strings.Cut(strings.TrimPrefix(address, "http://"), "/")
		if names[host] != "" && p.ReportID != "" && p.Status == 200 && strings.HasPrefix(p.ContentType, "text/html") {
			samples = append(samples, sample{host, path, p})
		}
	}
	const letters = "安泰康宁永清和平昌盛隆兴顺德仁义礼信忠孝廉明正直善美春夏秋冬东西南北江河湖海山川林泉"
	letter := []rune(letters)
	return func(yield func(store.Document) bool) {
		at := time.Date(2026, 4, 1, 2, 0, 0, 0, time.UTC)
		for i := range n {
			s := samples[i%len(samples)]
			county := i/len(samples)*len(order) + order[s.site]
			name := string([]rune{letter[county%len(letter)], letter[county/len(letter)%len(letter)]})
			body := bytes.ReplaceAll(s.Body, []byte(names[s.site]), []byte(name))
			if was, err := simplifiedchinese.GBK.NewEncoder().String(names[s.site]); err == nil {
				is, _ := simplifiedchinese.GBK.NewEncoder().String(name) // usual letters
				body = bytes.ReplaceAll(body, []byte(was), []byte(is))
			}
			site := fmt.Sprintf("%s-%d", strings.Split(s.site, ".")[0], county)
			division := disclosure.Division{Code: fmt.Sprintf("99%02d%02d", 1+county/80, 21+county%80), Name: name + "县"}
			yielded := yield(store.Document{Division: division, Capture: disclosure.Capture{
				SiteID: site, CrawlID: "one", URL: "http://" + site + ".test/" + s.path, Role: disclosure.RoleReport, FetchedAt: at.Add(time.Duration(i) * time.Millisecond),
				Status: s.Status, Outcome: disclosure.FetchOK, ContentType: s.ContentType, Body: body,
			}})
			if !yielded {
				return
			}
		}
	}
}

// lowWater lets a process's peak of memory begin anew.
func lowWater(pid int) { _ = os.WriteFile(fmt.Sprintf("/proc/%d/clear_refs", pid), []byte("5"), 0) }
