package dashboards

import (
	"context"
	"maps"
	"net/http"
	"slices"
)

// overviewBody is the first page, of everything or of one county.
type overviewBody struct {
	Among     among
	Levels    []string
	Families  []string
	Place     *PlaceRow // nil: all counties
	Places    []PlaceRow
	Parts     []PlaceRow // what lies in the place: counties, or of very many their regions
	Years     []uint16
	Year      uint16
	Tiles     []tile
	OnTime    *chartView
	Outcomes  *chartView
	Legal     *chartView
	Quality   *chartView
	Before    uint16
	Sources   *sourcesView    // of a county, for paper
	Peers     *chartView      // of a county, among all counties
	Attention []attentionView // of which most stands on record
	OnRecord  uint64
	Since     []sinceRow // what changed since the year before
	Matrix    *matrix    // nil where there are too many agencies for one page
	Errors    errorGrid
}

// manyAgencies is where one matrix of all agencies stops to be readable, and makes a page of more than 150 kilobytes:
// beyond it a county has to be chosen.
const manyAgencies = 60

// summary is what the overview and its API say of a county and its years.
type summary struct {
	Timeliness []TimelinessRow `json:"timeliness"`
	Requests   []RequestsRow   `json:"requests"`
	Identities []IdentitiesRow `json:"identities"`
}

func (s *server) summarise(ctx context.Context, a among) (summary, error) {
	sum := summary{[]TimelinessRow{}, []RequestsRow{}, []IdentitiesRow{}} // nothing is [] in JSON, not null
	rows, err := s.placeYears(ctx, a)
	for _, r := range rows {
		if r.Due > 0 {
			sum.Timeliness = append(sum.Timeliness, r.timeliness())
		}
		if r.Counted > 0 {
			sum.Requests = append(sum.Requests, r.requests())
		}
		if r.Reports > 0 {
			sum.Identities = append(sum.Identities, r.identities())
		}
	}
	return sum, err
}

func (s *server) overview(ctx context.Context, r *http.Request, l tongue) (page, error) {
	county, err := param(r.URL.Query(), "county", countyPattern)
	if err != nil {
		return page{}, err
	}
	return s.overviewOf(ctx, r, l, county)
}

func (s *server) countyPage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	code := r.PathValue("code")
	if !countyPattern.MatchString(code) {
		return page{}, notFound("error.no_county", code)
	}
	return s.overviewOf(ctx, r, l, code)
}

func (s *server) overviewOf(ctx context.Context, r *http.Request, l tongue, county string) (page, error) {
	q, err := chartQuestionOf(r)
	if err != nil {
		return page{}, err
	}
	q = chartQuestion{question: question{findingFilter: findingFilter{County: county, Level: q.Level, Family: q.Family, Year: q.Year}}}
	y, a := q.Year, q.among()
	s.ahead(ctx, func() { _, _ = s.summarise(ctx, a) })
	places, selected, err := s.places(ctx, l, county)
	if err != nil {
		return page{}, err
	}
	sum, err := s.summarise(ctx, a)
	if err != nil {
		return page{}, err
	}
	b := overviewBody{Among: a, Levels: levels, Families: familyNames(), Place: selected, Places: places, Parts: l.parts(places, county), Years: sum.years()}
	b.Year = y
	if y == 0 {
		b.Year = sum.newestYear()
	}
	b.Tiles = s.tiles(l, sum, b.Year)
	l.leadTiles(b.Tiles, a, b.Year)
	b.Before = b.Year - 1
	b.Since = s.since(l, sum, b.Year)
	q.Year = b.Year
	s.overviewAhead(ctx, r, l, q, places, b.Parts)
	if b.Attention, b.OnRecord, err = s.attention(ctx, l, q, firstAttention); err != nil {
		return page{}, err
	}
	for _, c := range []struct {
		name string
		into **chartView
	}{{"on-time", &b.OnTime}, {"outcomes", &b.Outcomes}, {"legal", &b.Legal}, {"quality", &b.Quality}} {
		if *c.into, err = s.chart(ctx, r, l, c.name, q); err != nil {
			return page{}, err
		}
	}
	if isCounty(county) {
		if b.Peers, err = s.chart(ctx, r, l, "county-peers", q); err != nil {
			return page{}, err
		}
		if b.Sources, err = s.sources(ctx, r, county, b.Year); err != nil {
			return page{}, err
		}
	}
	if b.Matrix, err = s.matrix(ctx, l, a, places); err != nil {
		return page{}, err
	}
	if b.Errors, err = s.errorGrid(ctx, a, b.Parts); err != nil {
		return page{}, err
	}
	p := page{view: "overview", title: l.say("overview.title"), county: county, year: y, body: b, crumbs: []crumb{{Name: l.say("crumb.all")}}}
	where := l.say("place.everywhere")
	if selected != nil {
		where = selected.Name
		p.title = selected.Name
		p.crumbs = placeCrumbs(l, *selected, "year", y, "level", a.Level, "family", a.Family)
		p.crumbs[len(p.crumbs)-1].Href = "" // we are there
	}
	p.lead = s.lead(l, sum, l.whose(where, a), b.Year)
	if a.Some() && len(b.Years) == 0 {
		p.lead = l.say("lead.no_such", l.whose(where, a))
	}
	b.OnTime.Said = b.OnTime.Sentence == p.lead
	return p, nil
}

// overviewAhead asks for the parts of an overview side by side.
func (s *server) overviewAhead(ctx context.Context, r *http.Request, l tongue, q chartQuestion, places, parts []PlaceRow) {
	asks := []func(){
		func() { _, _, _ = s.attention(ctx, l, q, firstAttention) },
		func() { _, _ = s.errorGrid(ctx, q.among(), parts) },
		func() { _, _ = s.matrix(ctx, l, q.among(), places) },
	}
	charts := []string{"legal", "quality"}
	if isCounty(q.County) {
		charts = append(charts, "county-peers")
		asks = append(asks, func() { _, _ = s.sources(ctx, r, q.County, q.Year) })
	}
	for _, name := range charts {
		asks = append(asks, func() { _, _ = s.chart(ctx, r, l, name, q) })
	}
	s.ahead(ctx, asks...)
}

// places returns the counties and the selected one, which may be a region of them; one without agencies is not found.
func (s *server) places(ctx context.Context, l tongue, county string) ([]PlaceRow, *PlaceRow, error) {
	var places []PlaceRow
	if err := s.Measures.Select(ctx, &places, "places", nil); err != nil {
		return nil, nil, err
	}
	var selected *PlaceRow
	for i := range places {
		if places[i].Name == "" {
			places[i].Name = l.word("county", places[i].County) // the code, where it has no name
		}
		if places[i].County == county {
			selected = &places[i]
		}
	}
	if r, ok := region(l, places, county); ok {
		selected = &r
	}
	if county != "" && selected == nil {
		return nil, nil, notFound("error.no_county", county)
	}
	return places, selected, nil
}

// known are the years of which it says anything.
func (sum summary) known() yearsKnown {
	byYear := map[uint16]YearRow{}
	for _, r := range sum.Timeliness {
		byYear[r.FiscalYear] = YearRow{FiscalYear: r.FiscalYear, Due: 1, Found: r.OnTime + r.Late + r.Unknown}
	}
	for _, r := range sum.Identities {
		y := byYear[r.FiscalYear]
		y.FiscalYear, y.Reports = r.FiscalYear, r.Reports
		byYear[r.FiscalYear] = y
	}
	var all yearsKnown
	for _, year := range slices.Sorted(maps.Keys(byYear)) {
		all = append(all, byYear[year])
	}
	return all
}

func (sum summary) years() []uint16 { return sum.known().years() }

func (sum summary) newestYear() uint16 { return sum.known().newestYear() }

// span returns all years from the least to the greatest.
func span(years []uint16) []uint16 {
	if len(years) == 0 {
		return nil
	}
	var all []uint16
	for y := slices.Min(years); y <= slices.Max(years); y++ {
		all = append(all, y)
	}
	return all
}
