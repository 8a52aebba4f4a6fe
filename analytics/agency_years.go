package analytics

import (
	"context"
	"hash/fnv"
)

// writeAgencyYears writes what pages and lists need of each agency and year. The main figures of
// a reading are added up once; slices bound what is joined to them.
func writeAgencyYears(ctx context.Context, db DB, r run) error {
	text, err := scoreFiles.ReadFile("score/reading_sums.sql")
	if err != nil {
		return err
	}
	method := fnv.New64a()
	method.Write(text)
	params := map[string]any{"run": r.ID, "method": method.Sum64()}
	if err := runFile(ctx, db, "reading_sums", map[string]any{"method": params["method"]}); err != nil {
		return err
	}
	ranges, err := agencyRanges(ctx, db, r.ID)
	if err != nil {
		return err
	}
	for _, some := range ranges {
		params["from"], params["to"] = some.From, some.To
		if err := runFile(ctx, db, "agency_years", params); err != nil {
			return err
		}
	}
	return nil
}

// addUpCounties writes what pages say of a county or a region: of all agencies there, and of those of
// each level and kind.
func addUpCounties(ctx context.Context, db DB, r run) error {
	for _, table := range []string{"counties", "county_reasons", "county_rates"} {
		if err := runFile(ctx, db, table, map[string]any{"run": r.ID}); err != nil {
			return err
		}
	}
	for _, by := range [][2]uint8{{0, 0}, {1, 0}, {0, 1}, {1, 1}} {
		if err := runFile(ctx, db, "county_years", map[string]any{"run": r.ID, "by_level": by[0], "by_family": by[1]}); err != nil {
			return err
		}
	}
	return nil
}
