package dashboards

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"gongkai/disclosure"
)

// findingFilter says which findings; empty fields and a zero year mean all.
type findingFilter struct {
	County, Rule, Severity, Blame, Agency, Report string
	Level, Family                                 string // of the agencies
	Year                                          uint16
	Limit, Offset                                 uint32
}

// findingsOf are those of an agency or, where it is named, of one report of it. Their name and place are
// known, and to ask for them with the findings costs as much as these. It says whether there are more than limit.
func (s *server) findingsOf(ctx context.Context, a AgencyRow, report string, limit uint32) ([]FindingRow, bool, error) {
	measure, params := "agency_findings", map[string]any{"agency": a.AgencyID}
	if report != "" {
		measure, params = "report_findings", map[string]any{"report": report}
	}
	rows := []FindingRow{}
	if err := s.Measures.Select(ctx, &rows, measure, params); err != nil || len(rows) == 0 {
		return rows, false, err
	}
	if err := s.excuse(ctx, rows); err != nil {
		return rows, false, err
	}
	for i := range rows {
		rows[i].Name, rows[i].County = a.Name, "unknown"
		if a.CountyCode != nil {
			rows[i].County = *a.CountyCode
		}
	}
	slices.SortStableFunc(rows, asListed)
	return rows[:min(len(rows), int(limit))], len(rows) > int(limit), nil
}

// excuse says of findings that a case was decided to be our error of, as the view findings does.
func (s *server) excuse(ctx context.Context, rows []FindingRow) error {
	if !slices.ContainsFunc(rows, func(r FindingRow) bool { return r.Blame == string(disclosure.BlameAgency) }) {
		return nil
	}
	var ours []OursRow // a handful in all
	if err := s.Measures.Select(ctx, &ours, "findings_ours", nil); err != nil {
		return err
	}
	known := map[OursRow]bool{}
	for _, o := range ours {
		known[o] = true
	}
	for i, r := range rows {
		if r.Blame == string(disclosure.BlameAgency) && known[OursRow{r.ReadingID, r.Rule, r.Indicator, r.Applicant}] {
			rows[i].Blame = string(disclosure.BlameParser)
		}
	}
	return nil
}

// asListed is the order of the measure findings.
func asListed(a, b FindingRow) int {
	weight := func(r FindingRow) int { return slices.Index([]string{"error", "warning", "info"}, r.Severity) }
	return cmp.Or(cmp.Compare(weight(a), weight(b)), cmp.Compare(uint16Of(b.FiscalYear), uint16Of(a.FiscalYear)), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.AgencyID, b.AgencyID),
		cmp.Compare(a.ReportID, b.ReportID), cmp.Compare(a.Indicator, b.Indicator), cmp.Compare(a.Applicant, b.Applicant), cmp.Compare(a.Message, b.Message))
}

// findingView is a finding as pages show it: with the rule's name and its operands in words.
type findingView struct {
	FindingRow
	Title    string // of the rule, in the page's language
	Figure   string // key of the figure that it speaks of, where it speaks of one
	Subject  string // that figure's label
	Compared bool   // what is expected follows from the form or from a table; else Message says what stands there
	Located  bool   // Operands are the cells that would have to change
	Operands []operandView
}

// operandView is a figure that took part in a check.
type operandView struct {
	Report string // the report that it stands in
	Key    string
	Label  string
	Sign   string
	Value  Decimal
	Fits   Decimal // what a cell would have to be; not known where that is not determined
	State  string
	Zero   bool // adds nothing: shown folded

	Cumulative bool // what the row prints of all years, in place of the figure
}

// findingViews decodes operands; forms are those due, since a finding does not carry its own.
func (s *server) findingViews(l tongue, rows []FindingRow) ([]findingView, error) {
	var views []findingView
	for _, r := range rows {
		v := findingView{FindingRow: r, Title: r.Rule}
		kind := disclosure.RuleKind("")
		form := "2021"
		if r.FiscalYear != nil {
			form = string(disclosure.FormDue(int(*r.FiscalYear)))
		}
		if rule, ok := disclosure.RuleByID(r.Rule); ok {
			v.Title, kind = ruleTitle(l, rule), rule.Kind
		}
		if r.Indicator != "" {
			v.Figure = figureKey(r.Indicator, r.Applicant)
			v.Subject = l.indicator(form, r.Indicator, r.Applicant)
		}
		v.Located = kind == disclosure.KindLocation || r.Rule == disclosure.RuleShifted || r.Rule == disclosure.RuleCopiedTotal
		v.Compared = r.Expected.Known() && r.Actual.Known() && slices.Contains([]disclosure.RuleKind{disclosure.KindIdentity, disclosure.KindText, disclosure.KindYears, disclosure.KindLocation}, kind)
		var operands []disclosure.Operand
		if r.Operands != "" {
			if err := json.Unmarshal([]byte(r.Operands), &operands); err != nil {
				return nil, fmt.Errorf("reading the operands of %s in %s: %w", r.Rule, r.ReportID, err)
			}
		}
		for _, o := range operands {
			v.Operands = append(v.Operands, l.operand(r.ReportID, form, o))
		}
		views = append(views, v)
	}
	return views, nil
}

// operand is a figure of the report with the finding or, with its year, of another one: then it is
// what the finding compares with, and shown whatever its value.
func (l tongue) operand(report, form string, o disclosure.Operand) operandView {
	other := o.ReportID != "" && o.ReportID != report
	if other {
		report = o.ReportID
		form = string(disclosure.FormDue(o.FiscalYear))
	}
	if _, local := disclosure.FindIndicator(disclosure.Form2008, disclosure.Key{Indicator: o.Indicator}); o.Cumulative && local {
		form = string(disclosure.Form2008) // whatever the year: later forms have no such column
	}
	label := l.indicator(form, o.Indicator, string(o.Applicant))
	if other {
		label = l.say("operand.of_year", label, strconv.Itoa(o.FiscalYear))
	}
	if o.Cumulative {
		label = l.say("operand.cumulative", label)
	}
	sign := "+"
	switch {
	case o.Sign < 0:
		sign = "−"
	case o.Sign == 0:
		sign = ""
	}
	return operandView{
		Report: report,
		Key:    figureKey(o.Indicator, string(o.Applicant)),
		Label:  label,
		Sign:   sign, Value: Decimal{o.Value}, Fits: Decimal{o.Expected}, State: string(o.State),
		Zero:       o.Value != nil && *o.Value == 0 && !other && o.Sign != 0,
		Cumulative: o.Cumulative,
	}
}

// findingGroup is a run of findings of one report.
type findingGroup struct {
	ReportID, Name, Year string
	Findings             []findingView
}

// groupByReport gathers neighbours of the same report; the order stays.
func groupByReport(views []findingView) []findingGroup {
	var groups []findingGroup
	for _, v := range views {
		if n := len(groups); n == 0 || groups[n-1].ReportID != v.ReportID {
			groups = append(groups, findingGroup{ReportID: v.ReportID, Name: v.Name, Year: yearText(v.FiscalYear)})
		}
		last := &groups[len(groups)-1]
		last.Findings = append(last.Findings, v)
	}
	return groups
}

// figureKey names a figure as addresses do.
func figureKey(indicator, applicant string) string {
	return disclosure.Key{Indicator: indicator, Applicant: disclosure.Applicant(applicant)}.String()
}

// Levels and Families may be chosen from.
func (b findingsBody) Levels() []string { return levels }

// Families are all kinds of agencies.
func (b findingsBody) Families() []string { return familyNames() }

// findingsBody is the list of findings.
type findingsBody struct {
	Filter   findingFilter
	Places   []PlaceRow
	Years    []uint16
	Rules    []disclosure.Rule
	Findings []findingView
	stretch
}

const pageSize = 100

func (s *server) findingsPage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	f, err := findingQuery(r)
	if err != nil {
		return page{}, err
	}
	places, _, err := s.places(ctx, l, f.County)
	if err != nil {
		return page{}, err
	}
	years, err := s.knownYears(ctx, among{})
	if err != nil {
		return page{}, err
	}
	rows, total, err := s.findings(ctx, f)
	if err != nil {
		return page{}, err
	}
	b := findingsBody{Filter: f, Places: places, Years: years.years(), Rules: disclosure.Rules}
	if b.Findings, err = s.findingViews(l, rows); err != nil {
		return page{}, err
	}
	b.stretch = stretchOf(f.Offset, len(rows), total, func(offset uint32) string {
		return address(l, "/findings", f.among().pairs("year", f.Year, "rule", f.Rule, "severity", f.Severity, "blame", f.Blame, "agency", f.Agency, "offset", offset)...) + "#list"
	})
	p := page{view: "findings", title: l.say("findings.title"), county: f.County, year: f.Year, body: b}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {Name: p.title}}
	where := l.whereOf(listFilter{among: f.among(), Places: places})
	if f.Agency != "" && len(rows) > 0 {
		where = cmp.Or(rows[0].Name, f.Agency)
	}
	p.lead = l.say("findings.lead", total, where)
	if total == 0 {
		p.lead = l.say("findings.none")
	}
	return p, nil
}

// findingQuery reads the filter of an address.
func findingQuery(r *http.Request) (findingFilter, error) {
	q := r.URL.Query()
	f := findingFilter{Limit: pageSize}
	var err error
	if f.County, err = param(q, "county", countyPattern); err != nil {
		return f, err
	}
	if f.Level, err = param(q, "level", levelPattern); err != nil {
		return f, err
	}
	if f.Family, err = param(q, "family", familyPattern); err != nil {
		return f, err
	}
	if f.Rule, err = param(q, "rule", rulePattern); err != nil {
		return f, err
	}
	if f.Severity, err = param(q, "severity", severityPattern); err != nil {
		return f, err
	}
	if f.Blame, err = param(q, "blame", blamePattern); err != nil {
		return f, err
	}
	if f.Agency, err = param(q, "agency", idPattern); err != nil {
		return f, err
	}
	if f.Year, err = year(q); err != nil {
		return f, err
	}
	f.Offset, err = whole(q, "offset", 0, 10_000_000, 0)
	return f, err
}
