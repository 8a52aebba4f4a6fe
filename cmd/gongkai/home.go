package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"gongkai/analytics"
	"net/url"
	"os"
	"path/filepath"

	"github.com/prometheus/client_golang/prometheus"

	"gongkai/crawler"
	"gongkai/parse"
	"gongkai/store"
	"gongkai/store/engine"
)

// home is an open database with its schema current, and the engine that hosts it where
// that is embedded.
type home struct {
	*store.DB
	engine  *engine.Engine       // nil with --clickhouse
	folder  string               // the data folder; empty with --clickhouse
	metrics *prometheus.Registry // what this process did; /metrics shows it
	stages  *stageMetrics
	clock   crawler.Clock
	sites   siteMetrics
	flight  flight    // of all documents that this process reads
	thawing *thawing  // of releases whose pages are shown; nil where none are
	bodies  *store.DB // where bodies are, of a database that has none; nil: they are in it
}

// embedded says how the embedded engine is to be started; it plays no part with --clickhouse.
type embedded struct {
	folder           string // used where --data does not say
	readerListen     string
	allowUnconfined  bool
	withoutMigration bool
}

// open opens the database that the flags name: a server, or the embedded engine of the
// data folder, started here or found running. One that was found may end with the command
// that runs it; the engine's transport then finds the next one or takes the folder over.
func (a *app) open(ctx context.Context, e embedded) (*home, error) {
	h := &home{metrics: prometheus.NewRegistry(), clock: a.clock, flight: newFlight()}
	h.stages = newStageMetrics(h.metrics)
	target, err := a.server(e)
	if err == nil && a.ClickHouse == "" {
		h.folder = cmp.Or(a.Data, e.folder, "data")
		h.engine, err = engine.Start(ctx, engine.Config{Dir: h.folder, ReaderListen: e.readerListen, AllowUnconfined: e.allowUnconfined, Log: a.log})
		if err == nil {
			target = store.Config{URL: h.engine.URL(), User: engine.UserAdmin, Reader: engine.UserReader, Password: h.engine.Secret(), Database: engine.Database,
				Transport: h.engine.Transport()}
		}
	}
	if errors.Is(err, engine.ErrUnconfined) {
		return nil, fmt.Errorf("%w; --clickhouse-unconfined opens it all the same", err)
	}
	if err != nil {
		return nil, err
	}
	target.Metrics, target.Log, target.Clock = h.metrics, a.log, a.clock
	if h.DB, err = store.Open(ctx, target); err != nil {
		return nil, errors.Join(err, h.close())
	}
	if !e.withoutMigration {
		if err := h.Migrate(ctx); err != nil {
			return nil, errors.Join(err, h.close())
		}
	}
	return h, nil
}

// hasData reports whether there is a database already.
func (a *app) hasData() bool {
	if a.ClickHouse != "" {
		return true
	}
	_, err := os.Stat(cmp.Or(a.Data, "data"))
	return err == nil
}

// server reads --clickhouse into a target. A password belongs into a file: an address is
// shown by every process list.
func (a *app) server(e embedded) (store.Config, error) {
	if a.ClickHouse == "" && a.ClickHouseCluster+a.ClickHouseShards != "" {
		return store.Config{}, usageError{errors.New("a cluster has servers: name one of them with --clickhouse, or leave out --clickhouse-cluster and --clickhouse-shards")}
	}
	if a.ClickHouse == "" {
		return store.Config{}, nil
	}
	if a.ClickHouseCluster == "" && a.ClickHouseShards != "" {
		return store.Config{}, usageError{errors.New("--clickhouse-shards needs --clickhouse-cluster, the cluster that has every server as a replica of one shard")}
	}
	if e.readerListen != "" {
		return store.Config{}, usageError{errors.New("--clickhouse-listen opens the embedded engine to readers; with --clickhouse give readers an account on that server")}
	}
	u, err := url.Parse(a.ClickHouse)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return store.Config{}, usageError{fmt.Errorf("--clickhouse %q: want an address like http://user@host:8123/gongkai", store.WithoutSecret(a.ClickHouse))}
	}
	return store.Config{URL: a.ClickHouse, PasswordFile: a.ClickHousePasswordFile, Cluster: store.Cluster{Servers: a.ClickHouseCluster, Shards: a.ClickHouseShards}}, nil
}

// spool is the folder for long bodies that are on their way to the database: beside it, since a
// system's own folder may be in memory.
func (h *home) spool() (string, error) {
	if h.folder == "" {
		return "", nil
	}
	dir := filepath.Join(h.folder, "spool")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("making the folder for long answers: %w", err)
	}
	return dir, nil
}

// close closes the database first, then the engine below it.
func (h *home) close() error {
	var err error
	if h.thawing != nil {
		err = h.thawing.close()
	}
	if h.DB != nil {
		err = errors.Join(err, h.DB.Close())
	}
	if h.engine != nil {
		err = errors.Join(err, h.engine.Close())
	}
	return err
}

// ready is what /readyz asks: ClickHouse answers and the schema is the one of this program.
func (h *home) ready(ctx context.Context) error { return h.DB.Ready(ctx) }

// parserVersion is in every reading; raising it has everything read again.
const parserVersion = parse.Version

// noteVersion notes the version of the data. It may do so twice: a version that is noted twice is the same one.
func (h *home) noteVersion(ctx context.Context) error {
	return h.Again(ctx, func() error { return analytics.NoteVersion(ctx, h.DB) })
}
