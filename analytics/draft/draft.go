package draft

import (
	"fmt"
	"slices"
	"strings"

	"gongkai/disclosure"
)

// Opinion is what would be said of a draft.
type Opinion struct {
	Report *disclosure.Report
	Before *disclosure.Report // of the year before; nil where none was given
	Faults []Fault            // most severe first
	Moved  []Movement         // watched counts of both years, in the order of the form
}

// Fault is a finding with what a person needs to mend it.
type Fault struct {
	disclosure.Finding
	Catalogue disclosure.Rule      `json:"-"`
	Cells     []Cell               `json:"cells"`
	Causes    []disclosure.Finding `json:"causes"` // which cells would have to change for the sums to hold (L101 to L109), where it is about this one
}

// Cell is a figure that takes part in a finding.
type Cell struct {
	disclosure.Operand
	Label  string            `json:"label"`  // as the form prints it
	Column string            `json:"column"` // the applicant, empty outside table 3
	Raw    string            `json:"raw"`    // what is printed
	Where  *disclosure.Place `json:"where"`  // nil where nothing is printed
	Year   int               `json:"year"`   // of the report that it stands in; 0 where that is not known
}

// Movement is a count in two years. Unit: of the indicator.
type Movement struct {
	Indicator string               `json:"indicator"`
	Applicant disclosure.Applicant `json:"applicant"`
	Label     string               `json:"label"`
	Before    *disclosure.Number   `json:"before"` // nil where unknown
	Now       *disclosure.Number   `json:"now"`
	Jump      bool                 `json:"jump"` // at least five times as many, or a fifth, and 20 in one of the two (Q101)
}

// Judge says of a draft what it shows by itself and, where before is given, beside the report of the
// year before. It is a *Refusal where the draft can't be read as a report, or where before is none of
// the same agency's year before.
func Judge(report, before *disclosure.Report) (*Opinion, error) {
	if !report.Outcome.IsReport() {
		return nil, refuse(Unreadable, fmt.Sprintf("it cannot be read as a yearly report: %s%s", report.Outcome, because(report)), string(report.Outcome))
	}
	o := &Opinion{Report: report, Before: before}
	for _, f := range report.Findings {
		if !isLocation(f) {
			o.add(f)
		}
	}
	o.locate()
	if before != nil {
		if err := followsOn(before, report); err != nil {
			return nil, err
		}
		o.beside()
	}
	slices.SortStableFunc(o.Faults, func(a, b Fault) int { return rank(a.Finding) - rank(b.Finding) })
	return o, nil
}

// Broken counts the faults of the draft that are no doubts of our own reading and no hints.
func (o *Opinion) Broken() int {
	n := 0
	for _, f := range o.Faults {
		if f.Counts() {
			n++
		}
	}
	return n
}

// Counts reports whether a fault is neither a hint nor a doubt about our own reading.
func (f Fault) Counts() bool {
	return f.Severity != disclosure.SeverityInfo && f.Blame != disclosure.BlameParser
}

func isLocation(f disclosure.Finding) bool {
	rule, _ := disclosure.RuleByID(f.Rule)
	return rule.Kind == disclosure.KindLocation
}

// rank orders findings: what is broken, hints, doubts about our reading.
func rank(f disclosure.Finding) int {
	n := slices.Index([]disclosure.Severity{disclosure.SeverityError, disclosure.SeverityWarning, disclosure.SeverityInfo}, f.Severity)
	if f.Blame == disclosure.BlameParser {
		n += 3
	}
	return n
}

func (o *Opinion) add(f disclosure.Finding) {
	rule, _ := disclosure.RuleByID(f.Rule)
	fault := Fault{Finding: f, Catalogue: rule}
	for _, op := range f.Operands {
		fault.Cells = append(fault.Cells, o.cell(op))
	}
	if len(f.Operands) == 0 && f.Indicator != "" {
		fault.Cells = append(fault.Cells, o.cell(disclosure.Operand{Indicator: f.Indicator, Applicant: f.Applicant, Value: f.Actual}))
	}
	o.Faults = append(o.Faults, fault)
}

// cell finds what is printed of an operand, in the report that it is of.
func (o *Opinion) cell(op disclosure.Operand) Cell {
	of := o.Report
	if o.Before != nil && op.FiscalYear != 0 && op.FiscalYear == *o.Before.FiscalYear {
		of = o.Before
	}
	k := disclosure.Key{Indicator: op.Indicator, Applicant: op.Applicant}
	c := Cell{Operand: op, Label: labelOf(of, k), Column: columns[op.Applicant]}
	if of.FiscalYear != nil {
		c.Year = *of.FiscalYear
	}
	if i := slices.IndexFunc(of.Figures, func(f disclosure.Figure) bool { return f.Key() == k }); i >= 0 {
		f := &of.Figures[i]
		c.Raw, c.Where, c.State, c.Value = f.Raw, &f.Where, f.State, f.Value
		if op.Cumulative && f.Cumulative != nil {
			c.Raw, c.Where, c.State, c.Value = f.Cumulative.Raw, &f.Cumulative.Where, f.Cumulative.State, f.Cumulative.Value
		}
	}
	if op.Cumulative {
		c.Label += " · 历年累计"
	}
	return c
}

// columns are those of table 3, as the form prints them.
var columns = map[disclosure.Applicant]string{
	"natural_person": "自然人", "business": "商业企业", "research_institute": "科研机构", "public_interest": "社会公益组织",
	"legal_service": "法律服务机构", "other_organisation": "其他", disclosure.Total: "总计",
}

// labelOf is what the form of the report calls a figure, or any form where its own has it not.
func labelOf(r *disclosure.Report, k disclosure.Key) string {
	if r.Form != nil {
		if i, ok := disclosure.FindIndicator(*r.Form, k); ok {
			return named(i)
		}
	}
	if lines := disclosure.LinesOf(k.Indicator); lines != nil {
		for _, form := range lines {
			for _, line := range form {
				if line != nil {
					return named(*line)
				}
			}
		}
	}
	return k.Indicator
}

// named is the label of a line; table 4 has its group above the column, and table 3 the applicant
// in a column of its own.
func named(i disclosure.Indicator) string {
	switch {
	case i.Applicant != disclosure.NoApplicant:
		return i.RowLabel
	case i.RowLabel == "数量":
		return i.Section[strings.LastIndexByte(i.Section, '/')+1:] + " · " + i.LabelZH()
	}
	return i.LabelZH()
}

// locate puts what would have to change beside the faults that are about the same cells; where it
// is about none of them it is a fault of its own.
func (o *Opinion) locate() {
	for _, l := range o.Report.Findings {
		if !isLocation(l) {
			continue
		}
		placed := false
		for i := range o.Faults {
			if f := &o.Faults[i]; f.Catalogue.Kind == disclosure.KindIdentity && shareCell(f.Finding, l) {
				f.Causes, placed = append(f.Causes, l), true
			}
		}
		if !placed {
			o.add(l)
		}
	}
}

func shareCell(a, b disclosure.Finding) bool {
	if a.Indicator == b.Indicator && a.Applicant == b.Applicant {
		return true
	}
	return slices.ContainsFunc(a.Operands, func(x disclosure.Operand) bool {
		return slices.ContainsFunc(b.Operands, func(y disclosure.Operand) bool {
			return x.Indicator == y.Indicator && x.Applicant == y.Applicant
		})
	})
}
