package dashboards

import (
	"cmp"
	"context"
	"strconv"
	"strings"

	"gongkai/dashboards/chart"
)

func overviewDrawings() []drawing {
	bodies := []string{"county", "level", "family", "year"}
	return []drawing{
		{"on-time", bodies, overviewAddress, drawOnTime},
		{"outcomes", bodies, overviewAddress, drawOutcomes},
		{"legal", bodies, overviewAddress, drawLegal},
		{"quality", bodies, overviewAddress, drawQuality},
		{"county-peers", bodies, overviewAddress, drawCountyPeers},
	}
}

// statusKeys are what became of expected reports, in the order in which they are drawn.
var statusKeys = []struct{ status, colour string }{{"on_time", "blue"}, {"late", "vermillion"}, {"unknown", "sky"}, {"unseen", "hatch"}, {"not_found", "paper"}, {"blocked", "grey"}, {"not_published", "ink"}}

// outcomeKeys are what became of requests, in the order in which they are drawn.
var outcomeKeys = []struct{ outcome, colour string }{{"granted", "blue"}, {"partial", "sky"}, {"denied", "vermillion"}, {"unable", "orange"}, {"not_processed", "purple"}, {"other", "grey"}, {"unstated", "hatch"}}

func (r TimelinessRow) counts() []uint64 {
	return []uint64{r.OnTime, r.Late, r.Unknown, r.Unseen, r.NotFound, r.Blocked, r.NotPublished}
}

// drawOnTime draws the expected reports of each year by what is known of them.
func drawOnTime(ctx context.Context, s *server, l tongue, q chartQuestion) (chart.Chart, error) {
	sum, err := s.summarise(ctx, q.among())
	if err != nil {
		return chart.Chart{}, err
	}
	where, err := s.whereName(ctx, l, q.County)
	if err != nil {
		return chart.Chart{}, err
	}
	where = l.whose(where, q.among())
	y := cmp.Or(q.Year, sum.newestYear())
	c := chart.Chart{Title: l.say("draw.on_time.none", strconv.Itoa(int(y)), where), Subtitle: l.say("timeliness.subtitle"), Source: s.source(ctx, l), Sentence: s.lead(l, sum, where, y)}
	p := chart.Bars{Share: true, Format: l.plain}
	c.Table.Columns = []string{l.say("filter.year"), l.say("timeliness.expected")}
	for _, k := range statusKeys {
		p.Keys = append(p.Keys, chart.Key{Name: l.word("status", k.status), Colour: k.colour})
		c.Table.Columns = append(c.Table.Columns, l.word("status", k.status))
	}
	byYear := map[uint16]TimelinessRow{}
	for _, r := range sum.Timeliness {
		byYear[r.FiscalYear] = r
		if n := r.OnTime + r.Late; r.FiscalYear == y && n > 0 {
			low, high := s.Interval(int64(r.OnTime), int64(n))
			c.Title = l.say("draw.on_time", strconv.Itoa(int(y)), where, n, r.OnTime, l.interval(low, high))
		}
	}
	for _, year := range sum.years() {
		r, ok := byYear[year]
		href := overviewAddress(l, chartQuestion{question: question{findingFilter: findingFilter{County: q.County, Level: q.Level, Family: q.Family, Year: year}}})
		bar := chart.Bar{Label: strconv.Itoa(int(year)), Href: href}
		row := chart.Row{Href: href, Cells: []string{bar.Label, l.count(r.Expected)}}
		for i, n := range r.counts() {
			bar.Parts = append(bar.Parts, float64(n))
			bar.Title = append(bar.Title, bar.Label+" "+l.say("bar.part", p.Keys[i].Name, l.count(n)))
			row.Cells = append(row.Cells, l.count(n))
		}
		row.Links = []string{"", l.due("", year, q.among())}
		for i, n := range r.counts() {
			link := ""
			if n > 0 {
				link = l.due(statusKeys[i].status, year, q.among())
			}
			row.Links = append(row.Links, link)
		}
		bar.Note = l.count(r.Expected)
		if !ok {
			bar.Gap, bar.Note = l.say("bar.empty"), ""
			row.Cells = unknownCells(bar.Label, len(c.Table.Columns))
		}
		p.Rows = append(p.Rows, bar)
		c.Table.Rows = append(c.Table.Rows, row)
	}
	c.Plot = p
	return c, nil
}

// unknownCells is the row of a year of which nothing is known.
func unknownCells(label string, columns int) []string {
	cells := []string{label}
	for len(cells) < columns {
		cells = append(cells, "—")
	}
	return cells
}

// plain writes a number on a drawing.
func (l tongue) plain(v float64) string {
	whole, fraction, point := strings.Cut(strconv.FormatFloat(v, 'f', -1, 64), ".")
	if point {
		return group(whole) + "." + fraction
	}
	return group(whole)
}

// drawOutcomes draws what became of the requests of each year, as shares of the printed totals.
func drawOutcomes(ctx context.Context, s *server, l tongue, q chartQuestion) (chart.Chart, error) {
	sum, err := s.summarise(ctx, q.among())
	if err != nil {
		return chart.Chart{}, err
	}
	where, err := s.whereName(ctx, l, q.County)
	if err != nil {
		return chart.Chart{}, err
	}
	where = l.whose(where, q.among())
	y := cmp.Or(q.Year, sum.newestYear())
	var years []outcomeYear
	for _, r := range sum.Requests {
		note := l.say("draw.outcomes.stated", r.OutcomesKnown, r.Reports)
		href := overviewAddress(l, chartQuestion{question: question{findingFilter: findingFilter{County: q.County, Level: q.Level, Family: q.Family, Year: r.FiscalYear}}})
		years = append(years, outcomeYear{r.FiscalYear, href, note, r.OutcomeSums, func(sum string, v Decimal) string { return l.total(sum, r.FiscalYear, q.among(), v) }})
	}
	c := l.outcomes(years, sum.years())
	c.Source = s.source(ctx, l)
	c.Sentence = l.say("draw.outcomes.lead", strconv.Itoa(int(y)), where) + s.leadRequests(l, sum, y)
	for _, r := range sum.Requests {
		if r.FiscalYear == y {
			c.Sentence += l.apart(r)
		}
	}
	c.Title = l.say("draw.outcomes.none", strconv.Itoa(int(y)), where)
	for _, r := range sum.granted() {
		if r.year == y && r.n > 0 {
			low, high := s.Interval(r.k, r.n)
			c.Title = l.say("draw.outcomes", strconv.Itoa(int(y)), where, r.n, l.percent(float64(r.k)/float64(r.n)), l.interval(low, high))
		}
	}
	return c, nil
}

// outcomeYear is what became of the requests of a year, in one report or in many.
type outcomeYear struct {
	year uint16
	href string
	note string // how many reports state it
	sums OutcomeSums
	link func(sum string, v Decimal) string // of a number to what it is made of
}

// outcomes draws years of outcomes. What the total has more than its known parts is not stated, and drawn
// so; it is never left out.
func (l tongue) outcomes(rows []outcomeYear, years []uint16) chart.Chart {
	c := chart.Chart{Subtitle: l.say("requests.subtitle")}
	p := chart.Bars{Share: true, Format: l.plain}
	c.Table.Columns = []string{l.say("filter.year"), l.say("requests.received"), l.say("requests.carried_in")}
	for _, k := range outcomeKeys {
		p.Keys = append(p.Keys, chart.Key{Name: l.word("outcome_group", k.outcome), Colour: k.colour})
		c.Table.Columns = append(c.Table.Columns, l.word("outcome_group", k.outcome))
	}
	c.Table.Columns = append(c.Table.Columns, l.say("requests.total"), l.say("requests.carried_out"), l.say("requests.known"))
	byYear := map[uint16]outcomeYear{}
	for _, r := range rows {
		byYear[r.year] = r
	}
	for _, y := range years {
		r := byYear[y]
		bar := chart.Bar{Label: strconv.Itoa(int(y)), Href: r.href, Note: l.count(r.sums.Outcomes)}
		row := chart.Row{Href: r.href, Cells: []string{bar.Label, l.count(r.sums.Received), l.count(r.sums.CarriedIn)}}
		stated := 0.0
		for i, n := range []Decimal{r.sums.Granted, r.sums.Partial, r.sums.Denied, r.sums.Unable, r.sums.NotProcessed, r.sums.Other} {
			v := 0.0
			if n.Known() {
				v = n.Float()
				stated += v
			}
			bar.Parts = append(bar.Parts, v)
			bar.Title = append(bar.Title, bar.Label+" "+l.say("bar.part", p.Keys[i].Name, l.count(n)))
			row.Cells = append(row.Cells, l.count(n))
		}
		rest := "—"
		if r.sums.Outcomes.Known() {
			v := max(0, r.sums.Outcomes.Float()-stated)
			rest = l.plain(v)
			bar.Parts = append(bar.Parts, v)
			bar.Title = append(bar.Title, bar.Label+" "+l.say("bar.part", l.word("outcome_group", "unstated"), rest))
		} else {
			bar.Gap, bar.Note = l.say("bar.empty"), ""
		}
		row.Cells = append(row.Cells, rest, l.count(r.sums.Outcomes), l.count(r.sums.CarriedOut), cmp.Or(r.note, "—"))
		p.Rows = append(p.Rows, bar)
		row.Links = r.links()
		c.Table.Rows = append(c.Table.Rows, row)
	}
	c.Plot = p
	return c
}

// links lead from the numbers to what they are made of, in the order of the table.
func (r outcomeYear) links() []string {
	if r.link == nil {
		return nil
	}
	o := r.sums
	return []string{"", r.link("received", o.Received), r.link("carried_in", o.CarriedIn), r.link("granted", o.Granted), r.link("partial", o.Partial), r.link("denied", o.Denied),
		r.link("unable", o.Unable), r.link("not_processed", o.NotProcessed), r.link("other", o.Other), "", r.link("outcomes", o.Outcomes), r.link("carried_out", o.CarriedOut)}
}

// clauses joins parts of a sentence.
func (l tongue) clauses(parts []string) string { return strings.Join(parts, l.say("join.list")) }
