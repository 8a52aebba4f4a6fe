package dashboards

import (
	"cmp"
	"encoding/json"
	"slices"

	"gongkai/disclosure"
)

// textCheckView is what a report's words were held against, and what came of it.
type textCheckView struct {
	Rule, Title string
	State       string
	Words       string // the numbers on both sides, or why there is nothing to hold against
	Place       string // of the words
	Figure      string // the figure that they are about, of those that are named
}

// ofText are the rules that hold figures of the text against those of the tables; the rest of the text's is
// kept with the reading, since figures do not tell it.
var ofText = []string{disclosure.RuleSaidRequests, disclosure.RuleSaidAnswers, disclosure.RuleSaidCarry, disclosure.RuleSaidReviews}

// textChecks are R501 to R506 of a report with their results, as the reader weighed them.
func (l tongue) textChecks(r ReportRow, figures []FigureRow) []textCheckView {
	rep := disclosure.Report{Scope: disclosure.Scope(r.Scope)}
	for _, f := range figures {
		rep.Figures = append(rep.Figures, f.figure())
	}
	var all []textCheckView
	for _, c := range disclosure.RunChecks(&rep) {
		if slices.Contains(ofText, c.Rule) {
			v := l.textCheck(c.Rule, c.State)
			v.Words, v.Figure = l.saidFigure(c), c.Key.String()
			all = append(all, v)
		}
	}
	var said []disclosure.TextCheck
	_ = json.Unmarshal([]byte(r.TextChecks), &said) // of a reading of before there are none
	for _, c := range said {
		v := l.textCheck(c.Rule, c.State)
		v.Words, v.Figure = l.saidWords(c), c.Indicator
		if w := c.Where; w != nil && w.Length > 0 {
			v.Place = l.say("place.span", w.Offset+1, w.Offset+w.Length)
		}
		all = append(all, v)
	}
	slices.SortStableFunc(all, func(a, b textCheckView) int { return cmp.Compare(a.Rule, b.Rule) })
	return all
}

func (l tongue) textCheck(rule string, state disclosure.CheckState) textCheckView {
	v := textCheckView{Rule: rule, Title: rule, State: string(state)}
	if known, ok := disclosure.RuleByID(rule); ok {
		v.Title = ruleTitle(l, known)
	}
	return v
}

// saidFigure is what table and text print. The text may mean the new requests, or those carried in as well.
func (l tongue) saidFigure(c disclosure.Check) string {
	if c.State == disclosure.CheckNotAssessable {
		return l.word("unassessable", checkOf(c, "", 0).Reason)
	}
	text := l.count(Decimal{&c.Actual})
	if len(c.Operands) == 3 && c.Rule == disclosure.RuleSaidRequests && c.Operands[1].Value != nil {
		return l.say("text_check.requests", l.count(Decimal{&c.Expected}), l.count(Decimal{c.Operands[1].Value}), text)
	}
	return l.say("text_check.table", l.count(Decimal{&c.Expected}), text)
}

// saidWords is what follows from the words, and what they say.
func (l tongue) saidWords(c disclosure.TextCheck) string {
	if c.State == disclosure.CheckNotAssessable {
		return l.word("unassessable", cmp.Or(c.Reason, disclosure.ReasonUnknownValue))
	}
	expected, actual := Decimal{c.Expected}, Decimal{c.Actual}
	switch {
	case c.Rule == disclosure.RuleSaidShare && len(c.Operands) == 2:
		return l.say("text_check.share", l.count(Decimal{c.Operands[0].Value}), l.count(Decimal{c.Operands[1].Value}), expected, actual)
	case c.Rule == disclosure.RuleSaidYear:
		return l.say("text_check.year", expected, actual)
	}
	return l.say("text_check.upheld", l.count(expected), l.count(actual))
}
