package main

import (
	"context"
	"slices"
	"time"

	"gongkai/crawler"
	"gongkai/demo"
	"gongkai/disclosure"
)

// round is one crawl of sample counties.
type round struct {
	number int           // from 1: a site that was crawled so often has had it
	phase  int           // of the sites
	ago    time.Duration // how long ago the crawl of the site that changes is to have been
	all    bool          // the sites that do not change are crawled as well, today
	reads  bool          // what was captured is read afterwards: the last one of its phase
}

const dayLong = 24 * time.Hour

// rounds are how often the samples are crawled. One site changes in between, which is how a late
// report and a changed one can be told from their claims. Its crawls are dated back, so that some weeks
// pass before an objection is mended, and the last three lie two months apart: before that nobody says that
// a report has vanished.
var rounds = []round{
	{1, 1, 90 * dayLong, true, true},
	{2, 2, 63 * dayLong, true, true},
	{3, 3, 62 * dayLong, false, false},
	{4, 3, 31 * dayLong, false, false},
	{5, 3, 0, false, true},
}

// crawlRound crawls what was not yet crawled in the round, and nothing before what was already.
func (a *app) crawlRound(ctx context.Context, h *home, r round, sites []disclosure.Site, servers *demo.Servers) error {
	open, err := h.uncrawled(ctx, sites, r)
	if err != nil || len(open) == 0 {
		return err
	}
	show := a.progress()
	defer show.end()
	changing := func(s disclosure.Site) bool { return s.ID == demo.ChangingSite }
	for _, group := range []struct {
		sites []disclosure.Site
		ago   time.Duration
	}{
		{slices.DeleteFunc(slices.Clone(open), changing), 0},
		{slices.DeleteFunc(open, func(s disclosure.Site) bool { return !changing(s) }), r.ago},
	} {
		if len(group.sites) == 0 {
			continue
		}
		o := crawlOptions{resolve: servers.Addr, progress: show.tell, all: sites, clock: crawler.Ago(group.ago)}
		if _, err := h.crawl(ctx, a, group.sites, o); err != nil {
			return err
		}
	}
	return nil
}

// uncrawled keeps the sites whose crawl of the round was not yet walked to the end.
func (h *home) uncrawled(ctx context.Context, sites []disclosure.Site, r round) ([]disclosure.Site, error) {
	var rows []struct {
		Site   string    `ch:"site_id"`
		Crawls uint64    `ch:"crawls"`
		Last   time.Time `ch:"last"`
	}
	const query = "SELECT site_id, count() AS crawls, max(started_at) AS last FROM crawls WHERE finished_at IS NOT NULL GROUP BY site_id"
	if err := h.Select(ctx, &rows, query, nil); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(slices.Clone(sites), func(s disclosure.Site) bool {
		changing := s.ID == demo.ChangingSite
		if !changing && !r.all {
			return true
		}
		for _, row := range rows {
			if row.Site == s.ID {
				return row.Crawls >= uint64(r.number) || changing && row.Last.After(time.Now().Add(-r.ago))
			}
		}
		return false
	}), nil
}
