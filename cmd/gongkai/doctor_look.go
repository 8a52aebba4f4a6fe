package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/kong"
	"golang.org/x/sys/unix"

	"gongkai/analytics"
	"gongkai/cmd/gongkai/doctor"
	"gongkai/crawler"
	"gongkai/dashboards"
	"gongkai/store/engine"
)

// notFlags begin variables that are none of the command line: the engine's, those of the tests, and
// what Kubernetes sets for a service of this name.
var notFlags = []string{"GONGKAI_CHDB_LIBRARY", "GONGKAI_REQUIRE_", "GONGKAI_SCREENSHOTS", "GONGKAI_TEST_", "GONGKAI_SERVICE_", "GONGKAI_PORT"}

func (a *app) lookAtSettings(model *kong.Application) doctor.Settings {
	s := doctor.Settings{File: a.Config, Password: a.ClickHousePasswordFile}
	known := map[string]bool{}
	for _, f := range allFlags(model) {
		for _, name := range f.Envs {
			known[name] = true
		}
	}
	for _, variable := range os.Environ() {
		name, _, _ := strings.Cut(variable, "=")
		if strings.HasPrefix(name, "GONGKAI_") && !known[name] && !slices.ContainsFunc(notFlags, func(p string) bool { return strings.HasPrefix(name, p) }) {
			s.Unknown = append(s.Unknown, name)
		}
	}
	slices.Sort(s.Unknown)
	if s.Password != "" {
		if file, err := os.Open(s.Password); err != nil {
			s.PasswordErr = err
		} else {
			defer file.Close()
			if info, err := file.Stat(); err == nil {
				s.PasswordMode = info.Mode()
			}
		}
	}
	if u, err := url.Parse(a.ClickHouse); err == nil && u.User != nil {
		_, s.InAddress = u.User.Password()
	}
	return s
}

// lookAtFolder looks at the data folder without opening it, and at who has it.
func (a *app) lookAtFolder(ctx context.Context) (f doctor.Folder, holder engine.Holder) {
	f.Path = cmp.Or(a.Data, "data")
	info, err := os.Stat(f.Path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		f.Missing = true
		return f, holder
	case err != nil:
		f.Err = err
		return f, holder
	case !info.IsDir():
		f.Err = errors.New("it is no folder")
		return f, holder
	}
	if f.Rights = unix.Access(f.Path, unix.R_OK|unix.W_OK|unix.X_OK); f.Rights != nil {
		var stat unix.Stat_t
		if unix.Stat(f.Path, &stat) == nil {
			f.Owner = fmt.Sprintf("user %d, this is user %d", stat.Uid, os.Getuid())
		}
	}
	if card, err := os.Stat(filepath.Join(f.Path, "engine.json")); err == nil && card.Mode().Perm()&0o077 != 0 {
		f.Exposed = filepath.Join(f.Path, "engine.json")
	}
	var disk unix.Statfs_t
	if f.Err = unix.Statfs(f.Path, &disk); f.Err != nil {
		return f, holder
	}
	f.Free, f.Size, f.FreeFiles = disk.Bavail*uint64(disk.Bsize), disk.Blocks*uint64(disk.Bsize), disk.Ffree
	holder, f.Err = engine.Look(ctx, f.Path)
	f.Held, f.Holder, f.Silent, f.Empty = holder.Held, holder.Name, holder.Silent, holder.Empty
	if entries, err := os.ReadDir(f.Path); err == nil && f.Empty {
		for _, e := range entries {
			f.Others = append(f.Others, e.Name())
		}
	}
	return f, holder
}

// tryEngine starts an engine on a folder of its own: where there is no data yet, none is made.
func (a *app) tryEngine(ctx context.Context) (seen doctor.Engine) {
	seen.Embedded = true
	dir, err := os.MkdirTemp("", "gongkai-doctor-")
	if err != nil {
		seen.Err = err
		return seen
	}
	defer os.RemoveAll(dir)
	elsewhere := *a
	flags := *a.globals
	flags.Data, elsewhere.globals = dir, &flags
	h, err := elsewhere.open(ctx, embedded{withoutMigration: true})
	if err != nil {
		seen.Err = err
		return seen
	}
	seen = h.lookAtEngine(ctx, a)
	seen.Err = cmp.Or(seen.Err, h.close())
	return seen
}

func (h *home) lookAtEngine(ctx context.Context, a *app) doctor.Engine {
	seen := doctor.Engine{Embedded: h.engine != nil}
	if u, err := url.Parse(a.ClickHouse); err == nil {
		seen.Address = u.Host
	}
	var rows []struct {
		Version string `ch:"version"`
	}
	if seen.Err = h.Select(ctx, &rows, "SELECT version() AS version", nil); seen.Err != nil {
		return seen
	}
	seen.Version = rows[0].Version
	if h.engine == nil {
		return seen
	}
	confined := h.engine.Confinement()
	seen.Confined, seen.Open = confined.String(), !confined.Network
	seen.Machine = engine.MachineMemory()
	var limit []struct {
		Bytes uint64 `ch:"bytes"`
	}
	if err := h.Select(ctx, &limit, "SELECT toUInt64OrZero(value) AS bytes FROM system.server_settings WHERE name = 'max_server_memory_usage'", nil); err == nil && len(limit) == 1 {
		seen.Memory = limit[0].Bytes
	}
	return seen
}

// lookAtData asks the database, as far as its schema lets this program.
func (h *home) lookAtData(ctx context.Context, a *app, r *doctor.Report) {
	r.Add(h.lookAtEngine(ctx, a).Checks()...)
	if health, err := h.Health(ctx); asking(r, "parts", err) {
		tables := doctor.Tables{Embedded: a.ClickHouse == "", Cluster: a.ClickHouseCluster != "", MostParts: health.MostParts, ReadOnly: health.ReadOnly, Delay: health.Delay}
		for _, d := range health.Disks {
			tables.Disks = append(tables.Disks, doctor.Disk(d))
		}
		r.Add(tables.Checks()...)
	}
	var schema doctor.Schema
	schema.Have, schema.Want, schema.Err = h.SchemaState(ctx)
	r.Add(schema.Check())
	clock := doctor.Clock{Now: time.Now(), Built: builtAt()}
	if schema.Err != nil || schema.Have < schema.Want {
		r.Add(clock.Check()) // the other questions are about tables of this program's schema
		return
	}
	newest, err := h.Newest(ctx)
	if !asking(r, "clock", err) {
		return
	}
	clock.Now, clock.Captured, clock.Server = time.Now(), newest.Captured, &newest.Now
	r.Add(clock.Check())
	data := doctor.Data{Parser: parserVersion, NewestCapture: newest.Captured, NewestReading: newest.Read, ScoredAt: newest.Scored}
	var unread, behind, left error
	data.Unread, unread = h.CountUnread(ctx, parserVersion)
	data.Behind, behind = analytics.Behind(ctx, h.DB)
	data.Left, left = h.LeftSnapshot(ctx)
	if asking(r, "reading", errors.Join(unread, behind, left)) {
		r.Add(data.Checks()...)
	}
	crawls, err := h.lookAtCrawls(ctx)
	if asking(r, "crawls", err) {
		r.Add(crawls.Checks()...)
	}
}

func (h *home) lookAtCrawls(ctx context.Context) (seen doctor.Crawls, err error) {
	var sites []dashboards.SiteRow
	if err := analytics.NewMeasures(h.DB).Select(ctx, &sites, "sites", dashboards.AllSites); err != nil {
		return seen, err
	}
	for _, s := range sites {
		if s.Crawls > 0 {
			seen.Sites++
		}
		if s.FailingSince != nil {
			seen.Failing = append(seen.Failing, doctor.Failing{Site: s.SiteID, Since: *s.FailingSince, Failure: s.Failure})
		}
	}
	holds, err := h.holds(ctx, "")
	if err != nil {
		return seen, err
	}
	for _, hold := range holds {
		if hold.Stands != 0 {
			seen.Holds = append(seen.Holds, fmt.Sprintf("%s until %s UTC (%s)", hold.Host, hold.Until.UTC().Format("2006-01-02 15:04"), hold.Failure))
		}
	}
	seen.Died, err = h.DeadProcesses(ctx, time.Now().Add(-24*time.Hour))
	return seen, err
}

// lookAtSites reads the sites file as a crawl would.
func (a *app) lookAtSites(file string) (seen doctor.Sites) {
	if file == "" {
		if _, err := os.Stat(defaultSites); err != nil {
			return seen
		}
		file = defaultSites
	}
	seen.File = file
	sites, warnings, err := sitesFlag{file}.check()
	seen.Number, seen.Warnings, seen.Err = len(sites), warnings, err
	seen.Contact = crawler.CheckContact(a.Contact, sites)
	return seen
}

// builtAt is when the program's source was committed, where the program knows.
func builtAt() (t time.Time) {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.time" {
				t, _ = time.Parse(time.RFC3339, s.Value)
			}
		}
	}
	return t
}
