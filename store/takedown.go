package store

import (
	"context"
	"encoding/hex"
	"fmt"
	"slices"
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

// TakedownsState names what was decided until now: another name once anything more was, from the moment on that it is written; empty
// where nothing was. It reads one number of each decision, and who ask at the same time share a statement that begins after they asked.
func (db *DB) TakedownsState(ctx context.Context) (string, error) {
	return db.decided.do(ctx, nothing{})
}

func (db *DB) takedownsState(ctx context.Context, all []nothing) ([]string, error) {
	ctx, cancel := context.WithTimeout(ctx, patience) // somebody waits for a page
	defer cancel()
	var rows []struct {
		State string `ch:"state"`
	}
	const query = "SELECT if(count() = 0, '', hex(sipHash64(count(), sum(cityHash64(kept_at))))) AS state FROM takedowns_history"
	if err := db.Select(ctx, &rows, query, nil); err != nil {
		return nil, fmt.Errorf("asking whether anything was taken down: %w", err)
	}
	return slices.Repeat([]string{rows[0].State}, len(all)), nil
}

// notTakenDown holds of a row whose body was not taken down.
const notTakenDown = "sha256 NOT IN (SELECT sha256 FROM takedowns_history)"

// Bodies that were taken down may be more than a statement can name, or the address of a question: they are asked for by the table.
const (
	bodiesTaken = "(SELECT sha256 FROM takedowns_history)"
	textsTaken  = "(SELECT sha256 FROM takedowns_history WHERE texts = 1)"
)

// removals say what is there of what was taken down, and what removes it, where %s are the names of some.
var removals = []struct {
	texts             bool // only of those whose texts were removed
	find, say, remove string
}{
	{false, "SELECT DISTINCT sha256 AS name FROM bodies WHERE sha256 IN " + bodiesTaken, "ALTER TABLE bodies DELETE", "sha256 IN (%s)"},
	{true, "SELECT DISTINCT sha256 AS name FROM readings WHERE sha256 IN " + textsTaken + " AND (notEmpty(texts) OR notEmpty(problems) OR notEmpty(improvements))",
		"ALTER TABLE readings UPDATE texts = [], problems = [], improvements = []", "sha256 IN (%s) AND (notEmpty(texts) OR notEmpty(problems) OR notEmpty(improvements))"},
	{true, "SELECT DISTINCT sha256 AS name FROM report_states WHERE sha256 IN " + textsTaken + " AND (notEmpty(problems) OR notEmpty(improvements))",
		"ALTER TABLE report_states UPDATE problems = [], improvements = []", "sha256 IN (%s) AND (notEmpty(problems) OR notEmpty(improvements))"},
	{true, "SELECT DISTINCT name FROM (SELECT arrayJoin([from_sha256, to_sha256]) AS name FROM changes_history WHERE kind = 'sentence') WHERE name IN " + textsTaken,
		"ALTER TABLE changes_history DELETE", "kind = 'sentence' AND (from_sha256 IN (%[1]s) OR to_sha256 IN (%[1]s))"},
	{true, "SELECT DISTINCT report_id AS name FROM rewordings_history WHERE report_id IN (SELECT report_id FROM readings WHERE sha256 IN " + textsTaken + " AND report_id != '')",
		"ALTER TABLE rewordings_history DELETE", "report_id IN (%s)"},
}

// namedAtOnce is how many names stand in a statement that removes: ClickHouse reads 256 KiB of one, Keeper keeps less than a MiB.
const namedAtOnce = 1500

// sweepTakenDown removes bodies and texts that were taken down and are there: of a takedown that was
// cut off, or written by a crawl that had looked before.
func (db *DB) sweepTakenDown(ctx context.Context) error {
	var taken []struct {
		Bodies uint64 `ch:"bodies"`
		Texts  uint64 `ch:"texts_removed"`
	}
	if err := db.Select(ctx, &taken, "SELECT count() AS bodies, countIf(texts = 1) AS texts_removed FROM takedowns_history", nil); err != nil {
		return fmt.Errorf("looking for what was taken down: %w", err)
	}
	for _, r := range removals {
		if taken[0].Bodies == 0 || r.texts && taken[0].Texts == 0 {
			continue
		}
		if err := db.removeTakenDown(ctx, r.find, r.say, r.remove); err != nil {
			return fmt.Errorf("removing what was taken down: %w", err)
		}
	}
	return nil
}

// removeTakenDown says what removes rows, where there are such. A mutation writes what is left anew, so
// that the bytes are gone once ClickHouse drops the old parts, some minutes later. It names what it
// removes: on a cluster it must mean the same everywhere.
func (db *DB) removeTakenDown(ctx context.Context, find, say, where string) error {
	var rows []struct {
		Name string `ch:"name"`
	}
	if err := db.Select(ctx, &rows, find, nil); err != nil {
		return err
	}
	for some := range slices.Chunk(rows, namedAtOnce) {
		var names []string
		for _, r := range some {
			names = append(names, r.Name)
		}
		query := say + " WHERE " + fmt.Sprintf(where, literals(names)) + " SETTINGS mutations_sync = 2"
		if err := db.repeatable(ctx, query); err != nil {
			return err
		}
	}
	return nil
}
