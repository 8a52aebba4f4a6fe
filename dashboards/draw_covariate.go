package dashboards

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"strconv"

	"gongkai/dashboards/chart"
)

// mostNamed is how many counties are named beside their points: among more the names would lie on each other.
const mostNamed = 20

// covariateDrawings are the charts of tables of the user's own.
func covariateDrawings() []drawing {
	return []drawing{{"covariate", []string{"of", "rate", "year"}, func(l tongue, _ chartQuestion, pairs ...any) string { return address(l, "/covariates", pairs...) }, drawCovariate}}
}

// drawCovariate draws a number of counties from a user's own table against a share, or the requests received.
func drawCovariate(ctx context.Context, s *server, l tongue, q chartQuestion) (chart.Chart, error) {
	b, err := s.covariateChoice(ctx, q.question)
	if err != nil {
		return chart.Chart{}, err
	}
	rows, err := s.covariateCounties(ctx, b)
	if err != nil {
		return chart.Chart{}, err
	}
	if b.Column.Name == "" {
		return chart.Chart{Title: l.say("covariates.none"), Sentence: l.say("covariates.none"), Source: s.source(ctx, l)}, nil
	}
	d := covariateDrawing{tongue: l, covariatesBody: b, rows: rows}
	for _, r := range rows {
		switch {
		case r.Both():
			d.x, d.y = append(d.x, *r.Value), append(d.y, *r.Y())
		case r.Value == nil:
			d.without++
		default:
			d.unstated++
		}
	}
	c := d.chart(s.correlation(d.x, d.y))
	c.Source = l.say("covariates.source", b.Column.table.Source, l.day(b.Column.table.RetrievedOn)) + s.source(ctx, l)
	return c, nil
}

// correlation is the rank correlation of two numbers, nil where there are too few for one.
func (s *server) correlation(x, y []float64) *float64 {
	if s.RankCorrelation == nil || len(x) < leastCorrelated {
		return nil
	}
	if rho, ok := s.RankCorrelation(x, y); ok {
		return &rho
	}
	return nil
}

// covariateDrawing is a drawing of counties while it is made.
type covariateDrawing struct {
	tongue
	covariatesBody
	rows              []CovariateCountyRow
	x, y              []float64 // of the counties that have both
	without, unstated int       // counties without a number; with one, and without the share
}

// named is the column with its unit.
func (d covariateDrawing) named() string {
	return d.Column.Name + d.say("join.bracket", d.Column.Unit)
}

// written writes a share, or a count.
func (d covariateDrawing) written(v float64) string {
	if d.Rate == received {
		return d.number(v)
	}
	return d.percent(v)
}

// number writes a number of a table, with the digits that it has.
func (d covariateDrawing) number(v float64) string {
	if v == math.Trunc(v) && math.Abs(v) < 1e15 {
		return d.count(int64(v))
	}
	return strconv.FormatFloat(v, 'g', 6, 64)
}

func (d covariateDrawing) chart(rho *float64) chart.Chart {
	year, rate := strconv.Itoa(int(d.Year)), d.word("rate", d.Rate)
	c := chart.Chart{Title: d.say("covariates.chart", year, d.named(), rate, len(d.x)), Subtitle: d.say("covariates.help", rate, d.named())}
	c.Sentence = d.say("covariates.sentence", year, d.named(), d.Column.Dataset, rate, len(d.x), len(d.rows))
	if d.without > 0 {
		c.Sentence += d.say("covariates.without", d.without)
	}
	if d.unstated > 0 {
		c.Sentence += d.say("covariates.unstated", d.unstated)
	}
	if rho != nil {
		c.Sentence += d.say("covariates.rho", fmt.Sprintf("%.2f", *rho), len(d.x))
	} else if len(d.x) > 0 {
		c.Sentence += d.say("covariates.no_rho", leastCorrelated)
	}
	if len(d.x) > 0 {
		c.Plot = d.plot(rate)
	}
	c.Table.Columns = []string{d.say("agencies.place"), d.say("covariates.code"), d.named(), rate, d.say("funnel.cases"), d.say("draw.county.agencies"), d.say("covariates.line")}
	for _, r := range d.rows {
		c.Table.Rows = append(c.Table.Rows, d.row(r))
	}
	return c
}

// row is a county in the table, whatever is known of it.
func (d covariateDrawing) row(r CovariateCountyRow) chart.Row {
	cells := []string{r.Name, r.County, known1(r.Raw), "—", "—", "—", "—"}
	if r.Name == "" {
		cells[0] = r.County
	}
	if y := r.Y(); y != nil {
		cells[3], cells[5] = d.written(*y), d.count(r.Agencies)
	}
	if r.X != nil && r.N != nil {
		cells[4] = d.say("number.of", int64(*r.X), *r.N)
	}
	if r.Value != nil {
		cells[6] = d.count(r.Line)
	}
	return chart.Row{Href: placeAddress(d.tongue, r.County, "year", d.Year), Cells: cells}
}

func (d covariateDrawing) plot(rate string) chart.Scatter {
	p := chart.Scatter{X: chart.Axis{Low: d.x[0], High: d.x[0], Name: d.named(), Format: d.number}, Y: chart.Axis{Name: rate, Format: d.written}}
	for i, x := range d.x {
		p.X.Low, p.X.High, p.Y.High = min(p.X.Low, x), max(p.X.High, x), max(p.Y.High, d.y[i])
	}
	if p.X.Log = p.X.Low > 0 && p.X.High/p.X.Low > 20; p.X.Log {
		p.X.Name += d.say("covariates.log")
	}
	if p.Y.High == 0 {
		p.Y.High = 1
	}
	for _, r := range d.rows {
		if !r.Both() {
			continue
		}
		y := *r.Y()
		pt := chart.ScatterPoint{X: *r.Value, Y: y, Small: r.N != nil && *r.N < smallSample, Href: placeAddress(d.tongue, r.County, "year", d.Year)}
		pt.Title = d.say("covariates.point", r.Name, r.Raw, d.Column.Unit, d.written(y))
		if len(d.x) <= mostNamed {
			pt.Name = cmp.Or(r.Name, r.County)
		}
		p.Points = append(p.Points, pt)
	}
	if d.Rate != received {
		p.Keys = []chart.Key{{Name: d.say("tile.small"), Colour: "blue", Shape: chart.Circle, Hollow: true}}
	}
	return p
}
