package dashboards

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"time"

	"gongkai/dashboards/login"
	"gongkai/disclosure"
)

// doubtBody is one doubt beside the archived page.
type doubtBody struct {
	deskBody
	Doubt    Doubt
	Filter   QueueFilter
	Form     decisionForm
	Error    string
	Place    string // of this page: the form goes there
	Queue    string // the queue that it is looked at in
	Skip     string // the next one of it, empty where there is none
	Known    bool   // what follows could be had
	Report   ReportRow
	Label    string
	Figure   FigureRow
	Open     bool // nobody has decided it, as it is printed now
	Findings []findingView
	Earlier  []reviewView
	Evidence string
}

// decisionForm is what a person has written, as it came.
type decisionForm struct {
	As, Value, Reason, Evidence string
	Seen                        string // what was decided before, as the person has seen it
	Print                       string // what is printed, as the person has seen it
}

// doubtAt reads which doubt an address is of.
func doubtAt(r *http.Request) (d Doubt, f QueueFilter, err error) {
	if f, err = queueFilter(r.URL.Query()); err != nil {
		return d, f, err
	}
	d.ReportID, d.Kind = r.PathValue("report"), r.PathValue("kind")
	if !slices.Contains([]string{disclosure.ReviewCell, disclosure.ReviewScan, disclosure.ReviewUnknownRow}, d.Kind) {
		return d, f, notFound("error.no_page")
	}
	if !idPattern.MatchString(d.ReportID) {
		return d, f, notFound("error.no_report")
	}
	figure, err := param(r.URL.Query(), "figure", figurePattern)
	if err != nil || (figure == "") == (d.Kind == disclosure.ReviewCell) {
		return d, f, notFound("error.no_figure", figure)
	}
	k := keyOf(figure)
	d.Indicator, d.Applicant = k.Indicator, string(k.Applicant)
	return d, f, nil
}

func (s *server) doubtPage(r *http.Request, l tongue, who login.Person) (int, page, error) {
	d, f, err := doubtAt(r)
	if err != nil {
		return 0, page{}, err
	}
	b := s.doubtBody(r, l, who, d, f)
	if err := s.lookUp(r.Context(), l, &b); err != nil {
		return 0, page{}, err
	}
	b.Form.Seen, b.Form.Print = b.seen(), b.print()
	return http.StatusOK, l.doubtView(b), nil
}

// doubtBody is what can be said without asking anybody.
func (s *server) doubtBody(r *http.Request, l tongue, who login.Person, d Doubt, f QueueFilter) doubtBody {
	b := doubtBody{deskBody: deskBody{who, r.Method == http.MethodGet && r.URL.Query().Get("recorded") != ""}, Doubt: d, Filter: f,
		Place: l.doubtPlace(d, f), Queue: address(l, "/review", "county", f.County, "kind", f.Kind),
		Label: l.formLabel("", d.Indicator, d.Applicant)}
	b.Evidence = address(l, place("/reports/", d.ReportID)+"/evidence", "figure", d.Key())
	if d.Key() != "" {
		b.Evidence += "#" + aimID
	}
	return b
}

// lookUp adds what is known of a doubt now.
func (s *server) lookUp(ctx context.Context, l tongue, b *doubtBody) (err error) {
	if b.Report, err = s.findReport(ctx, b.Doubt.ReportID); err != nil {
		return err
	}
	key := b.Doubt.Key()
	if key != "" {
		b.Label = l.formLabel(str(b.Report.Form), b.Doubt.Indicator, b.Doubt.Applicant)
		figures, err := s.figuresOf(ctx, b.Report)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(figures, func(f FigureRow) bool { return figureKey(f.Indicator, f.Applicant) == key })
		if at < 0 {
			return notFound("error.no_figure", key)
		}
		b.Figure = figures[at]
	}
	var open []DoubtRow
	if err := s.Measures.Select(ctx, &open, "review", map[string]any{"county": "", "kind": "", "report": b.Report.ReportID, "limit": uint32(apiMost)}); err != nil {
		return err
	}
	if at := slices.IndexFunc(open, func(r DoubtRow) bool { return Doubt{DoubtRow: r}.same(b.Doubt) }); at >= 0 {
		b.Doubt.DoubtRow, b.Open = open[at], true
	}
	if err := s.concerned(ctx, l, b); err != nil {
		return err
	}
	if b.Earlier, err = s.earlier(ctx, l, b.Report, b.Doubt); err != nil {
		return err
	}
	if next, ok := s.after(ctx, b.Doubt, b.Filter); ok {
		b.Skip = l.doubtPlace(next, b.Filter)
	}
	b.Known = true
	return nil
}

// concerned are the findings that a doubt is about: those that count a cell, those that say which rows are not known, and
// of a document those of ours.
func (s *server) concerned(ctx context.Context, l tongue, b *doubtBody) error {
	all, _, err := s.findingsOf(ctx, b.Report.agency(), b.Report.ReportID, apiLimit)
	if err != nil {
		return err
	}
	k := keyOf(b.Doubt.Key())
	all = slices.DeleteFunc(all, func(f FindingRow) bool {
		switch b.Doubt.Kind {
		case disclosure.ReviewCell:
			return !f.names(k)
		case disclosure.ReviewUnknownRow:
			return f.Rule != disclosure.RuleUnknownLabel
		}
		return f.Blame != string(disclosure.BlameParser)
	})
	b.Findings, err = s.findingViews(l, all)
	return err
}

// earlier are the decisions on a doubt, the newest first, as the database has them at this moment.
func (s *server) earlier(ctx context.Context, l tongue, r ReportRow, d Doubt) ([]reviewView, error) {
	var rows []ReviewRow
	if err := s.memo.Measures.Select(ctx, &rows, "reviews", map[string]any{"report": r.ReportID, "limit": uint32(apiMost), "offset": uint32(0)}); err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(v ReviewRow) bool { return v.Kind != d.Kind || figureKey(v.Indicator, v.Applicant) != d.Key() })
	return l.reviewViews(str(r.Form), rows), nil
}

// seen names what was decided before: another decision gives another name.
func (b doubtBody) seen() string {
	said := fmt.Sprint(len(b.Earlier))
	for _, e := range b.Earlier {
		said += fmt.Sprint("\n", e.DecidedAt.UTC().Format(time.RFC3339Nano), e.DecidedBy, e.Verdict, e.ShouldBe, e.Reason)
	}
	return short(said)
}

// print names what is printed: of a cell its words, of a document its bytes.
func (b doubtBody) print() string {
	if b.Doubt.Kind == disclosure.ReviewCell {
		return short(b.Figure.State + " " + b.Figure.Raw)
	}
	return short(b.Report.SHA256)
}

func (l tongue) doubtView(b doubtBody) page {
	what := b.Label
	if b.Doubt.Kind != disclosure.ReviewCell {
		what = l.word("review_kind", b.Doubt.Kind)
	}
	name := b.Doubt.ReportID
	if b.Known {
		name = b.Report.Name + " " + yearText(b.Report.FiscalYear)
	}
	p := page{view: "doubt", title: l.say("desk.doubt", what, name), lead: l.say("desk.doubt.lead"), body: b}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {l.say("desk.queue"), b.Queue}, {Name: what}}
	return p
}
