package dashboards

import (
	"context"
	"maps"
	"net/http"
)

// undecidedBody is what waits for a person: names of agencies that mean none for certain, documents
// of which it is not known whose report they are, and bodies that may be one.
type undecidedBody struct {
	County string
	Places []PlaceRow
	Names  sheet[UnresolvedRow]
	Links  sheet[UnreadLinkRow]
	Same   sheet[MaybeSameRow]
}

// sheet is one page of a list.
type sheet[T any] struct {
	Rows []T
	stretch
}

func (s *server) undecidedPage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	q := r.URL.Query()
	county, err := param(q, "county", countyPattern)
	if err != nil {
		return page{}, err
	}
	at := map[string]uint32{}
	for _, list := range []string{"names", "links", "same"} {
		if at[list], err = whole(q, list, 0, 10_000_000, 0); err != nil {
			return page{}, err
		}
	}
	places, _, err := s.places(ctx, l, county)
	if err != nil {
		return page{}, err
	}
	b := undecidedBody{County: county, Places: places}
	turn := func(list string) func(uint32) string {
		return func(offset uint32) string {
			to := maps.Clone(at)
			to[list] = offset
			return address(l, "/undecided", "county", county, "names", to["names"], "links", to["links"], "same", to["same"]) + "#" + list
		}
	}
	if b.Names, err = sheetOf(ctx, s.Measures, "unresolved", map[string]any{"county": county}, at["names"], func(r UnresolvedRow) uint64 { return r.Total }, turn("names")); err != nil {
		return page{}, err
	}
	if b.Links, err = sheetOf(ctx, s.Measures, "unread_links", map[string]any{"county": county, "site": ""}, at["links"], func(r UnreadLinkRow) uint64 { return r.Total }, turn("links")); err != nil {
		return page{}, err
	}
	if b.Same, err = sheetOf(ctx, s.Measures, "maybe_same", map[string]any{"county": county}, at["same"], func(r MaybeSameRow) uint64 { return r.Total }, turn("same")); err != nil {
		return page{}, err
	}
	p := page{view: "undecided", title: l.say("undecided.title"), county: county, body: b, lead: l.say("undecided.lead", b.Names.Total, b.Links.Total, b.Same.Total)}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {Name: p.title}}
	return p, nil
}

// sheetOf asks for a page of a list whose rows know how many there are. Beyond its end there is no
// row to know it: then it is the first page, since a list is not empty for being asked too far.
func sheetOf[T any](ctx context.Context, measures Measures, measure string, params map[string]any, offset uint32, total func(T) uint64, turn func(uint32) string) (sheet[T], error) {
	params = maps.Clone(params)
	params["limit"], params["offset"] = uint32(pageSize), offset
	var p sheet[T]
	if err := measures.Select(ctx, &p.Rows, measure, params); err != nil {
		return p, err
	}
	switch {
	case len(p.Rows) > 0:
		p.stretch = stretchOf(offset, len(p.Rows), total(p.Rows[0]), turn)
	case offset > 0:
		return sheetOf(ctx, measures, measure, params, 0, total, turn)
	}
	return p, nil
}
