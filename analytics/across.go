package analytics

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"gongkai/disclosure"
)

// acrossSteps compare the reports of one slice over years and agencies, in this order: what is
// compared, one file a kind of rule, and what came of it. Each reads what the steps before wrote
// under the same run and slice.
var acrossSteps = []string{
	"across_reports", "across_figures", "across_vectors",
	"identities",        // R601, R602, R603
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
	"findings_across":           "splitByChar('-', agency_id)[1]",
	"checks_across_history":     "splitByChar('-', agency_id)[1]",
	"government_ratios_history": "unit",
}

// compareAcross holds the rules between years and agencies in the units that have changed, slice
// by slice. The results of the others are taken over from the run before.
func compareAcross(ctx context.Context, db DB, r run) error {
	params := map[string]any{"run": r.ID, "before": r.Before, "method": method(), "today": r.Today}
	if err := runFile(ctx, db, "score_units", params); err != nil {
		return err
	}
	for _, table := range slices.Sorted(maps.Keys(acrossResults)) {
		if err := takeOver(ctx, db, table, acrossResults[table], params); err != nil {
			return err
		}
	}
	if err := stillThere(ctx, db, params); err != nil {
		return err
	}
	var units []unit
	const changed = "SELECT unit, reports FROM score_units WHERE run_id = {run:UInt64} AND changed ORDER BY unit"
	if err := db.Select(ctx, &units, changed, params); err != nil {
		return fmt.Errorf("listing what has changed: %w", err)
	}
	for n, slice := range slicesOf(units, sliceReports) {
		if err := compareSlice(ctx, db, r, uint32(n), slice); err != nil {
			return err
		}
	}
	return nil
}

// takeOver copies the rows of units that have not changed from the run before.
func takeOver(ctx context.Context, db DB, table, unit string, params map[string]any) error {
	copy := "INSERT INTO " + table + " SELECT * REPLACE ({run:UInt64} AS run_id) FROM " + table + " AS t WHERE t.run_id = {before:UInt64} AND " + unit +
		" IN (SELECT unit FROM score_units WHERE run_id = {run:UInt64} AND NOT changed)"
	if err := db.Exec(ctx, copy, params); err != nil {
		return fmt.Errorf("taking over %s: %w", table, err)
	}
	return nil
}

// errOvertaken says that other runs have ended meanwhile and dropped the one that this one took
// rows from.
var errOvertaken = errors.New("other score runs have ended meanwhile: score again")

// stillThere makes sure that what was taken over was whole: dropRuns drops a run's units first.
func stillThere(ctx context.Context, db DB, params map[string]any) error {
	var rows []struct {
		Taken uint64 `ch:"taken"`
		There uint64 `ch:"there"`
	}
	const count = `SELECT (SELECT count() FROM score_units WHERE run_id = {run:UInt64} AND NOT changed) + (SELECT count() FROM expected_units WHERE run_id = {run:UInt64} AND NOT changed) AS taken,
		(SELECT count() FROM score_units WHERE run_id = {before:UInt64}) AS there`
	if err := db.Select(ctx, &rows, count, params); err != nil {
		return fmt.Errorf("looking for the run before: %w", err)
	}
	if rows[0].Taken > 0 && rows[0].There == 0 {
		return errOvertaken
	}
	return nil
}

// method names everything that decides what the rules find beside the reports: a run of another
// method takes nothing over.
var method = sync.OnceValue(func() string {
	sum := sha256.New()
	for _, step := range append([]string{"score_units"}, acrossSteps...) {
		text, _ := scoreFiles.ReadFile("score/" + step + ".sql") // one that is missing fails when it is run
		sum.Write(text)
	}
	fmt.Fprint(sum, disclosure.Rules, disclosure.Catalogue())
	return hex.EncodeToString(sum.Sum(nil))
})

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
