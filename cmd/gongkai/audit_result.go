package main

import (
	"context"
	"fmt"
	"slices"
	"text/tabwriter"

	"gongkai/disclosure"
)

type auditResultCommand struct {
	Audit string `arg:"" optional:"" help:"The audit; without one the newest."`
}

// Run prints what an audit says of all cells and of each stratum, and the cells that were read wrongly
// once all are read: until then nobody is to know them.
func (c *auditResultCommand) Run(ctx context.Context, a *app) error {
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	row, err := h.auditCalled(ctx, c.Audit)
	if err != nil {
		return err
	}
	strata, err := h.auditStrata(ctx, row.AuditID)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(a.out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "FORM\tFAMILY\tFORMAT\tCELLS\tSAMPLE\tOPEN\tUNREADABLE\tWRONG\tMISSED\tINVENTED\tSTATE\tRATE (95 % INTERVAL)")
	for i, s := range strata {
		fmt.Fprintf(w, "%s\t%s\t%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%s\n", s.Form, s.SiteFamily, s.Format, s.Cells, s.Sampled, s.Open, s.Unreadable, s.Wrong, s.Missed, s.Invented, s.State, rateText(auditRate(strata[i:i+1])))
	}
	if err := w.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s: %d errors in %d of %d cells, %d unreadable, %d answered with our reading known: rate of errors %s\n", row.AuditID, row.Errors, row.Sampled, row.Cells, row.Unreadable, row.NotBlind, rateText(auditRate(strata)))
	if row.Finished == 0 {
		_, err := fmt.Fprintf(a.out, "not finished: %d of %d are read, and what is open counts neither as right nor as wrong\n", row.Answered, row.Sampled)
		return err
	}
	return h.printErrors(ctx, a, row.AuditID)
}

func (h *home) printErrors(ctx context.Context, a *app, id string) error {
	cells, err := h.auditCells(ctx, id, 0)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(a.out, 0, 8, 2, ' ', 0)
	for _, c := range cells {
		if slices.Contains(disclosure.AuditErrors, c.Verdict) {
			key := disclosure.Key{Indicator: c.Indicator, Applicant: disclosure.Applicant(c.Applicant)}.String()
			fmt.Fprintf(w, "%d\t%s\twe read %q as %s\t%s reads %q as %s\t%s\n", c.Position, c.Verdict, disclosure.Short(c.Printed), orNone(c.Value, c.PrintState), oneLine(c.AnsweredBy), disclosure.Short(c.ReadText), orNone(c.ReadValue, c.ReadState), evidencePath(c.ReportID, key))
		}
	}
	return w.Flush()
}
