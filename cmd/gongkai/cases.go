package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"gongkai/analytics"
	"gongkai/dashboards"
	"gongkai/disclosure"
)

// casesCommand keeps the ledger of objections: who says that a figure, a finding or what is said of a
// publication is wrong, what the agency answers, what was decided. A corrected report closes its case by itself.
type casesCommand struct {
	List   casesListCommand   `cmd:"" default:"withargs" help:"The cases, with their state and the day by which something is due."`
	Show   casesShowCommand   `cmd:"" help:"Everything that was said of one case."`
	Open   casesOpenCommand   `cmd:"" help:"Record an objection to a figure or a finding of a report, as it prints it now, or to what is said of its publication."`
	Reply  casesReplyCommand  `cmd:"" help:"Record what the agency answers; it stands beside the figure."`
	Decide casesDecideCommand `cmd:"" help:"Record what was decided: our error, the agency's, or that the objection does not hold; a later decision counts."`
}

// caseDays is how long there is, after an objection, to decide and, after a decision, to mend: a choice,
// since the law sets no day.
const caseDays = "30"

// caseWords are what every entry of a case has.
type caseWords struct {
	By       string `placeholder:"WHO" help:"Who says it, which is public: a role rather than a person (default: the user of this machine)."`
	Evidence string `placeholder:"ADDRESS" help:"Address of what it rests on."`
	On       string `placeholder:"DAY" help:"Day on which it was said, as 2026-01-31 (default: now); when it was recorded is kept, too."`
}

// said makes an entry of it, once it is known who says it, and that something is said.
func (w caseWords) said(a *app, text, flag string) (e disclosure.CaseEvent, err error) {
	e = disclosure.CaseEvent{At: a.clock.Now(), Text: strings.TrimSpace(text), Evidence: strings.TrimSpace(w.Evidence)}
	if e.By, err = handedInBy(w.By); err != nil {
		return e, err
	}
	if e.Text == "" {
		return e, usageError{fmt.Errorf("%s: say something, for everybody who reads the ledger", flag)}
	}
	if w.On == "" {
		return e, nil
	}
	day, err := disclosure.ParseDate(w.On)
	if err != nil || day.Midnight().After(e.At) {
		return e, usageError{fmt.Errorf("--on %q: want a day like 2026-01-31 that has come", w.On)}
	}
	e.At = day.Midnight()
	return e, nil
}

type casesListCommand struct {
	County string `placeholder:"CODE" help:"Only agencies of this division, or of what lies in it."`
	State  string `enum:",open,confirmed_ours,confirmed_agency,rejected,mended" default:"" help:"Only cases in this state: open, confirmed_ours, confirmed_agency, rejected or mended."`
	Year   uint16 `placeholder:"YEAR" help:"Only reports on this year."`
}

// Run prints a line a case.
func (c *casesListCommand) Run(ctx context.Context, a *app) error {
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	rows, err := h.cases(ctx, map[string]any{"county": c.County, "state": c.State, "year": c.Year})
	if err != nil {
		return err
	}
	if len(rows) == 0 {
		fmt.Fprintln(a.out, "there is no such case")
		return nil
	}
	today := disclosure.DateOf(h.clock.Now())
	w := tabwriter.NewWriter(a.out, 0, 8, 2, ' ', 0)
	fmt.Fprintln(w, "CASE\tSTATE\tDUE\tREPORT\tWHAT\tOPENED\tBY\tDAYS\tOBJECTION")
	for _, r := range rows {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", r.CaseID, r.State, dueText(r, today), r.ReportID, whatOf(r), r.OpenedOn, oneLine(r.OpenedBy), daysText(r), oneLine(r.Objection))
	}
	return w.Flush()
}

// dueText is the day by which the next step is due; nothing is of what has ended.
func dueText(r dashboards.CaseRow, today disclosure.Date) string {
	switch {
	case slices.Contains([]disclosure.CaseState{disclosure.CaseMended, disclosure.CaseRejected}, disclosure.CaseState(r.State)):
		return "-"
	case r.Rule == disclosure.CaseTimeliness && r.Printed == "late" && r.Verdict != "":
		return "-" // that it was late nobody can mend
	}
	if r.DueOn.Date != nil && r.DueOn.Before(today) {
		return r.DueOn.String() + " OVERDUE"
	}
	return r.DueOn.String()
}

func daysText(r dashboards.CaseRow) string {
	if r.Days == nil {
		return "-"
	}
	return strconv.FormatInt(*r.Days, 10)
}

// whatOf names the figure or the finding of a case, as its flags do.
func whatOf(r dashboards.CaseRow) string {
	key := disclosure.Key{Indicator: r.Indicator, Applicant: disclosure.Applicant(r.Applicant)}.String()
	switch {
	case r.Rule == "":
		return key
	case key == "":
		return r.Rule
	}
	return r.Rule + ":" + key
}

// cases asks the measure of the pages.
func (h *home) cases(ctx context.Context, narrow map[string]any) (rows []dashboards.CaseRow, err error) {
	params := map[string]any{"county": "", "year": uint16(0), "state": "", "agency": "", "report": "", "case": "", "limit": uint32(100_000), "offset": uint32(0)}
	for name, value := range narrow {
		params[name] = value
	}
	err = analytics.NewMeasures(h.DB).Select(ctx, &rows, "cases", params)
	return rows, err
}

// caseCalled finds a case by its name.
func (h *home) caseCalled(ctx context.Context, id string) (dashboards.CaseRow, error) {
	rows, err := h.cases(ctx, map[string]any{"case": id})
	if err != nil {
		return dashboards.CaseRow{}, err
	}
	if len(rows) == 0 {
		return dashboards.CaseRow{}, fmt.Errorf("there is no case %q: gongkai cases lists them", id)
	}
	return rows[0], nil
}

type casesShowCommand struct {
	Case string `arg:"" help:"The case, as gongkai cases prints it."`
}

// Run prints the case and what was said of it.
func (c *casesShowCommand) Run(ctx context.Context, a *app) error {
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	r, err := h.caseCalled(ctx, c.Case)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s: %s, %s of %s, version %d, %s\n", r.CaseID, r.State, whatOf(r), r.ReportID, r.Version, r.SHA256)
	if r.Message != "" {
		fmt.Fprintf(a.out, "it said: %s\n", oneLine(r.Message))
	}
	for i, cell := range r.Cells {
		fmt.Fprintf(a.out, "cell: %s printed %q\n", cell, r.Prints[i])
	}
	if r.MendedBy != "" {
		fmt.Fprintf(a.out, "mended on %s by the %s, %s days after the objection: %s\n", r.MendedOn, r.MendedBy, daysText(r), *r.MendedSHA256)
	}
	var events []dashboards.CaseEventRow
	if err := analytics.NewMeasures(h.DB).Select(ctx, &events, "case_events", map[string]any{"case": r.CaseID}); err != nil {
		return err
	}
	for _, e := range events {
		fmt.Fprintf(a.out, "%s UTC %s by %s", e.SaidAt.UTC().Format(time.DateTime), e.Event, oneLine(e.SaidBy))
		if e.Verdict != "" {
			fmt.Fprintf(a.out, ", %s", e.Verdict)
		}
		if e.DueOn.Date != nil {
			fmt.Fprintf(a.out, ", due %s", e.DueOn)
		}
		fmt.Fprintf(a.out, ": %s", oneLine(e.Text))
		if e.Evidence != "" {
			fmt.Fprintf(a.out, " (%s)", oneLine(e.Evidence))
		}
		fmt.Fprintln(a.out)
	}
	return nil
}

type casesReplyCommand struct {
	caseWords
	Case string `arg:"" help:"The case, as gongkai cases prints it."`
	Text string `required:"" placeholder:"TEXT" help:"What the agency answers, in its words."`
}

// Run keeps the reply.
func (c *casesReplyCommand) Run(ctx context.Context, a *app) error {
	e, err := c.said(a, c.Text, "--text")
	if err != nil {
		return err
	}
	e.Event = disclosure.CaseReply
	return a.sayOfCase(ctx, c.Case, e)
}

type casesDecideCommand struct {
	caseWords
	Case   string `arg:"" help:"The case, as gongkai cases prints it."`
	As     string `required:"" enum:"ours,agency,rejected" help:"ours: we read or judged wrongly, and blame nobody from now on; agency: the report prints it like this; rejected: the objection does not hold."`
	Reason string `required:"" placeholder:"WHY" help:"Why, for everybody who reads the ledger."`
	Days   int    `default:"${caseDays}" placeholder:"N" help:"Days until it has to be mended (default ${caseDays})."`
}

// Run keeps the decision; where it says whose error it is, scores follow.
func (c *casesDecideCommand) Run(ctx context.Context, a *app) error {
	e, err := c.said(a, c.Reason, "--reason")
	if err != nil {
		return err
	}
	verdicts := map[string]disclosure.CaseState{"ours": disclosure.CaseOurs, "agency": disclosure.CaseAgencys, "rejected": disclosure.CaseRejected}
	e.Event, e.Verdict = disclosure.CaseDecision, verdicts[c.As]
	if e.Verdict != disclosure.CaseRejected {
		if c.Days < 0 {
			return usageError{errors.New("--days: want 0 or more")}
		}
		due := disclosure.DateOf(e.At).AddDays(c.Days)
		e.Due = &due
	}
	return a.sayOfCase(ctx, c.Case, e)
}

// sayOfCase keeps what was said of a case and prints where it stands.
func (a *app) sayOfCase(ctx context.Context, id string, e disclosure.CaseEvent) error {
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	before, err := h.caseCalled(ctx, id)
	if err != nil {
		return err
	}
	e.CaseID = before.CaseID
	if err := h.SayOfCase(ctx, e); err != nil {
		return err
	}
	if before.Verdict != string(e.Verdict) && (before.Verdict == string(disclosure.CaseOurs) || e.Verdict == disclosure.CaseOurs) {
		if _, err := h.score(ctx); err != nil {
			return err
		}
	}
	if err := h.noteVersion(ctx); err != nil {
		return err
	}
	after, err := h.caseCalled(ctx, id)
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s: %s, due %s\n", after.CaseID, after.State, dueText(after, disclosure.DateOf(h.clock.Now())))
	return nil
}
