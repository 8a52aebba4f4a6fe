package store

import (
	"context"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"gongkai/disclosure"
)

// TakenDown says that a body was removed from the archive by somebody's decision. It is an ErrNoBody.
type TakenDown struct{ disclosure.Takedown }

// Error names the decision.
func (e *TakenDown) Error() string {
	return fmt.Sprintf("the body %s was taken down on %s by %s: %s", e.SHA256, e.At.UTC().Format(time.DateOnly), e.By, e.Reason)
}

// Is makes it the absence of a body, too.
func (e *TakenDown) Is(target error) bool { return target == ErrNoBody }

// TakeDown removes a body from the archive, and keeps who decided it and why; first, so that whoever
// is killed in between has said it, and the next Refresh goes on. Its figures are hidden by the next
// RefreshAll. A body that the archive does not have is not kept from then on. What other tables derive
// from its texts is made anew by the next score run.
func (db *DB) TakeDown(ctx context.Context, t disclosure.Takedown) error {
	if !isSHA256(t.SHA256) {
		return fmt.Errorf("%q is no SHA-256 of a body: 64 hexadecimal digits", t.SHA256)
	}
	if err := db.Flush(ctx); err != nil {
		return err
	}
	figures := "keep"
	if t.Hide {
		figures = "hide"
	}
	row := []any{t.SHA256, t.At.UTC(), t.By, t.Reason, flag(t.Texts), figures, time.Now().UTC()}
	if err := db.insert(ctx, "takedowns_history (sha256, taken_at, taken_by, reason, texts, figures, kept_at)", [][]any{row}); err != nil {
		return fmt.Errorf("keeping a takedown: %w", err)
	}
	return db.sweepTakenDown(ctx)
}

func isSHA256(name string) bool {
	b, err := hex.DecodeString(name)
	return err == nil && len(b) == 32 && strings.ToLower(name) == name
}

// takedowns returns the decisions about bodies of these names, by name.
func (db *DB) takedowns(ctx context.Context, names []string) (map[string]disclosure.Takedown, error) {
	if len(names) == 0 {
		return nil, nil
	}
	rows, err := db.decisions(ctx, " WHERE sha256 IN {names:Array(String)}", map[string]any{"names": names})
	all := make(map[string]disclosure.Takedown, len(rows))
	for _, t := range rows {
		all[t.SHA256] = t
	}
	return all, err
}

// Takedowns returns the decisions about all bodies, by their names.
func (db *DB) Takedowns(ctx context.Context) ([]disclosure.Takedown, error) {
	return db.decisions(ctx, " ORDER BY sha256", nil)
}

func (db *DB) decisions(ctx context.Context, which string, params map[string]any) (all []disclosure.Takedown, err error) {
	var rows []struct {
		SHA256  string    `ch:"sha256"`
		At      time.Time `ch:"taken_at"`
		By      string    `ch:"taken_by"`
		Reason  string    `ch:"reason"`
		Texts   uint8     `ch:"texts"`
		Figures string    `ch:"figures"`
	}
	const query = "SELECT sha256, taken_at, taken_by, reason, texts, toString(figures) AS figures FROM takedowns"
	if err := db.Select(ctx, &rows, query+which, params); err != nil {
		return nil, fmt.Errorf("looking for what was taken down: %w", err)
	}
	for _, r := range rows {
		all = append(all, disclosure.Takedown{SHA256: r.SHA256, At: r.At, By: r.By, Reason: r.Reason, Texts: r.Texts == 1, Hide: r.Figures == "hide"})
	}
	return all, nil
}

// notTakenDown holds of a row whose body was not taken down.
const notTakenDown = "sha256 NOT IN (SELECT sha256 FROM takedowns_history)"

// sweepTakenDown removes bodies and texts that were taken down and are there: of a takedown that was
// cut off, or written by a crawl that had looked before.
func (db *DB) sweepTakenDown(ctx context.Context) error {
	var rows []struct {
		SHA256 string `ch:"sha256"`
		Texts  uint8  `ch:"texts"`
	}
	if err := db.Select(ctx, &rows, "SELECT sha256, max(texts) AS texts FROM takedowns_history GROUP BY sha256 ORDER BY sha256", nil); err != nil {
		return fmt.Errorf("looking for what was taken down: %w", err)
	}
	var all, texts []string
	for _, r := range rows {
		all = append(all, r.SHA256)
		if r.Texts == 1 {
			texts = append(texts, r.SHA256)
		}
	}
	reports, err := db.reportsOf(ctx, texts)
	if err != nil {
		return fmt.Errorf("looking for what was taken down: %w", err)
	}
	for _, remove := range []struct {
		names            []string
		say, from, where string // where has %s for the names
	}{
		{all, "ALTER TABLE bodies DELETE", "bodies", "sha256 IN (%s)"},
		{texts, "ALTER TABLE readings UPDATE texts = [], problems = [], improvements = []", "readings", "sha256 IN (%s) AND (notEmpty(texts) OR notEmpty(problems) OR notEmpty(improvements))"},
		{texts, "ALTER TABLE report_states UPDATE problems = [], improvements = []", "report_states", "sha256 IN (%s) AND (notEmpty(problems) OR notEmpty(improvements))"},
		{texts, "ALTER TABLE changes_history DELETE", "changes_history", "kind = 'sentence' AND (from_sha256 IN (%[1]s) OR to_sha256 IN (%[1]s))"},
		{reports, "ALTER TABLE rewordings_history DELETE", "rewordings_history", "report_id IN (%s)"},
	} {
		if err := db.removeTakenDown(ctx, remove.names, remove.say, remove.from, remove.where); err != nil {
			return fmt.Errorf("removing what was taken down: %w", err)
		}
	}
	return nil
}

// reportsOf are the reports that were read from bodies of some names.
func (db *DB) reportsOf(ctx context.Context, names []string) (all []string, err error) {
	if len(names) == 0 {
		return nil, nil
	}
	var rows []struct {
		ID string `ch:"report_id"`
	}
	err = db.Select(ctx, &rows, "SELECT DISTINCT report_id FROM readings WHERE sha256 IN {names:Array(String)} AND report_id != ''", map[string]any{"names": names})
	for _, r := range rows {
		all = append(all, r.ID)
	}
	return all, err
}

// removeTakenDown says what removes rows, where there are such. A mutation writes what is left anew, so
// that the bytes are gone once ClickHouse drops the old parts, some minutes later. It names what it
// removes: on a cluster it must mean the same everywhere.
func (db *DB) removeTakenDown(ctx context.Context, names []string, say, from, where string) error {
	if len(names) == 0 {
		return nil
	}
	where = " WHERE " + fmt.Sprintf(where, literals(names))
	var rows []struct {
		There uint8 `ch:"there"`
	}
	if err := db.Select(ctx, &rows, "SELECT toUInt8(1) AS there FROM "+from+where+" LIMIT 1", nil); err != nil || len(rows) == 0 {
		return err
	}
	return db.explain(db.again(ctx, func() error { return db.conn.Exec(ctx, say+where+" SETTINGS mutations_sync = 2") }))
}
