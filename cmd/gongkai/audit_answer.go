package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"gongkai/dashboards"
	"gongkai/disclosure"
	"gongkai/parse/number"
)

type auditShowCommand struct {
	Audit string `arg:"" help:"The audit, as gongkai audit lists it."`
	Cell  uint32 `arg:"" help:"The cell, by its number."`
	Ours  bool   `help:"Show what we read, too; that it was shown is recorded, and an answer after it is not blind."`
	By    string `placeholder:"WHO" help:"With --ours: who is shown it (default: the user of this machine)."`
}

// Run prints where a cell is, and how it was read only where that is asked for.
func (c *auditShowCommand) Run(ctx context.Context, a *app) error {
	by, err := handedInBy(c.By)
	if err != nil {
		return err
	}
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	cell, err := h.auditCell(ctx, c.Audit, c.Cell)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s, cell %d: %s of %s, in %s\n", cell.AuditID, cell.Position, labelOfCell(cell), nameOfCell(cell), cell.Unit)
	fmt.Fprintf(a.out, "read it on %s, below the address of gongkai serve; the document has the SHA-256 %s and came from %s\n", auditPath(cell), cell.SHA256, cell.URL)
	if cell.Answers > 0 {
		fmt.Fprintf(a.out, "%s read %q on %s\n", oneLine(cell.AnsweredBy), disclosure.Short(cell.ReadText), cell.AnsweredAt.UTC().Format(time.DateTime))
	}
	if !c.Ours {
		return nil
	}
	if err := h.KeepAuditAnswers(ctx, []disclosure.AuditAnswer{{AuditID: cell.AuditID, Position: cell.Position, Shown: true, At: a.clock.Now(), By: by}}); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.out, "we read %q as %s\n", disclosure.Short(cell.Printed), orNone(cell.Value, cell.PrintState))
	return err
}

func (h *home) auditCell(ctx context.Context, audit string, position uint32) (dashboards.AuditCellRow, error) {
	row, err := h.auditCalled(ctx, audit)
	if err != nil {
		return dashboards.AuditCellRow{}, err
	}
	cells, err := h.auditCells(ctx, row.AuditID, max(position, 1))
	if err == nil && (len(cells) == 0 || position == 0) {
		err = fmt.Errorf("audit %s has the cells 1 to %d, and none %d", row.AuditID, row.Sampled, position)
	}
	if err != nil {
		return dashboards.AuditCellRow{}, err
	}
	return cells[0], nil
}

type auditAnswerCommand struct {
	Audit      string  `arg:"" help:"The audit, as gongkai audit lists it."`
	Cell       uint32  `arg:"" optional:"" help:"The cell, by its number."`
	Read       *string `placeholder:"TEXT" help:"What the cell prints, as it prints it; --read= for an empty one, --read=- for a dash. Of a sentence, the number that it states."`
	Unreadable bool    `help:"The cell can not be read by a person either: it counts neither as right nor as wrong."`
	Sheet      string  `type:"path" placeholder:"FILE" help:"Many cells at once: the sheet of gongkai audit list AUDIT --sheet FILE, filled in; lines with nothing in read and unreadable are left out, and - in read is a dash; an empty cell is written as two apostrophes."`
	By         string  `placeholder:"WHO" help:"Who reads, which is public: a role rather than a person (default: the user of this machine)."`
	Reason     string  `placeholder:"WHY" help:"Why an earlier answer is replaced, which has to be said; else a remark."`
}

// reading is what a person says of one cell.
type reading struct {
	cell       uint32
	text       string
	unreadable bool
	reason     string
}

// Run records readings. One that can't be taken is an error of all, and none is kept.
func (c *auditAnswerCommand) Run(ctx context.Context, a *app) error {
	said, err := c.readings()
	if err != nil {
		return err
	}
	by, err := handedInBy(c.By)
	if err != nil {
		return err
	}
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	row, err := h.auditCalled(ctx, c.Audit)
	if err != nil {
		return err
	}
	cells, err := h.auditCells(ctx, row.AuditID, 0)
	if err != nil {
		return err
	}
	answers := make([]disclosure.AuditAnswer, 0, len(said))
	for _, r := range said {
		answer, err := r.answer(cells)
		if err != nil {
			return fmt.Errorf("cell %d of audit %s: %w", r.cell, row.AuditID, err)
		}
		answer.AuditID, answer.At, answer.By = row.AuditID, a.clock.Now(), by
		answers = append(answers, answer)
	}
	if err := h.KeepAuditAnswers(ctx, answers); err != nil {
		return err
	}
	if row, err = h.auditCalled(ctx, row.AuditID); err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s: recorded %d, read %d of %d\n", row.AuditID, len(answers), row.Answered, row.Sampled)
	return nil
}

// readings are those of the flags, or of a sheet.
func (c *auditAnswerCommand) readings() ([]reading, error) {
	one := c.Cell != 0 || c.Read != nil || c.Unreadable
	switch {
	case c.Sheet != "" && one:
		return nil, usageError{errors.New("say one cell with --read or --unreadable, or many with --sheet")}
	case c.Sheet != "":
		return sheetReadings(c.Sheet)
	case c.Cell == 0, (c.Read == nil) == !c.Unreadable:
		return nil, usageError{errors.New("say what the cell prints: CELL --read TEXT, or CELL --unreadable; --sheet FILE says many")}
	case c.Unreadable:
		return []reading{{cell: c.Cell, unreadable: true, reason: strings.TrimSpace(c.Reason)}}, nil
	}
	return []reading{{cell: c.Cell, text: *c.Read, reason: strings.TrimSpace(c.Reason)}}, nil
}

// sheetReadings reads a sheet that was filled in.
func sheetReadings(path string) (all []reading, err error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), "\ufeff"))).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", path, err)
	}
	at := map[string]int{}
	if len(rows) > 0 {
		for i, name := range rows[0] {
			at[name] = i
		}
	}
	for _, need := range []string{"cell", "read", "unreadable", "reason"} {
		if _, there := at[need]; !there {
			return nil, fmt.Errorf("%s has no column %s: fill in the sheet of gongkai audit list AUDIT --sheet FILE", path, need)
		}
	}
	seen := map[uint32]bool{}
	for i, row := range rows[1:] {
		read, unreadable := strings.TrimSpace(row[at["read"]]), strings.TrimSpace(row[at["unreadable"]])
		if read == "" && unreadable == "" {
			continue
		}
		n, err := strconv.ParseUint(strings.TrimSpace(row[at["cell"]]), 10, 32)
		switch {
		case err != nil:
			return nil, fmt.Errorf("%s, line %d: %q is no number of a cell", path, i+2, row[at["cell"]])
		case read != "" && unreadable != "":
			return nil, fmt.Errorf("%s, line %d: a cell is read or unreadable, not both", path, i+2)
		case seen[uint32(n)]:
			return nil, fmt.Errorf("%s, line %d: cell %d stands in it twice", path, i+2, n)
		}
		seen[uint32(n)] = true
		all = append(all, reading{uint32(n), read, unreadable != "", strings.TrimSpace(row[at["reason"]])})
	}
	if len(all) == 0 {
		return nil, fmt.Errorf("%s: nothing stands in the columns read and unreadable", path)
	}
	return all, nil
}

// answer reads what the person typed as the parser would read the cell.
func (r reading) answer(cells []dashboards.AuditCellRow) (answer disclosure.AuditAnswer, err error) {
	i := slices.IndexFunc(cells, func(c dashboards.AuditCellRow) bool { return c.Position == r.cell })
	if i < 0 {
		return answer, fmt.Errorf("there are only the cells 1 to %d", len(cells))
	}
	if r.text == "''" { // in a sheet; on a command line the shell takes them away, as a rule
		r.text = ""
	}
	c := cells[i]
	if c.Answers > 0 && r.reason == "" {
		return answer, fmt.Errorf("%s has read it already: say with --reason why that is replaced; both stay on record", c.AnsweredBy)
	}
	answer = disclosure.AuditAnswer{Position: r.cell, Text: r.text, Reason: r.reason, State: disclosure.StateUnreadable}
	if r.unreadable {
		return answer, nil
	}
	read := number.Read(r.text, c.Unit, "")
	if read.State == disclosure.StateUnreadable {
		return answer, fmt.Errorf("%q is no number in %s, no dash and no word for none: type the number that is printed, '' for an empty cell, or say --unreadable", r.text, c.Unit)
	}
	answer.State = read.State
	if read.State.Known() {
		answer.Value = &read.Value
	}
	return answer, nil
}
