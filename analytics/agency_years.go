package analytics

import (
	"context"
	"fmt"
	"hash/fnv"
	"slices"
	"strings"
)

// writeAgencyYears writes what pages and lists need of each agency and year, and of which of them most stands on record.
// The main figures of a reading are added up once.
func writeAgencyYears(ctx context.Context, db DB, r run) error {
	text, err := scoreFiles.ReadFile("score/reading_sums.sql")
	if err != nil {
		return err
	}
	method := fnv.New64a()
	method.Write(text)
	return byRange(ctx, db, r, r.Ranges, map[string]any{"method": method.Sum64()}, "reading_sums", "agency_years", "attention", "site_years", "score_bands")
}

// addUpCounties writes what pages say of a county or a region: of all agencies there, and of those of
// each level and kind; what its shares are set among; and what is asked of all counties together.
func addUpCounties(ctx context.Context, db DB, r run) error {
	if err := runFile(ctx, db, "counties", map[string]any{"run": r.ID}); err != nil {
		return err
	}
	if err := byRange(ctx, db, r, r.Ranges, nil, "county_reasons", "county_rates", "level_reasons", "body_rates", "county_years"); err != nil {
		return err
	}
	return addUpNation(ctx, db, r.ID, nationTables...)
}

// nationTables are what is added up of all counties together, each by the file of its name.
var nationTables = []string{"county_peers_history", "nation_years_history", "reason_sums_history", "status_sums_history"}

func addUpNation(ctx context.Context, db DB, run uint64, tables ...string) error {
	for _, table := range tables {
		if err := runFile(ctx, db, strings.TrimSuffix(table, "_history"), map[string]any{"run": run}); err != nil {
			return err
		}
	}
	return nil
}

// AddUp fills tables of what all counties have together from the rows of the newest score run: what a program that had no such
// tables copied for a release lacks them. Other tables stay as they are.
func AddUp(ctx context.Context, db DB, tables ...string) error {
	tables = slices.DeleteFunc(slices.Clone(tables), func(t string) bool { return !slices.Contains(nationTables, t) })
	known, err := lastRuns(ctx, db)
	if err != nil || known.Finished == 0 {
		return err
	}
	return addUpNation(ctx, db, known.Finished, tables...)
}

// changedAtOnce bounds the reports of several versions that are compared at once: the figures of both versions are held.
const changedAtOnce = 2_000

// writeChanges writes what pages say of reports that changed: to compare the versions of all reports is
// no question for a page. The statements are told the names of the reports, since these are looked up in every
// table that the views read.
func writeChanges(ctx context.Context, db DB, r run) error {
	var changed []struct {
		ReportID string `ch:"report_id"`
	}
	const query = "SELECT report_id FROM report_states FINAL WHERE versions > 1 AND splitByChar('-', report_id)[1] IN (" + written + ") ORDER BY report_id"
	if err := db.Select(ctx, &changed, query, map[string]any{"run": r.ID}); err != nil {
		return fmt.Errorf("looking for reports of several versions: %w", err)
	}
	names := make([]string, len(changed))
	for i, c := range changed {
		names[i] = c.ReportID
	}
	return atOnce(ctx, slices.Collect(slices.Chunk(names, changedAtOnce)), func(ctx context.Context, _ int, some []string) error {
		for _, name := range []string{"changes", "rewordings"} {
			if err := runFile(ctx, db, name, map[string]any{"run": r.ID, "reports": some}); err != nil {
				return err
			}
		}
		return nil
	})
}
