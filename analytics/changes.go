package analytics

import (
	"context"
	"fmt"
)

// changeTables hold what differs between the versions of reports. It follows from the pairs of
// versions alone, of which most runs have no other ones than the run before.
var changeTables = []string{"changes", "rewordings"}

// pairsOf names the pairs of versions, as they are read, and whose they are.
const pairsOf = `SELECT count() AS pairs, cityHash64(pairs, groupBitXor(cityHash64(p.report_id, p.version, p.from_reading_id, p.to_reading_id, p.changed_after, p.changed_by,
		ifNull(a.name, ''), ifNull(a.county_code, ''), ifNull(a.division_code, '')))) AS made_of
	FROM report_version_pairs AS p LEFT JOIN agencies AS a ON a.agency_id = p.agency_id`

// writeChanges writes what pages say of reports that changed: to compare the versions of all reports is
// no question for a page.
func writeChanges(ctx context.Context, db DB, r run) error {
	var rows []struct {
		Pairs  uint64 `ch:"pairs"`
		MadeOf uint64 `ch:"made_of"`
	}
	if err := db.Select(ctx, &rows, pairsOf, nil); err != nil {
		return fmt.Errorf("looking for versions: %w", err)
	}
	if rows[0].Pairs == 0 {
		return nil
	}
	params := map[string]any{"run": r.ID, "before": r.Before, "made_of": rows[0].MadeOf}
	for _, table := range changeTables {
		copy := fmt.Sprintf("INSERT INTO %[1]s_history SELECT * REPLACE ({run:UInt64} AS run_id) FROM %[1]s_history WHERE run_id = {before:UInt64} AND made_of = {made_of:UInt64}", table)
		if err := db.Exec(ctx, copy, params); err != nil {
			return fmt.Errorf("taking over %s: %w", table, err)
		}
	}
	var there []struct {
		Taken uint64 `ch:"taken"`
	}
	if err := db.Select(ctx, &there, "SELECT count() AS taken FROM changes_history WHERE run_id = {run:UInt64}", params); err != nil {
		return fmt.Errorf("counting the changes: %w", err)
	}
	if there[0].Taken > 0 { // with their rewordings, of which there may be none
		return nil
	}
	for _, table := range changeTables {
		if err := runFile(ctx, db, table, params); err != nil {
			return err
		}
	}
	return nil
}
