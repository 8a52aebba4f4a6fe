package dashboards

import (
	"context"
	"slices"
	"strconv"

	"gongkai/dashboards/chart"
)

// qualityKinds are what could not be read, or is not said, of all cells or of all reports.
var qualityKinds = []struct {
	name string
	of   func(QualityRow) (k, n uint64)
	ours bool // a doubt of ours, and no gap of the agency's
}{
	{"doubtful", func(r QualityRow) (uint64, uint64) { return r.Doubtful, r.Cells }, true},
	{"unreadable", func(r QualityRow) (uint64, uint64) { return r.Unreadable, r.Cells }, false},
	{"blank", func(r QualityRow) (uint64, uint64) { return r.Blank, r.Cells }, false},
	{"part_read", func(r QualityRow) (uint64, uint64) { return r.PartRead, r.Reports }, true},
	{"unscoped", func(r QualityRow) (uint64, uint64) { return r.Unscoped, r.Reports }, false},
	{"changed", func(r QualityRow) (uint64, uint64) { return r.Changed, r.Reports }, false},
}

// drawQuality draws what of a year could not be read or is not said.
func drawQuality(ctx context.Context, s *server, l tongue, q chartQuestion) (chart.Chart, error) {
	rows, err := s.qualityYears(ctx, q.among())
	if err != nil {
		return chart.Chart{}, err
	}
	where, err := s.whereName(ctx, l, q.County)
	if err != nil {
		return chart.Chart{}, err
	}
	where = l.whose(where, q.among())
	y := q.Year
	if y == 0 && len(rows) > 0 {
		years, err := s.knownYears(ctx, q.among())
		if err != nil {
			return chart.Chart{}, err
		}
		y = years.newestYear()
	}
	text := strconv.Itoa(int(y))
	c := chart.Chart{Title: l.say("draw.quality.none", text, where), Sentence: l.say("draw.quality.none", text, where), Subtitle: l.say("draw.quality.subtitle"), Source: s.source(ctx, l)}
	c.Table.Columns = []string{l.say("filter.year"), l.say("draw.quality.reports"), l.say("draw.quality.cells")}
	for _, kind := range qualityKinds {
		c.Table.Columns = append(c.Table.Columns, l.word("quality", kind.name))
	}
	for _, r := range rows {
		cells := []string{strconv.Itoa(int(r.FiscalYear)), l.count(r.Reports), l.count(r.Cells)}
		for _, kind := range qualityKinds {
			k, _ := kind.of(r)
			cells = append(cells, l.count(k))
		}
		c.Table.Rows = append(c.Table.Rows, chart.Row{Cells: cells, Links: l.qualityLinks(q.among(), r.FiscalYear)})
	}
	i := slices.IndexFunc(rows, func(r QualityRow) bool { return r.FiscalYear == y })
	if i < 0 || rows[i].Cells == 0 {
		return c, nil
	}
	r := rows[i]
	c.Title = l.say("draw.quality", text, where, r.Cells, r.Doubtful+r.Unreadable)
	c.Sentence = l.say("draw.quality.sentence", text, where, r.Cells, r.Doubtful, r.Unreadable, r.Blank, r.Reports, r.Unscoped, r.Changed)
	c.Plot = l.qualityDots(r)
	return c, nil
}

// qualityLinks lead from the counts to the cells and reports, in the order of the table.
func (l tongue) qualityLinks(a among, year uint16) []string {
	reports := address(l, "/reports", a.pairs("year", year)...)
	cells := func(kind string) string { return address(l, "/cells", a.pairs("cells", kind, "year", year)...) }
	return []string{"", reports, reports, cells("doubtful"), cells("unreadable"), cells("blank"), reports, reports, address(l, "/changes", a.pairs("year", year)...)}
}

// qualityDots has no intervals: cells of one page are read together, and doubts come together.
func (l tongue) qualityDots(r QualityRow) chart.Dots {
	p := chart.Dots{High: 0.05, Format: l.percent}
	for _, kind := range qualityKinds {
		k, n := kind.of(r)
		d := chart.Dot{Label: l.word("quality", kind.name), Gap: l.say("bar.empty")}
		if n > 0 {
			v := float64(k) / float64(n)
			d.Value, d.Note, d.Small = &v, l.say("draw.quality.note", k, n, l.percent(v)), n < smallSample
			for v > p.High {
				p.High = min(1, p.High*2)
			}
		}
		p.Rows = append(p.Rows, d)
	}
	p.Keys = l.smallKey(p)
	return p
}

// smallKey explains the hollow marks, where there are any.
func (l tongue) smallKey(p chart.Dots) []chart.Key {
	if slices.ContainsFunc(p.Rows, func(d chart.Dot) bool { return d.Value != nil && d.Small }) {
		return []chart.Key{{Name: l.say("tile.small"), Colour: "blue", Shape: chart.Circle, Hollow: true}}
	}
	return nil
}
