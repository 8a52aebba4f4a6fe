package dashboards

import (
	"strconv"
	"strings"
)

// tile is one of the four figures of the overview: a number with its cases and, where it is a
// rate, its interval, and the same number of the other years.
type tile struct {
	Label  string
	Value  string
	Note   string // cases and interval
	Help   string // what it is, and what is left out
	Rate   bool
	Share  float64 // 0–1
	Low    float64
	High   float64
	Small  bool // fewer than 30 cases
	Trend  []trendBar
	Anchor string  // where the page shows more
	Source string  // address of what the number is made of
	Parts  []crumb // of a share: what is counted, and what it is counted of
}

// trendBar is one year of a tile: a gap where nothing is known.
type trendBar struct {
	Year     uint16
	Known    bool
	Height   float64 // 0–100
	Selected bool
	Title    string
}

// rate is k of n in a year.
type rate struct {
	year uint16
	k, n int64
}

// onTime is the share of reports on time among those of which it is known.
func (sum summary) onTime() []rate {
	var rates []rate
	for _, r := range sum.Timeliness {
		rates = append(rates, rate{r.FiscalYear, int64(r.OnTime), int64(r.OnTime + r.Late)})
	}
	return rates
}

// granted is the share of outcomes that gave the information, wholly or in part.
func (sum summary) granted() []rate {
	var rates []rate
	for _, r := range sum.Requests {
		k, okK := r.RatedGiven.Whole()
		n, okN := r.RatedOutcomes.Whole()
		if okK && okN && k <= n {
			rates = append(rates, rate{r.FiscalYear, k, n})
		}
	}
	return rates
}

// holds is the share of identities that hold among those that say something.
func (sum summary) holds() []rate {
	var rates []rate
	for _, r := range sum.Identities {
		rates = append(rates, rate{r.FiscalYear, r.Pass, r.Pass + r.Fail})
	}
	return rates
}

// smallSample is the number of cases below which a share is never read without its interval
// and is drawn hollow.
const smallSample = 30

func (s *server) tiles(l tongue, sum summary, y uint16) []tile {
	left := uint64(0)
	for _, r := range sum.Timeliness {
		if r.FiscalYear == y {
			left = r.Expected - r.OnTime - r.Late
		}
	}
	years := sum.years()
	tiles := []tile{
		s.rateTile(l, "tile.on_time", sum.onTime(), years, y),
		requestTile(l, sum.Requests, years, y),
		s.rateTile(l, "tile.granted", sum.granted(), years, y),
		s.rateTile(l, "tile.identities", sum.holds(), years, y),
	}
	tiles[0].Help = l.say("tile.on_time.help", left)
	tiles[0].Anchor, tiles[1].Anchor, tiles[2].Anchor, tiles[3].Anchor = "#timeliness", "#requests", "#requests", "#errors"
	return tiles
}

// rateTile shows a share with its interval; without cases it shows that nothing is known.
func (s *server) rateTile(l tongue, key string, rates []rate, years []uint16, y uint16) tile {
	t := tile{Label: l.say(key), Help: l.say(key + ".help"), Rate: true, Value: "—", Note: l.say("tile.nothing")}
	byYear := map[uint16]rate{}
	for _, r := range rates {
		byYear[r.year] = r
	}
	if r := byYear[y]; r.n > 0 {
		t.Share, t.Small = float64(r.k)/float64(r.n), r.n < smallSample
		t.Low, t.High = s.Interval(r.k, r.n)
		t.Value = l.percent(t.Share)
		t.Note = l.say("tile.rate", r.k, r.n, l.interval(t.Low, t.High))
	}
	for _, year := range years {
		r := byYear[year]
		bar := trendBar{Year: year, Known: r.n > 0, Selected: year == y, Title: l.say("tile.gap", strconv.Itoa(int(year)))}
		if bar.Known {
			bar.Height = 100 * float64(r.k) / float64(r.n)
			bar.Title = l.say("tile.point", strconv.Itoa(int(year)), l.percent(bar.Height/100), r.k, r.n)
		}
		t.Trend = append(t.Trend, bar)
	}
	return t
}

// requestTile shows how many requests came in, over the reports that say so.
func requestTile(l tongue, rows []RequestsRow, years []uint16, y uint16) tile {
	t := tile{Label: l.say("tile.requests"), Help: l.say("tile.requests.help"), Value: "—", Note: l.say("tile.nothing")}
	byYear, most := map[uint16]RequestsRow{}, 1.0
	for _, r := range rows {
		byYear[r.FiscalYear] = r
		if r.Received.Known() {
			most = max(most, r.Received.Float())
		}
	}
	if r := byYear[y]; r.Received.Known() {
		t.Value = l.say("number.cases", l.count(r.Received))
		t.Note = l.say("tile.reports", r.ReceivedKnown, r.Reports)
	}
	t.Help += l.apart(byYear[y])
	for _, year := range years {
		r := byYear[year]
		bar := trendBar{Year: year, Known: r.Received.Known(), Selected: year == y, Title: l.say("tile.gap", strconv.Itoa(int(year)))}
		if bar.Known {
			bar.Height = 100 * r.Received.Float() / most
			bar.Title = l.say("tile.point_count", strconv.Itoa(int(year)), l.count(r.Received), r.ReceivedKnown)
		}
		t.Trend = append(t.Trend, bar)
	}
	return t
}

// apart says which reports of a year are in no sum, and what they print.
func (l tongue) apart(r RequestsRow) string {
	said := ""
	for _, c := range []struct {
		key, unstated string
		reports       uint64
		received      Decimal
	}{{"tile.unscoped", "tile.unscoped_unstated", r.Unscoped, r.UnscopedReceived}, {"tile.aggregates", "tile.aggregates_unstated", r.Aggregates, r.AggregatesReceived}} {
		switch {
		case c.reports > 0 && c.received.Known():
			said += l.say(c.key, c.reports, l.count(c.received))
		case c.reports > 0:
			said += l.say(c.unstated, c.reports)
		}
	}
	return said
}

// interval writes an interval of shares.
func (l tongue) interval(low, high float64) string {
	return l.say("number.interval", percentText(low), percentText(high))
}

// lead is the sentence that sums a year up, made from the data: what is zero is left out.
func (s *server) lead(l tongue, sum summary, where string, y uint16) string {
	var parts []string
	for _, r := range sum.Timeliness {
		if r.FiscalYear != y {
			continue
		}
		for _, n := range []struct {
			key   string
			count uint64
		}{{"lead.on_time", r.OnTime}, {"lead.late", r.Late}, {"lead.unknown", r.Unknown}, {"lead.unseen", r.Unseen}, {"lead.not_found", r.NotFound}, {"lead.blocked", r.Blocked}, {"lead.not_published", r.NotPublished}} {
			if n.count > 0 {
				parts = append(parts, l.say(n.key, n.count))
			}
		}
		sentence := l.say("lead.none_due", where, strconv.Itoa(int(y)))
		if r.Expected > 0 {
			sentence = l.say("lead.expected", where, strconv.Itoa(int(y)), r.Expected, strings.Join(parts, l.say("join.list")))
		}
		if r.NoDeadline > 0 {
			sentence += l.say("lead.no_deadline", r.NoDeadline)
		}
		return sentence + s.leadRequests(l, sum, y)
	}
	if y == 0 {
		return l.say("lead.empty")
	}
	return l.say("lead.nothing_due", where, strconv.Itoa(int(y))) + s.leadRequests(l, sum, y)
}

func (s *server) leadRequests(l tongue, sum summary, y uint16) string {
	for _, r := range sum.Requests {
		if r.FiscalYear != y || !r.Received.Known() {
			continue
		}
		k, okK := r.RatedGiven.Whole()
		n, okN := r.RatedOutcomes.Whole()
		if !okK || !okN || n == 0 || k > n {
			return l.say("lead.requests", l.count(r.Received))
		}
		low, high := s.Interval(k, n)
		return l.say("lead.requests_granted", l.count(r.Received), n, l.percent(float64(k)/float64(n)), l.interval(low, high))
	}
	return ""
}
