package analytics

import (
	"context"
	"fmt"

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

// byRange runs files of score/ over what the run writes, range by range.
func byRange(ctx context.Context, db DB, r run, ranges []profile.Range, params map[string]any, names ...string) error {
	all := map[string]any{"run": r.ID}
	for name, value := range params {
		all[name] = value
	}
	for _, some := range ranges {
		all["from"], all["to"] = some.From, some.To
		for _, name := range names {
			if err := runFile(ctx, db, name, all); err != nil {
				return err
			}
		}
	}
	return nil
}
