package draft

import (
	"fmt"
	"strings"

	"gongkai/disclosure"
)

// watched are the counts that are compared with the year before, those of rule Q101 of score runs.
var watched = []disclosure.Key{
	{Indicator: "requests_new", Applicant: disclosure.Total}, {Indicator: "outcome_total", Applicant: disclosure.Total},
	{Indicator: "requests_received"}, {Indicator: "requests_closed"}, {Indicator: "answer_total"}, {Indicator: "narrative_requests_received"}, {Indicator: "published_total"},
	{Indicator: "proactive_licence_decisions"}, {Indicator: "proactive_penalty_decisions"}, {Indicator: "proactive_coercion_decisions"},
	{Indicator: "proactive_normative_documents_made"}, {Indicator: "proactive_normative_documents_in_force"}, {Indicator: "proactive_normative_documents_total_published"},
	{Indicator: "reconsideration_total"}, {Indicator: "reconsideration_decided"}, {Indicator: "litigation_direct_total"}, {Indicator: "litigation_decided"},
}

// What Q101 takes for a jump.
const (
	jumpTimes = 5
	jumpLeast = 20
)

// beside adds what the report of the year before shows: identities that do not hold, and how the
// watched counts moved. What lawfully parts the two (another scope, a merger, an expiry) is not
// known of a draft: nobody is to blame.
func (o *Opinion) beside() {
	for _, c := range disclosure.ChecksBetween(o.Before, o.Report) {
		if c.State == disclosure.CheckFail {
			o.add(o.between(c))
		}
	}
	for _, k := range watched {
		m := Movement{Indicator: k.Indicator, Applicant: k.Applicant, Label: labelOf(o.Report, k)}
		var was, is bool
		m.Before, was = valueOf(o.Before, k)
		m.Now, is = valueOf(o.Report, k)
		if !was || !is {
			continue // not on one of the forms
		}
		if m.Before != nil && m.Now != nil {
			low, high := min(*m.Before, *m.Now), max(*m.Before, *m.Now)
			m.Jump = high >= disclosure.Int(jumpLeast) && high >= jumpTimes*low
		}
		o.Moved = append(o.Moved, m)
		if m.Jump {
			o.add(o.jump(m))
		}
	}
}

// valueOf is the number of a figure, nil where it is unknown, and whether the report has it.
func valueOf(r *disclosure.Report, k disclosure.Key) (*disclosure.Number, bool) {
	for i := range r.Figures {
		if f := &r.Figures[i]; f.Key() == k {
			if f.State.Known() {
				return f.Value, true
			}
			return nil, true
		}
	}
	return nil, false
}

// between is the finding of an identity between the two years.
func (o *Opinion) between(c disclosure.Check) disclosure.Finding {
	rule, _ := disclosure.RuleByID(c.Rule)
	f := disclosure.NewFinding(c.Rule, disclosure.BlameUnclear, c.Key, "")
	f.Expected, f.Actual = &c.Expected, &c.Actual
	var said []string
	for _, op := range c.Operands {
		cell := o.cell(op)
		if cell.Column != "" {
			cell.Label += " · " + cell.Column
		}
		said = append(said, fmt.Sprintf("%d 年度报告“%s”为 %s", op.FiscalYear, cell.Label, printedValue(op.Value)))
	}
	f.Operands = c.Operands
	f.Message = rule.TitleZH + "：" + strings.Join(said, "，")
	return f
}

func (o *Opinion) jump(m Movement) disclosure.Finding {
	rule, _ := disclosure.RuleByID(disclosure.RuleJump)
	f := disclosure.NewFinding(disclosure.RuleJump, disclosure.BlameUnclear, disclosure.Key{Indicator: m.Indicator, Applicant: m.Applicant}, "")
	f.Actual = m.Now
	year := *o.Report.FiscalYear
	f.Message = fmt.Sprintf("%s：%s %d 年度为 %s，%d 年度为 %s", rule.TitleZH, m.Label, year-1, printedValue(m.Before), year, printedValue(m.Now))
	f.Operands = []disclosure.Operand{
		{Indicator: m.Indicator, Applicant: m.Applicant, Sign: 1, Value: m.Before, FiscalYear: year - 1},
		{Indicator: m.Indicator, Applicant: m.Applicant, Sign: -1, Value: m.Now, FiscalYear: year},
	}
	return f
}

func printedValue(n *disclosure.Number) string {
	if n == nil {
		return "空"
	}
	return n.String()
}
