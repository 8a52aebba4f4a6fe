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
	var ranges []profile.Range
	for i, slice := range slicesOf(units, sliceYears) {
		from := slice[0].Code
		if i > 0 {
			ranges[i-1].To = from
		}
		ranges = append(ranges, profile.Range{From: from})
	}
	return ranges, nil
}

// byRange runs files of score/ over all that the run writes, range by range.
func byRange(ctx context.Context, db DB, r run, params map[string]any, names ...string) error {
	all := map[string]any{"run": r.ID}
	for name, value := range params {
		all[name] = value
	}
	for _, some := range r.Ranges {
		all["from"], all["to"] = some.From, some.To
		for _, name := range names {
			if err := runFile(ctx, db, name, all); err != nil {
				return err
			}
		}
	}
	return nil
}
