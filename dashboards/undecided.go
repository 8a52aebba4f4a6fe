package dashboards

import (
	"context"
	"maps"
	"net/http"
)

// undecidedBody is what waits for a person: names of agencies that mean none for certain, and
// documents of which it is not known whose report they are.
type undecidedBody struct {
	County string
	Places []PlaceRow
	Names  sheet[UnresolvedRow]
	Links  sheet[UnreadLinkRow]
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
	names, err := whole(q, "names", 0, 10_000_000, 0)
	if err != nil {
		return page{}, err
	}
	links, err := whole(q, "links", 0, 10_000_000, 0)
	if err != nil {
		return page{}, err
	}
	places, _, err := s.places(ctx, l, county)
	if err != nil {
		return page{}, err
	}
	b := undecidedBody{County: county, Places: places}
	params := map[string]any{"county": county, "site": ""}
	b.Names, err = sheetOf(ctx, s.Measures, "unresolved", params, names, func(r UnresolvedRow) uint64 { return r.Total },
		func(offset uint32) string {
			return address(l, "/undecided", "county", county, "names", offset, "links", links) + "#names"
		})
	if err != nil {
		return page{}, err
	}
	b.Links, err = sheetOf(ctx, s.Measures, "unread_links", params, links, func(r UnreadLinkRow) uint64 { return r.Total },
		func(offset uint32) string {
			return address(l, "/undecided", "county", county, "names", names, "links", offset) + "#links"
		})
	if err != nil {
		return page{}, err
	}
	p := page{view: "undecided", title: l.say("undecided.title"), county: county, body: b, lead: l.say("undecided.lead", b.Names.Total, b.Links.Total)}
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
