package dashboards

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
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
	Chart        *funnelChart // nil: too few peers
	Rows         []rateView   // those outside of the limits first
	More         int          // rows that are not listed
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

// funnelChart is drawn in a box of 1000 by 520 units.
type funnelChart struct {
	Theta, ThetaText string
	Inner, Outer     [2]string // limits of 95 and 99.8 %, low and high, as paths
	Points           []funnelPoint
	XTicks, YTicks   []tick
	Sentence         string
}

type funnelPoint struct{ X, Y, Class, Title, Href string }

type tick struct{ At, Label string }

// the plot within its box
const (
	plotLeft, plotRight = 70.0, 985.0
	plotTop, plotBottom = 15.0, 455.0
)

func (s *server) funnelPage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	q := r.URL.Query()
	b := funnelBody{Rates: rateNames, Names: map[string]string{}}
	var err error
	if b.County, err = param(q, "county", countyPattern); err != nil {
		return page{}, err
	}
	if b.Rate, err = param(q, "rate", familyPattern); err != nil {
		return page{}, err
	}
	b.Rate = cmp.Or(b.Rate, "carried_out")
	if !slices.Contains(rateNames, b.Rate) {
		return page{}, badRequest("error.parameter", "rate")
	}
	if b.Year, err = year(q); err != nil {
		return page{}, err
	}
	if b.Places, _, err = s.places(ctx, l, b.County); err != nil {
		return page{}, err
	}
	for _, p := range b.Places {
		b.Names[p.County] = p.Name
	}
	if b.Years, err = s.scoreYears(ctx, ""); err != nil {
		return page{}, err
	}
	if b.Year == 0 && len(b.Years) > 0 {
		b.Year = slices.Max(b.Years)
	}
	// The peers are those of all counties, whichever county is picked out.
	var rows []RateRow
	err = s.Measures.Select(ctx, &rows, "rates", map[string]any{"county": "", "agency": "", "rate": b.Rate, "year": b.Year, "limit": uint32(mostRates), "offset": uint32(0)})
	if err != nil {
		return page{}, err
	}
	b.Groups, b.Group = l.funnelGroups(rows, q.Get("group"))
	rows = slices.DeleteFunc(rows, func(r RateRow) bool { return r.PeerGroup != b.Group })
	b.Chart = l.funnelChart(rows, b)
	b.Rows, b.More = l.rates(rows, b.County)
	p := page{view: "funnel", title: l.say("funnel.title", l.word("rate", b.Rate)), county: b.County, year: b.Year, body: b}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {Name: l.say("nav.funnel")}}
	p.lead = l.say("funnel.none", strconv.Itoa(int(b.Year)))
	if b.Chart != nil {
		p.lead = b.Chart.Sentence
	}
	return p, nil
}

// funnelGroups lists the peer groups of the points, the largest first; the one asked for, or else
// the largest, is shown.
func (l tongue) funnelGroups(rows []RateRow, asked string) ([]funnelGroup, string) {
	counts := map[string]int{}
	for _, r := range rows {
		counts[r.PeerGroup]++
	}
	var groups []funnelGroup
	for key, n := range counts {
		groups = append(groups, funnelGroup{key, l.peers(key), n})
	}
	slices.SortFunc(groups, func(a, b funnelGroup) int {
		return cmp.Or(cmp.Compare(b2i(a.Key == ""), b2i(b.Key == "")), cmp.Compare(b.Points, a.Points), cmp.Compare(a.Key, b.Key))
	})
	if _, ok := counts[asked]; ok && asked != "" || len(groups) == 0 {
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
// those of 95 %; in a county only its own.
func (l tongue) rates(rows []RateRow, county string) (views []rateView, more int) {
	for _, r := range rows {
		if !within(r.County, county) {
			continue
		}
		v := rateView{RateRow: r, Share: float64(r.X) / float64(max(r.N, 1)), Small: r.N < smallSample, Interval: l.interval(r.Low, r.High)}
		if r.LimitLow998 != nil && r.LimitHigh998 != nil {
			v.Limits = l.interval(*r.LimitLow998, *r.LimitHigh998)
		}
		views = append(views, v)
	}
	rank := func(flag string) int {
		switch {
		case strings.HasSuffix(flag, "_998"):
			return 0
		case strings.HasSuffix(flag, "_95"):
			return 1
		}
		return 2
	}
	slices.SortStableFunc(views, func(a, b rateView) int {
		return cmp.Or(cmp.Compare(rank(a.Flag), rank(b.Flag)), cmp.Compare(b.N, a.N), cmp.Compare(a.AgencyID, b.AgencyID))
	})
	if len(views) > pageSize {
		views, more = views[:pageSize], len(views)-pageSize
	}
	return views, more
}

// funnelChart draws a share against its cases, on a logarithmic ground. The limits are those of the points themselves.
func (l tongue) funnelChart(rows []RateRow, b funnelBody) *funnelChart {
	rows = slices.DeleteFunc(slices.Clone(rows), func(r RateRow) bool {
		return r.Theta == nil || r.LimitLow95 == nil || r.LimitHigh95 == nil || r.LimitLow998 == nil || r.LimitHigh998 == nil || r.N < 1
	})
	if len(rows) == 0 {
		return nil
	}
	slices.SortStableFunc(rows, func(a, b RateRow) int { return cmp.Compare(a.N, b.N) })
	least, most, top := float64(rows[0].N), float64(rows[len(rows)-1].N), 0.0
	for _, r := range rows {
		top = max(top, float64(r.X)/float64(r.N), *r.Theta*1.5)
	}
	top = min(1, math.Ceil(top*10)/10)
	if most == least {
		least, most = max(1, least/2), most*2
	}
	x := func(n float64) float64 {
		return plotLeft + (plotRight-plotLeft)*(math.Log(n)-math.Log(least))/(math.Log(most)-math.Log(least))
	}
	y := func(share float64) float64 { return plotBottom - (plotBottom-plotTop)*min(share, top)/top }
	at := func(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }
	c := &funnelChart{Theta: at(y(*rows[0].Theta)), ThetaText: l.percent(*rows[0].Theta)}
	line := func(limit func(RateRow) float64) string {
		var path strings.Builder
		last, command := int64(-1), "M"
		for _, r := range rows {
			switch {
			case r.N == last:
				continue
			case limit(r) > top: // it is above what is drawn
				command = "M"
			default:
				fmt.Fprintf(&path, "%s%s %s", command, at(x(float64(r.N))), at(y(limit(r))))
				command = "L"
			}
			last = r.N
		}
		return path.String()
	}
	c.Inner = [2]string{line(func(r RateRow) float64 { return *r.LimitLow95 }), line(func(r RateRow) float64 { return *r.LimitHigh95 })}
	c.Outer = [2]string{line(func(r RateRow) float64 { return *r.LimitLow998 }), line(func(r RateRow) float64 { return *r.LimitHigh998 })}
	outside, inside, every := 0, 0, (len(rows)+mostPoints-1)/mostPoints
	for _, r := range rows {
		share := float64(r.X) / float64(r.N)
		class := "inside"
		if strings.HasSuffix(r.Flag, "_998") {
			class = "outside"
			outside++
		} else if inside++; inside%every != 0 && (b.County == "" || !within(r.County, b.County)) {
			continue
		}
		if !within(r.County, b.County) {
			class += " other"
		}
		if r.N < smallSample {
			class += " few"
		}
		c.Points = append(c.Points, funnelPoint{at(x(float64(r.N))), at(y(share)), class,
			l.say("funnel.point", r.Name, r.X, r.N, l.percent(share)), address(l, place("/agencies/", r.AgencyID))})
	}
	for n := 1.0; n <= most; n *= 10 {
		for _, m := range []float64{1, 2, 5} {
			if v := n * m; v >= least && v <= most {
				c.XTicks = append(c.XTicks, tick{at(x(v)), l.count(uint64(v))})
			}
		}
	}
	for i := range 6 {
		share := top * float64(i) / 5
		c.YTicks = append(c.YTicks, tick{at(y(share)), l.percent(share)})
	}
	c.Sentence = l.say("funnel.sentence", strconv.Itoa(int(b.Year)), l.word("rate", b.Rate), l.peers(b.Group), len(rows), c.ThetaText, outside)
	if len(c.Points) < len(rows) {
		c.Sentence += l.say("funnel.sampled", len(c.Points))
	}
	if rows[0].Dispersed == 1 {
		c.Sentence += l.say("funnel.dispersed")
	}
	return c
}
