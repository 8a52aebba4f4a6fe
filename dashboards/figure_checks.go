package dashboards

import (
	"encoding/json"
	"slices"

	"gongkai/disclosure"
)

// figureCheck is a check in which a figure takes part, as it comes out for the figures that are shown.
type figureCheck struct {
	Rule     string                `json:"rule"`
	State    disclosure.CheckState `json:"state"`
	Reason   string                `json:"reason"`  // why it is not assessable
	Blame    string                `json:"blame"`   // of one that fails: agency, parser or unclear
	Imputed  bool                  `json:"imputed"` // holds with blanks counted as zero
	Figure   string                `json:"figure"`  // key of the figure that the rule defines or bounds
	Expected Decimal               `json:"expected"`
	Actual   Decimal               `json:"actual"`
	Operands []checkOperand        `json:"operands"`
}

// checkOperand is a figure in a check, of this report or that of the year before or after.
type checkOperand struct {
	ReportID   string  `json:"report_id"`
	FiscalYear uint16  `json:"fiscal_year"`
	Figure     string  `json:"figure"`
	Sign       int     `json:"sign"`
	Value      Decimal `json:"value"`
	State      string  `json:"state"`      // empty where it is not printed
	Cumulative bool    `json:"cumulative"` // what the row prints of all years, in place of the figure
}

func keyOf(key string) disclosure.Key {
	for i := range key {
		if key[i] == '.' {
			return disclosure.Key{Indicator: key[:i], Applicant: disclosure.Applicant(key[i+1:])}
		}
	}
	return disclosure.Key{Indicator: key}
}

// checksWithin weighs the rules within a report that the figure takes part in, as the reader did.
func checksWithin(r ReportRow, figures []FigureRow, findings []FindingRow, k disclosure.Key) []figureCheck {
	rep := disclosure.Report{Scope: disclosure.Scope(r.Scope)}
	for _, f := range figures {
		rep.Figures = append(rep.Figures, f.figure())
	}
	for _, f := range findings {
		rep.Findings = append(rep.Findings, disclosure.Finding{Rule: f.Rule}) // a row that was not understood opens sums
	}
	var all []figureCheck
	for _, c := range disclosure.ChecksOf(&rep, k) {
		v := checkOf(c, r.ReportID, uint16Of(r.FiscalYear))
		v.Blame = blameOf(c, findings)
		all = append(all, v)
	}
	return all
}

func uint16Of(y *uint16) uint16 {
	if y == nil {
		return 0
	}
	return *y
}

// figure is the row as the rules see it.
func (f FigureRow) figure() disclosure.Figure {
	g := disclosure.Figure{Indicator: f.Indicator, Applicant: disclosure.Applicant(f.Applicant), Value: f.Value.Number, Unit: f.Unit, State: disclosure.State(f.State), Raw: f.Raw, Confidence: f.Confidence}
	_ = json.Unmarshal([]byte(f.Evidence), &g.Where) // one without a place stands in no table
	return g
}

// checkOf is a check with its operands as those of one report.
func checkOf(c disclosure.Check, report string, year uint16) figureCheck {
	v := figureCheck{Rule: c.Rule, State: c.State, Imputed: c.Imputed, Figure: c.Key.String(), Operands: []checkOperand{}}
	for _, o := range c.Operands {
		v.Operands = append(v.Operands, checkOperand{report, year, figureKey(o.Indicator, string(o.Applicant)), o.Sign, Decimal{o.Value}, string(o.State), o.Cumulative})
	}
	if c.State != disclosure.CheckNotAssessable {
		v.Expected, v.Actual = Decimal{&c.Expected}, Decimal{&c.Actual}
		return v
	}
	if v.Reason = c.Reason; v.Reason != "" {
		return v
	}
	v.Reason = "unknown_value"
	if slices.ContainsFunc(c.Operands, func(o disclosure.Operand) bool { return o.State == "" }) {
		v.Reason = "not_on_form"
	}
	return v
}

// blameOf is what the finding of a check says that fails.
func blameOf(c disclosure.Check, findings []FindingRow) string {
	for _, f := range findings {
		if c.State == disclosure.CheckFail && f.Rule == c.Rule && f.Indicator == c.Key.Indicator && f.Applicant == string(c.Key.Applicant) {
			return f.Blame
		}
	}
	return ""
}

// obstacles are the reasons of a score run that stand between two reports as a whole.
var obstacles = []string{"no_previous_report", "scope", "lineage"}

// checksBetween weighs R601 to R604 against the report of the year before and that of the year
// after. What stands between two reports the newest score run says.
func checksBetween(r ReportRow, figures []AgencyFigureRow, sums []CumulativeRow, across []AcrossRow, findings []FindingRow, k disclosure.Key) []figureCheck {
	year := uint16Of(r.FiscalYear)
	of := map[uint16][]disclosure.Figure{}
	report := map[uint16]string{year: r.ReportID}
	for _, f := range figures {
		figure := FigureRow{f.Indicator, f.Applicant, f.Value, f.Unit, f.State, f.Raw, f.Confidence, "", ""}.figure()
		if i := slices.IndexFunc(sums, func(c CumulativeRow) bool { return c.ReportID == f.ReportID && figure.Key() == k }); i >= 0 {
			figure.Cumulative = sums[i].cumulative()
		}
		of[f.FiscalYear] = append(of[f.FiscalYear], figure)
		report[f.FiscalYear] = f.ReportID
	}
	var all []figureCheck
	for _, later := range []uint16{year, year + 1} {
		for _, c := range disclosure.ChecksOfYears(of[later-1], of[later], k, later != year) {
			v := between(c, later, report, across)
			if later == year { // the finding is the later report's
				v.Blame = blameOf(c, findings)
			}
			all = append(all, v)
		}
	}
	return all
}

// cumulative is the row as the rules see it.
func (c CumulativeRow) cumulative() *disclosure.Cumulative {
	return &disclosure.Cumulative{Value: c.Value.Number, State: disclosure.State(c.State), Raw: c.Raw, Confidence: c.Confidence}
}

// between says of which report each operand of a check is, and whether the two may be compared.
func between(c disclosure.Check, later uint16, report map[uint16]string, across []AcrossRow) figureCheck {
	v := checkOf(c, report[later], later)
	for _, id := range append(slices.Clip(disclosure.YearsIdentities), disclosure.CumulativeIdentity(c.Key.Indicator)) {
		if id.Rule != c.Rule || len(id.Terms) != len(v.Operands) || id.Terms[0].Indicator != keyOf(v.Operands[0].Figure).Indicator {
			continue
		}
		for i, t := range id.Terms {
			if t.Before {
				v.Operands[i].ReportID, v.Operands[i].FiscalYear = report[later-1], later-1
			}
		}
	}
	reason := "not_scored"
	for _, a := range across {
		if a.ReportID == report[later] && a.Rule == c.Rule {
			reason = ""
			if i := slices.IndexFunc(a.Reasons, func(s string) bool { return slices.Contains(obstacles, s) }); i >= 0 {
				reason = a.Reasons[i]
			}
		}
	}
	if reason != "" {
		v.State, v.Reason, v.Expected, v.Actual = disclosure.CheckNotAssessable, reason, Decimal{}, Decimal{}
	}
	return v
}

// unsaid are the findings that no check of the page stands for.
func unsaid(p figureParts) []FindingRow {
	return slices.DeleteFunc(slices.Clone(p.Findings), func(f FindingRow) bool {
		return slices.ContainsFunc(p.Checks, func(c figureCheck) bool {
			return c.Rule == f.Rule && c.Figure == figureKey(f.Indicator, f.Applicant) && c.State == disclosure.CheckFail
		})
	})
}

// checkGroup is a kind of outcome with its checks.
type checkGroup struct {
	State  string
	Checks []checkView
}

// checkView is a check as the page shows it.
type checkView struct {
	figureCheck
	Title    string
	Compared bool // the rule says what is expected
	Terms    []operandView
	Zeros    int // operands of zero, which are folded
}

// checkGroups puts what does not hold first.
func (l tongue) checkGroups(p figureParts) []checkGroup {
	var groups []checkGroup
	for _, state := range []disclosure.CheckState{disclosure.CheckFail, disclosure.CheckPass, disclosure.CheckVacuous, disclosure.CheckNotAssessable} {
		g := checkGroup{State: string(state)}
		for _, c := range p.Checks {
			if c.State == state {
				g.Checks = append(g.Checks, l.checkView(p.Report, c))
			}
		}
		if len(g.Checks) > 0 {
			groups = append(groups, g)
		}
	}
	return groups
}

func (l tongue) checkView(r ReportRow, c figureCheck) checkView {
	v := checkView{figureCheck: c, Title: c.Rule}
	rule, ok := disclosure.RuleByID(c.Rule)
	if ok {
		v.Title = ruleTitle(l, rule)
	}
	v.Compared = rule.Kind != disclosure.KindPlausibility && c.Expected.Known()
	form := str(r.Form)
	for i, o := range c.Operands {
		k := keyOf(o.Figure)
		view := l.operand(r.ReportID, form, disclosure.Operand{Indicator: k.Indicator, Applicant: k.Applicant, Sign: o.Sign, Value: o.Value.Number, State: disclosure.State(o.State), ReportID: o.ReportID, FiscalYear: int(o.FiscalYear), Cumulative: o.Cumulative})
		switch {
		case rule.Kind == disclosure.KindPlausibility:
			view.Sign, view.Zero = "", false
		case i == len(c.Operands)-1:
			view.Sign, view.Zero = relation(c.Rule, rule.Kind), false
		}
		if view.Zero {
			v.Zeros++
		}
		v.Terms = append(v.Terms, view)
	}
	return v
}

// relation is the sign before the last operand of a rule.
func relation(rule string, kind disclosure.RuleKind) string {
	switch {
	case rule == disclosure.RuleChannelsWhole:
		return "≥"
	case kind == disclosure.KindInequality, kind == disclosure.KindSoft && rule != disclosure.RuleStock:
		return "≤"
	}
	return "="
}
