package dashboards

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/klauspost/compress/gzhttp"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// server answers requests. Its fields do not change after New.
type server struct {
	Config
	views   map[tongue]map[string]*template.Template
	assets  map[string]asset
	version versionCache
	metrics metrics
	clock   func() time.Time
	turns   chan struct{} // of queries and searches of texts
	copies  chan struct{} // of whole tables
	drafts  chan struct{} // that are held in memory
	names   nameIndex
	memo    *memo // what Measures are asked through

	kept     keptPages    // answers
	making   atomic.Int32 // answers that are made for readers who wait
	atOnce   int          // so many of them, and others get older ones
	renewals renewals     // those that are made behind older ones

	documents keptPages // archived ones with their marks

	thawed    thawedServers  // of releases
	released  *ReleaseRow    // the release that it shows; nil: what is now
	pagesAsOf *http.ServeMux // of its pages
	state     string         // of the files that these were made of
	gone      *takenSince    // what was taken down of it since
	paged     sync.Map       // whether a release has pages, by the SHA-256 of its manifest
}

// page is what a handler gives: which template shows what.
type page struct {
	view   string // name of the template
	title  string // what the page is, for the title and the heading
	lead   string // the sentence that sums it up, made from the data
	crumbs []crumb
	county string // what the page refers to: kept by links
	year   uint16
	body   any
	still  bool        // no script belongs to it: its policy allows none
	shows  *VersionRow // the state of the data that it shows for ever, where that is not the newest
}

type crumb struct{ Name, Href string }

// handler makes a page. A fault is shown as its sentence, any other error as a failure.
type handler func(ctx context.Context, r *http.Request, l tongue) (page, error)

// New returns everything that the service answers: pages, the API, health and metrics.
func New(c Config) (http.Handler, error) {
	if c.Measures == nil || c.Evidence == nil || c.Interval == nil || c.AuditRate == nil || c.Ready == nil {
		return nil, errors.New("dashboards: Measures, Evidence, Interval, AuditRate and Ready are required")
	}
	c.Log = cmp.Or(c.Log, slog.New(slog.DiscardHandler))
	if c.Registry == nil {
		c.Registry = prometheus.NewRegistry()
	}
	m, err := newMetrics(c.Registry, c.Version)
	if err != nil {
		return nil, fmt.Errorf("registering the metrics: %w", err)
	}
	c.CountedTexts = cmp.Or(c.CountedTexts, countedTexts)
	s := &server{Config: c, assets: loadAssets(), metrics: m, clock: time.Now, turns: make(chan struct{}, consoleAtOnce), copies: make(chan struct{}, tableAtOnce), drafts: make(chan struct{}, draftsAtOnce)}
	s.memo = newMemo(c.Measures, s.currentVersion)
	s.Measures = s.memo
	s.atOnce = runtime.GOMAXPROCS(0)
	s.views = loadViews()
	mux := http.NewServeMux()
	for _, route := range s.routes() {
		mux.Handle("GET "+route.pattern, route.handler)
	}
	for _, route := range s.posts() {
		mux.Handle("POST "+route.pattern, route.handler)
	}
	go s.prepare()
	return s.metrics.observe(mux, gzhttp.GzipHandler(s.survive(s.harden(s.limit(remembering(mux)))))), nil
}

type route struct {
	pattern string
	handler http.Handler
}

// routes is every address of the service; whatever is not here is not found. A topic with pages
// of its own lists them in its file.
func (s *server) routes() []route {
	all := slices.Concat(s.mainRoutes(), s.figureRoutes(), s.compareRoutes(), s.takeawayRoutes(), s.releaseRoutes(), s.asOfRoutes(), s.checkRoutes(), s.caseRoutes(), s.auditRoutes(), s.covariateRoutes(), s.deskRoutes())
	for _, e := range endpoints() {
		answer := s.api(e)
		if e.isAsOf() {
			answer = s.apiAsOf(e)
		}
		all = append(all, route{e.Path, answer})
	}
	return all
}

func (s *server) mainRoutes() []route {
	return []route{
		{"/{$}", s.page(s.overview)},
		{"/counties/{code}", s.page(s.countyPage)},
		{"/agencies", s.page(s.agenciesPage)},
		{"/agencies/{agency}", s.page(s.agencyPage)},
		{"/reports/{report}", s.page(s.reportPage)},
		{"/reports/{report}/shared", s.page(s.sharedPage)},
		{"/reports/{report}/evidence", http.HandlerFunc(s.evidence)},
		{"/league", s.page(s.leaguePage)},
		{"/total", s.page(s.totalPage)},
		{"/funnel", s.page(s.funnelPage)},
		{"/findings", s.page(s.findingsPage)},
		{"/status", s.page(s.statusPage)},
		{"/undecided", s.page(s.undecidedPage)},
		{"/method", s.page(s.methodPage)},
		{"/data", s.page(s.dataPage)},
		{"/assets/{name}", http.HandlerFunc(s.asset)},
		{"/favicon.ico", http.RedirectHandler("/assets/favicon.svg", http.StatusMovedPermanently)},
		{"/healthz", http.HandlerFunc(healthz)},
		{"/readyz", http.HandlerFunc(s.readyz)},
		{"/metrics", promhttp.HandlerFor(s.Registry, promhttp.HandlerOpts{Registry: s.Registry})},
		{"/api/v1/openapi.json", http.HandlerFunc(s.openapi)},
		{"/api/", http.HandlerFunc(s.apiNotFound)},
		{"/", s.page(func(context.Context, *http.Request, tongue) (page, error) {
			return page{}, notFound("error.no_page")
		})},
	}
}

func healthz(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = w.Write([]byte("ok\n"))
}

// stater is an error that has words for everybody: no address, no statement.
type stater interface {
	error
	State() string
}

// readyz says what is the matter within a moment, also of a database that does not even refuse.
func (s *server) readyz(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.Header().Set("Cache-Control", "no-store")
	ctx, cancel := context.WithTimeout(r.Context(), readyPatience)
	defer cancel()
	if err := s.Ready(ctx); err != nil {
		if r.Context().Err() != nil {
			return // who asked has gone
		}
		s.Log.WarnContext(ctx, "not ready", "error", err)
		state := "the database does not answer or its schema is not current"
		if known, ok := errors.AsType[stater](err); ok {
			state = known.State()
		}
		w.Header().Set("Retry-After", retryAfter)
		w.WriteHeader(http.StatusServiceUnavailable)
		_, _ = fmt.Fprintf(w, "not ready: %s\n", state)
		return
	}
	_, _ = w.Write([]byte("ready\n"))
}
