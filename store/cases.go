package store

import (
	"context"
	"fmt"
	"time"

	"gongkai/disclosure"
)

// OpenCase keeps an objection. The same one twice is one case, with its first words.
func (db *DB) OpenCase(ctx context.Context, c disclosure.Case) error {
	cells := make([]map[string]any, 0, len(c.Cells))
	for _, cell := range c.Cells {
		cells = append(cells, map[string]any{"report_id": cell.ReportID, "sha256": cell.SHA256, "seen_at": cell.SeenAt.UTC(), "indicator": cell.Key.Indicator,
			"applicant": string(cell.Key.Applicant), "raw": cell.Raw, "state": string(cell.State)})
	}
	row := []any{c.ID(), c.At.UTC(), c.By, c.Objection, c.Evidence, c.Due.Time(), c.ReportID, c.AgencyID, uint16(c.FiscalYear), uint32(c.Version), c.SHA256, c.SeenAt.UTC(),
		c.Rule, c.Key.Indicator, string(c.Key.Applicant), c.Message, c.Printed, string(c.State), number(c.Value), cells, time.Now().UTC()}
	const target = "cases_history (case_id, opened_at, opened_by, objection, evidence, due_on, report_id, agency_id, fiscal_year, version, sha256, seen_at, rule, indicator, applicant, message, printed, print_state, value, cells, kept_at)"
	if err := db.insert(ctx, target, [][]any{row}); err != nil {
		return fmt.Errorf("keeping an objection: %w", err)
	}
	return nil
}

// SayOfCase keeps what was said of a case. Of a decision that an error is ours, or no longer is, the
// findings of all readings follow at once; scores do with the next score run.
func (db *DB) SayOfCase(ctx context.Context, e disclosure.CaseEvent) error {
	row := []any{e.CaseID, e.Event, e.At.UTC(), e.By, e.Text, e.Evidence, string(e.Verdict), day(e.Due), time.Now().UTC()}
	if err := db.insert(ctx, "case_events_history (case_id, event, said_at, said_by, text, evidence, verdict, due_on, kept_at)", [][]any{row}); err != nil {
		return fmt.Errorf("keeping what was said of case %s: %w", e.CaseID, err)
	}
	return db.heedCases(ctx)
}

// heedCases says of which readings which findings are ours, by the decisions on cases and
// on cells that were doubted: of those that print what the decision was about, whatever parser read them.
func (db *DB) heedCases(ctx context.Context) error {
	var rows []struct {
		There uint8 `ch:"there"`
	}
	if err := db.Select(ctx, &rows, "SELECT toUInt8(1) AS there FROM (SELECT 1 FROM case_events_history WHERE event = 'decision' UNION ALL SELECT 1 FROM reviews_history WHERE kind = 'cell') LIMIT 1", nil); err != nil || len(rows) == 0 {
		return err
	}
	query, err := refreshFiles.ReadFile("refresh/findings_ours.sql")
	if err != nil {
		return err
	}
	if err := db.Exec(ctx, string(query), map[string]any{"generation": uint64(time.Now().UnixMicro())}); err != nil {
		return fmt.Errorf("making findings follow the decisions on cases: %w", err)
	}
	return nil
}
