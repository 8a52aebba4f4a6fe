package main

import (
	"cmp"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"gongkai/analytics"
	"gongkai/analytics/profile"
	"gongkai/analytics/stats"
	"gongkai/dashboards"
	"gongkai/store/engine"
)

// pages are the addresses that are measured beside those of the API; of {county}, {agency} and
// {report} another one is asked for each time. Documents of the generated reports are not kept, so the
// evidence has no page here.
var pages = strings.Fields(`/ /?county={county} /counties/{county} /regions/90 /agencies /agencies?county={county} /agencies?q=12 /agencies/{agency}
	/reports?county={county} /reports/{report} /reports/{report}/figures/requests_new.total /reports/{report}/shared /expected?year=2022 /expected?county={county}
	/league?dimension=timeliness&year=2022 /league?dimension=legal&year=2023&county={county} /funnel?rate=granted&year=2022 /total?timeliness=1 /compare?agencies={agency},900001-civil
	/timeliness?year=2022 /timeliness?county={county} /refusals /refusals?county={county} /attention /findings /findings?county={county} /findings/matrix /changes /copies /templates /templates?county={county} /rewordings /?level=county&family=finance
	/cells?county={county} /status /undecided /releases /method /data /search?q=%E8%B4%A2%E6%94%BF
	/search?q=%E6%94%BF%E5%BA%9C%E4%BF%A1%E6%81%AF /search?q=jyj /search?q=%E5%85%AC%E5%BC%80&county=90 /refusals?family=finance /league?dimension=consistency&year=2022&level=county /findings?level=county
	/findings?family=civil&offset=2000 /findings/matrix?family=finance /changes?level=county /timeliness?family=civil&year=2023 /funnel?rate=granted&year=2022&county=90 /templates?level=county
	/agencies?family=finance&offset=1000 /expected?year=2022&family=civil /total?timeliness=1&county=90 /rewordings?year=2023 /ledger`)

// viewer asks for pages.
type viewer struct {
	testing.TB
	http.Handler
	counties uint64
}

// BenchmarkPages asks for what BenchmarkNation asks for at its end, of a nation of 1,250 reports; GONGKAI_BENCH_NATION and
// GONGKAI_BENCH_FOLDER say other sizes and where it is kept, as BenchmarkStatements has them.
func BenchmarkPages(b *testing.B) {
	if _, err := engine.FindLibrary(""); err != nil {
		b.Skip(err)
	}
	var before map[string]float64
	for _, reports := range sizes(b, "1250") {
		b.Run(strconv.FormatUint(reports, 10), func(b *testing.B) {
			took := scoredNation(b, reports).view()
			b.ReportMetric(0, "ns/op")
			reportGrowth(b, took, before)
			before = took
		})
	}
}

// reportGrowth reports times in milliseconds, and how many times those of the size before they are.
func reportGrowth(b *testing.B, took, before map[string]float64) {
	for what, ms := range took {
		b.ReportMetric(ms, what+"-ms")
		if was := before[what]; was > 0 {
			b.ReportMetric(ms/was, what+"-growth")
		}
	}
}

func (n *nation) viewer(measures dashboards.Measures) viewer {
	h, err := dashboards.New(dashboards.Config{
		Measures: measures, Interval: stats.Wilson, AuditRate: auditRate, Ready: func(context.Context) error { return nil }, Method: profile.Version, Prepare: true,
		Evidence: func(context.Context, string, uint32, []string, string) ([]byte, error) {
			return nil, dashboards.ErrNotFound
		},
	})
	n.ok(err)
	return viewer{n.TB, h, max(1, n.reports/7/46)}
}

// view asks for every page and every address of the API, when nothing is written any more: cold by one viewer, each answer the first that a program gives that
// has just started (and has asked for the version of the data, the places and the years, as it does then); of the pages, by sixteen at once, each of another page, of a program that has just started; and warm. It
// gives the 99th percentile of all, the warm median and 99th percentile, and the engine's processor time for a cold answer,
// in milliseconds, and logs what each address took at most, the slowest first.
func (n *nation) view() map[string]float64 {
	n.Helper()
	n.rest()
	defer collectAt(servePercent)()
	measures := &countedMeasures{Measures: analytics.NewMeasures(n)}
	fresh := func() viewer {
		v := n.viewer(measures)
		runtime.GC() // what starting left behind is not the page's
		return v
	}
	warm := fresh()
	all := slices.Concat(pages, warm.api())
	took := map[string]float64{}
	var alone, crowd []visit
	used := processorOf(n.pid)
	for _, address := range all {
		v := fresh().at(address, 0)
		n.progress("%s cold %s, %d KB", address, v.took.Round(time.Millisecond), v.bytes/1000)
		alone = append(alone, v)
	}
	took["cold-engine"] = float64((processorOf(n.pid) - used).Milliseconds()) / float64(len(alone))
	n.Logf("%d reports: %.1f statements an address", n.reports, float64(measures.asked.Load())/float64(len(alone)))
	for round := range len(pages) / 12 {
		crowd = append(crowd, fresh().together(round)...) // people read pages; what asks the API asks one thing after the other
	}
	warm.each(all)
	took["cold-p99"], took["cold-16-p99"] = percentile(alone, 0.99), percentile(crowd, 0.99)
	again := warm.each(all) // each the same address as before
	took["warm-median"], took["warm-p99"] = percentile(again, 0.5), percentile(again, 0.99)
	slices.SortFunc(all, func(x, y string) int { return cmp.Compare(percentile(of(alone, y), 1), percentile(of(alone, x), 1)) })
	for _, address := range all {
		among := "not asked"
		if asked := of(crowd, address); len(asked) > 0 {
			among = fmt.Sprintf("%.0f ms", percentile(asked, 1))
		}
		n.Logf("%d reports: %-60s cold %5.0f ms, among 16 %s, warm %5.1f ms, %d KB", n.reports, address, percentile(of(alone, address), 1), among, percentile(of(again, address), 1), largest(of(alone, address))/1000)
	}
	return took
}

// rest waits until the engine has merged what was just written, which takes a processor: pages are measured of a nation that
// nobody writes to.
func (n *nation) rest() {
	n.Helper()
	for range 600 {
		var merging []struct {
			Merges uint64 `ch:"merges"`
		}
		n.ok(n.Select(context.Background(), &merging, "SELECT count() AS merges FROM system.merges", nil))
		if merging[0].Merges == 0 {
			return
		}
		time.Sleep(time.Second / 10)
	}
	n.Log("the engine has merged for a minute: pages are measured beside it")
}

// countedMeasures counts what is asked of the database.
type countedMeasures struct {
	dashboards.Measures
	asked atomic.Int64
}

func (c *countedMeasures) Select(ctx context.Context, dst any, measure string, params map[string]any) error {
	c.asked.Add(1)
	return c.Measures.Select(ctx, dst, measure, params)
}

// visit is one answer.
type visit struct {
	address string
	took    time.Duration
	bytes   int // before it is packed
}

func of(all []visit, address string) []visit {
	return slices.DeleteFunc(slices.Clone(all), func(v visit) bool { return v.address != address })
}

// largest is the length of the longest answer.
func largest(all []visit) (most int) {
	for _, v := range all {
		most = max(most, v.bytes)
	}
	return most
}

// percentile in milliseconds.
func percentile(all []visit, p float64) float64 {
	if len(all) == 0 {
		return 0
	}
	all = slices.SortedFunc(slices.Values(all), func(x, y visit) int { return cmp.Compare(x.took, y.took) })
	return float64(all[min(len(all)-1, int(p*float64(len(all))))].took.Microseconds()) / 1000
}

// each visits every address.
func (v viewer) each(all []string) []visit {
	var visits []visit
	for _, address := range all {
		visits = append(visits, v.at(address, 0))
	}
	return visits
}

// viewers is how many ask at once.
const viewers = 16

// together has the viewers ask at once, each for another page; by the last round each page was asked for by a sixth of them.
func (v viewer) together(round int) []visit {
	visits := make([]visit, viewers)
	var wait sync.WaitGroup
	for person := range viewers {
		wait.Go(func() {
			visits[person] = v.at(pages[(round+person*len(pages)/viewers)%len(pages)], uint64(person))
		})
	}
	wait.Wait()
	return visits
}

func (v viewer) at(address string, number uint64) visit {
	took, bytes := v.visit(address, number)
	return visit{address, took, bytes}
}

// visit asks for an address of the county and agency of that number, and says how long the answer took and was.
func (v viewer) visit(address string, number uint64) (took time.Duration, bytes int) {
	v.Helper()
	county := countyCode((number*37 + 11) % v.counties)
	agency := county + "-audit"
	address = strings.NewReplacer("{county}", county, "{agency}", agency, "{report}", agency+"-2022").Replace(address)
	r := httptest.NewRequest(http.MethodGet, "http://gongkai.test"+address, nil)
	r.Header.Set("Accept-Encoding", "gzip") // as every browser
	w, begun := httptest.NewRecorder(), time.Now()
	v.ServeHTTP(w, r)
	took = time.Since(begun)
	if w.Code != http.StatusOK {
		v.Errorf("%s: %d %.200s", address, w.Code, w.Body)
	}
	return took, unpacked(v, w.Result())
}

// unpacked is how long a body is without its packing.
func unpacked(tb testing.TB, r *http.Response) int {
	tb.Helper()
	body := io.Reader(r.Body)
	if r.Header.Get("Content-Encoding") == "gzip" {
		var err error
		if body, err = gzip.NewReader(body); err != nil {
			tb.Fatal(err)
		}
	}
	n, err := io.Copy(io.Discard, body)
	if err != nil {
		tb.Fatal(err)
	}
	return int(n)
}

// api lists the addresses that the OpenAPI document names.
func (v viewer) api() []string {
	w := httptest.NewRecorder()
	v.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://gongkai.test/api/v1/openapi.json", nil))
	var document struct {
		Paths map[string]any `json:"paths"`
	}
	if err := json.Unmarshal(w.Body.Bytes(), &document); err != nil {
		v.Fatal(err)
	}
	return apiAddresses(slices.Collect(maps.Keys(document.Paths)))
}

// apiAddresses are addresses of the API, of an {agency} and a {report}, for the paths of its document.
func apiAddresses(paths []string) (all []string) {
	// What the document can't say is required: one parameter of several, and of a nation a place.
	needed := map[string]string{"/api/v1/search": "?q=%E8%B4%A2%E6%94%BF", "/api/v1/search/texts": "?q=%E8%B4%A2%E6%94%BF", "/api/v1/weighted-totals": "?timeliness=1", "/api/v1/findings/matrix": "?county={county}"}
	for _, path := range paths {
		subject := "{report}"
		if strings.HasPrefix(path, "/api/v1/agencies/") {
			subject = "{agency}"
		}
		if path != "/api/v1/sql" && path != "/api/v1/check" && !strings.HasPrefix(path, "/api/v1/releases/") && !strings.HasPrefix(path, "/api/v1/cases/") && !strings.HasPrefix(path, "/api/v1/audits/") { // cost what is asked; nothing was released, objected to or audited
			all = append(all, strings.NewReplacer("{id}", subject, "{key}", "requests_new.total").Replace(path)+needed[path])
		}
	}
	slices.Sort(all)
	return all
}
