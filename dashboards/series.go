package dashboards

import (
	"cmp"
	"slices"

	"gongkai/disclosure"
)

// seriesOf is what the measure series answers of an agency, made of figures of its reports that are at hand: to have the
// database join the catalogue to them costs more than all the rest of a page. Of a series the figures of all terms have to
// be there.
func seriesOf(figures []AgencyFigureRow) []SeriesRow {
	rows := []SeriesRow{}
	for _, of := range byReport(figures) {
		for _, c := range disclosure.SeriesCatalogue() {
			if string(c.Form) == of[0].Form && c.Form != "" {
				if r, ok := seriesIn(c, of); ok {
					rows = append(rows, r)
				}
			}
		}
	}
	slices.SortStableFunc(rows, func(x, y SeriesRow) int {
		return cmp.Or(cmp.Compare(x.Series, y.Series), cmp.Compare(x.FiscalYear, y.FiscalYear))
	})
	return rows
}

// byReport parts figures by their reports, in the order of these.
func byReport(figures []AgencyFigureRow) [][]AgencyFigureRow {
	var all [][]AgencyFigureRow
	at := map[string]int{}
	for _, f := range figures {
		i, ok := at[f.ReportID]
		if !ok {
			i, at[f.ReportID] = len(all), len(all)
			all = append(all, nil)
		}
		all[i] = append(all[i], f)
	}
	return all
}

// seriesIn is a series in one report: by the first of its formulas whose figures are known, else by the first of which a
// figure is printed. There is none where none is.
func seriesIn(c disclosure.Series, figures []AgencyFigureRow) (best SeriesRow, ok bool) {
	for _, terms := range c.Terms() {
		if r, printed := formulaIn(c, terms, figures); printed && (!ok || r.Value.Known() && !best.Value.Known()) {
			best, ok = r, true
		}
	}
	return best, ok
}

// formulaIn is one formula of a series in one report.
func formulaIn(c disclosure.Series, terms []disclosure.Term, figures []AgencyFigureRow) (r SeriesRow, printed bool) {
	f := figures[0]
	r = SeriesRow{Series: c.Name, LabelZH: c.LabelZH, LabelEN: c.LabelEN, FiscalYear: f.FiscalYear, ReportID: f.ReportID, Form: f.Form, Scope: f.Scope,
		Unit: c.Unit, Grade: string(c.Grade), Note: c.WhyEN, NoteZH: c.WhyZH, Confidence: 1, Formula: c.Formula}
	if c.BreakFrom > 0 && int(f.FiscalYear) >= c.BreakFrom {
		r.Segment = uint16(c.BreakFrom)
	}
	sum, there, known := disclosure.Number(0), 0, 0
	for _, t := range terms {
		for _, f := range figures {
			if f.Indicator != t.Key.Indicator || f.Applicant != string(t.Key.Applicant) {
				continue
			}
			there++
			r.Confidence = min(r.Confidence, f.Confidence)
			if f.Value.Known() {
				known++
				sum += *f.Value.Number * disclosure.Number(t.Sign)
			}
		}
	}
	switch {
	case there < len(terms):
		r.Note, r.NoteZH = "not_printed", "not_printed"
	case known < there:
		r.Note, r.NoteZH = "unknown_value", "unknown_value"
	default:
		r.Value = Decimal{&sum}
	}
	return r, there > 0
}

// seriesTerms are the indicators that a series is made of, in any form.
func seriesTerms(name string) []string {
	var all []string
	for _, c := range disclosure.SeriesCatalogue() {
		if c.Name != name {
			continue
		}
		for _, terms := range c.Terms() {
			for _, t := range terms {
				all = append(all, t.Key.Indicator)
			}
		}
	}
	return all
}
