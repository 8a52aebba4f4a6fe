package dashboards

import (
	"context"
	"strconv"

	"gongkai/dashboards/chart"
)

// drawCountyPeers draws the shares of a county's agencies together among those of all counties.
func drawCountyPeers(ctx context.Context, s *server, l tongue, q chartQuestion) (chart.Chart, error) {
	if !isCounty(q.County) {
		return chart.Chart{}, badRequest("error.parameter", "county")
	}
	where, err := s.whereName(ctx, l, q.County)
	if err != nil {
		return chart.Chart{}, err
	}
	if q.Year == 0 {
		years, err := s.knownYears(ctx, q.among())
		if err != nil {
			return chart.Chart{}, err
		}
		q.Year = years.newestYear()
	}
	rows, err := ComparedCounties(ctx, s.Measures, []string{q.County}, q.Level, q.Family, q.Year)
	if err != nil {
		return chart.Chart{}, err
	}
	c := s.countyPeers(l, rows, q, l.whose(where, q.among()))
	c.Source = s.source(ctx, l)
	return c, nil
}

func (s *server) countyPeers(l tongue, rows []ComparedCountyRow, q chartQuestion, where string) chart.Chart {
	year := strconv.Itoa(int(q.Year))
	c := chart.Chart{Title: l.say("draw.county.none", year, where), Sentence: l.say("draw.county.none", year, where), Subtitle: l.say("draw.county.subtitle")}
	c.Table.Columns = []string{l.say("funnel.rate"), l.say("funnel.share"), l.say("compare.cases"), l.say("compare.county_median"), l.say("compare.against"), l.say("compare.counties"), l.say("draw.county.agencies")}
	p := chart.Dots{High: 1, Format: l.percent, Keys: []chart.Key{{Name: where, Colour: "blue", Shape: chart.Circle}, {Name: l.say("compare.counties_each"), Colour: "grey", Dash: chart.Whole}, {Name: l.say("compare.county_median"), Colour: "ink", Dash: chart.Whole},
		{Name: l.say("tile.small"), Colour: "blue", Shape: chart.Circle, Hollow: true}, {Name: l.say("compare.apart"), Colour: "vermillion", Shape: chart.Diamond}}}
	var apart []string
	for _, name := range rateNames {
		for _, r := range rows {
			cell := s.compareCell(l, r.X, r.N, r.Median)
			if r.Rate != name || cell.Value == nil {
				continue
			}
			outlying := cell.Against == "higher" || cell.Against == "lower"
			href := l.sharesOf(r, q)
			d := chart.Dot{Label: l.word("rate", name), Href: href, Value: cell.Value, Low: cell.Low, High: cell.High, Small: cell.Small, Outlying: outlying, Note: cell.Words, Title: cell.Note, Median: r.Median, Peers: r.Values}
			median := "—"
			if r.Median != nil {
				median = l.percent(*r.Median)
			}
			if outlying {
				apart = append(apart, l.word("rate", name)+" "+cell.Words+l.say("join.bracket", cell.AgainstWords))
			}
			p.Rows = append(p.Rows, d)
			c.Table.Rows = append(c.Table.Rows, chart.Row{Href: href, Cells: []string{d.Label, cell.Words, cell.Note, median, known1(cell.AgainstWords), l.count(r.Peers), l.count(r.Agencies)}})
		}
	}
	if len(p.Rows) == 0 {
		return c
	}
	c.Plot = p
	c.Title = l.say("draw.county", year, where, len(p.Rows), len(apart))
	c.Sentence = c.Title + l.say("join.stop")
	if len(apart) > 0 {
		c.Sentence += l.say("draw.county.apart", l.clauses(apart))
	}
	return c
}

// sharesOf are the agencies whose shares make that of a county: in the funnel or, of a level or a kind, in a list.
func (l tongue) sharesOf(r ComparedCountyRow, q chartQuestion) string {
	if q.among().Some() {
		return address(l, "/reports", q.among().pairs("rate", r.Rate, "year", q.Year)...)
	}
	return address(l, "/funnel", "rate", r.Rate, "county", r.County, "year", q.Year)
}
