package dashboards

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// A total over dimensions is a reader's own: there is none without weights in the address.

// TotalRow is the mean of an agency-year's dimensions by a reader's weights.
type TotalRow struct {
	AgencyID      string   `ch:"agency_id" json:"agency_id"`
	Name          string   `ch:"name" json:"name"`
	County        string   `ch:"county" json:"county"`
	Family        *string  `ch:"family" json:"family"`
	Level         *string  `ch:"level" json:"level"`
	FiscalYear    uint16   `ch:"fiscal_year" json:"fiscal_year"`
	Value         *float64 `ch:"value" json:"value"` // 0 to 1; null where a dimension has no value: see without
	Low           *float64 `ch:"low" json:"low"`
	High          *float64 `ch:"high" json:"high"`
	Coverage      float64  `ch:"coverage" json:"coverage"` // share of the weight whose dimension has a value
	Without       []string `ch:"without" json:"without"`   // dimension:reason
	MethodVersion uint32   `ch:"method_version" json:"method_version"`
	ReportID      *string  `ch:"report_id" json:"report_id"`
	Complete      uint64   `ch:"complete" json:"-"` // agency-years with a value
	Total         uint64   `ch:"total" json:"-"`
}

var weightPattern = regexp.MustCompile(`^[0-9]{1,3}(\.[0-9]{1,3})?$`)

// weights are what a reader gives to each of the scored dimensions, in their order.
type weights []float64

// weightsOf reads the weights of an address; nil where it names none. What is not named weighs
// nothing.
func weightsOf(q url.Values) (weights, error) {
	var w weights
	whole := 0.0
	for i, dimension := range scored {
		text, err := param(q, dimension, weightPattern)
		if err != nil {
			return nil, err
		}
		if text == "" {
			continue
		}
		if w == nil {
			w = make(weights, len(scored))
		}
		w[i], _ = strconv.ParseFloat(text, 64) // as the pattern has it
		whole += w[i]
	}
	if w != nil && whole == 0 {
		return nil, badRequest("error.weights")
	}
	return w, nil
}

// of is the weight of a dimension as it was given.
func (w weights) of(i int) string {
	if w == nil {
		return ""
	}
	return strconv.FormatFloat(w[i], 'f', -1, 64)
}

// pairs are the weights as an address names them.
func (w weights) pairs() []any {
	var all []any
	for i, dimension := range scored {
		all = append(all, dimension, w.of(i))
	}
	return all
}

// in puts the weights among the parameters of a measure.
func (w weights) in(params map[string]any) map[string]any {
	for i, dimension := range scored {
		params[dimension] = w[i]
	}
	return params
}

// weightField is the field of the form for one dimension.
type weightField struct{ Dimension, Weight string }

// totalView is a total as the page shows it.
type totalView struct {
	TotalRow
	Words string
	Gaps  string // what has no value, and why
}

// Reason is none: the gaps say it.
func (totalView) Reason() string { return "" }

type totalBody struct {
	Filter leagueFilter
	Fields []weightField
	Levels []string
	Places []PlaceRow
	Names  map[string]string
	Years  []uint16
	Asked  bool
	Whole  uint64 // agencies of which each weighted dimension has a value
	CSV    string
	Rows   []totalView
	stretch
}

func (s *server) totalPage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	w, err := weightsOf(r.URL.Query())
	if err != nil {
		return page{}, err
	}
	f, places, years, err := s.leagueChoice(ctx, r, l)
	if err != nil {
		return page{}, err
	}
	b := totalBody{Filter: f, Levels: levels, Places: places, Names: placeNames(places), Years: years, Asked: w != nil}
	for i, dimension := range scored {
		b.Fields = append(b.Fields, weightField{dimension, w.of(i)})
	}
	p := page{view: "total", title: l.say("total.title"), county: f.County, year: f.Year, lead: l.say("total.lead_none")}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {l.say("league.title"), address(l, "/league")}, {Name: p.title}}
	if w != nil {
		if err := s.totals(ctx, l, w, &b); err != nil {
			return page{}, err
		}
		p.lead = totalLead(l, w, b)
	}
	p.body = b
	return p, nil
}

// totals fills the table.
func (s *server) totals(ctx context.Context, l tongue, w weights, b *totalBody) error {
	f := b.Filter
	rows, err := s.weightedTotals(ctx, w.in(map[string]any{"county": f.County, "level": f.Level, "family": f.Family, "which": "current", "year": f.Year, "limit": uint32(pageSize), "offset": f.Offset}))
	if err != nil {
		return err
	}
	total := uint64(0)
	for _, row := range rows {
		total, b.Whole = row.Total, row.Complete
		b.Rows = append(b.Rows, l.totalView(row))
	}
	same := append(w.pairs(), "year", f.Year, "county", f.County, "level", f.Level, "family", f.Family)
	b.CSV = address(chinese, "/api/v1/weighted-totals", append(same, "format", "csv")...)
	b.stretch = stretchOf(f.Offset, len(rows), total, func(offset uint32) string {
		return address(l, "/total", append(same, "offset", offset)...) + "#list"
	})
	return nil
}

// totalView puts one in words.
func (l tongue) totalView(r TotalRow) totalView {
	v := totalView{TotalRow: r}
	write := func(x float64) string { return strconv.FormatFloat(x, 'f', 3, 64) }
	if r.Value != nil {
		v.Words = write(*r.Value)
	}
	if r.Low != nil && r.High != nil {
		v.Words += l.say("league.interval", write(*r.Low), write(*r.High))
	}
	var gaps []string
	for _, g := range r.Without {
		dimension, reason, _ := strings.Cut(g, ":")
		gaps = append(gaps, l.word("dimension", dimension)+l.say("join.colon")+l.word("score_reason", reason))
	}
	v.Gaps = strings.Join(gaps, l.say("join.clause"))
	return v
}

// totalLead names the weights, since nothing that follows means anything without them.
func totalLead(l tongue, w weights, b totalBody) string {
	var named []string
	for i, dimension := range scored {
		if w[i] > 0 {
			named = append(named, l.word("dimension", dimension)+" "+w.of(i))
		}
	}
	return l.say("total.lead", strconv.Itoa(int(b.Filter.Year)), strings.Join(named, l.say("join.list")), b.Total, b.Whole)
}

func askTotals(ctx context.Context, s *server, q question) (any, error) {
	if q.Weights == nil {
		return nil, badRequest("error.weights")
	}
	return s.weightedTotals(ctx, q.Weights.in(only(q.params(), []string{"county", "level", "family", "which", "year", "limit", "offset"})))
}

// weightedTotals reads a list of totals, and says whose they are.
func (s *server) weightedTotals(ctx context.Context, params map[string]any) ([]TotalRow, error) {
	rows := []TotalRow{}
	if err := s.Measures.Select(ctx, &rows, "weighted_totals", params); err != nil {
		return nil, err
	}
	bodies, there, err := s.bodies(ctx, eachOnce(rows, func(r TotalRow) agencyYearKey { return agencyYearKey{r.AgencyID, r.FiscalYear} }))
	if err != nil {
		return nil, err
	}
	for i := range rows {
		r := &rows[i]
		body := bodies[r.AgencyID]
		r.Name, r.County, r.Family, r.Level, r.ReportID = body.Name, body.County, body.Family, body.Level, there[agencyYearKey{r.AgencyID, r.FiscalYear}]
	}
	return rows, nil
}
