package dashboards

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strconv"

	"gongkai/disclosure"
)

// figureParts are what the page of one figure and its API read.
type figureParts struct {
	Report   ReportRow
	Figure   FigureRow // in the version that is looked at
	Versions []FigureVersionRow
	Changes  []ReportChangeRow // of this figure
	Checks   []figureCheck
	Findings []FindingRow // that name the figure, whatever the rule
	Captures []CaptureRow // of its report
	Cases    []CaseRow    // that are about it
	Reviews  []ReviewRow  // what persons decided about its cell
	Years    []figureYear
	Sums     []CumulativeRow // what the agency's reports print of all years in the same row
	Series   string          // name of the series that Years are of; empty: the same row of the form
	Version  int64           // that is looked at
}

// figureBody is one figure beside its cell.
type figureBody struct {
	figureParts
	Key      string
	Label    string
	Earlier  bool // not the current version
	Printed  bool // this version prints the figure
	Path     string
	Groups   []checkGroup
	Other    []findingView // that no check above says already
	Rows     []yearRow
	Series   seriesText
	Trend    string // what the years show, in words
	Evidence string
	Captured []CaptureRow // fetches of the body that is shown
	Cite     string
	Ever     *CumulativeRow // what the row prints of all years, nil where it prints nothing of them
	OfEver   bool           // the archived page shows that, and not the figure
	Disputes []caseView
	Looked   []reviewView
}

// figureParts reads what is known of a figure. Version 0 is the current one; a figure that only
// an earlier version prints is found by naming that version.
func (s *server) figureParts(ctx context.Context, id, key string, version uint32) (figureParts, error) {
	p := figureParts{Versions: []FigureVersionRow{}, Changes: []ReportChangeRow{}, Checks: []figureCheck{}, Findings: []FindingRow{}, Years: []figureYear{}, Sums: []CumulativeRow{}, Cases: []CaseRow{}, Reviews: []ReviewRow{}}
	if !figurePattern.MatchString(key) {
		return p, notFound("error.no_page")
	}
	var err error
	if p.Report, err = s.findReport(ctx, id); err != nil {
		return p, err
	}
	k := keyOf(key)
	s.figureAhead(ctx, p.Report, k)
	if p.Captures, p.Report.PageURL, err = s.capturesOf(ctx, p.Report); err != nil {
		return p, err
	}
	figures, err := s.figuresOf(ctx, p.Report)
	if err != nil {
		return p, err
	}
	if p.Versions, err = s.figureVersions(ctx, p.Report, figures, k); err != nil {
		return p, err
	}
	if p.Version = int64(version); version == 0 {
		p.Version = p.Report.Version
	}
	var ok bool
	if p.Figure, ok = p.find(figures, k); !ok || version == 0 && p.Figure.State == "" {
		return p, notFound("error.no_figure", key)
	}
	if p.Cases, err = s.casesOf(ctx, p.Report); err != nil {
		return p, err
	}
	p.Cases = slices.DeleteFunc(p.Cases, func(c CaseRow) bool { return !c.about(id, key) })
	if p.Reviews, err = s.reviewsOfFigure(ctx, p.Report, key); err != nil {
		return p, err
	}
	if p.Report.Versions > 1 {
		if err = s.Measures.Select(ctx, &p.Changes, "report_changes", map[string]any{"report": id}); err != nil {
			return p, err
		}
		p.Changes = slices.DeleteFunc(p.Changes, func(c ReportChangeRow) bool {
			return c.Kind != "figure" || figureKey(c.Indicator, c.Applicant) != key
		})
	}
	if p.Version != p.Report.Version {
		return p, nil // what was checked and compared is the current version
	}
	return p, s.compareFigure(ctx, &p, k, figures)
}

// figureAhead asks side by side what the page of a figure asks one after the other.
func (s *server) figureAhead(ctx context.Context, r ReportRow, k disclosure.Key) {
	s.ahead(ctx,
		func() { _, _, _ = s.capturesOf(ctx, r) },
		func() { _, _ = s.figuresOf(ctx, r) },
		func() { _, _, _ = s.findingsOf(ctx, r.agency(), r.ReportID, apiLimit) },
		func() { _, _ = s.yearsOf(ctx, r, k) },
		func() {
			_ = s.Measures.Select(ctx, new([]AcrossRow), "checks_across", map[string]any{"agency": r.AgencyID})
		})
}

// figureVersions is a figure in every version of a report; of a report that is its own history, as its figures say.
func (s *server) figureVersions(ctx context.Context, r ReportRow, figures []FigureRow, k disclosure.Key) ([]FigureVersionRow, error) {
	rows := []FigureVersionRow{}
	if !r.alone() {
		err := s.Measures.Select(ctx, &rows, "figure_versions", map[string]any{"report": r.ReportID, "indicator": k.Indicator, "applicant": string(k.Applicant)})
		return rows, err
	}
	v := FigureVersionRow{Version: r.Version, URL: r.URL, SHA256: r.SHA256, ParserVersion: r.ParserVersion, FirstSeenAt: r.FirstSeenAt, LastSeenAt: r.LastSeenAt}
	if at := slices.IndexFunc(figures, func(f FigureRow) bool { return figureKey(f.Indicator, f.Applicant) == k.String() }); at >= 0 {
		f := figures[at]
		v.Value, v.Unit, v.State, v.Raw, v.Confidence, v.Evidence = f.Value, f.Unit, f.State, f.Raw, f.Confidence, f.Evidence
	}
	return append(rows, v), nil
}

// compareFigure adds what the figure was checked with and what other years say.
func (s *server) compareFigure(ctx context.Context, p *figureParts, k disclosure.Key, figures []FigureRow) error {
	findings, _, err := s.findingsOf(ctx, p.Report.agency(), p.Report.ReportID, apiLimit)
	if err != nil {
		return err
	}
	years, err := s.yearsOf(ctx, p.Report, k)
	if err != nil {
		return err
	}
	held := slices.DeleteFunc(slices.Clone(years), func(f AgencyFigureRow) bool { return !slices.Contains(besides(k), f.Indicator) })
	var across []AcrossRow
	if err = s.Measures.Select(ctx, &across, "checks_across", map[string]any{"agency": p.Report.AgencyID}); err != nil {
		return err
	}
	if form := str(p.Report.Form); form == string(disclosure.Form2008) || form == string(disclosure.Form2014) { // later forms have no such column
		err = s.Measures.Select(ctx, &p.Sums, "agency_cumulative", map[string]any{"agency": p.Report.AgencyID, "indicator": k.Indicator})
		if err != nil {
			return err
		}
	}
	p.Checks = slices.Concat(checksWithin(p.Report, figures, findings, k), checksBetween(p.Report, held, p.Sums, across, findings, k))
	p.Findings = slices.DeleteFunc(findings, func(f FindingRow) bool { return !f.names(k) })
	p.Years, p.Series = figureYears(p.Report, years, k)
	return nil
}

// find returns the figure as the version that is looked at prints it, without a state where only
// another one does.
func (p *figureParts) find(figures []FigureRow, k disclosure.Key) (FigureRow, bool) {
	at := slices.IndexFunc(figures, func(f FigureRow) bool { return figureKey(f.Indicator, f.Applicant) == k.String() })
	if p.Version == p.Report.Version && at >= 0 {
		return figures[at], true
	}
	known := at >= 0 || slices.ContainsFunc(p.Versions, func(v FigureVersionRow) bool { return v.State != "" })
	i := slices.IndexFunc(p.Versions, func(v FigureVersionRow) bool { return v.Version == p.Version })
	if i < 0 || !known {
		return FigureRow{}, false
	}
	v := p.Versions[i]
	f := FigureRow{k.Indicator, string(k.Applicant), v.Value, v.Unit, v.State, v.Raw, v.Confidence, v.Evidence, ""}
	if at >= 0 {
		f.Obtained = figures[at].Obtained
	}
	return f, true
}

// names reports whether a finding speaks of the figure or counts it.
func (r FindingRow) names(k disclosure.Key) bool {
	if r.Indicator == k.Indicator && r.Applicant == string(k.Applicant) {
		return true
	}
	var operands []disclosure.Operand
	if json.Unmarshal([]byte(r.Operands), &operands) != nil {
		return false // a finding without operands
	}
	return slices.ContainsFunc(operands, func(o disclosure.Operand) bool {
		return o.Indicator == k.Indicator && o.Applicant == k.Applicant && (o.ReportID == "" || o.ReportID == r.ReportID)
	})
}

func (s *server) figurePage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	version, err := whole(r.URL.Query(), "version", 1, maxVersions, 0)
	if err != nil {
		return page{}, err
	}
	key := r.PathValue("key")
	parts, err := s.figureParts(ctx, r.PathValue("report"), key, version)
	if err != nil {
		return page{}, err
	}
	rep := parts.Report
	b := figureBody{figureParts: parts, Key: key, Label: l.indicator(str(rep.Form), parts.Figure.Indicator, parts.Figure.Applicant),
		Earlier: parts.Version != rep.Version, Printed: parts.Figure.State != "", Path: pathOf(parts.Figure.Evidence)}
	b.Groups = l.checkGroups(parts)
	if b.Other, err = s.findingViews(l, unsaid(parts)); err != nil {
		return page{}, err
	}
	b.Disputes, b.Looked = l.caseViews(parts.Cases), l.reviewViews(str(rep.Form), parts.Reviews)
	if err = b.chooseColumn(r.URL.Query().Get("column")); err != nil {
		return page{}, err
	}
	b.Rows, b.Series, b.Trend = l.yearRows(parts), seriesText{parts.Series, l}, l.trendOf(parts.Years)
	b.lookAt(l, version)
	b.Cite = l.say("figure.cite_text", rep.Name, yearText(rep.FiscalYear), b.Label, parts.Figure.Raw, readable(rep.URL), l.when(rep.FirstSeenAt), b.sha())
	p := page{view: "figure", title: l.say("figure.title", b.Label, rep.Name, yearText(rep.FiscalYear)), body: b, lead: l.figureLead(b)}
	a, err := s.reportAgency(ctx, rep)
	if err != nil {
		return page{}, err
	}
	p.crumbs, err = s.agencyCrumbs(ctx, l, a)
	p.crumbs = append(p.crumbs, crumb{a.Name, address(l, place("/agencies/", a.AgencyID))}, crumb{yearText(rep.FiscalYear), address(l, place("/reports/", rep.ReportID))}, crumb{Name: b.Label})
	return p, err
}

// cumulativeColumn names, behind the key of a figure, what its row prints of all years.
const cumulativeColumn = "cumulative"

// chooseColumn finds what the row prints of all years, and whether it is what the archived page shows.
func (b *figureBody) chooseColumn(column string) error {
	if i := slices.IndexFunc(b.Sums, func(c CumulativeRow) bool { return c.ReportID == b.Report.ReportID }); i >= 0 {
		b.Ever = &b.Sums[i]
	}
	switch {
	case column == cumulativeColumn && b.Ever != nil:
		b.OfEver = true
	case column != "":
		return notFound("error.no_figure", b.Key)
	}
	return nil
}

// lookAt names the archived page, with the figure marked where that version prints it, and the
// fetches that brought it.
func (b *figureBody) lookAt(l tongue, version uint32) {
	frame := place("/reports/", b.Report.ReportID) + "/evidence"
	b.Evidence = address(l, frame, "version", version)
	if b.Printed {
		b.Evidence = address(l, frame, "figure", b.Key, "version", version) + "#" + aimID
	}
	if b.OfEver {
		b.Evidence = address(l, frame, "figure", b.Key+"."+cumulativeColumn, "version", version) + "#" + aimID
	}
	b.Captured = slices.DeleteFunc(slices.Clone(b.Captures), func(c CaptureRow) bool { return c.SHA256 != b.sha() })
}

// sha names the body of the version that is looked at.
func (p figureParts) sha() string { return p.seen().SHA256 }

// seen is the version that is looked at.
func (p figureParts) seen() FigureVersionRow {
	for _, v := range p.Versions {
		if v.Version == p.Version {
			return v
		}
	}
	r := p.Report
	return FigureVersionRow{Version: r.Version, URL: r.URL, SHA256: r.SHA256, ParserVersion: r.ParserVersion, FirstSeenAt: r.FirstSeenAt, LastSeenAt: r.LastSeenAt}
}

// Seen is the same for templates.
func (p figureParts) Seen() FigureVersionRow { return p.seen() }

// Changed returns what changed in the figure with a version, nil where nothing is known to have.
func (p figureParts) Changed(version int64) *ReportChangeRow {
	for i := range p.Changes {
		if p.Changes[i].Version == version {
			return &p.Changes[i]
		}
	}
	return nil
}

// figureLead says what is printed, how it was read and what it was checked with.
func (l tongue) figureLead(b figureBody) string {
	f := b.Figure
	var said string
	switch {
	case !b.Printed:
		return l.say("figure.lead_absent", strconv.FormatInt(b.Version, 10))
	case f.Value.Known():
		said = l.say("figure.lead_value", f.Raw, l.count(f.Value), l.word("unit", f.Unit))
	default:
		said = l.say("figure.lead_state", l.word("state", f.State))
	}
	if b.Earlier {
		return said + l.say("figure.lead_version", strconv.FormatInt(b.Version, 10), strconv.FormatInt(b.Report.Version, 10))
	}
	count := map[disclosure.CheckState]int{}
	for _, c := range b.Checks {
		count[c.State]++
	}
	if len(b.Checks) == 0 {
		return said + l.say("figure.lead_unchecked")
	}
	return said + l.say("figure.lead_checks", len(b.Checks), count[disclosure.CheckPass], count[disclosure.CheckFail], count[disclosure.CheckVacuous], count[disclosure.CheckNotAssessable])
}

// pathOf is the selector of the cell, where the figure stands in a table of a page.
func pathOf(evidence string) string {
	var at disclosure.Place
	if json.Unmarshal([]byte(evidence), &at) != nil || at.Cell == nil {
		return ""
	}
	return at.Path
}
