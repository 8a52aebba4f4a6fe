package store

import (
	"context"
	"fmt"
	"time"

	"gongkai/disclosure"
)

// KeepHold keeps that a host is left alone for a time. It does not wait for other rows: a
// crawl that is killed right after must know of it when it goes on.
func (db *DB) KeepHold(ctx context.Context, h disclosure.Hold) error {
	row := []any{h.Host, h.SiteID, h.Since.UTC(), h.Until.UTC(), h.Outcome, string(h.Failure), h.Why, time.Now().UTC()}
	return db.insert(ctx, "holds_history (host, site_id, since, until, outcome, failure, why, kept_at)", [][]any{row})
}

// Holds returns the holds that have not ended at a moment, for each host the longest.
func (db *DB) Holds(ctx context.Context, at time.Time) ([]disclosure.Hold, error) {
	var rows []struct {
		Host    string    `ch:"host"`
		SiteID  string    `ch:"site_id"`
		Since   time.Time `ch:"since"`
		Until   time.Time `ch:"until"`
		Outcome string    `ch:"outcome"`
		Failure string    `ch:"failure"`
		Why     string    `ch:"why"`
	}
	const query = `SELECT host, site_id, since, until, outcome, failure, why FROM holds_history FINAL
		WHERE until > {at:DateTime64(3, 'UTC')} ORDER BY host, until DESC, since LIMIT 1 BY host`
	if err := db.Select(ctx, &rows, query, map[string]any{"at": at}); err != nil {
		return nil, fmt.Errorf("reading which hosts are left alone: %w", err)
	}
	holds := make([]disclosure.Hold, 0, len(rows))
	for _, r := range rows {
		holds = append(holds, disclosure.Hold{Host: r.Host, SiteID: r.SiteID, Since: r.Since, Until: r.Until, Outcome: r.Outcome, Failure: disclosure.Failure(r.Failure), Why: r.Why})
	}
	return holds, nil
}
