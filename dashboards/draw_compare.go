package dashboards

import (
	"context"
	"slices"
	"strconv"

	"gongkai/dashboards/chart"
)

// drawCompare draws one share of agencies or counties against the medians of their peers.
func drawCompare(ctx context.Context, s *server, l tongue, q chartQuestion) (chart.Chart, error) {
	if q.Rate == "" {
		q.Rate = "disclosed"
	}
	if !slices.Contains(rateNames, q.Rate) {
		return chart.Chart{}, badRequest("error.parameter", "rate")
	}
	if q.Year == 0 {
		years, err := s.knownYears(ctx, among{})
		if err != nil {
			return chart.Chart{}, err
		}
		q.Year = years.newestYear()
	}
	all, err := s.compared(ctx, l, q)
	if err != nil {
		return chart.Chart{}, err
	}
	year := strconv.Itoa(int(q.Year))
	c := chart.Chart{Subtitle: l.say("draw.compare.subtitle"), Title: l.say("draw.compare.none", year, l.word("rate", q.Rate)), Sentence: l.say("draw.compare.none", year, l.word("rate", q.Rate)), Source: s.source(ctx, l)}
	i := slices.IndexFunc(all.Rows, func(r compareRow) bool { return r.Rate == q.Rate })
	if i < 0 {
		return c, nil
	}
	p := chart.Dots{High: 1, Format: l.percent, Keys: []chart.Key{{Name: l.say("compare.median"), Colour: "ink", Dash: chart.Whole}, {Name: l.say("tile.small"), Colour: "blue", Shape: chart.Circle, Hollow: true}, {Name: l.say("compare.apart"), Colour: "vermillion", Shape: chart.Diamond}}}
	c.Table.Columns = []string{l.say("agencies.name"), l.say("funnel.share"), l.say("compare.cases"), l.say("compare.median"), l.say("compare.against"), l.say("league.peers")}
	var said []string
	for n, cell := range all.Rows[i].Cells {
		column := all.Columns[n]
		d := chart.Dot{Label: column.Name, Href: cell.Href, Value: cell.Value, Low: cell.Low, High: cell.High, Median: cell.Median, Small: cell.Small, Outlying: cell.Against == "higher" || cell.Against == "lower", Gap: l.say("compare.unknown"), Title: cell.Note}
		cells := []string{column.Name, "—", "—", "—", "—", known1(column.Peers)}
		if cell.Value != nil {
			d.Note = cell.Words
			cells[1], cells[2] = cell.Words, cell.Note
			said = append(said, column.Name+" "+cell.Words+l.say("join.bracket", cell.Note))
		}
		if cell.Median != nil {
			cells[3], cells[4] = l.percent(*cell.Median), cell.AgainstWords
		}
		p.Rows = append(p.Rows, d)
		c.Table.Rows = append(c.Table.Rows, chart.Row{Href: cell.Href, Cells: cells})
	}
	c.Plot = p
	c.Title = l.say("draw.compare", year, l.word("rate", q.Rate))
	c.Sentence = l.say("draw.compare.sentence", year, l.word("rate", q.Rate), l.clauses(said))
	return c, nil
}
