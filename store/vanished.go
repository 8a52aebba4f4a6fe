package store

import (
	"context"
	"fmt"

	"golang.org/x/sync/errgroup"
)

// listSteps write which lists named whose reports, what else they lead to, and which moved. They rest on no step but
// on what was read. Where no list named anything, and none did before, there is nothing to write: most of what each costs
// is its plan.
func (r *refreshing) listSteps(ctx context.Context, slice uint32) (steps []string, err error) {
	var rows []struct {
		Lists       bool `ch:"lists"`
		Attachments bool `ch:"attachments"`
		Moves       bool `ch:"moves"`
	}
	const query = `WITH sites AS (SELECT site_id FROM refreshing_captures WHERE generation = {generation:UInt64} AND slice = {slice:UInt32})
		SELECT countIf(list_url != '') > 0 OR (SELECT count() FROM agency_lists_history WHERE site_id IN (SELECT site_id FROM sites)) > 0 AS lists,
			countIf(list_url != '' AND role = 'attachment') > 0 OR (SELECT count() FROM list_attachments_history WHERE site_id IN (SELECT site_id FROM sites)) > 0 AS attachments,
			countIf(list_url != '') > 0 OR (SELECT count() FROM column_moves_history WHERE site_id IN (SELECT site_id FROM sites)) > 0 AS moves
		FROM refreshing_captures WHERE generation = {generation:UInt64} AND slice = {slice:UInt32}`
	if err := r.Select(ctx, &rows, query, r.of(slice)); err != nil {
		return nil, fmt.Errorf("looking for what lists named: %w", err)
	}
	for _, step := range []struct {
		name string
		due  bool
	}{{"lists", rows[0].Lists}, {"attachments", rows[0].Attachments}, {"moves", rows[0].Moves}} {
		if step.due {
			steps = append(steps, step.name)
		}
	}
	return steps, nil
}

// lists takes those steps, if they were not taken beside the reports, and writes which reports are gone from lists.
func (r *refreshing) lists(ctx context.Context, slice uint32) error {
	if len(r.slices) > 1 {
		steps, err := r.listSteps(ctx, slice)
		if err != nil {
			return err
		}
		if err := r.beside(ctx, r.of(slice), steps...); err != nil {
			return err
		}
	}
	return r.vanished(ctx, slice)
}

// beside runs steps two at a time: of a few sites most of each is one thread's work.
func (r *refreshing) beside(ctx context.Context, params map[string]any, steps ...string) error {
	group, both := errgroup.WithContext(ctx)
	group.SetLimit(2)
	for _, step := range steps {
		group.Go(func() error { return r.run(both, step, params) })
	}
	return group.Wait()
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
