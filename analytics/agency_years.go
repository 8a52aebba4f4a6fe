package analytics

import (
	"context"
	"fmt"
	"hash/fnv"
)

// writeAgencyYears writes what pages and lists need of each agency and year. The main figures of
// a reading are added up once.
func writeAgencyYears(ctx context.Context, db DB, r run) error {
	text, err := scoreFiles.ReadFile("score/reading_sums.sql")
	if err != nil {
		return err
	}
	method := fnv.New64a()
	method.Write(text)
	return byRange(ctx, db, r, r.Ranges, map[string]any{"method": method.Sum64()}, "reading_sums", "agency_years")
}

// addUpCounties writes what pages say of a county or a region: of all agencies there, and of those of
// each level and kind.
func addUpCounties(ctx context.Context, db DB, r run) error {
	if err := runFile(ctx, db, "counties", map[string]any{"run": r.ID}); err != nil {
		return err
	}
	return byRange(ctx, db, r, r.Ranges, nil, "county_reasons", "county_rates", "level_reasons", "body_rates", "county_years")
}

// sliceChanged bounds the reports of several versions that are compared at once: the figures of both
// versions are held, and who looks for the versions looks through all readings.
const sliceChanged = 2_000

// writeChanges writes what pages say of reports that changed: to compare the versions of all reports is
// no question for a page.
func writeChanges(ctx context.Context, db DB, r run) error {
	var units []unit
	const query = "SELECT splitByChar('-', report_id)[1] AS unit, count() AS reports FROM report_states FINAL WHERE versions > 1 AND unit IN (" + written + ") GROUP BY unit ORDER BY unit"
	if err := db.Select(ctx, &units, query, map[string]any{"run": r.ID}); err != nil {
		return fmt.Errorf("looking for reports of several versions: %w", err)
	}
	return byRange(ctx, db, r, rangesOf(units, sliceChanged), nil, "changes", "rewordings")
}
