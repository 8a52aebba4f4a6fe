package dashboards

import (
	"context"
	"slices"
	"strconv"

	"gongkai/disclosure"
)

// figureYear is the same figure in the report of some year, with how well it compares.
type figureYear struct {
	FiscalYear uint16   `json:"fiscal_year"`
	ReportID   string   `json:"report_id"`
	Form       string   `json:"form"`
	Scope      string   `json:"scope"`
	Figures    []string `json:"figures"` // that the value is made of: keys
	Value      Decimal  `json:"value"`
	State      string   `json:"state"` // of a single figure; of several number, or unreadable where one is not known
	Grade      string   `json:"grade"` // comparable, partial, not_comparable, or empty: nobody has looked
	Segment    uint16   `json:"segment"`
	Note       string   `json:"note"` // what does not compare, in English
	NoteZH     string   `json:"note_zh"`
}

// yearsOf reads the figure, those that R601 to R603 hold it against, and those of its series, in all years.
func (s *server) yearsOf(ctx context.Context, r ReportRow, k disclosure.Key) ([]AgencyFigureRow, error) {
	indicators := slices.Concat(besides(k), seriesTerms(seriesNamed(disclosure.Form(str(r.Form)), k)))
	slices.Sort(indicators)
	var rows []AgencyFigureRow
	err := s.Measures.Select(ctx, &rows, "agency_figures", map[string]any{"agency": r.AgencyID, "indicators": slices.Compact(indicators)})
	return rows, err
}

// besides are the indicator of a figure and those that R601 to R603 hold it against.
func besides(k disclosure.Key) []string {
	indicators := []string{k.Indicator}
	for _, id := range disclosure.YearsIdentities {
		if slices.ContainsFunc(id.Terms, func(t disclosure.YearsTerm) bool { return t.Indicator == k.Indicator }) {
			for _, t := range id.Terms {
				indicators = append(indicators, t.Indicator)
			}
		}
	}
	return indicators
}

// figureYears are the years of the series that the figure is, or else of the same row of the forms.
func figureYears(r ReportRow, rows []AgencyFigureRow, k disclosure.Key) ([]figureYear, string) {
	form := disclosure.Form(str(r.Form))
	name := seriesNamed(form, k)
	if name == "" {
		return sameRow(form, rows, k), ""
	}
	years := []figureYear{}
	for _, v := range seriesOf(rows) {
		if v.Series == name {
			years = append(years, v.year())
		}
	}
	return years, name
}

// year is a row of the series; its figures are those of the formula's first reading.
func (r SeriesRow) year() figureYear {
	y := figureYear{FiscalYear: r.FiscalYear, ReportID: r.ReportID, Form: r.Form, Scope: r.Scope, Figures: []string{}, Value: r.Value, State: "number", Grade: r.Grade, Segment: r.Segment, Note: r.Note, NoteZH: r.NoteZH}
	if terms := (disclosure.Series{Formula: r.Formula}).Terms(); len(terms) > 0 {
		for _, t := range terms[0] {
			y.Figures = append(y.Figures, t.Key.String())
		}
	}
	if !r.Value.Known() {
		y.State = string(disclosure.StateUnreadable)
	}
	return y
}

// seriesNamed finds the series that a figure of a form is by itself.
func seriesNamed(form disclosure.Form, k disclosure.Key) string {
	for _, c := range disclosure.SeriesCatalogue() {
		for _, terms := range c.Terms() {
			if c.Form == form && len(terms) == 1 && terms[0].Key == k {
				return c.Name
			}
		}
	}
	return ""
}

// sameRow follows the indicator itself; the catalogue says how the forms compare.
func sameRow(form disclosure.Form, rows []AgencyFigureRow, k disclosure.Key) []figureYear {
	line, there := disclosure.FindIndicator(form, k)
	years := []figureYear{}
	for _, f := range rows {
		if f.Indicator != k.Indicator || f.Applicant != string(k.Applicant) {
			continue
		}
		y := figureYear{FiscalYear: f.FiscalYear, ReportID: f.ReportID, Form: f.Form, Scope: f.Scope, Figures: []string{k.String()}, Value: f.Value, State: f.State}
		if grade, why, ok := line.ComparableIn(disclosure.Form(f.Form)); there && ok {
			y.Grade, y.Note, y.NoteZH = string(grade), why, why
		}
		years = append(years, y)
	}
	return years
}

// yearRow is a year of the chart, which is its own table.
type yearRow struct {
	figureYear
	Year  string
	Gap   bool // no report of the year prints it
	Now   bool // this report
	Bar   barRow
	Words string // how it compares
}

// yearRows draws the years as bars from zero; a year without a report is a gap. Changes may be
// below zero: those are numbers only.
func (l tongue) yearRows(p figureParts) []yearRow {
	most, below := 0.0, false
	var known []uint16
	for _, y := range p.Years {
		known = append(known, y.FiscalYear)
		if y.Value.Known() {
			most, below = max(most, y.Value.Float()), below || y.Value.Float() < 0
		}
	}
	var rows []yearRow
	for _, year := range span(known) {
		row := yearRow{Year: strconv.Itoa(int(year)), Gap: true}
		for _, y := range p.Years {
			if y.FiscalYear == year {
				row.Gap, row.figureYear, row.Now = false, y, y.ReportID == p.Report.ReportID
				row.Words = l.grade(y)
			}
		}
		row.Bar = barRow{Label: row.Year, Empty: !row.Value.Known(), Text: l.count(row.Value)}
		if !row.Bar.Empty && !below {
			width := 0.0
			if most > 0 {
				width = 100 * row.Value.Float() / most
			}
			row.Bar.Segments = []segment{{"y-" + barClass(row), 0, max(width, 0.3), l.count(row.Value)}}
		}
		rows = append(rows, row)
	}
	return rows
}

func barClass(r yearRow) string {
	if r.Grade == string(disclosure.GradeComparable) {
		return "whole"
	}
	return "partial"
}

// grade says how a year compares, and what stands against it.
func (l tongue) grade(y figureYear) string {
	said := l.say("grade.open")
	if y.Grade != "" {
		said = l.word("grade", y.Grade)
	}
	note := y.NoteZH
	if l == english {
		note = y.Note
	}
	switch note {
	case "", "—":
	case "unknown_value", "not_printed":
		said += l.say("join.list") + l.word("unassessable", note)
	default:
		said += l.say("join.list") + note
	}
	if y.Segment > 0 {
		said += l.say("join.list") + l.say("grade.segment", strconv.Itoa(int(y.Segment)))
	}
	return said
}

// trendOf says what the years show, first and last of those that compare.
func (l tongue) trendOf(years []figureYear) string {
	var known []figureYear
	for _, y := range years {
		if y.Value.Known() {
			known = append(known, y)
		}
	}
	if len(known) < 2 {
		return l.say("figure.trend_few", len(known))
	}
	first, last := known[0], known[len(known)-1]
	return l.say("figure.trend", strconv.Itoa(int(first.FiscalYear)), l.count(first.Value), strconv.Itoa(int(last.FiscalYear)), l.count(last.Value), len(known))
}

// seriesText is the series of a figure in words.
type seriesText struct {
	Name string
	l    tongue
}

// Label is its name in the page's language.
func (t seriesText) Label() string {
	for _, c := range disclosure.SeriesCatalogue() {
		if c.Name == t.Name {
			if t.l == english {
				return c.LabelEN
			}
			return c.LabelZH
		}
	}
	return t.Name
}
