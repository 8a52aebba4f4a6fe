package store

import (
	"context"
	"fmt"

	"golang.org/x/sync/errgroup"
)

// lists writes which lists named whose reports, what else they lead to, which moved, and which reports are gone from them.
func (r *refreshing) lists(ctx context.Context, slice uint32) error {
	group, both := errgroup.WithContext(ctx) // of a few sites most of it is one thread's work
	group.SetLimit(2)
	for _, step := range []string{"lists", "attachments", "moves"} {
		group.Go(func() error { return r.run(both, step, r.of(slice)) })
	}
	if err := group.Wait(); err != nil {
		return err
	}
	return r.vanished(ctx, slice)
}

// vanished writes which reports of a slice are not there any more, and which came back. Where the
// last crawls saw all, and none is gone, there is nothing to look at.
func (r *refreshing) vanished(ctx context.Context, slice uint32) error {
	var rows []struct {
		Unseen uint64 `ch:"unseen"`
		Gone   uint64 `ch:"gone"`
	}
	const query = `WITH concerned AS (SELECT report_id FROM refreshing_reports WHERE generation = {generation:UInt64} AND slice = {slice:UInt32})
		SELECT (SELECT count() FROM report_states AS s FINAL
			INNER JOIN (SELECT site_id, max(started_at) AS started_at FROM crawls_history FINAL WHERE finished_at IS NOT NULL GROUP BY site_id) AS k ON k.site_id = s.site_id
			WHERE s.report_id IN (SELECT report_id FROM concerned) AND k.started_at > s.last_seen_at) AS unseen,
		(SELECT count() FROM vanished_history FINAL WHERE returned_at IS NULL AND report_id IN (SELECT report_id FROM concerned)) AS gone`
	params := r.of(slice)
	if err := r.Select(ctx, &rows, query, params); err != nil {
		return fmt.Errorf("looking for reports that the last crawls did not see: %w", err)
	}
	if rows[0].Unseen+rows[0].Gone == 0 {
		return nil
	}
	if err := r.run(ctx, "vanishing", params); err != nil {
		return err
	}
	return r.run(ctx, "vanished", params)
}
