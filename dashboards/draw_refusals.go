package dashboards

import (
	"context"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gongkai/dashboards/chart"
	"gongkai/disclosure"
)

// refusals are why requests were not granted: of a place or an agency, and beside it of the same level and kind
// of agencies everywhere.
type refusals struct {
	Years  []uint16
	Groups []refusalGroup // by kind
	Beside string         // whose shares stand beside
}

// refusalGroup are the reasons of one kind on one form.
type refusalGroup struct {
	Kind    string // denied, admin_query, unable, not_processed, or answer_2014
	Reasons []refusalReason
}

type refusalReason struct {
	Indicator, Label string
	Cells            []refusalCell // one a year
}

// refusalCell is a reason in a year: nil rows mean that no report of that form is there.
type refusalCell struct {
	Row   *RefusalRow
	Share *chart.Point // of the outcomes of the reports that print it
	Words string
	Whole *float64 // the same as a number
	Peers string   // the share of the same level and kind everywhere, where a place or an agency was chosen
}

// reasonKinds group the reasons. 行政查询 is no refusal and stands apart; what the form of 2014 counts stands apart
// altogether.
var reasonKinds = []struct{ kind, prefix string }{{"denied", "outcome_denied_"}, {"unable", "outcome_unable_"}, {"not_processed", "outcome_not_processed_"}, {"answer_2014", "answer_"}}

func reasonKind(indicator string) string {
	if indicator == "outcome_denied_admin_query" {
		return "admin_query"
	}
	for _, k := range reasonKinds {
		if strings.HasPrefix(indicator, k.prefix) {
			return k.kind
		}
	}
	return ""
}

func (s *server) refusalRows(ctx context.Context, a among, agency string) ([]RefusalRow, error) {
	rows := []RefusalRow{}
	err := s.Measures.Select(ctx, &rows, "refusals", a.params("agency", agency))
	return rows, err
}

// refusals reads the reasons of a place or an agency, with those of the same level and kind everywhere beside them.
func (s *server) refusals(ctx context.Context, l tongue, q chartQuestion) (refusals, error) {
	own, err := s.refusalRows(ctx, q.among(), q.Agency)
	if err != nil {
		return refusals{}, err
	}
	beside := among{Level: q.Level, Family: q.Family}
	if q.Agency != "" {
		a, err := s.findAgency(ctx, q.Agency)
		if err != nil {
			return refusals{}, err
		}
		beside = among{Level: str(a.Level), Family: a.Family}
	}
	var all []RefusalRow
	if q.County != "" || q.Agency != "" {
		if all, err = s.refusalRows(ctx, beside, ""); err != nil {
			return refusals{}, err
		}
	}
	r := s.layReasons(l, own, all)
	r.Beside = l.whose(l.say("refusals.peers"), beside)
	return r, nil
}

// layReasons lays rows out by kind, reason and year.
func (s *server) layReasons(l tongue, own, all []RefusalRow) refusals {
	var known []uint16
	for _, r := range own {
		known = append(known, r.FiscalYear)
	}
	b := refusals{Years: span(known)}
	for _, kind := range []string{"denied", "admin_query", "unable", "not_processed", "answer_2014"} {
		g := refusalGroup{Kind: kind}
		for _, line := range disclosure.Catalogue() {
			there := slices.ContainsFunc(g.Reasons, func(r refusalReason) bool { return r.Indicator == line.Indicator })
			if there || reasonKind(line.Indicator) != kind || line.Applicant != "total" && line.Applicant != "" {
				continue
			}
			if reason := s.reason(l, line, b.Years, own, all); reason.Cells != nil {
				g.Reasons = append(g.Reasons, reason)
			}
		}
		if len(g.Reasons) > 0 {
			b.Groups = append(b.Groups, g)
		}
	}
	return b
}

// chapter is that of table 3 in which a reason stands: its numbers begin anew in each.
var chapter = regexp.MustCompile(`（[一二三四五六七]）`)

// reason lays one reason out by years; without cells where nobody prints it.
func (s *server) reason(l tongue, line disclosure.Indicator, years []uint16, own, all []RefusalRow) refusalReason {
	reason := refusalReason{Indicator: line.Indicator, Label: chapter.FindString(line.Section) + line.RowLabel}
	if l == english {
		reason.Label = line.LabelEN
	}
	find := func(rows []RefusalRow, y uint16) *RefusalRow {
		for i := range rows {
			if rows[i].FiscalYear == y && rows[i].Indicator == line.Indicator {
				return &rows[i]
			}
		}
		return nil
	}
	for _, y := range years {
		c := refusalCell{Row: find(own, y)}
		if c.Row != nil {
			c.Share, c.Words = s.reasonShare(l, *c.Row)
			if peers := find(all, y); peers != nil {
				if p, words := s.reasonShare(l, *peers); p != nil {
					c.Whole, c.Peers = &p.Value, words
				}
			}
		}
		reason.Cells = append(reason.Cells, c)
	}
	if slices.IndexFunc(reason.Cells, func(c refusalCell) bool { return c.Row != nil }) < 0 {
		reason.Cells = nil
	}
	return reason
}

// reasonShare is the share of a reason in the outcomes of the reports that print both.
func (s *server) reasonShare(l tongue, r RefusalRow) (*chart.Point, string) {
	k, okK := r.Rated.Whole()
	n, okN := r.Outcomes.Whole()
	if !okK || !okN || k > n {
		return nil, ""
	}
	p, _ := s.share(l, k, n)
	if p == nil {
		return nil, ""
	}
	return p, l.percent(p.Value)
}

// drawRefusals draws the reasons of a year as shares of all outcomes, with those of all others beside them.
func drawRefusals(ctx context.Context, s *server, l tongue, q chartQuestion) (chart.Chart, error) {
	if q.Agency != "" { // which says all
		q.County, q.Level, q.Family = "", "", ""
	}
	b, err := s.refusals(ctx, l, q)
	if err != nil {
		return chart.Chart{}, err
	}
	where, err := s.whereName(ctx, l, q.County)
	if err != nil {
		return chart.Chart{}, err
	}
	where = l.whose(where, q.among())
	if q.Agency != "" {
		a, err := s.findAgency(ctx, q.Agency)
		if err != nil {
			return chart.Chart{}, err
		}
		where = a.Name
	}
	y := q.Year
	if y == 0 && len(b.Years) > 0 {
		y = slices.Max(b.Years)
	}
	c := s.refusalChart(l, b, y, where, q)
	c.Source = s.source(ctx, l)
	return c, nil
}

// reasonSource are the reports that the number of a reason is made of.
func reasonSource(l tongue, indicator string, year uint16, q chartQuestion) string {
	return address(l, "/reports", q.among().pairs("sum", indicator, "year", year, "agency", q.Agency)...)
}

func (s *server) refusalChart(l tongue, b refusals, y uint16, where string, q chartQuestion) chart.Chart {
	year := strconv.Itoa(int(y))
	c := chart.Chart{Title: l.say("draw.refusals.none", year, where), Sentence: l.say("draw.refusals.none", year, where), Subtitle: l.say("draw.refusals.subtitle")}
	c.Table.Columns = []string{l.say("refusals.reason"), l.say("refusals.count"), l.say("refusals.outcomes"), l.say("funnel.share"), l.say("funnel.interval"), l.say("refusals.known"), b.Beside}
	p := chart.Dots{High: 0.05, Format: l.axis}
	var most *refusalReason
	var top, total float64
	for _, g := range b.Groups {
		for _, reason := range g.Reasons {
			i := slices.Index(b.Years, y)
			if i < 0 || reason.Cells[i].Row == nil {
				continue
			}
			cell := reason.Cells[i]
			c.Table.Rows = append(c.Table.Rows, chart.Row{Href: reasonSource(l, cell.Row.Indicator, y, q), Cells: l.reasonCells(reason.Label, cell)})
			p.Rows = append(p.Rows, l.reasonDot(reason.Label, cell))
			if v := cell.Row.Value; v.Known() && g.Kind != "admin_query" {
				total += v.Float()
				if v.Float() > top {
					top, most = v.Float(), &reason
				}
			}
			for cell.Share != nil && *cell.Share.High > p.High || cell.Whole != nil && *cell.Whole > p.High {
				p.High = min(1, p.High*2)
			}
		}
	}
	if len(p.Rows) == 0 {
		c.Table = chart.Table{}
		return c
	}
	p.Keys = l.smallKey(p)
	if slices.ContainsFunc(p.Rows, func(d chart.Dot) bool { return d.Median != nil }) {
		p.Keys = append(p.Keys, chart.Key{Name: b.Beside, Colour: "ink", Dash: chart.Whole})
	}
	c.Plot = p
	if most != nil {
		c.Title = l.say("draw.refusals", year, where, most.Label, l.plain(top))
		c.Sentence = l.say("draw.refusals.sentence", year, where, l.plain(total), most.Label, l.plain(top))
	} else {
		c.Title, c.Sentence = l.say("draw.refusals.zero", year, where), l.say("draw.refusals.zero", year, where)
	}
	return c
}

func (l tongue) reasonCells(label string, c refusalCell) []string {
	share, interval := "—", "—"
	if c.Share != nil {
		share, interval = l.percent(c.Share.Value), l.interval(*c.Share.Low, *c.Share.High)
	}
	return []string{label, l.count(c.Row.Value), l.count(c.Row.Outcomes), share, interval, l.say("number.of", c.Row.Known, c.Row.Reports), known1(c.Peers)}
}

func (l tongue) reasonDot(label string, c refusalCell) chart.Dot {
	d := chart.Dot{Label: label, Median: c.Whole, Gap: l.say("refusals.unknown", c.Row.Reports)}
	if c.Share != nil {
		d.Value, d.Low, d.High, d.Small = &c.Share.Value, c.Share.Low, c.Share.High, c.Share.Small
		d.Note = l.count(c.Row.Value)
		if c.Peers != "" {
			d.Note += l.say("refusals.beside", c.Peers)
		}
	}
	return d
}

// axis writes the ticks of a scale that may end below a tenth.
func (l tongue) axis(v float64) string {
	if p := v * 100; p < 10 && p != float64(int(p)) {
		return l.say("number.percent", strconv.FormatFloat(p, 'f', 1, 64))
	}
	return l.percent(v)
}
