package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strconv"
	"strings"
	"sync"
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
	/league?dimension=timeliness&year=2022 /league?dimension=legal&year=2023&county={county} /funnel?rate=granted&year=2022 /total?timeliness=1 /compare?a={agency}&a=900001-civil
	/timeliness?year=2022 /timeliness?county={county} /refusals /refusals?county={county} /attention /findings /findings?county={county} /findings/matrix /changes /copies /templates /templates?county={county} /rewordings /?level=county&family=finance
	/cells?county={county} /status /undecided /method /data /search?q=%E8%B4%A2%E6%94%BF`)

// viewer asks for pages.
type viewer struct {
	testing.TB
	http.Handler
	counties uint64
}

// coldMeasures says that the data is another one at each question, so that nothing is remembered.
type coldMeasures struct{ dashboards.Measures }

func (c coldMeasures) Select(ctx context.Context, dst any, measure string, params map[string]any) error {
	if rows, ok := dst.(*[]dashboards.VersionRow); ok {
		defer func() {
			for i := range *rows {
				(*rows)[i].Settled = ""
			}
		}()
	}
	return c.Measures.Select(ctx, dst, measure, params)
}

// BenchmarkPages generates a hundredth and a tenth of a nation (1,000,000 reports), scores them and
// asks for every page and every address of the API: cold (nothing remembered by the program) by one
// viewer and, of the pages, by sixteen at once, and warm. It prints the 99th percentile of all, the warm
// median, how both grow, and what each address took at most, the slowest first.
// GONGKAI_BENCH_NATION says other sizes, as in 10000.
func BenchmarkPages(b *testing.B) {
	if _, err := engine.FindLibrary(""); err != nil {
		b.Skip(err)
	}
	var before map[string]float64
	for _, reports := range sizes(b) {
		b.Run(strconv.FormatUint(reports, 10), func(b *testing.B) {
			n := newNation(b, reports)
			n.ok(n.Refresh(b.Context()))
			_, err := analytics.ScoreAll(b.Context(), n, noon("2026-06-02"))
			n.ok(err)
			took := n.view()
			b.ReportMetric(0, "ns/op")
			for what, ms := range took {
				b.ReportMetric(ms, what+"-ms")
				if was := before[what]; was > 0 {
					b.ReportMetric(ms/was, what+"-growth")
				}
			}
			before = took
		})
	}
}

func (n *nation) viewer(measures dashboards.Measures) viewer {
	h, err := dashboards.New(dashboards.Config{
		Measures: measures, Interval: stats.Wilson, Ready: func(context.Context) error { return nil }, Method: profile.Version,
		Evidence: func(context.Context, string, uint32, []string, string) ([]byte, error) {
			return nil, dashboards.ErrNotFound
		},
	})
	n.ok(err)
	return viewer{n.TB, h, max(1, n.reports/7/46)}
}

// view gives the times in milliseconds.
func (n *nation) view() map[string]float64 {
	n.Helper()
	measures := analytics.NewMeasures(n)
	cold, warm := n.viewer(coldMeasures{measures}), n.viewer(measures)
	all := slices.Concat(pages, cold.api())
	took := map[string]float64{}
	alone := cold.each(all, 1, 2)
	crowd := cold.each(pages, 16, 1) // people read pages; what asks the API asks one thing after the other
	warm.each(all, 1, 1)
	took["cold-p99"], took["cold-16-p99"] = percentile(alone, 0.99), percentile(crowd, 0.99)
	again := warm.each(all, 1, 1) // each the same address as before
	took["warm-median"] = percentile(again, 0.5)
	slices.SortFunc(all, func(x, y string) int { return cmp.Compare(percentile(of(alone, y), 1), percentile(of(alone, x), 1)) })
	for _, address := range all {
		among := "not asked"
		if asked := of(crowd, address); len(asked) > 0 {
			among = fmt.Sprintf("%.0f ms", percentile(asked, 1))
		}
		n.Logf("%d reports: %-60s cold %5.0f ms, among 16 %s, warm %5.1f ms", n.reports, address, percentile(of(alone, address), 1), among, percentile(of(again, address), 1))
	}
	return took
}

// visit is one answer.
type visit struct {
	address string
	took    time.Duration
}

func of(all []visit, address string) []visit {
	return slices.DeleteFunc(slices.Clone(all), func(v visit) bool { return v.address != address })
}

// percentile in milliseconds.
func percentile(all []visit, p float64) float64 {
	if len(all) == 0 {
		return 0
	}
	all = slices.SortedFunc(slices.Values(all), func(x, y visit) int { return cmp.Compare(x.took, y.took) })
	return float64(all[min(len(all)-1, int(p*float64(len(all))))].took.Microseconds()) / 1000
}

// each visits every address so many times, by so many viewers at once; each starts elsewhere.
func (v viewer) each(all []string, viewers, times int) []visit {
	var mu sync.Mutex
	var visits []visit
	var wait sync.WaitGroup
	for person := range viewers {
		wait.Go(func() {
			for i := range len(all) * times {
				address := all[(i+person*len(all)/viewers)%len(all)]
				took := v.visit(address, uint64(person+i/len(all)))
				mu.Lock()
				visits = append(visits, visit{address, took})
				mu.Unlock()
			}
		})
	}
	wait.Wait()
	return visits
}

// visit asks for an address of the county and agency of that number.
func (v viewer) visit(address string, number uint64) time.Duration {
	v.Helper()
	county := strconv.FormatUint(900_000+(number*37+11)%v.counties, 10)
	agency := county + "-audit"
	address = strings.NewReplacer("{county}", county, "{agency}", agency, "{report}", agency+"-2022").Replace(address)
	w, begun := httptest.NewRecorder(), time.Now()
	v.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://gongkai.test"+address, nil))
	took := time.Since(begun)
	if w.Code != http.StatusOK {
		v.Errorf("%s: %d %.200s", address, w.Code, w.Body)
	}
	return took
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
	// What the document can't say is required: one parameter of several.
	needed := map[string]string{"/api/v1/search": "?q=%E8%B4%A2%E6%94%BF", "/api/v1/search/texts": "?q=%E8%B4%A2%E6%94%BF", "/api/v1/weighted-totals": "?timeliness=1"}
	for _, path := range paths {
		subject := "{report}"
		if strings.HasPrefix(path, "/api/v1/agencies/") {
			subject = "{agency}"
		}
		if path != "/api/v1/sql" { // costs what is asked
			all = append(all, strings.NewReplacer("{id}", subject, "{key}", "requests_new.total").Replace(path)+needed[path])
		}
	}
	slices.Sort(all)
	return all
}
