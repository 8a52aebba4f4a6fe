package dashboards

import (
	"context"
	"net/http"
	"regexp"
)

// listFilter is what the lists of changes, copies, sums and findings are narrowed by.
type listFilter struct {
	among
	Kind   string
	Year   uint16
	Offset uint32
	Places []PlaceRow
	Years  []uint16
	Names  map[string]string // of counties by code
}

var kindPattern = regexp.MustCompile(`^(figure|sentence|title|agency|date|form|outcome|contact|attachment|address|passage|common|unclear)$`)

// listFilter reads the filter of an address, and what may be chosen.
func (s *server) listFilter(ctx context.Context, r *http.Request, l tongue) (listFilter, error) {
	q := r.URL.Query()
	f := listFilter{Names: map[string]string{}}
	var err error
	if f.County, err = param(q, "county", countyPattern); err != nil {
		return f, err
	}
	if f.Kind, err = param(q, "kind", kindPattern); err != nil {
		return f, err
	}
	if f.Year, err = year(q); err != nil {
		return f, err
	}
	if f.Offset, err = whole(q, "offset", 0, 10_000_000, 0); err != nil {
		return f, err
	}
	if f.Places, _, err = s.places(ctx, l, f.County); err != nil {
		return f, err
	}
	for _, p := range f.Places {
		f.Names[p.County] = p.Name
	}
	years, err := s.knownYears(ctx, among{})
	f.Years = years.years()
	return f, err
}

// bodyFilter is a listFilter that is narrowed by level and kind of agencies too.
func (s *server) bodyFilter(ctx context.Context, r *http.Request, l tongue) (listFilter, error) {
	f, err := s.listFilter(ctx, r, l)
	if err != nil {
		return f, err
	}
	f.among, err = amongOf(r.URL.Query())
	return f, err
}

// params are those of a measure that pages by rows.
func (f listFilter) params() map[string]any {
	return map[string]any{"county": f.County, "year": f.Year, "limit": uint32(pageSize), "offset": f.Offset}
}

// ofBodies are those of a measure that knows levels and kinds of agencies too.
func (f listFilter) ofBodies() map[string]any {
	return f.among.params("year", f.Year, "limit", uint32(pageSize), "offset", f.Offset)
}

// Place is the county's name, or its code.
func (f listFilter) Place(code string) string {
	if name := f.Names[code]; name != "" {
		return name
	}
	return code
}

// where says in words what a list is of.
func (l tongue) whereOf(f listFilter) string {
	where := l.say("place.everywhere")
	if f.County != "" {
		where = l.regionName(f.County)
	}
	for _, p := range f.Places {
		if p.County == f.County && f.County != "" {
			where = p.Name
		}
	}
	return l.whose(where, f.among)
}
