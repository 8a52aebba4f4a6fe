package main

import (
	"context"
	"os"
	"time"

	"gongkai/analytics"
	"gongkai/crawler"
	"gongkai/crawler/schedule"
	"gongkai/disclosure"
)

// timetable makes the sites of the service known and returns who crawls them: nil where there
// are none, or where nobody may be asked.
func (a *app) timetable(ctx context.Context, h *home, s service) (*timetable, error) {
	if s.sites == "" {
		return nil, nil
	}
	file := &sitesFile{flag: sitesFlag{s.sites}, app: a, home: h, reader: newPageReader(nil)}
	sites, err := file.load(ctx)
	if err != nil || !s.crawl {
		return nil, err
	}
	if err := crawler.CheckContact(a.Contact, sites); err != nil && a.Contact != "" {
		return nil, usageError{err}
	} else if err != nil {
		a.log.Warn("the sites are shown and not crawled", "why", err)
		return nil, nil
	}
	table := newTimetable()
	c, err := h.newCrawler(a, file.reader, crawlOptions{atATime: s.atATime, anyHour: s.anyHour, progress: newLogProgress(a.log).tell, rests: table.rest})
	if err != nil {
		return nil, err
	}
	table.timetableConfig = timetableConfig{
		sites:    func(ctx context.Context) []disclosure.Site { return inShard(file.current(ctx), s.shard) },
		pasts:    func(ctx context.Context) (map[string]sitePast, error) { return pasts(ctx, analytics.NewMeasures(h.DB)) },
		crawl:    func(ctx context.Context, site disclosure.Site) error { _, err := c.Crawl(ctx, site); return err },
		digest:   func(ctx context.Context) error { return h.digest(ctx, a) },
		parallel: max(s.atATime.Parallel, 1),
		log:      a.log,
		clock:    a.clock,
	}
	return table, nil
}

// inShard keeps the sites of a shard.
func inShard(sites []disclosure.Site, shard crawler.Shard) []disclosure.Site {
	var mine []disclosure.Site
	for _, s := range sites {
		if shard.Has(s) {
			mine = append(mine, s)
		}
	}
	return mine
}

// digest reads what was captured and scores what came of it.
func (h *home) digest(ctx context.Context, a *app) error {
	n, err := h.ingest(ctx, a, false)
	if err != nil {
		return err
	}
	summary, err := h.score(ctx)
	if err == nil {
		a.log.Info("read and scored", "read", n.String(), "scored", summary.String())
	}
	return err
}

// pasts asks what the database knows of the crawls of each site.
func pasts(ctx context.Context, m *analytics.Measures) (map[string]sitePast, error) {
	var rows []struct {
		SiteID  string     `ch:"site_id"`
		Started *time.Time `ch:"started_at"`
		Held    *time.Time `ch:"held_until"`
		Open    uint8      `ch:"open"`
		Silent  uint8      `ch:"silent"`
	}
	if err := m.Select(ctx, &rows, "schedule", nil); err != nil {
		return nil, err
	}
	all := make(map[string]sitePast, len(rows))
	for _, r := range rows {
		all[r.SiteID] = sitePast{schedule.Past{Started: timeOf(r.Started), Held: timeOf(r.Held), Silent: r.Silent == 1}, r.Open == 1}
	}
	return all, nil
}

// timeOf is the zero time for none.
func timeOf(t *time.Time) time.Time {
	if t == nil {
		return time.Time{}
	}
	return *t
}

// sitesFile is a sites file that may be changed while the service runs: a county that is added
// is crawled without a restart. A file with mistakes changes nothing.
type sitesFile struct {
	flag   sitesFlag
	app    *app
	home   *home
	reader *pageReader
	sites  []disclosure.Site
	read   time.Time // of the file that was read last
}

// load reads the file and makes its sites known.
func (f *sitesFile) load(ctx context.Context) ([]disclosure.Site, error) {
	if info, err := os.Stat(f.flag.Sites); err == nil {
		f.read = info.ModTime()
	}
	sites, err := f.flag.load()
	if err != nil {
		return nil, err
	}
	if err := f.home.PutSites(ctx, sites); err != nil {
		f.read = time.Time{} // the database's fault: it is read again
		return nil, err
	}
	f.reader.know(sites)
	f.sites = sites
	return sites, nil
}

// current is the sites, read anew where the file was changed.
func (f *sitesFile) current(ctx context.Context) []disclosure.Site {
	info, err := os.Stat(f.flag.Sites)
	if err == nil && info.ModTime().Equal(f.read) {
		return f.sites
	}
	if err == nil {
		if _, err = f.load(ctx); err == nil {
			f.app.log.Info("the sites file was changed and is taken over", "sites", len(f.sites))
		}
	}
	if err != nil && ctx.Err() == nil {
		f.app.log.Error("the sites file is not taken over: the sites stay as they were", "error", err)
	}
	return f.sites
}
