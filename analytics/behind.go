package analytics

import (
	"context"
	"fmt"
)

// Behind reports whether there are reports that pages do not show: they were never scored, or by a
// program that did not yet write all that pages ask for. Score mends it.
func Behind(ctx context.Context, db DB) (bool, error) {
	const query = `SELECT (SELECT count() FROM (SELECT 1 FROM report_states LIMIT 1)) = 1
		AND ((SELECT count() FROM (SELECT 1 FROM county_years LIMIT 1)) = 0
			OR (SELECT count() FROM (SELECT 1 FROM county_reasons LIMIT 1)) > (SELECT count() FROM (SELECT 1 FROM county_reasons WHERE level != 'all' LIMIT 1))
			OR (SELECT count() FROM (SELECT 1 FROM county_rates LIMIT 1)) > (SELECT count() FROM (SELECT 1 FROM county_rates WHERE level != 'all' LIMIT 1))
			OR (SELECT count() FROM (SELECT 1 FROM score_parts WHERE run_id = (SELECT max(run_id) FROM score_runs) AND NOT with_gone LIMIT 1)) > 0) AS behind`
	var rows []struct {
		Behind bool `ch:"behind"`
	}
	if err := db.Select(ctx, &rows, query, nil); err != nil {
		return false, fmt.Errorf("asking whether the data is ready to be shown: %w", err)
	}
	return rows[0].Behind, nil
}
