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
	/league?dimension=timeliness&year=2022 /league?dimension=legal&year=2023&county={county} /funnel?rate=granted&year=2022 /total?timeliness=1 /compare?a={agency}&a=900001-civil
	/timeliness?year=2022 /timeliness?county={county} /refusals /refusals?county={county} /attention /findings /findings?county={county} /findings/matrix /changes /copies /templates /templates?county={county} /rewordings /?level=county&family=finance
	/cells?county={county} /status /undecided /releases /method /data /search?q=%E8%B4%A2%E6%94%BF`)

// viewer asks for pages.
type viewer struct {
	testing.TB
	http.Handler
	counties uint64
}

// BenchmarkPages generates a hundredth and a tenth of a nation (1,000,000 reports), scores them and
// asks for every page and every address of the API: cold by one viewer, each answer the first that a program
// gives that has just started; of the pages, by sixteen at once, each of another page, of a program that has just
// started; and warm. It prints the 99th percentile of all, the warm
// median and 99th percentile, the engine's processor time for a cold answer, how they grow, and what each address took at most, the slowest first.
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
		Measures: measures, Interval: stats.Wilson, AuditRate: auditRate, Ready: func(context.Context) error { return nil }, Method: profile.Version,
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
	measures := &countedMeasures{Measures: analytics.NewMeasures(n)}
	fresh := func() viewer { return n.viewer(measures) }
	warm := fresh()
	all := slices.Concat(pages, warm.api())
	took := map[string]float64{}
	var alone, crowd []visit
	used := processorOf(n.pid)
	for i, address := range slices.Concat(all, all) {
		alone = append(alone, fresh().at(address, uint64(i/len(all))))
	}
	took["cold-engine"] = float64((processorOf(n.pid) - used).Milliseconds()) / float64(len(alone))
	n.Logf("%d reports: %.1f statements an address", n.reports, float64(measures.asked.Load())/float64(len(alone)))
	for round := range pages {
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
		n.Logf("%d reports: %-60s cold %5.0f ms, among 16 %s, warm %5.1f ms", n.reports, address, percentile(of(alone, address), 1), among, percentile(of(again, address), 1))
	}
	return took
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

// together has the viewers ask at once, each for another page; by the last round each page was asked for by all.
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
	return visit{address, v.visit(address, number)}
}

// visit asks for an address of the county and agency of that number.
func (v viewer) visit(address string, number uint64) time.Duration {
	v.Helper()
	county := countyCode((number*37 + 11) % v.counties)
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
		if path != "/api/v1/sql" && path != "/api/v1/check" && !strings.HasPrefix(path, "/api/v1/releases/") && !strings.HasPrefix(path, "/api/v1/cases/") && !strings.HasPrefix(path, "/api/v1/audits/") { // cost what is asked; nothing was released, objected to or audited
			all = append(all, strings.NewReplacer("{id}", subject, "{key}", "requests_new.total").Replace(path)+needed[path])
		}
	}
	slices.Sort(all)
	return all
}
