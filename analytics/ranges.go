package analytics

import (
	"context"
	"fmt"
	"maps"

	"golang.org/x/sync/errgroup"

	"gongkai/analytics/profile"
)

// sliceYears bounds the agency-years that one statement joins, about. A division is never parted.
const sliceYears = 50_000

// writtenRanges cuts the divisions that a run writes into ranges of the names of agencies and reports.
func writtenRanges(ctx context.Context, db DB, run uint64) ([]profile.Range, error) {
	var units []unit
	const query = "SELECT unit, size AS reports FROM score_parts WHERE run_id = {run:UInt64} AND made_in = {run:UInt64} ORDER BY unit"
	if err := db.Select(ctx, &units, query, map[string]any{"run": run}); err != nil {
		return nil, fmt.Errorf("slicing the agencies: %w", err)
	}
	return rangesOf(units, sliceYears), nil
}

// rangesOf are ranges, each with units of so many reports at most, or a single one. The last has no end.
func rangesOf(units []unit, limit uint64) (ranges []profile.Range) {
	for i, slice := range slicesOf(units, limit) {
		from := slice[0].Code
		if i > 0 {
			ranges[i-1].To = from
		}
		ranges = append(ranges, profile.Range{From: from})
	}
	return ranges
}

// byRange runs files of score/ over what the run writes, in their order on each range.
func byRange(ctx context.Context, db DB, r run, ranges []profile.Range, params map[string]any, names ...string) error {
	return atOnce(ctx, ranges, func(ctx context.Context, _ int, some profile.Range) error {
		all := map[string]any{"run": r.ID, "from": some.From, "to": some.To}
		maps.Copy(all, params)
		for _, name := range names {
			if err := runFile(ctx, db, name, all); err != nil {
				return err
			}
		}
		return nil
	})
}

// atOnce does something for every slice, some at once: see profile.RangesAtOnce. No slice may rest on another.
func atOnce[T any](ctx context.Context, slices []T, do func(context.Context, int, T) error) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(profile.RangesAtOnce)
	for n, slice := range slices {
		group.Go(func() error { return do(ctx, n, slice) })
	}
	return group.Wait()
}
