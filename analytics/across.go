package analytics

import (
	"context"
	"fmt"
	"maps"
	"slices"
)

// acrossSteps compare the reports of one slice over years and agencies, in this order: what is
// compared, one file a kind of rule, and what came of it. Each reads what the steps before wrote
// under the same run and slice.
var acrossSteps = []string{
	"across_reports", "across_figures", "across_vectors",
	"identities",        // R601, R602, R603
	"cumulative",        // R604
	"government_ratios", // R701
	"governments",
	"jumps",      // Q101
	"copies",     // Q102, Q103
	"challenges", // Q104, Q105
	"powers",     // Q106
	"fees",       // Q107
	"findings_across", "checks_across",
}

// acrossScratch are the tables that a slice needs no longer once its results are written.
var acrossScratch = []string{"across_reports", "across_figures", "across_vectors", "across_checks"}

// unit is a division with the reports of its agencies: no rule compares beyond it.
type unit struct {
	Code    string `ch:"unit"`
	Reports uint64 `ch:"reports"` // or agencies: what bounds a slice
}

// sliceReports bounds the reports that are compared at once, and so the memory that it takes.
// A unit is never parted.
const sliceReports = 20_000

// acrossResults are the tables that the rules fill; each row belongs to one unit.
var acrossResults = map[string]string{
	"findings_across":           "splitByChar('-', t.agency_id)[1]",
	"checks_across_history":     "splitByChar('-', t.agency_id)[1]",
	"government_ratios_history": "t.unit",
}

// compareAcross holds the rules between years and agencies in the units that have changed, slice
// by slice. The results of the others are taken over from the run before.
func compareAcross(ctx context.Context, db DB, r run) error {
	for _, table := range slices.Sorted(maps.Keys(acrossResults)) {
		same := acrossResults[table] + " IN (SELECT unit FROM score_units WHERE run_id = {run:UInt64} AND NOT changed)"
		if err := takeOver(ctx, db, r, table, same); err != nil {
			return err
		}
	}
	var units []unit
	const changed = "SELECT unit, reports FROM score_units WHERE run_id = {run:UInt64} AND changed ORDER BY unit"
	if err := db.Select(ctx, &units, changed, map[string]any{"run": r.ID}); err != nil {
		return fmt.Errorf("listing what has changed: %w", err)
	}
	return atOnce(ctx, slicesOf(units, sliceReports), func(ctx context.Context, n int, slice []unit) error {
		return compareSlice(ctx, db, r, uint32(n), slice)
	})
}

// slicesOf cuts the units into runs of at most limit reports each, or a single unit.
func slicesOf(units []unit, limit uint64) [][]unit {
	var slices [][]unit
	var reports uint64
	for _, u := range units {
		if len(slices) == 0 || reports+u.Reports > limit {
			slices, reports = append(slices, nil), 0
		}
		slices[len(slices)-1] = append(slices[len(slices)-1], u)
		reports += u.Reports
	}
	return slices
}

func codesOf(units []unit) []string {
	codes := make([]string, len(units))
	for i, u := range units {
		codes[i] = u.Code
	}
	return codes
}

func compareSlice(ctx context.Context, db DB, r run, n uint32, units []unit) error {
	codes := codesOf(units)
	params := map[string]any{"run": r.ID, "slice": n, "today": r.Today, "units": codes, "first": codes[0], "last": codes[len(codes)-1]}
	for _, step := range acrossSteps {
		if err := runFile(ctx, db, step, params); err != nil {
			return err
		}
	}
	for _, table := range acrossScratch {
		// A partition's name can't be a parameter; these are numbers.
		if err := db.Exec(ctx, fmt.Sprintf("ALTER TABLE %s DROP PARTITION (%d, %d)", table, r.ID, n), nil); err != nil {
			return fmt.Errorf("dropping what slice %d of score run %d compared: %w", n, r.ID, err)
		}
	}
	return nil
}
