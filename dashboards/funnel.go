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

// All agencies of a nation are compared; of very many inside of the limits only some are drawn.
const (
	mostRates  = 200_000
	mostPoints = 3000
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
	b, rows, err := s.funnel(ctx, l, q)
	if err != nil {
		return page{}, err
	}
	b.Rows, b.More = l.rates(rows, b.County, pageSize)
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
func (s *server) funnel(ctx context.Context, l tongue, q chartQuestion) (funnelBody, []RateRow, error) {
	b := funnelBody{Rates: rateNames, Names: map[string]string{}, County: q.County, Rate: cmp.Or(q.Rate, "carried_out"), Year: q.Year}
	if !slices.Contains(rateNames, b.Rate) {
		return b, nil, badRequest("error.parameter", "rate")
	}
	var err error
	if b.Places, _, err = s.places(ctx, l, b.County); err != nil {
		return b, nil, err
	}
	for _, p := range b.Places {
		b.Names[p.County] = p.Name
	}
	if b.Years, err = s.scoreYears(ctx, ""); err != nil {
		return b, nil, err
	}
	if b.Year == 0 && len(b.Years) > 0 {
		b.Year = slices.Max(b.Years)
	}
	// The peers are those of all counties, whichever county is picked out.
	var groups []RateGroupRow
	if err := s.Measures.Select(ctx, &groups, "funnel_groups", map[string]any{"rate": b.Rate, "year": b.Year}); err != nil {
		return b, nil, err
	}
	if b.Groups, b.Group = l.funnelGroups(groups, q.Group); len(groups) == 0 {
		return b, nil, nil
	}
	var rows []RateRow
	err = s.Measures.Select(ctx, &rows, "funnel", map[string]any{"rate": b.Rate, "year": b.Year, "group": b.Group, "limit": uint32(mostRates)})
	for i := range rows { // what all of them have in common, and the report that has the name of its agency and year
		report := reportID(rows[i].AgencyID, b.Year)
		rows[i].Rate, rows[i].FiscalYear, rows[i].PeerGroup, rows[i].ReportID = b.Rate, b.Year, b.Group, &report
	}
	return b, rows, err
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

// rates lists those outside of the 99.8 % limits first, then by how far they are outside of
// those of 95 %; in a county only its own. Of very many it puts the first ones in words, and says how many are left.
func (l tongue) rates(rows []RateRow, county string, most int) (views []rateView, left int) {
	rank := func(flag string) int {
		switch {
		case strings.HasSuffix(flag, "_998"):
			return 0
		case strings.HasSuffix(flag, "_95"):
			return 1
		}
		return 2
	}
	rows = slices.DeleteFunc(slices.Clone(rows), func(r RateRow) bool { return !within(r.County, county) })
	slices.SortStableFunc(rows, func(a, b RateRow) int {
		return cmp.Or(cmp.Compare(rank(a.Flag), rank(b.Flag)), cmp.Compare(b.N, a.N), cmp.Compare(a.AgencyID, b.AgencyID))
	})
	shown := min(len(rows), most)
	for _, r := range rows[:shown] {
		v := rateView{RateRow: r, Share: float64(r.X) / float64(max(r.N, 1)), Small: r.N < smallSample, Interval: l.interval(r.Low, r.High)}
		if r.LimitLow998 != nil && r.LimitHigh998 != nil {
			v.Limits = l.interval(*r.LimitLow998, *r.LimitHigh998)
		}
		views = append(views, v)
	}
	return views, len(rows) - shown
}

// drawFunnel draws the shares of a peer group.
func drawFunnel(ctx context.Context, s *server, l tongue, q chartQuestion) (chart.Chart, error) {
	b, rows, err := s.funnel(ctx, l, q)
	if err != nil {
		return chart.Chart{}, err
	}
	c := l.funnelChart(rows, b, q.shown)
	c.Source = s.source(ctx, l)
	return c, nil
}

// funnelChart draws shares against their cases, with so many rows of the table, 0: all. The limits are those of the points
// themselves.
func (l tongue) funnelChart(all []RateRow, b funnelBody, shown int) chart.Chart {
	year := strconv.Itoa(int(b.Year))
	c := chart.Chart{Title: l.say("funnel.none", year), Sentence: l.say("funnel.none", year), Subtitle: l.say("funnel.help")}
	rows := slices.DeleteFunc(slices.Clone(all), func(r RateRow) bool {
		return r.Theta == nil || r.LimitLow95 == nil || r.LimitHigh95 == nil || r.LimitLow998 == nil || r.LimitHigh998 == nil || r.N < 1
	})
	if len(rows) == 0 {
		return c
	}
	slices.SortStableFunc(rows, func(a, b RateRow) int { return cmp.Compare(a.N, b.N) })
	p := l.funnelGround(rows)
	outside, inside, every := 0, 0, (len(rows)+mostPoints-1)/mostPoints
	for _, r := range rows {
		pt := chart.FunnelPoint{Cases: float64(r.N), Share: float64(r.X) / float64(r.N), Outside: strings.HasSuffix(r.Flag, "_998"), Other: !within(r.County, b.County), Small: r.N < smallSample}
		if pt.Outside {
			outside++
		} else if inside++; inside%every != 0 && (b.County == "" || pt.Other) {
			continue
		}
		pt.Title, pt.Href = l.say("funnel.point", r.Name, r.X, r.N, l.percent(pt.Share)), address(l, place("/agencies/", r.AgencyID))
		p.Points = append(p.Points, pt)
	}
	theta := l.percent(p.Theta)
	c.Title = l.say("draw.funnel", year, l.word("rate", b.Rate), outside, len(rows))
	c.Sentence = l.say("funnel.sentence", year, l.word("rate", b.Rate), l.peers(b.Group), len(rows), theta, outside)
	if len(p.Points) < len(rows) {
		c.Sentence += l.say("funnel.sampled", len(p.Points))
	}
	if rows[0].Dispersed == 1 {
		c.Sentence += l.say("funnel.dispersed")
	}
	c.Plot = p
	c.Table.Columns = []string{l.say("agencies.name"), l.say("funnel.share"), l.say("funnel.cases"), l.say("funnel.interval"), l.say("funnel.limits"), l.say("funnel.flag")}
	if shown == 0 {
		shown = len(rows)
	}
	views, left := l.rates(rows, b.County, shown)
	c.Table.Left = left
	for _, v := range views {
		c.Table.Rows = append(c.Table.Rows, chart.Row{Href: l.reportOr(v.ReportID, v.AgencyID), Cells: []string{v.Name, l.percent(v.Share), l.say("number.of", v.X, v.N), v.Interval, known1(v.Limits), l.word("flag", v.Flag)}})
	}
	return c
}

// funnelGround is the ground of a funnel: its scales and the limits.
func (l tongue) funnelGround(rows []RateRow) chart.Funnel {
	p := chart.Funnel{Theta: *rows[0].Theta, ThetaName: l.say("funnel.theta", l.percent(*rows[0].Theta)), Least: float64(rows[0].N), Most: float64(rows[len(rows)-1].N),
		Share: l.percent, Count: func(n float64) string { return l.count(uint64(n)) }, Cases: l.say("funnel.cases")}
	if p.Most == p.Least {
		p.Least, p.Most = max(1, p.Least/2), p.Most*2
	}
	for _, r := range rows {
		p.Top = max(p.Top, float64(r.X)/float64(r.N), *r.Theta*1.5)
	}
	p.Top = min(1, max(0.05, math.Ceil(p.Top*10)/10))
	p.Keys = []chart.Key{{Name: l.say("funnel.limit998"), Colour: "muted", Dash: chart.Whole}, {Name: l.say("funnel.limit95"), Colour: "muted", Dash: "3 4"},
		{Name: l.say("funnel.outside"), Colour: "vermillion", Shape: chart.Diamond}, {Name: l.say("tile.small"), Colour: "blue", Shape: chart.Circle, Hollow: true}}
	for _, limit := range []struct {
		dash string
		of   func(RateRow) float64
	}{{"3 4", func(r RateRow) float64 { return *r.LimitLow95 }}, {"3 4", func(r RateRow) float64 { return *r.LimitHigh95 }},
		{chart.Whole, func(r RateRow) float64 { return *r.LimitLow998 }}, {chart.Whole, func(r RateRow) float64 { return *r.LimitHigh998 }}} {
		line := chart.Limit{Dash: limit.dash}
		for i, r := range rows {
			if i == 0 || r.N != rows[i-1].N {
				line.Cases, line.Share = append(line.Cases, float64(r.N)), append(line.Share, limit.of(r))
			}
		}
		p.Limits = append(p.Limits, line)
	}
	return p
}
