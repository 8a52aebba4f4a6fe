package dashboards

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"gongkai/disclosure"
)

// agencyAcross is what the years of an agency say beside each other.
type agencyAcross struct {
	CheckYears  []uint16 // newest first
	Checks      []acrossLine
	SeriesYears []uint16 // oldest first
	Series      []seriesLine
	Ratios      []RatioRow
}

// acrossLine is a rule with what came of it in each year.
type acrossLine struct {
	Rule, Title string
	Cells       []acrossCell // one a year
}

type acrossCell struct {
	ReportID string // empty: nothing was checked
	Fail     int64
	Words    string // how many hold, say nothing, cannot be made
	Why      string
}

// seriesLine is a figure that is followed over the forms.
type seriesLine struct {
	Name, Label, Unit string
	Cells             []seriesCell
}

type seriesCell struct {
	numberCell
	There   bool
	Partial bool   // compares only in part
	Break   bool   // the law counts otherwise from here on
	Words   string // how it compares
}

func (s *server) agencyAcross(ctx context.Context, l tongue, agency string) (agencyAcross, error) {
	var a agencyAcross
	params := map[string]any{"agency": agency}
	var checks []AcrossRow
	if err := s.Measures.Select(ctx, &checks, "checks_across", params); err != nil {
		return a, err
	}
	series, err := s.series(ctx, agency)
	if err != nil {
		return a, err
	}
	a.CheckYears, a.Checks = l.acrossLines(checks)
	a.SeriesYears, a.Series = l.seriesLines(series)
	if !slices.ContainsFunc(checks, func(c AcrossRow) bool { return c.Rule == "R701" }) {
		return a, nil // it is no government beside whose report others stand
	}
	return a, s.Measures.Select(ctx, &a.Ratios, "government_ratios", map[string]any{"agency": agency, "county": ""})
}

// acrossLines lays the checks out, rules by years.
func (l tongue) acrossLines(rows []AcrossRow) ([]uint16, []acrossLine) {
	var years []uint16
	for _, r := range rows {
		years = append(years, r.FiscalYear)
	}
	slices.Sort(years)
	years = slices.Compact(years)
	slices.Reverse(years)
	var lines []acrossLine
	for _, r := range rows {
		at := slices.IndexFunc(lines, func(x acrossLine) bool { return x.Rule == r.Rule })
		if at < 0 {
			at = len(lines)
			lines = append(lines, acrossLine{Rule: r.Rule, Title: r.Rule, Cells: make([]acrossCell, len(years))})
			if rule, ok := disclosure.RuleByID(r.Rule); ok {
				lines[at].Title = ruleTitle(l, rule)
			}
		}
		lines[at].Cells[slices.Index(years, r.FiscalYear)] = l.acrossCell(r)
	}
	slices.SortFunc(lines, func(x, y acrossLine) int { return strings.Compare(x.Rule, y.Rule) })
	return years, lines
}

func (l tongue) acrossCell(r AcrossRow) acrossCell {
	c := acrossCell{ReportID: r.ReportID, Fail: r.Fail}
	var parts []string
	for _, part := range []struct {
		key string
		n   int64
	}{{"pass", r.Pass}, {"vacuous", r.Vacuous}, {"not_assessable", r.NotAssessable}} {
		if part.n > 0 {
			parts = append(parts, l.say("across."+part.key, part.n))
		}
	}
	c.Words = strings.Join(parts, l.say("join.list"))
	var why []string
	for _, reason := range r.Reasons {
		why = append(why, l.word("unassessable", reason))
	}
	c.Why = strings.Join(why, l.say("join.list"))
	return c
}

// seriesLines lays the series out by years; what no year has a number of is left out.
func (l tongue) seriesLines(rows []SeriesRow) ([]uint16, []seriesLine) {
	var known []uint16
	for _, r := range rows {
		known = append(known, r.FiscalYear)
	}
	years := span(known)
	var lines []seriesLine
	for _, r := range rows {
		if n := len(lines); n == 0 || lines[n-1].Name != r.Series {
			label := r.LabelZH
			if l == english {
				label = r.LabelEN
			}
			lines = append(lines, seriesLine{r.Series, label, r.Unit, make([]seriesCell, len(years))})
		}
		line := &lines[len(lines)-1]
		at := slices.Index(years, r.FiscalYear)
		line.Cells[at] = l.seriesCell(r)
		if at > 0 && line.Cells[at-1].There {
			line.Cells[at].Break = r.Segment > 0 && r.Segment == r.FiscalYear
		}
	}
	return years, lines
}

// seriesCell leads to the figure, of several to the report.
func (l tongue) seriesCell(r SeriesRow) seriesCell {
	y := r.year()
	c := seriesCell{numberCell: numberCell{Value: r.Value, Href: address(l, place("/reports/", r.ReportID))}, There: true, Partial: r.Grade != string(disclosure.GradeComparable), Words: strconv.Itoa(int(r.FiscalYear)) + l.say("join.colon") + l.grade(y)}
	if len(y.Figures) == 1 && r.Note != "not_printed" {
		c.Href = address(l, place("/reports/", r.ReportID)+"/figures/"+y.Figures[0])
	}
	return c
}
