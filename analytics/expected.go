package analytics

import (
	"context"
	"fmt"
)

// sliceAgencies bounds the agencies whose reports are expected at once. A county is never parted.
const sliceAgencies = 5_000

// expect says which reports the law expects and what became of each: again in the counties where
// something is new, and as in the run before in the others.
func expect(ctx context.Context, db DB, r run) error {
	const same = `t.agency_id IN (SELECT agency_id FROM agencies
		WHERE coalesce(county_code, division_code, '') IN (SELECT unit FROM expected_units WHERE run_id = {run:UInt64} AND NOT changed))`
	if err := takeOver(ctx, db, r, "expected_reports_history", same); err != nil {
		return err
	}
	var units []unit
	const changed = "SELECT unit, agencies AS reports FROM expected_units WHERE run_id = {run:UInt64} AND changed ORDER BY unit"
	if err := db.Select(ctx, &units, changed, map[string]any{"run": r.ID}); err != nil {
		return fmt.Errorf("listing where reports are to be expected anew: %w", err)
	}
	return atOnce(ctx, slicesOf(units, sliceAgencies), func(ctx context.Context, _ int, slice []unit) error {
		return runFile(ctx, db, "expected_reports", map[string]any{"run": r.ID, "today": r.Today, "units": codesOf(slice)})
	})
}
