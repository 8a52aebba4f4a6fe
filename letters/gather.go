package letters

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"gongkai/disclosure"
	"gongkai/letters/paper"
)

// ErrUnknown says that there is no such agency.
var ErrUnknown = errors.New("there is no such agency")

// ErrUnsure says that a name means no agency for certain: nobody is written to.
var ErrUnsure = errors.New("it is not certain which agency this is")

// unsure is what the IDs of names begin with that mean no agency for certain.
const unsure = "unresolved-"

// Office writes letters from what the measures say.
type Office struct {
	Measures Measures
	// Show brings the marked cell of a report's archived document: as a picture or, where there is none, as the
	// rows around it. Both are nil where the figure stands in no table and nothing draws. An error that is Unshown
	// is said in the letter; any other ends it. Nil: nothing is shown.
	Show func(ctx context.Context, report string, chosen disclosure.Key, noted []disclosure.Key) (*paper.Picture, *paper.Table, error)
}

// Unshown is why the marked cell of one item can't be shown, in Chinese.
type Unshown struct{ Why string }

func (u *Unshown) Error() string { return u.Why }

// everything is more than an agency has of anything.
const everything = uint32(100_000)

// known is what the measures say of one agency.
type known struct {
	office   Office
	agency   agencyRow
	reports  map[string]reportRow
	findings []findingRow
	coverage []coverageRow
	cases    []caseRow
	figures  map[string][]figureRow // by report, once asked for
}

// Letter gathers what an agency is to be told of a fiscal year, 0 for all. The error is ErrUnknown where
// there is no such agency, ErrUnsure where the name means none for certain.
func (o Office) Letter(ctx context.Context, agency string, year uint16) (*Letter, error) {
	k, err := o.look(ctx, agency, year)
	if err != nil {
		return nil, err
	}
	l := &Letter{AgencyID: k.agency.AgencyID, Agency: k.agency.Name}
	if err := k.timely(ctx, l); err != nil {
		return nil, err
	}
	for _, f := range k.findings {
		switch said, disputed := k.said(f); {
		case year != 0 && f.year() != int(year), f.Severity == string(disclosure.SeverityInfo):
		case f.Blame != string(disclosure.BlameAgency), f.FiscalYear == nil:
			l.Withheld.Doubted++
		case disputed:
			l.Withheld.Disputed++
		default:
			item, err := k.item(ctx, f)
			if err != nil {
				return nil, err
			}
			item.Said = said
			l.Items = append(l.Items, item)
		}
	}
	slices.SortStableFunc(l.Items, func(a, b Item) int { return cmp.Compare(b.Year, a.Year) })
	return l, nil
}

// look asks the measures.
func (o Office) look(ctx context.Context, agency string, year uint16) (*known, error) {
	k := &known{office: o, reports: map[string]reportRow{}, figures: map[string][]figureRow{}}
	if strings.HasPrefix(agency, unsure) {
		return nil, fmt.Errorf("%q: %w", agency, ErrUnsure)
	}
	var names []agencyRow
	if err := o.Measures.Select(ctx, &names, "agency_names", map[string]any{"agencies": []string{agency}}); err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("%q: %w", agency, ErrUnknown)
	}
	k.agency = names[0]
	var reports []reportRow
	for _, question := range []struct {
		dst     any
		measure string
		params  map[string]any
	}{
		{&reports, "letter_reports", map[string]any{"agency": agency, "year": uint16(0)}},
		{&k.findings, "findings_of", map[string]any{"agency": agency, "report": "", "limit": everything}},
		{&k.coverage, "agency_coverage", map[string]any{"agency": agency, "year": year}},
		{&k.cases, "letter_cases", map[string]any{"county": "", "year": uint16(0), "agency": agency}},
	} {
		if err := o.Measures.Select(ctx, question.dst, question.measure, question.params); err != nil {
			return nil, err
		}
	}
	for _, r := range reports {
		k.reports[r.ReportID] = r
	}
	slices.SortStableFunc(k.findings, inOrder)
	return k, nil
}

// inOrder has the newest year first and, of one, what matters most, in the order of the form.
func inOrder(a, b findingRow) int {
	weight := func(f findingRow) int { return slices.Index([]string{"error", "warning", "info"}, f.Severity) }
	return cmp.Or(cmp.Compare(b.year(), a.year()), cmp.Compare(a.ReportID, b.ReportID), cmp.Compare(weight(a), weight(b)), cmp.Compare(a.Rule, b.Rule),
		cmp.Compare(place(a.key()), place(b.key())), cmp.Compare(applicantAt(a.Applicant), applicantAt(b.Applicant)), cmp.Compare(a.Message, b.Message))
}

func applicantAt(a string) int {
	return slices.Index(disclosure.Applicants, disclosure.Applicant(a))
}

// item is a finding with all that a person needs to look it up.
func (k *known) item(ctx context.Context, f findingRow) (Item, error) {
	rule, _ := disclosure.RuleByID(f.Rule)
	i := Item{Year: f.year(), Name: f.ReportID + " " + f.name(), Rule: rule, Topic: rule.TitleZH, Expected: f.Expected.Number, Actual: f.Actual.Number}
	i.Statement = strings.TrimPrefix(f.Message, rule.TitleZH+"：")
	operands, err := f.operands()
	if err != nil {
		return i, err
	}
	if err := k.cells(ctx, &i, f, operands); err != nil {
		return i, err
	}
	table := ""
	if n := slices.IndexFunc(i.Cells, func(c Cell) bool { return c.Chosen }); n >= 0 {
		table = i.Cells[n].Table
	}
	i.Law = articleOf(i.Year, rule.Kind, table)
	k.causes(&i, f, operands)
	k.sources(&i, f)
	return i, k.show(ctx, &i, f)
}

// cells are the figures that take part; those of zero on the side that is added up are counted.
func (k *known) cells(ctx context.Context, i *Item, f findingRow, operands []disclosure.Operand) error {
	if f.Indicator != "" && !slices.ContainsFunc(operands, func(o disclosure.Operand) bool {
		return (o.ReportID == "" || o.ReportID == f.ReportID) && o.Indicator == f.Indicator && string(o.Applicant) == f.Applicant
	}) {
		operands = append(operands, disclosure.Operand{Indicator: f.Indicator, Applicant: disclosure.Applicant(f.Applicant)})
	}
	for _, o := range operands {
		if o.Indicator == "" {
			continue // a number of the text that is no figure
		}
		c, err := k.cell(ctx, cmp.Or(o.ReportID, f.ReportID), o)
		if err != nil {
			return err
		}
		c.Chosen = c.Report == f.ReportID && c.Key == f.key()
		if c.State == disclosure.StateZero && !c.Chosen && c.Report == f.ReportID && len(operands) > 6 {
			i.Zeros++
			continue
		}
		i.Cells = append(i.Cells, c)
	}
	return nil
}

// cell finds what is printed of an operand.
func (k *known) cell(ctx context.Context, report string, o disclosure.Operand) (Cell, error) {
	c := Cell{Report: report, Key: disclosure.Key{Indicator: o.Indicator, Applicant: o.Applicant}}
	figures, err := k.figuresOf(ctx, report)
	if err != nil {
		return c, err
	}
	r := k.reports[report]
	c.Year = int(r.FiscalYear)
	c.called(r.Form)
	if n := slices.IndexFunc(figures, func(f figureRow) bool { return f.key() == c.Key }); n >= 0 {
		f := figures[n]
		c.Raw, c.State, c.Value, c.Unit, c.Where = f.Raw, disclosure.State(f.State), f.Value.Number, f.Unit, placeOf(f.Evidence)
	}
	return c, nil
}

func (k *known) figuresOf(ctx context.Context, report string) ([]figureRow, error) {
	if rows, ok := k.figures[report]; ok {
		return rows, nil
	}
	var rows []figureRow
	if err := k.office.Measures.Select(ctx, &rows, "report_figures", map[string]any{"report": report}); err != nil {
		return nil, err
	}
	k.figures[report] = rows
	return rows, nil
}

// causes are the least sets of cells that would have to change, where they are about the same cells and
// as certain as the finding is.
func (k *known) causes(i *Item, f findingRow, operands []disclosure.Operand) {
	rule, _ := disclosure.RuleByID(f.Rule)
	if rule.Kind != disclosure.KindIdentity {
		return
	}
	for _, l := range k.findings {
		of, _ := disclosure.RuleByID(l.Rule)
		if of.Kind != disclosure.KindLocation || l.ReportID != f.ReportID || l.Blame != string(disclosure.BlameAgency) {
			continue
		}
		changed, _ := l.operands() // one without operands names no cell
		if !sharesCell(f, operands, l, changed) {
			continue
		}
		i.Causes = append(i.Causes, l.Message)
		if l.Expected.Number == nil {
			continue // several cells, or several ways: the sentence names them
		}
		for n := range i.Cells {
			if c := &i.Cells[n]; c.Report == l.ReportID && c.Key == l.key() {
				c.Fits = l.Expected.Number
			}
		}
	}
}

// sharesCell reports whether a location names a cell that takes part in the finding.
func sharesCell(f findingRow, operands []disclosure.Operand, l findingRow, changed []disclosure.Operand) bool {
	if f.key() == l.key() {
		return true
	}
	return slices.ContainsFunc(operands, func(a disclosure.Operand) bool {
		return slices.ContainsFunc(changed, func(b disclosure.Operand) bool {
			return a.Indicator == b.Indicator && a.Applicant == b.Applicant
		})
	})
}

// sources are the documents of the finding: that of its report first, then of the year before where that
// takes part.
func (k *known) sources(i *Item, f findingRow) {
	key := f.key().String()
	i.Sources = append(i.Sources, k.source(f.ReportID, key))
	for _, c := range i.Cells {
		if c.Report != f.ReportID && !slices.ContainsFunc(i.Sources, func(s Source) bool { return s.Evidence == evidence(c.Report, c.Key.String()) }) {
			i.Sources = append(i.Sources, k.source(c.Report, c.Key.String()))
		}
	}
}

func (k *known) source(report, key string) Source {
	r := k.reports[report]
	title := cmp.Or(paper.Clean(r.Title), fmt.Sprintf("%s%d年度报告", k.agency.Name, r.FiscalYear))
	return Source{Title: title, Evidence: evidence(report, key), URL: r.URL, SHA256: r.SHA256, First: r.FirstSeenAt, Last: r.LastSeenAt, Obtained: r.Obtained, Version: r.Version, Versions: r.Versions}
}

// evidence is the page that shows a figure beside its archived cell, or a report.
func evidence(report, key string) string {
	if key == "" {
		return "/reports/" + report
	}
	return "/reports/" + report + "/figures/" + key
}

// show brings the marked cell.
func (k *known) show(ctx context.Context, i *Item, f findingRow) error {
	if k.office.Show == nil || f.Indicator == "" {
		return nil
	}
	var noted []disclosure.Key
	for _, c := range i.Cells {
		if c.Report == f.ReportID && c.State != "" {
			noted = append(noted, c.Key)
		}
	}
	if !slices.Contains(noted, f.key()) {
		return nil
	}
	var why *Unshown
	var err error
	i.Picture, i.Excerpt, err = k.office.Show(ctx, f.ReportID, f.key(), noted)
	if errors.As(err, &why) {
		i.Unshown, err = why.Why, nil
	}
	if err != nil {
		return fmt.Errorf("showing %s of %s: %w", f.key(), f.ReportID, err)
	}
	if i.Picture != nil {
		i.Picture.Says = pictureSays(i, f)
	}
	return nil
}

// pictureSays is the picture in words, for who can't see it.
func pictureSays(i *Item, f findingRow) string {
	for _, c := range i.Cells {
		if c.Chosen {
			return fmt.Sprintf("%d年度报告存档页面的一部分，标出的单元格为%s，所印为%s", i.Year, c.name(), c.prints())
		}
	}
	return fmt.Sprintf("%d年度报告存档页面的一部分", i.Year)
}
