package prose

import (
	"slices"
	"strings"

	"gongkai/disclosure"
	"gongkai/parse/tree"
)

// Read reads what else the sentences of a report say: problems and improvements, kinds of
// information, mechanisms, and whether they agree with the figures, which r holds already.
func Read(r *disclosure.Report, f *tree.Flow, sentences []Sentence, lines []tree.Line, sections []Section) {
	checks := saidChecks(r, sentences)
	var findings []disclosure.Finding
	findings, r.Checks = disclosure.CheckFindings(checks)
	r.TextChecks = disclosure.TextChecks(checks)
	r.Findings = append(r.Findings, findings...)
	problems, improvements := problemsOf(sections)
	if !slices.ContainsFunc(sections, func(s Section) bool { return s.Kind == "problems" && problemWords.MatchString(s.heading) }) {
		admitted, promised := problemsOf(looseProblems(lines))
		problems = append(problems, admitted...)
		if len(improvements) == 0 {
			improvements = promised
		}
	}
	r.Problems = append(r.Problems, problems...)
	r.Improvements = append(r.Improvements, improvements...)
	r.Topics = topicsOf(lines)
	r.Measures = measuresOf(f, sentences)
}

// Keep adds the figures of the text to those of the tables. A table of the years before
// 2014 names its figures as the text does: there the table's is kept, and a finding says
// where the text differs.
func Keep(r *disclosure.Report, said []disclosure.Figure) {
	printed := map[disclosure.Key]disclosure.Figure{}
	for _, f := range r.Figures {
		if strings.HasPrefix(f.Indicator, "narrative_") || strings.HasPrefix(f.Indicator, "fees_") {
			printed[f.Key()] = f
		}
	}
	for _, f := range said {
		table, both := printed[f.Key()]
		switch {
		case !both:
			r.Figures = append(r.Figures, f)
		case table.State.Known() && f.State.Known() && *table.Value != *f.Value:
			finding := disclosure.NewFinding(disclosure.RuleSaidTwice, disclosure.BlameUnclear, f.Key(), "表格为 "+table.Value.String()+"，正文为 "+f.Value.String())
			finding.Expected, finding.Actual = table.Value, f.Value
			r.Findings = append(r.Findings, finding)
		}
	}
}
