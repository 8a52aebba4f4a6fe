package store

import (
	"context"
	_ "embed"
	"fmt"
	"time"

	"gongkai/disclosure"
)

//go:embed refresh/missing.sql
var missingSQL string

// Missing returns the last captures with a body of the reports of a site that its last finished
// crawl did not see at any address, as far as it is time to ask what has become of them: never
// twice within 20 days, and after six answers without a body, half a year, no more.
func (db *DB) Missing(ctx context.Context, siteID string, now time.Time) ([]disclosure.Capture, error) {
	missing, err := db.opening.missing.do(ctx, absence{siteID, now})
	if err != nil {
		return nil, fmt.Errorf("looking for reports of %s that are missing: %w", siteID, err)
	}
	return missing, nil
}

// absence asks what is missing of a site at a moment.
type absence struct {
	site string
	now  time.Time
}

// missingOf answers all at the moment of the last question: they came within moments.
func (db *DB) missingOf(ctx context.Context, all []absence) ([][]disclosure.Capture, error) {
	sites, now := sitesAndMoment(all)
	var rows []captureRow
	query := "SELECT " + captureColumns + " FROM (" + missingSQL + ")"
	if err := db.Select(ctx, &rows, query, map[string]any{"sites": sites, "now": now.UnixMilli()}); err != nil {
		return nil, err
	}
	answers := make([][]disclosure.Capture, len(all))
	for i, captures := range bySite(sites, rows, captureRow.site) {
		answers[i] = make([]disclosure.Capture, 0, len(captures))
		for _, r := range captures {
			answers[i] = append(answers[i], r.capture())
		}
	}
	return answers, nil
}

// sitesAndMoment are the sites of all questions, and the moment of the last one.
func sitesAndMoment(all []absence) (sites []string, now time.Time) {
	for _, a := range all {
		sites = append(sites, a.site)
		if a.now.After(now) {
			now = a.now
		}
	}
	return sites, now
}
