package store

import (
	"context"
	"fmt"

	"gongkai/disclosure"
)

// capturesAtATime bounds the rows that are read with one query.
const capturesAtATime = 1000

// EachCapture hands over the captures of a site, of all sites for "", in the order of site,
// time and ID, without their bodies. An error of take ends it.
func (db *DB) EachCapture(ctx context.Context, siteID string, take func(disclosure.Capture) error) error {
	if err := db.Flush(ctx); err != nil {
		return err
	}
	query := "SELECT " + captureColumns + ` FROM captures_history FINAL
		WHERE (site_id = {site:String} OR {site:String} = '') AND (site_id, fetched_at, capture_id) > ({lastSite:String}, fromUnixTimestamp64Milli({lastTime:Int64}, 'UTC'), {lastID:String})
		ORDER BY site_id, fetched_at, capture_id LIMIT {most:UInt32}`
	after := map[string]any{"site": siteID, "lastSite": "", "lastTime": int64(0), "lastID": "", "most": uint32(capturesAtATime)}
	for {
		var rows []captureRow
		if err := db.Select(ctx, &rows, query, after); err != nil {
			return fmt.Errorf("reading captures: %w", err)
		}
		for _, r := range rows {
			if err := take(r.capture()); err != nil {
				return err
			}
		}
		if len(rows) < capturesAtATime {
			return nil
		}
		last := rows[len(rows)-1]
		after["lastSite"], after["lastTime"], after["lastID"] = last.SiteID, last.FetchedAt.UnixMilli(), last.ID
	}
}
