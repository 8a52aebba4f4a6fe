package store

import (
	"context"
	_ "embed"
	"fmt"
)

//go:embed refresh/vanishing.sql
var vanishingSQL string

//go:embed refresh/vanished.sql
var vanishedSQL string

// refreshVanished writes which reports are not there any more, and which came back. Where the
// last crawls saw all, and none is gone, there is nothing to look at.
func (db *DB) refreshVanished(ctx context.Context, generation uint64) error {
	var rows []struct {
		Unseen uint64 `ch:"unseen"`
		Gone   uint64 `ch:"gone"`
	}
	const query = `SELECT (SELECT count() FROM report_states AS s FINAL
			INNER JOIN (SELECT site_id, max(started_at) AS started_at FROM crawls_history FINAL WHERE finished_at IS NOT NULL GROUP BY site_id) AS k ON k.site_id = s.site_id
			WHERE k.started_at > s.last_seen_at) AS unseen,
		(SELECT count() FROM vanished_history FINAL WHERE returned_at IS NULL) AS gone`
	if err := db.Select(ctx, &rows, query, nil); err != nil {
		return fmt.Errorf("looking for reports that the last crawls did not see: %w", err)
	}
	if rows[0].Unseen+rows[0].Gone == 0 {
		return nil
	}
	bound, err := bind(ctx, map[string]any{"generation": generation})
	if err != nil {
		return err
	}
	for _, statement := range []string{vanishingSQL, vanishedSQL} {
		// Each may run twice: its rows replace each other.
		if err := db.again(ctx, func() error { return db.conn.Exec(bound, statement) }); err != nil {
			return fmt.Errorf("looking for reports that vanished: %w", db.explain(err))
		}
	}
	return nil
}
