package dashboards

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/dashboards/chart"
)

// Of a nation's agencies some inside of the limits are left out of the drawing, and it is said; the sums are those of all.
func TestFunnelOfMany(t *testing.T) {
	f := func(v float64) *float64 { return &v }
	shares := funnelShares{Ground: []FunnelGroundRow{
		{Cases: 100, Theta: 0.05, LimitLow95: 0.01, LimitHigh95: 0.1, LimitHigh998: 0.2, Most: 50, Agencies: 9000, Outside: 2},
		{Cases: 103, Theta: 0.05, LimitLow95: 0.01, LimitHigh95: 0.1, LimitHigh998: 0.2, Most: 5, Agencies: 3000},
	}}
	for i := range 20 {
		p := FunnelPointRow{AgencyID: fmt.Sprint("a", i), Name: "局", County: "990102", X: 5, N: int64(100 + i/10*3), Flag: "inside"}
		switch i {
		case 3, 4:
			p.X, p.Flag = 50, "high_998"
		case 5:
			p.County = "990101"
		}
		shares.Points = append(shares.Points, p)
	}
	for i := range 2 {
		shares.Rows = append(shares.Rows, RateRow{AgencyID: fmt.Sprint("a", 3+i), Name: "局", X: 50, N: 100, Theta: f(0.05), LimitLow998: f(0), LimitHigh998: f(0.2), Flag: "high_998", Total: 12000})
	}
	c := chinese.funnelChart(shares, funnelBody{County: "990101", Rate: "denied", Year: 2023})
	if len(c.Table.Rows) != 2 || c.Table.Left != 11_998 {
		t.Errorf("%d rows of the table are there, %d are left", len(c.Table.Rows), c.Table.Left)
	}
	drawn, _ := c.Plot.(chart.Funnel)
	outside, own := 0, 0
	for _, p := range drawn.Points {
		switch {
		case p.Outside:
			outside++
		case !p.Other:
			own++
		}
	}
	if outside != 2 || own != 1 || drawn.Top != 0.5 || len(drawn.Limits) != 4 || len(drawn.Limits[0].Cases) != 2 {
		t.Errorf("%d points outside, %d of the county, as far as %g, with limits %v", outside, own, drawn.Top, drawn.Limits)
	}
	if !strings.Contains(c.Sentence, chinese.say("funnel.sampled", 20)) || !strings.Contains(c.Sentence, "12,000 个机关") || !strings.Contains(c.Title, "2") {
		t.Errorf("%s: %s", c.Title, c.Sentence)
	}
}
