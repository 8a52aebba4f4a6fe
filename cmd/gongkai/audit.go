package main

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"gongkai/analytics"
	"gongkai/analytics/audit"
	"gongkai/dashboards"
	"gongkai/disclosure"
)

// auditCommand asks how often we read wrongly.
type auditCommand struct {
	List   auditListCommand   `cmd:"" default:"withargs" help:"The audits; of one, the cells that are still to read, with the page to read each on."`
	Draw   auditDrawCommand   `cmd:"" help:"Draw a random sample of printed cells, of each form, family of sites and format of documents."`
	Show   auditShowCommand   `cmd:"" help:"One cell of an audit, and the page to read it on; what we read is not shown unless asked for."`
	Answer auditAnswerCommand `cmd:"" help:"Record what a cell prints on the archived page."`
	Result auditResultCommand `cmd:"" help:"Errors, their rate and its 95 % interval, of all and of each stratum."`
}

type auditListCommand struct {
	Audit string `arg:"" optional:"" help:"An audit: its cells that are still to read; without one all audits."`
	Sheet string `type:"path" placeholder:"FILE" help:"Write the cells into a new file as a sheet (CSV) to fill in: the column read, or unreadable; gongkai audit answer AUDIT --sheet FILE takes it."`
}

// Run prints a line an audit, or a line a cell.
func (c *auditListCommand) Run(ctx context.Context, a *app) error {
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	if c.Audit == "" {
		return h.listAudits(ctx, a)
	}
	row, err := h.auditCalled(ctx, c.Audit)
	if err != nil {
		return err
	}
	cells, err := h.auditCells(ctx, row.AuditID, 0)
	if err != nil {
		return err
	}
	if c.Sheet != "" {
		return c.writeSheet(a, cells)
	}
	w := tabwriter.NewWriter(a.out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "CELL\tREPORT\tFIGURE\tUNIT\tREAD IT ON")
	left := 0
	for _, cell := range cells {
		if cell.Verdict == disclosure.AuditOpen {
			left++
			fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\n", cell.Position, oneLine(nameOfCell(cell)), oneLine(labelOfCell(cell)), cell.Unit, auditPath(cell))
		}
	}
	if left == 0 {
		_, err := fmt.Fprintf(a.out, "%s: all %d cells are read; gongkai audit result %s says what came of it\n", row.AuditID, len(cells), row.AuditID)
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.out, "%d of %d are still to read: gongkai audit answer %s CELL --read TEXT; the pages stand below the address of gongkai serve\n", left, len(cells), row.AuditID)
	return err
}

func (h *home) listAudits(ctx context.Context, a *app) error {
	rows, err := h.audits(ctx, "")
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		_, err := fmt.Fprintln(a.out, "no audit was made yet: gongkai audit draw makes the first")
		return err
	}
	w := tabwriter.NewWriter(a.out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "AUDIT\tDRAWN (UTC)\tFROM\tCELLS\tSAMPLE\tREAD\tERRORS\tRATE")
	for _, r := range rows {
		rate := "not finished"
		if r.Finished == 1 {
			strata, err := h.auditStrata(ctx, r.AuditID)
			if err != nil {
				return err
			}
			rate = rateText(auditRate(strata))
		}
		from := "data " + r.Digest
		if r.Release != "" {
			from = "release " + r.Release
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%d\t%d\t%d\t%s\n", r.AuditID, r.DrawnAt.UTC().Format(time.DateTime), from, r.Cells, r.Sampled, r.Answered, r.Errors, rate)
	}
	return w.Flush()
}

// sheetColumns are those of a sheet to fill in; what we read is none of them.
var sheetColumns = []string{"cell", "report", "figure", "unit", "page", "read", "unreadable", "reason"}

// writeSheet begins with a mark of UTF-8, as Excel wants it.
func (c *auditListCommand) writeSheet(a *app, cells []dashboards.AuditCellRow) error {
	file, err := os.OpenFile(c.Sheet, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s is there already, and may have been filled in: name another file", c.Sheet)
	}
	if err != nil {
		return err
	}
	_, err = file.WriteString("\ufeff")
	w, n := csv.NewWriter(file), 0
	_ = w.Write(sheetColumns) // Error tells
	for _, cell := range cells {
		if cell.Verdict == disclosure.AuditOpen {
			n++
			_ = w.Write([]string{strconv.Itoa(int(cell.Position)), nameOfCell(cell), labelOfCell(cell), cell.Unit, auditPath(cell), "", "", ""})
		}
	}
	w.Flush()
	if err := errors.Join(err, w.Error(), file.Close()); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.out, "%s: %d cells to read; then gongkai audit answer %s --sheet %s\n", c.Sheet, n, c.Audit, c.Sheet)
	return err
}

func nameOfCell(c dashboards.AuditCellRow) string {
	if c.Name == "" {
		return c.ReportID
	}
	return fmt.Sprintf("%s %d", c.Name, c.FiscalYear)
}

// labelOfCell is what the form calls the figure, with what stands above its row, and its key.
func labelOfCell(c dashboards.AuditCellRow) string {
	key := disclosure.Key{Indicator: c.Indicator, Applicant: disclosure.Applicant(c.Applicant)}
	line, known := disclosure.FindIndicator(disclosure.Form(c.Form), key)
	if !known {
		return key.String()
	}
	above := ""
	if line.Section != "" {
		above = strings.ReplaceAll(line.Section, "/", " / ") + " / "
	}
	return above + line.LabelZH() + " (" + key.String() + ")"
}

// auditPath is the address, below that of the service, of the page on which a cell is read.
func auditPath(c dashboards.AuditCellRow) string {
	return fmt.Sprintf("/audits/%s/cells/%d", c.AuditID, c.Position)
}

// audits asks the measure of the pages.
func (h *home) audits(ctx context.Context, id string) (rows []dashboards.AuditRow, err error) {
	err = analytics.NewMeasures(h.DB).Select(ctx, &rows, "audits", map[string]any{"audit": id, "release": "", "limit": uint32(100_000), "offset": uint32(0)})
	return rows, err
}

// auditCalled finds an audit by its name, the newest where there is none.
func (h *home) auditCalled(ctx context.Context, id string) (dashboards.AuditRow, error) {
	rows, err := h.audits(ctx, id)
	if err != nil {
		return dashboards.AuditRow{}, err
	}
	switch {
	case len(rows) > 0:
		return rows[0], nil
	case id == "":
		return dashboards.AuditRow{}, fmt.Errorf("no audit was made yet: gongkai audit draw makes the first")
	}
	return dashboards.AuditRow{}, fmt.Errorf("there is no audit %q: gongkai audit lists them", id)
}

func (h *home) auditStrata(ctx context.Context, id string) (rows []dashboards.AuditStratumRow, err error) {
	err = analytics.NewMeasures(h.DB).Select(ctx, &rows, "audit_strata", map[string]any{"audit": id})
	return rows, err
}

// auditCells are those of an audit; one where a position is named.
func (h *home) auditCells(ctx context.Context, id string, position uint32) (rows []dashboards.AuditCellRow, err error) {
	err = analytics.NewMeasures(h.DB).Select(ctx, &rows, "audit_cells", map[string]any{"audit": id, "position": position, "limit": uint32(1_000_000), "offset": uint32(0)})
	return rows, err
}

// auditRate estimates the rate of errors from strata.
func auditRate(strata []dashboards.AuditStratumRow) dashboards.AuditRate {
	var counts []audit.Count
	for _, s := range strata {
		counts = append(counts, audit.Count{AuditSize: disclosure.AuditSize{AuditStratum: disclosure.AuditStratum{Form: s.Form, SiteFamily: s.SiteFamily, Format: s.Format}, Cells: s.Cells, Sampled: s.Sampled},
			Right: s.Right, Errors: s.Errors(), Unreadable: s.Unreadable, Open: s.Open})
	}
	r := audit.RateOf(counts...)
	return dashboards.AuditRate{Rate: r.P, Low: r.Low, High: r.High}
}

// rateText is a rate with its interval.
func rateText(r dashboards.AuditRate) string {
	if r.Rate == nil {
		return fmt.Sprintf("no estimate (%.2f to %.2f %%)", 100*r.Low, 100*r.High)
	}
	return fmt.Sprintf("%.2f %% (%.2f to %.2f %%)", 100**r.Rate, 100*r.Low, 100*r.High)
}
