package dashboards

import (
	"context"
	"net/http"
	"slices"

	"gongkai/disclosure"
)

// timelinessBody is the days of publication of a year.
type timelinessBody struct {
	Filter placeFilter
	Chart  *chartView
}

// placeFilter is what pages of places are narrowed to.
type placeFilter struct {
	County, Level, Family string
	Year                  uint16
	Places                []PlaceRow
	Years                 []uint16
	Levels                []string
	Families              []string
}

// placeFilter reads the choices for a filter; a year that is not given is the newest with reports.
func (s *server) placeFilter(ctx context.Context, l tongue, q *chartQuestion) (placeFilter, error) {
	f := placeFilter{County: q.County, Level: q.Level, Family: q.Family, Levels: levels, Families: familyNames()}
	var err error
	if f.Places, _, err = s.places(ctx, l, q.County); err != nil {
		return f, err
	}
	years, err := s.knownYears(ctx, among{County: q.County})
	if err != nil {
		return f, err
	}
	f.Years = years.years()
	if q.Year == 0 {
		q.Year = years.newestYear()
	}
	f.Year = q.Year
	if f.Year > 0 && !slices.Contains(f.Years, f.Year) { // of which nothing is known: it is the one that was asked for all the same
		f.Years = append(f.Years, f.Year)
		slices.Sort(f.Years)
	}
	return f, nil
}

func (s *server) timelinessPage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	q, err := chartQuestionOf(r)
	if err != nil {
		return page{}, err
	}
	var b timelinessBody
	if b.Filter, err = s.placeFilter(ctx, l, &q); err != nil {
		return page{}, err
	}
	if b.Chart, err = s.chart(ctx, r, l, "calendar", q); err != nil {
		return page{}, err
	}
	b.Chart.Said = true
	p := page{view: "timeliness", title: l.say("timeliness.title"), lead: b.Chart.Sentence, county: q.County, year: q.Year, body: b}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {Name: p.title}}
	return p, nil
}

// familyNames are the kinds of agencies, in the order of their table.
func familyNames() []string {
	var names []string
	for _, f := range disclosure.Families() {
		names = append(names, string(f.Family))
	}
	return names
}
