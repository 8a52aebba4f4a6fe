package analytics

import (
	"context"
	"fmt"
)

// agencyRange is the agencies, and reports, whose names lie between two names of divisions: with To
// left out, so that none is in two; an empty To is no end.
type agencyRange struct{ From, To string }

// sliceYears bounds the agency-years that one statement joins, about. A division is never parted.
const sliceYears = 100_000

// agencyRanges cuts all agencies of a run into ranges.
func agencyRanges(ctx context.Context, db DB, run uint64) ([]agencyRange, error) {
	var units []unit
	const query = `SELECT splitByChar('-', agency_id)[1] AS unit, sum(n) AS reports
		FROM
		(
			SELECT agency_id, count() AS n FROM expected_reports_history WHERE run_id = {run:UInt64} GROUP BY agency_id
			UNION ALL
			SELECT agency_id, count() FROM report_states GROUP BY agency_id
		)
		GROUP BY unit ORDER BY unit`
	if err := db.Select(ctx, &units, query, map[string]any{"run": run}); err != nil {
		return nil, fmt.Errorf("slicing the agencies: %w", err)
	}
	ranges := []agencyRange{{}}
	for i, slice := range slicesOf(units, sliceYears) {
		if i > 0 {
			ranges[i-1].To = slice[0].Code
			ranges = append(ranges, agencyRange{From: slice[0].Code})
		}
	}
	return ranges, nil
}
