package analytics

import (
	"context"
	"hash/fnv"
)

// writeAgencyYears writes what pages and lists need of each agency and year. The main figures of
// a reading are added up once; what is joined to them is narrow.
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
	return runFile(ctx, db, "agency_years", params)
}
