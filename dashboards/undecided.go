package dashboards

import (
	"context"
	"net/http"
)

// undecidedBody is what waits for a person: names of agencies that mean none for certain, and
// documents of which it is not known whose report they are.
type undecidedBody struct {
	County string
	Places []PlaceRow
	Names  []UnresolvedRow
	Links  []UnreadLinkRow
}

func (b undecidedBody) names() uint64 {
	if len(b.Names) == 0 {
		return 0
	}
	return b.Names[0].Total
}

func (b undecidedBody) links() uint64 {
	if len(b.Links) == 0 {
		return 0
	}
	return b.Links[0].Total
}

func (s *server) undecidedPage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	county, err := param(r.URL.Query(), "county", countyPattern)
	if err != nil {
		return page{}, err
	}
	places, _, err := s.places(ctx, l, county)
	if err != nil {
		return page{}, err
	}
	b := undecidedBody{County: county, Places: places}
	params := map[string]any{"county": county, "limit": uint32(pageSize), "offset": uint32(0)}
	if err := s.Measures.Select(ctx, &b.Names, "unresolved", params); err != nil {
		return page{}, err
	}
	params["site"] = ""
	if err := s.Measures.Select(ctx, &b.Links, "unread_links", params); err != nil {
		return page{}, err
	}
	p := page{view: "undecided", title: l.say("undecided.title"), county: county, body: b, lead: l.say("undecided.lead", b.names(), b.links())}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {Name: p.title}}
	return p, nil
}
