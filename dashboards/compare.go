package dashboards

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// fewestCompared and mostCompared bound what is set side by side.
const (
	fewestCompared = 2
	mostCompared   = 6
)

// compareBody is agencies or counties side by side for a year.
type compareBody struct {
	IDs        []string
	Year       uint16
	Years      []uint16
	Rate       string
	Rates      []string
	Columns    []compareColumn
	Rows       []compareRow
	Chart      *chartView // nil below two columns
	Places     []PlaceRow // that may be added
	Added      string     // what was looked for
	Candidates []compareCandidate
	Full       bool
}

// compareColumn is an agency or a county.
type compareColumn struct {
	ID, Name, Href string
	Remove         string // address without it
	Peers          string // what its medians are of
}

// compareRow is one thing that is said of each column.
type compareRow struct {
	Rate  string // of rate_terms, "" for others
	Name  string
	Cells []compareCell
}

// compareCell is what is said of a column; without Words it is not known.
type compareCell struct {
	Words, Note, Href string
	Value, Low, High  *float64
	Median            *float64
	Small             bool
	Against           string // higher or lower than the median, same where the interval does not tell them apart, few where there are too few cases
	AgainstWords      string
}

// compareCandidate is what may be meant by a name.
type compareCandidate struct{ Name, Place, Href string }

// compareIDs reads which agencies and counties; a name that is given twice counts once.
func compareIDs(q url.Values) ([]string, error) {
	var ids []string
	for _, given := range q["agencies"] {
		for id := range strings.SplitSeq(given, ",") {
			if id = strings.TrimSpace(id); id == "" || slices.Contains(ids, id) {
				continue
			}
			if !idPattern.MatchString(id) {
				return nil, badRequest("error.parameter", "agencies")
			}
			ids = append(ids, id)
		}
	}
	if len(ids) > mostCompared {
		return nil, badRequest("error.parameter", "agencies")
	}
	return ids, nil
}

func (s *server) comparePage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	q, err := chartQuestionOf(r)
	if err != nil {
		return page{}, err
	}
	b := compareBody{IDs: q.Agencies, Rates: rateNames, Rate: q.Rate, Full: len(q.Agencies) == mostCompared}
	if b.Rate == "" {
		b.Rate = "disclosed"
	}
	if !slices.Contains(rateNames, b.Rate) {
		return page{}, badRequest("error.parameter", "rate")
	}
	if b.Places, _, err = s.places(ctx, l, ""); err != nil {
		return page{}, err
	}
	years, err := s.knownYears(ctx, among{})
	if err != nil {
		return page{}, err
	}
	if b.Years, b.Year = years.years(), q.Year; q.Year == 0 {
		b.Year = years.newestYear()
	}
	b.Added = strings.TrimSpace(r.URL.Query().Get("add"))
	if err := s.addCompared(ctx, l, &b); err != nil {
		return page{}, err
	}
	q.Agencies, q.Rate, q.Year = b.IDs, b.Rate, b.Year
	compared, err := s.compared(ctx, l, q)
	if err != nil {
		return page{}, err
	}
	b.Columns, b.Rows = compared.Columns, compared.Rows
	p := page{view: "compare", title: l.say("compare.title"), year: b.Year, lead: l.say("compare.lead_few", fewestCompared, mostCompared)}
	if len(b.Columns) >= fewestCompared {
		if b.Chart, err = s.chart(ctx, r, l, "compare", q); err != nil {
			return page{}, err
		}
		p.lead = compared.lead(l, b.Year)
	}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {Name: p.title}}
	p.body = b
	return p, nil
}

// compareAddress is the page of some agencies and counties.
func compareAddress(l tongue, ids []string, y uint16, rate string) string {
	return address(l, "/compare", "agencies", strings.Join(ids, ","), "year", y, "rate", rate)
}

// addCompared adds what a name means: one agency or county, or else it is asked which.
func (s *server) addCompared(ctx context.Context, l tongue, b *compareBody) error {
	if b.Added == "" || b.Full {
		return nil
	}
	if len(b.Added) > maxQuery {
		return badRequest("error.long_query")
	}
	for _, p := range b.Places {
		if b.Added == p.County || b.Added == p.Name {
			b.IDs = appendNew(b.IDs, p.County)
			b.Added = ""
			return nil
		}
	}
	var found []AgencyRow
	err := s.Measures.Select(ctx, &found, "agencies", among{}.params("q", b.Added, "agency", "", "limit", uint32(20), "offset", uint32(0)))
	if err != nil {
		return err
	}
	for _, a := range found {
		if len(found) == 1 || a.Name == b.Added {
			b.IDs = appendNew(b.IDs, a.AgencyID)
			b.Added = ""
			return nil
		}
		b.Candidates = append(b.Candidates, compareCandidate{a.Name, optional(a.DivisionName), compareAddress(l, appendNew(b.IDs, a.AgencyID), b.Year, b.Rate)})
	}
	return nil
}

func appendNew(ids []string, id string) []string {
	if slices.Contains(ids, id) {
		return ids
	}
	return append(slices.Clone(ids), id)
}

// lead says where the intervals tell a column from the median of its peers.
func (c compared) lead(l tongue, y uint16) string {
	apart, shares := 0, 0
	for _, row := range c.Rows {
		for _, cell := range row.Cells {
			if cell.Value != nil {
				shares++
			}
			if cell.Against == "higher" || cell.Against == "lower" {
				apart++
			}
		}
	}
	var names []string
	for _, column := range c.Columns {
		names = append(names, column.Name)
	}
	return l.say("compare.lead", strconv.Itoa(int(y)), strings.Join(names, l.say("join.list")), shares, apart)
}
