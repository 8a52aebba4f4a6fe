package dashboards

import (
	"cmp"
	"context"
	"slices"
	"strconv"

	"gongkai/dashboards/chart"
	"gongkai/disclosure"
)

// legalBreaks are the years from which on reviews and suits are counted otherwise: the form that tells suits
// after a review apart, and the revised law on reviews.
func legalBreaks(l tongue) []chart.Break {
	breaks := []chart.Break{{Year: 2019, Words: l.say("break.form")}}
	for _, s := range disclosure.SeriesCatalogue() {
		if s.Name == "h_review_corrected" && s.BreakFrom > 0 {
			return append(breaks, chart.Break{Year: s.BreakFrom, Words: l.say("break.law")})
		}
	}
	return breaks
}

// legalKinds are the ways in which a decision was held against an agency.
var legalKinds = []struct {
	name, colour, shape string
	of                  func(LegalRow) (k, n int64, agencies uint64)
}{
	{"reviews", "blue", chart.Circle, func(r LegalRow) (int64, int64, uint64) {
		return r.ReviewsCorrected, r.ReviewsDecided, r.ReviewsAgencies
	}},
	{"suits", "vermillion", chart.Triangle, func(r LegalRow) (int64, int64, uint64) { return r.SuitsCorrected, r.SuitsDecided, r.SuitsAgencies }},
	{"after_review", "purple", chart.Square, func(r LegalRow) (int64, int64, uint64) {
		return r.AfterReviewCorrected, r.AfterReviewDecided, r.AfterReviewAgencies
	}},
}

// drawLegal draws how many reviews and suits that were decided one way or the other were corrected.
func drawLegal(ctx context.Context, s *server, l tongue, q chartQuestion) (chart.Chart, error) {
	rows, err := s.legalYears(ctx, q.among())
	if err != nil {
		return chart.Chart{}, err
	}
	where, err := s.whereName(ctx, l, q.County)
	if err != nil {
		return chart.Chart{}, err
	}
	c := s.legal(l, rows, q.Year, l.whose(where, q.among()))
	c.Source = s.source(ctx, l)
	for i := range c.Table.Rows {
		c.Table.Rows[i].Links = legalLinks(l, q.among(), c.Table.Rows[i].Cells[0])
	}
	return c, nil
}

// legalLinks lead from the cases and the agencies of each kind to the reports for which the share is given.
func legalLinks(l tongue, a among, year string) []string {
	links := []string{""}
	for _, rate := range []string{"corrected_reviews", "corrected_suits", "corrected_after_review"} {
		href := address(l, "/reports", a.pairs("rate", rate, "year", year)...)
		links = append(links, href, "", href)
	}
	return links
}

// legal draws rows of places or of one agency.
func (s *server) legal(l tongue, rows []LegalRow, y uint16, where string) chart.Chart {
	var known []uint16
	byYear := map[uint16]LegalRow{}
	for _, r := range rows {
		known = append(known, r.FiscalYear)
		byYear[r.FiscalYear] = r
	}
	years := span(known)
	if y == 0 && len(known) > 0 {
		y = slices.Max(known)
	}
	c := chart.Chart{Title: l.say("draw.legal.none", strconv.Itoa(int(y)), where), Subtitle: l.say("draw.legal.subtitle"), Sentence: l.say("draw.legal.none", strconv.Itoa(int(y)), where)}
	c.Table.Columns = []string{l.say("filter.year")}
	p := chart.Lines{Top: 1, Format: l.percent, Breaks: legalBreaks(l)}
	for _, year := range years {
		p.Years = append(p.Years, int(year))
		c.Table.Rows = append(c.Table.Rows, chart.Row{Cells: []string{strconv.Itoa(int(year))}})
	}
	drawn, said := false, []string(nil)
	for _, kind := range legalKinds {
		name := l.word("legal", kind.name)
		series := chart.Series{Key: chart.Key{Name: name, Colour: kind.colour, Shape: kind.shape}}
		c.Table.Columns = append(c.Table.Columns, l.say("draw.legal.column", name), l.say("funnel.interval"), l.say("draw.legal.agencies"))
		for i, year := range years {
			k, n, agencies := kind.of(byYear[year])
			pt, words := s.share(l, k, n)
			cells := []string{"—", "—", "—"}
			if pt != nil {
				drawn = true
				pt.Title = strconv.Itoa(int(year)) + " " + name + " " + words
				cells = []string{l.say("number.of", k, n), l.interval(*pt.Low, *pt.High), l.say("number.of", agencies, cmp.Or(byYear[year].Reports, agencies))}
				if year == y {
					said = append(said, name+" "+words)
				}
			}
			series.Points = append(series.Points, pt)
			c.Table.Rows[i].Cells = append(c.Table.Rows[i].Cells, cells...)
		}
		p.Series = append(p.Series, series)
	}
	if !drawn {
		c.Table = chart.Table{}
		return c
	}
	c.Plot = p
	if len(said) > 0 {
		c.Title = l.say("draw.legal", strconv.Itoa(int(y)), where, said[0])
		c.Sentence = l.say("draw.legal.sentence", strconv.Itoa(int(y)), where, l.clauses(said))
	}
	return c
}

// share is k of n as a point with its interval, and in words; nil where there is no case.
func (s *server) share(l tongue, k, n int64) (*chart.Point, string) {
	if n <= 0 {
		return nil, "—"
	}
	low, high := s.Interval(k, n)
	v := float64(k) / float64(n)
	return &chart.Point{Value: v, Low: &low, High: &high, Small: n < smallSample}, l.say("draw.share", k, n, l.percent(v), l.interval(low, high))
}
