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
	var rows []captureRow
	query := "SELECT " + captureColumns + " FROM (" + missingSQL + ")"
	if err := db.Select(ctx, &rows, query, map[string]any{"site": siteID, "now": now.UnixMilli()}); err != nil {
		return nil, fmt.Errorf("looking for reports of %s that are missing: %w", siteID, err)
	}
	missing := make([]disclosure.Capture, 0, len(rows))
	for _, r := range rows {
		missing = append(missing, r.capture())
	}
	return missing, nil
}
