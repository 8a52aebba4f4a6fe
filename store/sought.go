package store

import (
	"context"
	_ "embed"
	"fmt"
	"time"

	"gongkai/disclosure"
)

//go:embed refresh/sought.sql
var soughtSQL string

// Sought returns the reports of a site that its own search is to be asked for at a moment, at most
// 30, and the reports of the same agencies that it shows.
func (db *DB) Sought(ctx context.Context, siteID string, now time.Time) ([]disclosure.Sought, []disclosure.Shown, error) {
	all, err := db.opening.sought.do(ctx, absence{siteID, now})
	if err != nil {
		return nil, nil, fmt.Errorf("looking for what the search of %s is to be asked for: %w", siteID, err)
	}
	return all.sought, all.shown, nil
}

// searched is what a search is asked for, and what proves it.
type searched struct {
	sought []disclosure.Sought
	shown  []disclosure.Shown
}

type soughtRow struct {
	Site   string `ch:"site_id"`
	Agency string `ch:"agency_id"`
	Name   string `ch:"name"`
	Year   uint16 `ch:"fiscal_year"`
	URL    string `ch:"url"`
	Newest uint8  `ch:"newest"`
}

func (r soughtRow) report() disclosure.Sought {
	return disclosure.Sought{AgencyID: r.Agency, Agency: r.Name, FiscalYear: int(r.Year)}
}

// soughtOf answers all at the moment of the last question: they came within moments.
func (db *DB) soughtOf(ctx context.Context, all []absence) ([]searched, error) {
	sites, now := sitesAndMoment(all)
	var rows []soughtRow
	if err := db.Select(ctx, &rows, "SELECT *, '' AS url, 0 AS newest FROM ("+soughtSQL+")", map[string]any{"sites": sites, "now": now.UnixMilli()}); err != nil {
		return nil, err
	}
	answers := make([]searched, len(all))
	if len(rows) == 0 {
		return answers, nil
	}
	var agencies []string
	for _, r := range rows {
		agencies = append(agencies, r.Agency)
	}
	var shown []soughtRow
	const query = `SELECT site_id, agency_id, agency_name AS name, fiscal_year, url, toUInt8(fiscal_year = max(fiscal_year) OVER (PARTITION BY site_id, agency_id)) AS newest
		FROM report_states FINAL WHERE site_id IN {sites:Array(String)} AND agency_id IN {agencies:Array(String)} ORDER BY site_id, agency_id, fiscal_year`
	if err := db.Select(ctx, &shown, query, map[string]any{"sites": sites, "agencies": agencies}); err != nil {
		return nil, err
	}
	siteOf := func(r soughtRow) string { return r.Site }
	soughtBySite, shownBySite := bySite(sites, rows, siteOf), bySite(sites, shown, siteOf)
	for i := range answers {
		names := map[string]string{}
		for _, r := range soughtBySite[i] {
			names[r.Agency] = r.Name
			answers[i].sought = append(answers[i].sought, r.report())
		}
		for _, r := range shownBySite[i] {
			if r.Name = names[r.Agency]; r.Name != "" { // what is sought and what proves it are asked for by one name
				answers[i].shown = append(answers[i].shown, disclosure.Shown{Sought: r.report(), URL: r.URL, Newest: r.Newest == 1})
			}
		}
	}
	return answers, nil
}

// KeepSearch keeps what the search of a site said. It is written after the captures that were kept
// before it, and waits with them for a moment, as Keep says.
func (db *DB) KeepSearch(ctx context.Context, s disclosure.Search) error {
	return db.pending.add(ctx, func(b *batch) { b.searches = append(b.searches, s) })
}

const searchTarget = "searches_history (site_id, crawl_id, agency_id, fiscal_year, outcome, asked_at, words, url, capture_id, hits, control_url, control_capture_id, kept_at)"

func searchRows(searches []disclosure.Search) [][]any {
	rows := make([][]any, 0, len(searches))
	for _, s := range searches {
		rows = append(rows, []any{s.SiteID, s.CrawlID, s.AgencyID, uint16(s.FiscalYear), s.Outcome, s.AskedAt.UTC(), s.Words, s.URL, s.CaptureID, uint32(s.Hits),
			s.ControlURL, s.Control, keptAt(len(rows))})
	}
	return rows
}
