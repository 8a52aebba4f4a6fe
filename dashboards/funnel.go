package dashboards

import (
	"cmp"
	"context"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"gongkai/dashboards/chart"
)

// rateNames are the shares that a funnel is drawn of, in the order of the filter.
var rateNames = []string{"carried_out", "granted", "partial", "denied", "not_held", "unable_other", "not_processed", "other", "resolvable", "disclosed", "admin_query",
	"closed_without_extension", "corrected_reviews", "corrected_suits", "corrected_after_review", "cells_wrong", "normative_published"}

// Files have all agencies of a nation; of very many inside of the limits only some are drawn.
const (
	mostRates  = 200_000
	mostPoints = 700
)

// funnelBody is one share of the agencies of a peer group in a year.
type funnelBody struct {
	County, Rate string
	Year         uint16
	Rates        []string
	Years        []uint16
	Places       []PlaceRow
	Names        map[string]string
	Groups       []funnelGroup
	Group        string
	Chart        *chartView
	Rows         []rateView // those outside of the limits first
	More         int        // rows that are not listed
}

// funnelShares is what a funnel is drawn of: the limits by cases, the points that are drawn, and the rows of its table.
type funnelShares struct {
	Ground []FunnelGroundRow
	Points []FunnelPointRow
	Rows   []RateRow
}

type funnelGroup struct {
	Key, Name string
	Points    int
}

// rateView is a share as the table shows it.
type rateView struct {
	RateRow
	Share    float64
	Small    bool
	Interval string
	Limits   string // of 99.8 %
}

func (s *server) funnelPage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	q, err := chartQuestionOf(r)
	if err != nil {
		return page{}, err
	}
	q.shown = shownRows // as its chart asks
	b, shares, err := s.funnel(ctx, l, q)
	if err != nil {
		return page{}, err
	}
	b.Rows, b.More = l.rateViews(shares.Rows[:min(len(shares.Rows), pageSize)])
	p := page{view: "funnel", title: l.say("funnel.title", l.word("rate", b.Rate)), county: b.County, year: b.Year}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {Name: l.say("nav.funnel")}}
	q.Rate, q.Year, q.Group = b.Rate, b.Year, b.Group
	if b.Chart, err = s.chart(ctx, r, l, "funnel", q); err != nil {
		return page{}, err
	}
	p.lead, p.body, b.Chart.Said = b.Chart.Sentence, b, true
	return p, nil
}

// funnel reads the shares of a peer group: that of the question or, without one, the largest.
func (s *server) funnel(ctx context.Context, l tongue, q chartQuestion) (funnelBody, funnelShares, error) {
	b, shares := funnelBody{Rates: rateNames, Names: map[string]string{}, County: q.County, Rate: cmp.Or(q.Rate, "carried_out"), Year: q.Year}, funnelShares{}
	if !slices.Contains(rateNames, b.Rate) {
		return b, shares, badRequest("error.parameter", "rate")
	}
	var err error
	if b.Places, _, err = s.places(ctx, l, b.County); err != nil {
		return b, shares, err
	}
	for _, p := range b.Places {
		b.Names[p.County] = p.Name
	}
	if b.Years, err = s.scoreYears(ctx, ""); err != nil {
		return b, shares, err
	}
	if b.Year == 0 && len(b.Years) > 0 {
		b.Year = slices.Max(b.Years)
	}
	// The peers are those of all counties, whichever county is picked out.
	var groups []RateGroupRow
	if err := s.Measures.Select(ctx, &groups, "funnel_groups", map[string]any{"rate": b.Rate, "year": b.Year}); err != nil {
		return b, shares, err
	}
	if b.Groups, b.Group = l.funnelGroups(groups, q.Group); len(groups) == 0 {
		return b, shares, nil
	}
	every := uint32(1)
	if at := slices.IndexFunc(groups, func(g RateGroupRow) bool { return g.PeerGroup == b.Group }); at >= 0 {
		every = max(1, uint32((groups[at].Agencies+mostPoints-1)/mostPoints))
	}
	group := map[string]any{"rate": b.Rate, "year": b.Year, "group": b.Group}
	if err := s.Measures.Select(ctx, &shares.Ground, "funnel_ground", group); err != nil {
		return b, shares, err
	}
	var least int64
	for i, listed := len(shares.Ground)-1, uint64(0); i >= 0 && listed < shownRows; i-- {
		least, listed = shares.Ground[i].Cases, listed+shares.Ground[i].Agencies
	}
	some := map[string]any{"rate": b.Rate, "year": b.Year, "group": b.Group, "county": b.County, "every": every, "least": least}
	if err := s.Measures.Select(ctx, &shares.Points, "funnel_points", some); err != nil {
		return b, shares, err
	}
	if len(shares.Ground) > 0 && q.shown > 0 {
		shares.Rows = outstanding(shares, b.County)
	} else if err := s.Measures.Select(ctx, &shares.Rows, "funnel", map[string]any{"rate": b.Rate, "year": b.Year, "group": b.Group, "county": b.County, "limit": uint32(mostRates)}); err != nil {
		return b, shares, err
	}
	shares.Points = slices.DeleteFunc(shares.Points, func(p FunnelPointRow) bool { return p.Drawn == 0 })
	agencies := eachOnce(shares.Points, func(r FunnelPointRow) string { return r.AgencyID })
	for _, r := range shares.Rows {
		agencies = append(agencies, r.AgencyID)
	}
	bodies, err := bodiesOf(ctx, s.Measures, eachOnce(agencies, func(id string) string { return id }))
	if err != nil {
		return b, shares, err
	}
	for i, p := range shares.Points {
		shares.Points[i].Name, shares.Points[i].County = bodies[p.AgencyID].Name, bodies[p.AgencyID].County
	}
	for i, r := range shares.Rows { // what all of them have in common, and the report that has the name of its agency and year
		report := reportID(r.AgencyID, b.Year)
		shares.Rows[i].Name, shares.Rows[i].County, shares.Rows[i].ReportID = bodies[r.AgencyID].Name, bodies[r.AgencyID].County, &report
		shares.Rows[i].Rate, shares.Rows[i].FiscalYear, shares.Rows[i].PeerGroup = b.Rate, b.Year, b.Group
	}
	return b, shares, nil
}

// rateParams are what lists of shares can be asked for by.
var rateParams = []string{"county", "level", "family", "agency", "rate", "year", "limit", "offset"}

// rates reads a list of shares, and says whose they are.
func (s *server) rates(ctx context.Context, params map[string]any) ([]RateRow, error) {
	rows := []RateRow{}
	if err := s.Measures.Select(ctx, &rows, "rates", params); err != nil {
		return nil, err
	}
	bodies, there, err := s.bodies(ctx, eachOnce(rows, func(r RateRow) agencyYearKey { return agencyYearKey{r.AgencyID, r.FiscalYear} }))
	if err != nil {
		return nil, err
	}
	for i, r := range rows {
		rows[i].Name, rows[i].County, rows[i].ReportID = bodies[r.AgencyID].Name, bodies[r.AgencyID].County, there[agencyYearKey{r.AgencyID, r.FiscalYear}]
	}
	return rows, nil
}

// outstanding are the first rows of a funnel's table, as the measure funnel has them: they are all among its points.
func outstanding(shares funnelShares, county string) []RateRow {
	grounds, agencies := map[int64]FunnelGroundRow{}, uint64(0)
	for _, g := range shares.Ground {
		grounds[g.Cases], agencies = g, agencies+g.Agencies
	}
	place := func(flag string) int {
		switch {
		case strings.HasSuffix(flag, "_998"):
			return 0
		case strings.HasSuffix(flag, "_95"):
			return 1
		}
		return 2
	}
	points := slices.Clone(shares.Points)
	if county != "" {
		points = slices.DeleteFunc(points, func(p FunnelPointRow) bool { return p.Own == 0 })
		agencies = uint64(len(points))
	}
	slices.SortFunc(points, func(a, b FunnelPointRow) int {
		return cmp.Or(cmp.Compare(place(a.Flag), place(b.Flag)), cmp.Compare(b.N, a.N), cmp.Compare(a.AgencyID, b.AgencyID))
	})
	var rows []RateRow
	for _, p := range points[:min(len(points), shownRows)] {
		g := grounds[p.N]
		rows = append(rows, RateRow{AgencyID: p.AgencyID, X: p.X, N: p.N, Low: p.Low, High: p.High, Theta: &g.Theta, LimitLow95: &g.LimitLow95, LimitHigh95: &g.LimitHigh95,
			LimitLow998: &g.LimitLow998, LimitHigh998: &g.LimitHigh998, Dispersed: g.Dispersed, Flag: p.Flag, Total: agencies})
	}
	return rows
}

// funnelGroups lists the peer groups of the points, the largest first; the one asked for, or else
// the largest, is shown.
func (l tongue) funnelGroups(rows []RateGroupRow, asked string) ([]funnelGroup, string) {
	var groups []funnelGroup
	known := false
	for _, r := range rows {
		groups = append(groups, funnelGroup{r.PeerGroup, l.peers(r.PeerGroup), int(r.Agencies)})
		known = known || r.PeerGroup == asked
	}
	slices.SortFunc(groups, func(a, b funnelGroup) int {
		return cmp.Or(cmp.Compare(b2i(a.Key == ""), b2i(b.Key == "")), cmp.Compare(b.Points, a.Points), cmp.Compare(a.Key, b.Key))
	})
	if known && asked != "" || len(groups) == 0 {
		return groups, asked
	}
	return groups, groups[0].Key
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// rateViews puts the rows of a table in words, and says how many more there are.
func (l tongue) rateViews(rows []RateRow) (views []rateView, left int) {
	for _, r := range rows {
		v := rateView{RateRow: r, Share: float64(r.X) / float64(max(r.N, 1)), Small: r.N < smallSample, Interval: l.interval(r.Low, r.High)}
		if r.LimitLow998 != nil && r.LimitHigh998 != nil {
			v.Limits = l.interval(*r.LimitLow998, *r.LimitHigh998)
		}
		views = append(views, v)
	}
	if len(rows) > 0 {
		left = max(0, int(rows[0].Total)-len(rows))
	}
	return views, left
}

// drawFunnel draws the shares of a peer group.
func drawFunnel(ctx context.Context, s *server, l tongue, q chartQuestion) (chart.Chart, error) {
	b, shares, err := s.funnel(ctx, l, q)
	if err != nil {
		return chart.Chart{}, err
	}
	c := l.funnelChart(shares, b)
	c.Source = s.source(ctx, l)
	return c, nil
}

// funnelChart draws shares against their cases.
func (l tongue) funnelChart(shares funnelShares, b funnelBody) chart.Chart {
	year := strconv.Itoa(int(b.Year))
	c := chart.Chart{Title: l.say("funnel.none", year), Sentence: l.say("funnel.none", year), Subtitle: l.say("funnel.help")}
	if len(shares.Ground) == 0 {
		return c
	}
	p := l.funnelGround(shares.Ground)
	outside, agencies := 0, 0
	for _, g := range shares.Ground {
		outside, agencies = outside+int(g.Outside), agencies+int(g.Agencies)
	}
	for _, r := range shares.Points {
		pt := chart.FunnelPoint{Cases: float64(r.N), Share: float64(r.X) / float64(r.N), Outside: strings.HasSuffix(r.Flag, "_998"), Other: !within(r.County, b.County), Small: r.N < smallSample}
		pt.Title, pt.Href = l.say("funnel.point", r.Name, r.X, r.N, l.percent(pt.Share)), address(l, place("/agencies/", r.AgencyID))
		p.Points = append(p.Points, pt)
	}
	theta := l.percent(p.Theta)
	c.Title = l.say("draw.funnel", year, l.word("rate", b.Rate), outside, agencies)
	c.Sentence = l.say("funnel.sentence", year, l.word("rate", b.Rate), l.peers(b.Group), agencies, theta, outside)
	if len(p.Points) < agencies {
		c.Sentence += l.say("funnel.sampled", len(p.Points))
	}
	if shares.Ground[0].Dispersed == 1 {
		c.Sentence += l.say("funnel.dispersed")
	}
	c.Plot = p
	c.Table.Columns = []string{l.say("agencies.name"), l.say("funnel.share"), l.say("funnel.cases"), l.say("funnel.interval"), l.say("funnel.limits"), l.say("funnel.flag")}
	views, left := l.rateViews(shares.Rows)
	c.Table.Left = left
	for _, v := range views {
		c.Table.Rows = append(c.Table.Rows, chart.Row{Href: l.reportOr(v.ReportID, v.AgencyID), Cells: []string{v.Name, l.percent(v.Share), l.say("number.of", v.X, v.N), v.Interval, known1(v.Limits), l.word("flag", v.Flag)}})
	}
	return c
}

// funnelGround is the ground of a funnel: its scales and the limits.
func (l tongue) funnelGround(rows []FunnelGroundRow) chart.Funnel {
	p := chart.Funnel{Theta: rows[0].Theta, ThetaName: l.say("funnel.theta", l.percent(rows[0].Theta)), Least: float64(rows[0].Cases), Most: float64(rows[len(rows)-1].Cases),
		Share: l.percent, Count: func(n float64) string { return l.count(uint64(n)) }, Cases: l.say("funnel.cases")}
	if p.Most == p.Least {
		p.Least, p.Most = max(1, p.Least/2), p.Most*2
	}
	for _, r := range rows {
		p.Top = max(p.Top, float64(r.Most)/float64(r.Cases), r.Theta*1.5)
	}
	p.Top = min(1, max(0.05, math.Ceil(p.Top*10)/10))
	p.Keys = []chart.Key{{Name: l.say("funnel.limit998"), Colour: "muted", Dash: chart.Whole}, {Name: l.say("funnel.limit95"), Colour: "muted", Dash: "3 4"},
		{Name: l.say("funnel.outside"), Colour: "vermillion", Shape: chart.Diamond}, {Name: l.say("tile.small"), Colour: "blue", Shape: chart.Circle, Hollow: true}}
	for _, limit := range []struct {
		dash string
		of   func(FunnelGroundRow) float64
	}{{"3 4", func(r FunnelGroundRow) float64 { return r.LimitLow95 }}, {"3 4", func(r FunnelGroundRow) float64 { return r.LimitHigh95 }},
		{chart.Whole, func(r FunnelGroundRow) float64 { return r.LimitLow998 }}, {chart.Whole, func(r FunnelGroundRow) float64 { return r.LimitHigh998 }}} {
		line := chart.Limit{Dash: limit.dash}
		for _, r := range rows {
			line.Cases, line.Share = append(line.Cases, float64(r.Cases)), append(line.Share, limit.of(r))
		}
		p.Limits = append(p.Limits, line)
	}
	return p
}
