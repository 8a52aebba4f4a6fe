package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"gongkai/analytics"
	"gongkai/dashboards"
	"gongkai/disclosure"
)

type casesOpenCommand struct {
	caseWords
	Report     string `arg:"" help:"The ID of the report, as its page's address has it: the agency's ID and the fiscal year, also of one that was not found."`
	Figure     string `placeholder:"KEY" help:"The figure that is objected to, as its page's address has it, for example requests_new.total."`
	Finding    string `placeholder:"RULE[:KEY]" help:"The finding that is objected to: its rule, with its figure where there are several, for example R303:requests_new.total."`
	Timeliness bool   `help:"What is said of its publication is objected to: that it is late, or was not found."`
	Objection  string `required:"" placeholder:"TEXT" help:"What is said against it, for everybody who reads the ledger."`
	Days       int    `default:"${caseDays}" placeholder:"N" help:"Days until it has to be decided (default ${caseDays})."`
}

// Run keeps the objection, with what the report prints now.
func (c *casesOpenCommand) Run(ctx context.Context, a *app) error {
	e, err := c.said(a, c.Objection, "--objection")
	if err != nil {
		return err
	}
	k := disclosure.Case{At: e.At, By: e.By, Objection: e.Text, Evidence: e.Evidence, ReportID: c.Report}
	switch {
	case !justOne(c.Figure != "", c.Finding != "", c.Timeliness):
		return usageError{errors.New("say what is objected to: --figure KEY, or --finding RULE, or --timeliness")}
	case c.Days < 0:
		return usageError{errors.New("--days: want 0 or more")}
	}
	k.Due = disclosure.DateOf(k.At).AddDays(c.Days)
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	aim := func() error { return h.aim(ctx, &k, c.Figure, c.Finding) }
	if c.Timeliness {
		aim = func() error { return h.aimAtPublication(ctx, &k) }
	}
	if err := aim(); err != nil {
		return err
	}
	if err := h.notAsked(ctx, k); err != nil {
		return err
	}
	if err := h.OpenCase(ctx, k); err != nil {
		return err
	}
	if err := h.noteVersion(ctx); err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s: open, due %s\n", k.ID(), k.Due)
	return nil
}

// justOne reports whether one of them and no more is so.
func justOne(all ...bool) bool {
	n := 0
	for _, is := range all {
		if is {
			n++
		}
	}
	return n == 1
}

// aim finds what is objected to, and notes how it is printed.
func (h *home) aim(ctx context.Context, k *disclosure.Case, figure, finding string) error {
	known, err := h.printed(ctx, k.ReportID)
	if err != nil {
		return err
	}
	if known.SHA256 == "" {
		return fmt.Errorf("there is no report %q: its page's address has its name", k.ReportID)
	}
	k.AgencyID, k.FiscalYear, k.Version, k.SHA256, k.SeenAt = known.AgencyID, int(known.FiscalYear), int(known.Version), known.SHA256, known.SeenAt
	if figure != "" {
		k.Key = keyCalled(figure)
		f, ok := known.figure(k.Key)
		if !ok {
			return fmt.Errorf("the report %s has no figure %q: /api/v1/reports/%s/figures lists them", k.ReportID, figure, k.ReportID)
		}
		k.Printed, k.State, k.Value = f.Raw, disclosure.State(f.State), f.Value.Number
		k.Cells = []disclosure.CaseCell{known.cell(k.Key)}
		return nil
	}
	f, err := h.findingCalled(ctx, k.ReportID, finding)
	if err != nil {
		return err
	}
	k.Rule, k.Message, k.Key = f.Rule, f.Message, disclosure.Key{Indicator: f.Indicator, Applicant: disclosure.Applicant(f.Applicant)}
	k.Cells, err = h.cellsOf(ctx, known, f)
	return err
}

// findingCalled finds the one finding of a report that is meant.
func (h *home) findingCalled(ctx context.Context, report, name string) (dashboards.FindingRow, error) {
	var rows []dashboards.FindingRow
	if err := analytics.NewMeasures(h.DB).Select(ctx, &rows, "findings_of", map[string]any{"agency": "", "report": report, "limit": uint32(10_000)}); err != nil {
		return dashboards.FindingRow{}, err
	}
	var meant, all []string
	var found dashboards.FindingRow
	for _, r := range rows {
		key := disclosure.Key{Indicator: r.Indicator, Applicant: disclosure.Applicant(r.Applicant)}.String()
		full := strings.TrimSuffix(r.Rule+":"+key, ":")
		if !slices.Contains(all, full) {
			all = append(all, full)
		}
		if (full == name || r.Rule == name) && !slices.Contains(meant, full) {
			meant, found = append(meant, full), r
		}
	}
	switch {
	case len(meant) == 1:
		return found, nil
	case len(meant) > 1:
		return found, fmt.Errorf("--finding %s: the report %s has several: %s", name, report, strings.Join(meant, ", "))
	case len(all) == 0:
		return found, fmt.Errorf("the report %s has no findings", report)
	}
	return found, fmt.Errorf("the report %s has no finding %s; it has %s", report, name, strings.Join(all, ", "))
}

// cellsOf are the printed cells that a finding is about: of its own report and, between two years, of the other.
func (h *home) cellsOf(ctx context.Context, known printedReport, f dashboards.FindingRow) (cells []disclosure.CaseCell, err error) {
	var operands []disclosure.Operand
	if f.Operands != "" {
		if err := json.Unmarshal([]byte(f.Operands), &operands); err != nil {
			return nil, fmt.Errorf("reading the operands of %s: %w", f.Rule, err)
		}
	}
	operands = append(operands, disclosure.Operand{Indicator: f.Indicator, Applicant: disclosure.Applicant(f.Applicant)})
	reports := map[string]printedReport{known.ReportID: known}
	for _, o := range operands {
		if o.ReportID == "" {
			o.ReportID = known.ReportID
		}
		r, ok := reports[o.ReportID]
		if !ok {
			if r, err = h.printed(ctx, o.ReportID); err != nil {
				return nil, err
			}
			reports[o.ReportID] = r
		}
		key := disclosure.Key{Indicator: o.Indicator, Applicant: o.Applicant}
		if _, there := r.figure(key); !there || o.Cumulative {
			continue
		}
		if cell := r.cell(key); !slices.Contains(cells, cell) {
			cells = append(cells, cell)
		}
	}
	return cells, nil
}

// notAsked refuses to ask again what was asked of the same print.
func (h *home) notAsked(ctx context.Context, k disclosure.Case) error {
	rows, err := h.cases(ctx, map[string]any{"report": k.ReportID})
	if err != nil {
		return err
	}
	for _, r := range rows {
		same := r.Rule == k.Rule && r.Indicator == k.Key.Indicator && r.Applicant == string(k.Key.Applicant) && (k.Rule != disclosure.CaseTimeliness || r.Printed == k.Printed)
		if same && (r.CaseID == k.ID() || r.ReprintedIn == nil && r.State != string(disclosure.CaseMended)) {
			return fmt.Errorf("case %s is about the same print already, and is %s: add what is new with gongkai cases reply or gongkai cases decide", r.CaseID, r.State)
		}
	}
	return nil
}

// printedReport is what a report prints now.
type printedReport struct {
	ReportID   string    `ch:"report_id"`
	AgencyID   string    `ch:"agency_id"`
	FiscalYear uint16    `ch:"fiscal_year"`
	Version    uint32    `ch:"version"`
	SHA256     string    `ch:"sha256"`
	SeenAt     time.Time `ch:"seen_at"`
	figures    []dashboards.FigureRow
}

// printed reads it; without a hash there is no such report.
func (h *home) printed(ctx context.Context, report string) (printedReport, error) {
	var rows []printedReport
	const query = `SELECT r.report_id AS report_id, r.agency_id AS agency_id, r.fiscal_year AS fiscal_year, r.version AS version, r.sha256 AS sha256, v.first_seen_at AS seen_at
		FROM reports AS r INNER JOIN reports_history AS v ON v.report_id = r.report_id AND v.version = r.version
		WHERE r.report_id = {report:String} AND v.report_id = {report:String}`
	if err := h.Select(ctx, &rows, query, map[string]any{"report": report}); err != nil || len(rows) == 0 {
		return printedReport{}, err
	}
	r := rows[0]
	err := analytics.NewMeasures(h.DB).Select(ctx, &r.figures, "report_figures", map[string]any{"report": report})
	return r, err
}

func (r printedReport) figure(k disclosure.Key) (dashboards.FigureRow, bool) {
	i := slices.IndexFunc(r.figures, func(f dashboards.FigureRow) bool {
		return f.Indicator == k.Indicator && f.Applicant == string(k.Applicant)
	})
	if i < 0 {
		return dashboards.FigureRow{}, false
	}
	return r.figures[i], true
}

// cell is a figure as it is printed.
func (r printedReport) cell(k disclosure.Key) disclosure.CaseCell {
	f, _ := r.figure(k)
	return disclosure.CaseCell{ReportID: r.ReportID, SHA256: r.SHA256, SeenAt: r.SeenAt, Key: k, Raw: f.Raw, State: disclosure.State(f.State)}
}

// keyCalled reads a key as addresses have it.
func keyCalled(name string) disclosure.Key {
	indicator, applicant, _ := strings.Cut(name, ".")
	return disclosure.Key{Indicator: indicator, Applicant: disclosure.Applicant(applicant)}
}
