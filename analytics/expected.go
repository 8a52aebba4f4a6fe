package analytics

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
)

// sliceAgencies bounds the agencies whose reports are expected at once. A county is never parted.
const sliceAgencies = 50_000

// expect says which reports the law expects and what became of each: again in the counties where
// something is new, and as in the run before in the others.
func expect(ctx context.Context, db DB, r run) error {
	sum := sha256.New()
	for _, name := range []string{"expected_units", "expected_reports"} {
		text, _ := scoreFiles.ReadFile("score/" + name + ".sql") // one that is missing fails when it is run
		sum.Write(text)
	}
	params := map[string]any{"run": r.ID, "before": r.Before, "today": r.Today, "method": hex.EncodeToString(sum.Sum(nil))}
	if err := runFile(ctx, db, "expected_units", params); err != nil {
		return err
	}
	const same = `INSERT INTO expected_reports_history SELECT * REPLACE ({run:UInt64} AS run_id) FROM expected_reports_history AS t
		WHERE t.run_id = {before:UInt64} AND t.agency_id IN (SELECT agency_id FROM agencies
			WHERE coalesce(county_code, division_code, '') IN (SELECT unit FROM expected_units WHERE run_id = {run:UInt64} AND NOT changed))`
	if err := db.Exec(ctx, same, params); err != nil {
		return fmt.Errorf("taking over the expected reports: %w", err)
	}
	var units []unit
	const changed = "SELECT unit, agencies AS reports FROM expected_units WHERE run_id = {run:UInt64} AND changed ORDER BY unit"
	if err := db.Select(ctx, &units, changed, params); err != nil {
		return fmt.Errorf("listing where reports are to be expected anew: %w", err)
	}
	for _, slice := range slicesOf(units, sliceAgencies) {
		params["units"] = codesOf(slice)
		if err := runFile(ctx, db, "expected_reports", params); err != nil {
			return err
		}
	}
	return nil
}
