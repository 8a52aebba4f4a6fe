package main

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"text/tabwriter"
	"time"

	"gongkai/analytics"
	"gongkai/dashboards"
	"gongkai/disclosure"
)

// reviewCommand has a person decide what the machine doubts, most valuable first.
type reviewCommand struct {
	List      reviewListCommand      `cmd:"" default:"withargs" help:"What is doubted and not decided: cells that two ways of reading read otherwise, pictures, unknown rows, names; most valuable first."`
	Decide    reviewDecideCommand    `cmd:"" help:"Say whether a cell was read rightly, or that a document was looked at; on record, and asked again only where the print changes."`
	Decisions reviewDecisionsCommand `cmd:"" help:"What was decided, by whom and why."`
}

type reviewListCommand struct {
	County string `placeholder:"CODE" help:"Only agencies of this division, or of what lies in it."`
	Kind   string `enum:",cell,differ,unclear,scan,unknown_row,name" default:"" help:"Only these: cell; of these differ, read in two ways that differ or in a picture, and unclear, which leave blame unclear; scan, unknown_row or name."`
	Limit  uint32 `default:"50" placeholder:"N" help:"Most lines (50)."`
}

// doubt is a line of the queue.
type doubt struct {
	weight                             int64
	kind, what, read, proposal, lookAt string
}

// Run prints a line a doubt.
func (c *reviewListCommand) Run(ctx context.Context, a *app) error {
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	all, total, err := h.doubts(ctx, c)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		fmt.Fprintln(a.out, "nothing is doubted that nobody has decided")
		return nil
	}
	w := tabwriter.NewWriter(a.out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "WEIGHT\tKIND\tWHAT\tREAD\tPROPOSAL\tEVIDENCE")
	for _, d := range all {
		fmt.Fprintf(w, "%d\t%s\t%s\t%s\t%s\t%s\n", d.weight, d.kind, d.what, d.read, d.proposal, d.lookAt)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if total > uint64(len(all)) {
		fmt.Fprintf(a.out, "%d of %d; --limit shows more\n", len(all), total)
	}
	_, err = fmt.Fprintln(a.out, "decide: gongkai review decide REPORT --figure KEY --as right --reason WHY; a name: gongkai agencies answer NAME --is AGENCY --source WHY")
	return err
}

// doubts are those of figures and documents and, beside them, names that mean no agency for certain.
func (h *home) doubts(ctx context.Context, c *reviewListCommand) (all []doubt, total uint64, err error) {
	queue, total, err := dashboards.Queue(ctx, analytics.NewMeasures(h.DB), dashboards.QueueFilter{County: c.County, Kind: c.Kind, Limit: c.Limit})
	for _, d := range queue {
		if d.Kind == dashboards.DoubtName {
			all = append(all, doubt{d.Weight, d.Kind, oneLine(d.Named.Name()), fmt.Sprintf("%d reports", d.Named.Reports), "-", evidencePath(d.ReportID, "")})
			continue
		}
		all = append(all, doubtOf(d.DoubtRow))
	}
	return all, total, err
}

func doubtOf(r dashboards.DoubtRow) doubt {
	key := disclosure.Key{Indicator: r.Indicator, Applicant: disclosure.Applicant(r.Applicant)}.String()
	d := doubt{r.Weight, r.Kind, strings.TrimSpace(r.ReportID + " " + key), oneLine(r.State + " " + r.Printed), "-", evidencePath(r.ReportID, key)}
	if r.Kind != disclosure.ReviewCell {
		return d
	}
	d.read = fmt.Sprintf("%q as %s, confidence %g, %d findings wait", disclosure.Short(r.Printed), orNone(r.Value, r.State), r.Confidence, r.Findings)
	if r.Proposal.Known() {
		d.proposal = r.Proposal.String()
	}
	return d
}

func orNone(value dashboards.Decimal, state string) string {
	if value.Known() {
		return value.String()
	}
	return state
}

// evidencePath is the address, below that of the service, of the archived page with the cell marked.
func evidencePath(report, key string) string {
	path := "/reports/" + url.PathEscape(report)
	if key != "" {
		return path + "/figures/" + key
	}
	return path
}

type reviewDecideCommand struct {
	caseWords
	Report string `arg:"" help:"The ID of the report."`
	Figure string `placeholder:"KEY" help:"The figure whose cell was looked at."`
	Kind   string `enum:",scan,unknown_row" default:"" help:"Of a document that was looked at as a whole: scan or unknown_row."`
	As     string `required:"" enum:"right,wrong" help:"right: it was read as it is printed; wrong: it was not, and nobody is blamed for what counts it."`
	Value  string `placeholder:"N" help:"What is printed in the cell."`
	Reason string `required:"" placeholder:"WHY" help:"Why, for everybody who reads the record."`
}

// Run keeps the decision; where a cell is our error, or no longer is, scores follow.
func (c *reviewDecideCommand) Run(ctx context.Context, a *app) error {
	e, err := c.said(a, c.Reason, "--reason")
	if err != nil {
		return err
	}
	if (c.Figure == "") == (c.Kind == "") {
		return usageError{errors.New("say what was looked at: --figure KEY, or --kind scan or unknown_row of the whole document")}
	}
	r := disclosure.Review{ReportID: c.Report, Kind: c.Kind, Verdict: c.As, At: e.At, By: e.By, Reason: e.Text, Evidence: e.Evidence}
	if c.Value != "" {
		n, err := disclosure.ParseNumber(c.Value)
		if err != nil || c.Figure == "" {
			return usageError{fmt.Errorf("--value %q: want the number that is printed in the cell of --figure", c.Value)}
		}
		r.ShouldBe = &n
	}
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	follow, err := h.decideReview(ctx, &r, c.Figure)
	if err != nil {
		return err
	}
	if follow {
		if _, err := h.score(ctx); err != nil {
			return err
		}
	}
	if err := h.noteVersion(ctx); err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s %s: %s\n", r.ReportID, strings.TrimSpace(r.Kind+" "+c.Figure), r.Verdict)
	return nil
}

// decideReview keeps a decision with what is printed now, and reports whether scores have to follow: a cell is our error
// from now on, or is no longer.
func (h *home) decideReview(ctx context.Context, r *disclosure.Review, figure string) (follow bool, err error) {
	if err := h.lookedAt(ctx, r, figure); err != nil {
		return false, err
	}
	before, err := h.findingsOurs(ctx)
	if err != nil {
		return false, err
	}
	if err := h.KeepReview(ctx, *r); err != nil {
		return false, err
	}
	after, err := h.findingsOurs(ctx)
	return before != after, err
}

// lookedAt notes what is printed now.
func (h *home) lookedAt(ctx context.Context, r *disclosure.Review, figure string) error {
	known, err := h.printed(ctx, r.ReportID)
	if err != nil {
		return err
	}
	if known.SHA256 == "" {
		return fmt.Errorf("there is no report %q: gongkai review lists those with doubts", r.ReportID)
	}
	r.AgencyID, r.FiscalYear, r.SHA256 = known.AgencyID, int(known.FiscalYear), known.SHA256
	if figure == "" {
		return nil
	}
	r.Kind, r.Key = disclosure.ReviewCell, keyCalled(figure)
	f, ok := known.figure(r.Key)
	if !ok {
		return fmt.Errorf("the report %s has no figure %q: /api/v1/reports/%s/figures lists them", r.ReportID, figure, r.ReportID)
	}
	r.Printed, r.State, r.Value = f.Raw, disclosure.State(f.State), f.Value.Number
	return nil
}

// findingsOurs sums up which findings were decided to be ours.
func (h *home) findingsOurs(ctx context.Context) (sum string, err error) {
	var rows []struct {
		Sum string `ch:"sum"`
	}
	const query = "SELECT concat(toString(count()), ' ', toString(sum(cityHash64(report_id, reading_id, rule, indicator, applicant)))) AS sum FROM findings_ours FINAL WHERE ours = 1"
	if err := h.Select(ctx, &rows, query, nil); err != nil {
		return "", fmt.Errorf("asking which findings are ours: %w", err)
	}
	return rows[0].Sum, nil
}

type reviewDecisionsCommand struct {
	Report string `placeholder:"ID" help:"Only those on this report."`
}

// Run prints a line a decision.
func (c *reviewDecisionsCommand) Run(ctx context.Context, a *app) error {
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	var rows []dashboards.ReviewRow
	if err := analytics.NewMeasures(h.DB).Select(ctx, &rows, "reviews", map[string]any{"report": c.Report, "limit": uint32(100_000), "offset": uint32(0)}); err != nil {
		return err
	}
	if len(rows) == 0 {
		fmt.Fprintln(a.out, "nothing was decided")
		return nil
	}
	w := tabwriter.NewWriter(a.out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "WHEN (UTC)\tBY\tREPORT\tWHAT\tPRINTED\tAS\tSHOULD BE\tSTANDS\tWHY")
	for _, r := range rows {
		key := disclosure.Key{Indicator: r.Indicator, Applicant: disclosure.Applicant(r.Applicant)}.String()
		stands := "no: followed by another, or printed otherwise now"
		if r.Stands == 1 {
			stands = "yes"
		}
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%q\t%s\t%s\t%s\t%s\n", r.DecidedAt.UTC().Format(time.DateTime), oneLine(r.DecidedBy), r.ReportID, strings.TrimSpace(r.Kind+" "+key), disclosure.Short(r.Printed), r.Verdict, orNone(r.ShouldBe, "-"), stands, oneLine(r.Reason))
	}
	return w.Flush()
}
