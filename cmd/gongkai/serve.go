package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"gongkai/analytics"
	"gongkai/analytics/profile"
	"gongkai/analytics/stats"
	"gongkai/crawler"
	"gongkai/dashboards"
	"gongkai/dashboards/login"
	"gongkai/store"
)

// serveCommand shows what is stored.
type serveCommand struct {
	listenFlag
	limitFlags
	readerFlags
	Sites string `placeholder:"FILE" help:"A sites file: its sites are crawled when they are due, and shown on the status page before they ever were."`
	Crawl bool   `default:"true" negatable:"" help:"Crawl the sites of --sites when they are due; --no-crawl only shows."`
	Shard string `placeholder:"I/N" help:"Crawl only one of N parts of the sites, I from 0 to N-1: the others are left to other services."`
	Seal  bool   `default:"true" negatable:"" help:"Seal once a day what was captured; --no-seal leaves that to gongkai seal."`
	sealFlags
	Releases string `placeholder:"DIR" help:"The folder of the releases whose files are given (default releases in the data folder)."`
	deskFlags
	atATimeFlags
	anyHourFlag
}

// listenFlag is where the dashboards answer.
type listenFlag struct {
	Listen string `default:"127.0.0.1:8080" placeholder:"ADDR" help:"Address of the dashboards (default 127.0.0.1:8080)."`
}

// readerFlags open the embedded engine to any ClickHouse client, read-only.
type readerFlags struct {
	ClickHouseListen string `name:"clickhouse-listen" placeholder:"ADDR" help:"Open the embedded ClickHouse, read-only, on this address."`
	AllowUnconfined  bool   `name:"clickhouse-unconfined" help:"Open it even where the kernel cannot keep the engine off the network."`
}

// Run serves until it is told to stop.
func (c *serveCommand) Run(ctx context.Context, a *app) error {
	s, err := c.settled(a)
	if err != nil {
		return err
	}
	listener, err := c.open()
	if err != nil {
		return err
	}
	defer listener.Close()
	return a.serve(ctx, listener, s)
}

// settled is the service that the flags describe, before anything of it is begun.
func (c *serveCommand) settled(a *app) (s service, err error) {
	shard, err := crawler.ParseShard(c.Shard)
	if err != nil {
		return s, usageError{err}
	}
	if err := errors.Join(c.atATimeFlags.valid(), c.sealFlags.valid()); err != nil {
		return s, err
	}
	limits, err := c.limits()
	if err != nil {
		return s, err
	}
	folder := cmp.Or(a.Data, "data")
	if info, err := os.Stat(folder); a.ClickHouse == "" && err == nil && !info.IsDir() {
		return s, usageError{fmt.Errorf("--data %s: it is no folder", folder)}
	}
	gate, err := c.gate(a, c.Listen)
	if err != nil {
		return s, err
	}
	var seals *sealFlags
	if c.Seal {
		seals = &c.sealFlags
	}
	return service{
		limits:   limits,
		gate:     gate,
		seals:    seals,
		releases: c.Releases,
		embedded: embedded{readerListen: c.ClickHouseListen, allowUnconfined: c.AllowUnconfined},
		sites:    c.Sites, crawl: c.Crawl, atATime: c.atATimeFlags, shard: shard, anyHour: c.AnyHour,
	}, nil
}

// open takes the address before anything slow is started, so that a taken port is told at once.
func (f listenFlag) open() (net.Listener, error) {
	listener, err := net.Listen("tcp", f.Listen)
	if err != nil {
		return nil, fmt.Errorf("cannot listen on %s: %w; choose another address with --listen", f.Listen, err)
	}
	return listener, nil
}

// service says what stands behind the dashboards.
type service struct {
	embedded
	sites    string
	crawl    bool // the sites, when they are due
	atATime  atATimeFlags
	shard    crawler.Shard // the sites that are crawled here
	anyHour  bool
	limits   dashboards.Limits
	seals    *sealFlags          // nil where nothing is sealed
	releases string              // the folder of releases; empty: that of the data
	gate     *login.Gate         // of who decides on pages; nil: nobody does
	desk     *desk               // keeps what is decided there
	ready    func(h *home) error // done before the address is printed
	// nextCrawl says when a site is crawled; nil where nothing is.
	nextCrawl func(site string) (time.Time, bool)
}

// serve keeps the dashboards up, and the sites crawled, until it is told to stop. Then crawls
// and readings end before the database does.
func (a *app) serve(ctx context.Context, listener net.Listener, s service) error {
	defer collectAt(servePercent)()
	h, err := a.open(ctx, s.embedded)
	if err != nil {
		return err
	}
	table, err := a.timetable(ctx, h, s)
	if err != nil {
		return errors.Join(err, h.close())
	}
	if table != nil {
		s.nextCrawl = table.nextCrawl
	}
	h.metrics.MustRegister(prometheus.NewGaugeFunc(prometheus.GaugeOpts{
		Name: "gongkai_crawl_lag_seconds", Help: "How long the site has waited that has waited longest for its crawl to begin; 0 where this service crawls none.",
	}, func() float64 {
		if table == nil {
			return 0
		}
		return table.lag().Seconds()
	}))
	if s.gate != nil {
		s.desk = newDesk(h, a)
	}
	handler, err := a.show(ctx, h, s)
	if err != nil {
		return errors.Join(err, h.close())
	}
	a.announce(listener, h)
	if s.gate != nil {
		fmt.Fprintf(a.out, "review: http://%s/review (for those who sign in)\n", listener.Addr())
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var crawls sync.WaitGroup
	crawls.Go(func() { h.sites.watch(ctx, a, h) })
	if table != nil {
		crawls.Go(func() { table.run(store.Patiently(ctx)) })
	}
	if s.desk != nil {
		crawls.Go(func() { s.desk.run(store.Patiently(ctx)) })
	}
	if s.seals != nil {
		crawls.Go(func() { h.sealDaily(store.Patiently(ctx), a, *s.seals) })
	}
	server := newServer(handler)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err = <-failed:
		cancel()
	case <-ctx.Done():
		stopping, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
		defer cancel()
		err = server.Shutdown(stopping)
	}
	crawls.Wait()
	return errors.Join(err, h.close())
}

// show builds the dashboards on an open database.
func (a *app) show(ctx context.Context, h *home, s service) (http.Handler, error) {
	if s.ready != nil {
		if err := s.ready(h); err != nil {
			return nil, err
		}
	}
	if err := a.catchUp(ctx, h); err != nil {
		return nil, err
	}
	h.register()
	if err := h.sites.ask(ctx, h); err != nil {
		return nil, err
	}
	kept := released(s.releases)
	if kept == "" && h.folder != "" {
		kept = released(filepath.Join(h.folder, releasesFolder))
	}
	c := dashboards.Config{
		Measures:        analytics.NewMeasures(h.DB),
		Evidence:        h.evidence,
		Interval:        stats.Wilson,
		RankCorrelation: stats.RankCorrelation,
		AuditRate:       auditRate,
		Ready:           h.ready,
		NextCrawl:       s.nextCrawl,
		Limits:          s.limits,
		Query:           consoleOf(h),
		Check:           h.check,
		Examples:        examples(),
		Tables:          h.publicTables,
		Table:           h.table,
		Registry:        h.metrics,
		Method:          profile.Version,
		Version:         programVersion(),
		Log:             a.log,
		Prepare:         true,
	}
	if s.desk != nil {
		c.Desk = &dashboards.Desk{Gate: s.gate, Decide: s.desk.decide, Answer: s.desk.answer}
	}
	if kept != "" {
		c.ReleaseFile, c.ReleaseFigures, c.ReleaseRow = kept.file, kept.figures, kept.row
		h.thawing = newThawing(ctx, h, kept)
		c.AsOf, c.TakedownsState = h.thawing.as, h.TakedownsState
	}
	return dashboards.New(c)
}

// catchUp scores what was read and is not shown yet: after an upgrade the pages would be empty.
func (a *app) catchUp(ctx context.Context, h *home) error {
	behind, err := analytics.Behind(ctx, h.DB)
	if err != nil || !behind {
		return err
	}
	a.log.InfoContext(ctx, "scoring first: what was read is not ready to be shown by this version of the program")
	_, err = h.refreshAndScore(ctx, false)
	return err
}

// announce prints where things are: for people, and for scripts that start the program on
// a free port.
func (a *app) announce(listener net.Listener, h *home) {
	fmt.Fprintf(a.out, "dashboards: http://%s/\n", listener.Addr())
	if h.engine != nil && h.engine.ReaderAddr() != nil {
		fmt.Fprintf(a.out, "clickhouse: http://%s/ (read-only)\n", h.engine.ReaderAddr())
	}
}

// register adds what this package knows to the metrics.
func (h *home) register() {
	h.metrics.MustRegister(&h.sites)
	if h.engine == nil {
		return
	}
	h.metrics.MustRegister(
		prometheus.NewCounterFunc(prometheus.CounterOpts{
			Name: "gongkai_engine_restarts_total", Help: "How often the embedded ClickHouse had to be started again.",
		}, func() float64 { return float64(h.engine.Restarts()) }),
	)
}
