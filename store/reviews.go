package store

import (
	"context"
	"fmt"
	"time"

	"gongkai/disclosure"
)

// KeepReview keeps a person's decision on what the machine doubts. Of a cell that was read wrongly the
// findings of all readings that print it alike blame nobody from then on; scores follow with the next
// score run.
func (db *DB) KeepReview(ctx context.Context, r disclosure.Review) error {
	row := []any{r.ReportID, r.Kind, r.Key.Indicator, string(r.Key.Applicant), r.SHA256, r.AgencyID, uint16(r.FiscalYear), r.Printed, string(r.State), number(r.Value),
		r.Verdict, number(r.ShouldBe), r.At.UTC(), r.By, r.Reason, r.Evidence, time.Now().UTC()}
	const target = "reviews_history (report_id, kind, indicator, applicant, sha256, agency_id, fiscal_year, printed, print_state, value, verdict, should_be, decided_at, decided_by, reason, evidence, kept_at)"
	if err := db.insert(ctx, target, [][]any{row}); err != nil {
		return fmt.Errorf("keeping a decision on %s: %w", r.ReportID, err)
	}
	return db.heedCases(ctx)
}
