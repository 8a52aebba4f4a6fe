package analytics

import (
	"context"
	"fmt"
)

// changeTables hold what differs between the versions of reports. It follows from the pairs of
// versions alone, of which most runs have no other ones than the run before.
var changeTables = []string{"changes", "rewordings"}

// pairsOf names the pairs of versions, as they are read, and whose they are.
const pairsOf = `SELECT cityHash64(count(), ifNull(groupBitXor(cityHash64(p.report_id, p.version, p.from_reading_id, p.to_reading_id, p.changed_after, p.changed_by, a.name, a.county_code, a.division_code)), 0)) AS made_of
	FROM report_version_pairs AS p LEFT JOIN agencies AS a ON a.agency_id = p.agency_id`

// writeChanges writes what pages say of reports that changed: to compare the versions of all reports is
// no question for a page.
func writeChanges(ctx context.Context, db DB, r run) error {
	var rows []struct {
		MadeOf uint64 `ch:"made_of"`
	}
	if err := db.Select(ctx, &rows, pairsOf, nil); err != nil {
		return fmt.Errorf("looking for versions: %w", err)
	}
	params := map[string]any{"run": r.ID, "before": r.Before, "made_of": rows[0].MadeOf}
	for _, table := range changeTables {
		if err := writeChange(ctx, db, table, params); err != nil {
			return err
		}
	}
	return nil
}

func writeChange(ctx context.Context, db DB, table string, params map[string]any) error {
	const same = "FROM %[1]s_history WHERE run_id = {before:UInt64} AND made_of = {made_of:UInt64}"
	copy := fmt.Sprintf("INSERT INTO %[1]s_history SELECT * REPLACE ({run:UInt64} AS run_id) "+same, table)
	if err := db.Exec(ctx, copy, params); err != nil {
		return fmt.Errorf("taking over %s: %w", table, err)
	}
	var rows []struct {
		Taken uint64 `ch:"taken"`
	}
	if err := db.Select(ctx, &rows, fmt.Sprintf("SELECT count() AS taken FROM %s_history WHERE run_id = {run:UInt64}", table), params); err != nil {
		return fmt.Errorf("counting %s: %w", table, err)
	}
	if rows[0].Taken > 0 {
		return nil
	}
	return runFile(ctx, db, table, params)
}
