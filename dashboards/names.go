package dashboards

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/singleflight"
)

// NameRow is an agency by its name.
type NameRow struct {
	AgencyID string `ch:"agency_id" json:"agency_id"`
	Name     string `ch:"name" json:"name"`
	County   string `ch:"county" json:"county"`
}

// CountyNamesRow has the names of the agencies of a county, a line each, in the order of their identifiers.
type CountyNamesRow struct {
	County   string `ch:"county" json:"county"`
	Agencies string `ch:"agencies" json:"agencies"`
	Names    string `ch:"names" json:"names"`
}

// rows parts the texts.
func (r CountyNamesRow) rows(all []NameRow) []NameRow {
	agencies, names := r.Agencies, r.Names
	for agencies != "" {
		var row NameRow
		row.AgencyID, agencies, _ = strings.Cut(agencies, "\n")
		row.Name, names, _ = strings.Cut(names, "\n")
		row.County = r.County
		all = append(all, row)
	}
	return all
}

// nameIndex keeps the names of all agencies, which are asked for once a state of the data where names are searched by
// their sounds: 100,000 names are 10 MB.
type nameIndex struct {
	asking  singleflight.Group
	mu      sync.Mutex
	settled string
	names   []NameRow
}

// known are the names of all agencies, where they are kept.
func (x *nameIndex) known(settled string) ([]NameRow, bool) {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.names, settled != "" && x.settled == settled
}

// namedRow is one of the agencies whose names hold a text.
type namedRow struct {
	NameRow
	Total uint64 `ch:"total"`
}

// agenciesNamed are the first of the agencies of a place that a query may mean, and how many there are: what is no sound means the
// names that hold it as it stands, and the database looks for these.
func (s *server) agenciesNamed(ctx context.Context, query, county string, most int) ([]NameRow, int, error) {
	v, err := s.currentVersion(ctx)
	if err != nil || query == "" {
		return nil, 0, err
	}
	all, fresh := s.names.known(v.Settled)
	if _, bySound := latin(query); !fresh && !bySound {
		var rows []namedRow
		if err := s.Measures.Select(ctx, &rows, "agencies_named", map[string]any{"q": query, "county": county, "limit": uint32(most)}); err != nil || len(rows) == 0 {
			return nil, 0, err
		}
		var names []NameRow
		for _, r := range rows {
			names = append(names, r.NameRow)
		}
		return names, int(rows[0].Total), nil
	}
	if !fresh {
		if all, err = s.agencyNames(ctx, v); err != nil {
			return nil, 0, err
		}
	}
	inPlace := all
	if county != "" {
		inPlace = nil
		for _, a := range all {
			if within(a.County, county) {
				inPlace = append(inPlace, a)
			}
		}
	}
	meant := named(inPlace, func(a NameRow) string { return a.Name }, query)
	return meant[:min(len(meant), most)], len(meant), nil
}

// agencyNames asks for the names of all agencies, and keeps them.
func (s *server) agencyNames(ctx context.Context, v VersionRow) ([]NameRow, error) {
	x := &s.names
	got, err, _ := x.asking.Do(v.Settled, func() (any, error) {
		var counties []CountyNamesRow
		if err := s.Measures.Select(context.WithoutCancel(ctx), &counties, "search_names", nil); err != nil {
			return nil, err
		}
		lines := 0
		for _, c := range counties {
			lines += strings.Count(c.Agencies, "\n") + 1
		}
		rows := make([]NameRow, 0, lines)
		for _, c := range counties {
			rows = c.rows(rows)
		}
		slices.SortFunc(rows, func(a, b NameRow) int { return cmp.Compare(a.AgencyID, b.AgencyID) })
		x.mu.Lock()
		x.settled, x.names = v.Settled, rows
		x.mu.Unlock()
		return rows, nil
	})
	if err != nil {
		return nil, err
	}
	return got.([]NameRow), nil
}

// found is a thing that a name led to; at is where in the name, in characters.
type found[T any] struct {
	thing T
	name  string
	at    int
}

// named picks the things whose names hold the query or sound like it, those that begin with it
// first, then short names before long ones.
func named[T any](all []T, name func(T) string, query string) []T {
	letters, bySound := latin(query)
	var hits []found[T]
	for _, thing := range all {
		n := name(thing)
		at := -1
		if i := strings.Index(n, query); i >= 0 {
			at = len([]rune(n[:i]))
		} else if bySound {
			at = soundsAt([]rune(n), letters)
		}
		if at >= 0 {
			hits = append(hits, found[T]{thing, n, at})
		}
	}
	slices.SortStableFunc(hits, func(a, b found[T]) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(len(a.name), len(b.name)))
	})
	var things []T
	for _, h := range hits {
		things = append(things, h.thing)
	}
	return things
}
