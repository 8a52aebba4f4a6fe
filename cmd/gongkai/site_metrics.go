package main

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"gongkai/analytics"
	"gongkai/crawler/schedule"
	"gongkai/dashboards"
	"gongkai/store"
)

// siteMetrics shows to Prometheus what the status page shows to people: how fresh each site is
// and what it gives. They are labelled by site, so the sites file bounds their number. A scrape
// does not ask the database: what it shows is at most siteMetricsAge old.
type siteMetrics struct {
	rows atomic.Pointer[[]dashboards.SiteRow]
	died atomic.Int64

	clickhouse atomic.Pointer[store.Health]
}

const siteMetricsAge = 5 * time.Minute

var (
	siteFresh    = siteDesc("fresh_timestamp_seconds", "When the last crawl ended that walked a list to its end; where none ever did, when the first one began.")
	siteFails    = siteDesc("failing", "1 where the last crawl that ended walked no list to its end.")
	siteBlock    = siteDesc("blocked", "1 where a challenge page kept the last crawl from being complete.")
	siteLinks    = siteDesc("report_links", "Report links that the lists of the last ended crawl name.")
	siteLinkB    = siteDesc("report_links_before", "The most report links that the lists of one of the five crawls before named.")
	siteFound    = siteDesc("reports_found", "Reports that the law expects and that were found.")
	siteAwait    = siteDesc("reports_expected", "Reports that the law expects.")
	crawlersDied = prometheus.NewDesc("gongkai_crawl_processes_died", "Processes that ended within a day while they crawled, without a word: killed, or out of memory.", nil, nil)
	season       = prometheus.NewDesc("gongkai_crawl_season", "Whose reports are due around today: 1 departments', 2 governments', 0 nobody's.", nil, nil)
)

func siteDesc(name, help string) *prometheus.Desc {
	return prometheus.NewDesc("gongkai_site_"+name, help, []string{"site"}, nil)
}

// watch keeps the metrics fresh until ctx ends.
func (m *siteMetrics) watch(ctx context.Context, a *app, h *home) {
	for ctx.Err() == nil {
		if err := m.ask(ctx, h); err != nil && ctx.Err() == nil {
			a.log.Warn("the metrics of the sites and of ClickHouse stay as they were", "error", err)
		}
		_ = h.clock.Sleep(ctx, siteMetricsAge)
	}
}

func (m *siteMetrics) ask(ctx context.Context, h *home) error {
	var rows []dashboards.SiteRow
	if err := analytics.NewMeasures(h.DB).Select(ctx, &rows, "sites", dashboards.AllSites); err != nil {
		return err
	}
	died, err := h.DeadProcesses(ctx, time.Now().Add(-24*time.Hour))
	if err != nil {
		return err
	}
	m.rows.Store(&rows)
	m.died.Store(int64(died))
	health, err := h.Health(ctx)
	if err == nil {
		m.clickhouse.Store(&health)
	}
	return err
}

// Describe is part of prometheus.Collector.
func (m *siteMetrics) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{siteFresh, siteFails, siteBlock, siteLinks, siteLinkB, siteFound, siteAwait, season, crawlersDied} {
		to <- d
	}
	describeClickHouse(to)
}

// Collect is part of prometheus.Collector. A site that was never crawled to the end of a crawl
// has nothing to say.
func (m *siteMetrics) Collect(to chan<- prometheus.Metric) {
	to <- prometheus.MustNewConstMetric(season, prometheus.GaugeValue, float64(schedule.SeasonOf(time.Now())))
	collectClickHouse(to, m.clickhouse.Load())
	rows := m.rows.Load()
	if rows == nil {
		return
	}
	to <- prometheus.MustNewConstMetric(crawlersDied, prometheus.GaugeValue, float64(m.died.Load()))
	for _, r := range *rows {
		fresh := r.LastSuccess
		if fresh == nil {
			fresh = r.FailingSince
		}
		if fresh == nil {
			continue
		}
		for d, v := range map[*prometheus.Desc]float64{
			siteFresh: float64(fresh.UnixMilli()) / 1000, siteFails: one(r.FailingSince != nil), siteBlock: one(r.Failure == "challenge"),
			siteLinks: float64(r.Links), siteLinkB: float64(r.LinksBefore), siteFound: float64(r.Found), siteAwait: float64(r.Expected),
		} {
			to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, r.SiteID)
		}
	}
}

func one(is bool) float64 {
	if is {
		return 1
	}
	return 0
}

// stageMetrics count what the stages after the crawl did.
type stageMetrics struct {
	documents *prometheus.CounterVec
	ingests   *prometheus.CounterVec
	scores    *prometheus.CounterVec
}

func newStageMetrics(r prometheus.Registerer) *stageMetrics {
	m := &stageMetrics{
		documents: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "gongkai_ingest_documents_total", Help: "Documents read, by what became of them."}, []string{"outcome"}),
		ingests:   prometheus.NewCounterVec(prometheus.CounterOpts{Name: "gongkai_ingest_runs_total", Help: "Readings of what was captured, by how they ended: done or failed."}, []string{"result"}),
		scores:    prometheus.NewCounterVec(prometheus.CounterOpts{Name: "gongkai_score_runs_total", Help: "Runs of scoring, by how they ended: done or failed."}, []string{"result"}),
	}
	r.MustRegister(m.documents, m.ingests, m.scores)
	for _, runs := range []*prometheus.CounterVec{m.ingests, m.scores} { // an increase is only seen of what was there before
		for _, result := range []string{"done", "failed"} {
			runs.WithLabelValues(result)
		}
	}
	return m
}

// ended counts a run; one that was stopped did not fail.
func ended(ctx context.Context, runs *prometheus.CounterVec, err error) {
	switch {
	case err == nil:
		runs.WithLabelValues("done").Inc()
	case ctx.Err() == nil:
		runs.WithLabelValues("failed").Inc()
	}
}
