package store

import (
	"context"
	"fmt"
	"time"

	"gongkai/disclosure"
)

// PutSites keeps what a sites file says of the sites. A site that is no longer in the file
// stays: its captures are still evidence.
func (db *DB) PutSites(ctx context.Context, sites []disclosure.Site) error {
	now := time.Now().UTC()
	rows := make([][]any, 0, len(sites))
	for _, s := range sites {
		d := disclosure.DivisionOfSite(s)
		rows = append(rows, []any{s.ID, s.Name, d.Code, d.Name, s.URL, s.Notes, now})
	}
	return db.insert(ctx, "sites_history (site_id, name, division_code, division_name, url, notes, updated_at)", rows)
}

// siteDivisions returns the division of every site.
func (db *DB) siteDivisions(ctx context.Context) (map[string]disclosure.Division, error) {
	var rows []struct {
		ID   string `ch:"site_id"`
		Name string `ch:"name"`
		Code string `ch:"division_code"`
		URL  string `ch:"url"`
	}
	if err := db.Select(ctx, &rows, "SELECT site_id, name, division_code, url FROM sites_history FINAL", nil); err != nil {
		return nil, fmt.Errorf("reading the sites: %w", err)
	}
	divisions := make(map[string]disclosure.Division, len(rows))
	for _, r := range rows {
		divisions[r.ID] = disclosure.DivisionOfSite(disclosure.Site{ID: r.ID, Name: r.Name, DivisionCode: r.Code, URL: r.URL})
	}
	return divisions, nil
}
