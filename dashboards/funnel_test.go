package dashboards

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/dashboards/chart"
)

// Of a nation's agencies some inside of the limits are left out of the drawing, and it is said;
// those outside, and those of the county that is picked out, never are.
func TestFunnelOfMany(t *testing.T) {
	f := func(v float64) *float64 { return &v }
	var rows []RateRow
	for i := range 4 * mostPoints {
		r := RateRow{AgencyID: fmt.Sprint("a", i), Name: "局", County: "990102", X: 5, N: int64(100 + i%7), Theta: f(0.05), LimitLow95: f(0.01), LimitHigh95: f(0.1), LimitLow998: f(0), LimitHigh998: f(0.2), Flag: "inside"}
		switch i % 1000 {
		case 3:
			r.X, r.Flag = 50, "high_998"
		case 5:
			r.County = "990101"
		}
		rows = append(rows, r)
	}
	c := chinese.funnelChart(rows, funnelBody{County: "990101", Rate: "denied", Year: 2023}, 0)
	if some := chinese.funnelChart(rows, funnelBody{County: "990101", Rate: "denied", Year: 2023}, 2); len(some.Table.Rows) != 2 || some.Table.Left != len(c.Table.Rows)-2 || some.Sentence != c.Sentence {
		t.Errorf("of %d rows of the table %d are there, %d are left", len(c.Table.Rows), len(some.Table.Rows), some.Table.Left)
	}
	points := c.Plot.(chart.Funnel).Points
	outside, own := 0, 0
	for _, p := range points {
		switch {
		case p.Outside:
			outside++
		case !p.Other:
			own++
		}
	}
	if outside != 12 || own != 12 || len(points) > mostPoints+24 || !strings.Contains(c.Sentence, chinese.say("funnel.sampled", len(points))) || !strings.Contains(c.Sentence, "12,000 个机关") {
		t.Errorf("%d points, %d outside, %d of the county: %s", len(points), outside, own, c.Sentence)
	}
}
