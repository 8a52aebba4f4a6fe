package dashboards

import (
	"context"
	"net/http"
)

// copiesBody lists pairs of reports whose texts are alike, and places that are named as their own.
type copiesBody struct {
	listFilter
	Kinds   []string
	Pairs   []CopyRow
	Foreign []ForeignPlaceRow
	stretch
}

func (s *server) copiesPage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	f, err := s.bodyFilter(ctx, r, l)
	if err != nil {
		return page{}, err
	}
	b := copiesBody{listFilter: f, Kinds: []string{"passage", "common", "unclear"}}
	params := f.ofBodies()
	params["kind"] = f.Kind
	if b.Pairs, err = Copies(ctx, s.Measures, params); err != nil {
		return page{}, err
	}
	total, passages := uint64(0), 0
	for _, pair := range b.Pairs {
		total = pair.Total
		if pair.Kind == "passage" {
			passages++
		}
	}
	b.stretch = stretchOf(f.Offset, len(b.Pairs), total, func(offset uint32) string {
		return address(l, "/copies", f.pairs("kind", f.Kind, "year", f.Year, "offset", offset)...)
	})
	if err := s.Measures.Select(ctx, &b.Foreign, "foreign_places", f.among.params("year", f.Year, "limit", uint32(bodiesAtOnce), "offset", uint32(0))); err != nil {
		return page{}, err
	}
	p := page{view: "copies", title: l.say("copies.title"), county: f.County, year: f.Year, body: b}
	p.lead = l.say("copies.lead", l.whereOf(f), total, len(b.Pairs), passages, len(b.Foreign))
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {Name: p.title}}
	return p, nil
}

// Copies lists pairs of reports whose texts are alike: the pairs, and then what their agencies are.
func Copies(ctx context.Context, m Measures, params map[string]any) ([]CopyRow, error) {
	rows := []CopyRow{}
	if err := m.Select(ctx, &rows, "copies", params); err != nil {
		return nil, err
	}
	agencies := make([]string, 0, 2*len(rows))
	for _, r := range rows {
		agencies = append(agencies, r.AgencyID, r.OtherAgencyID)
	}
	bodies, err := bodiesOf(ctx, m, eachOnce(agencies, func(id string) string { return id }))
	if err != nil {
		return nil, err
	}
	for i := range rows {
		r := &rows[i]
		one, other := bodies[r.AgencyID], bodies[r.OtherAgencyID]
		r.Name, r.County, r.OtherName, r.OtherCounty = one.Name, one.County, other.Name, other.County
	}
	return rows, nil
}

// copyParams are what a list of such pairs is asked by.
var copyParams = []string{"county", "level", "family", "year", "kind", "limit", "offset"}

func askCopies(ctx context.Context, s *server, q question) (any, error) {
	return Copies(ctx, s.Measures, only(q.params(), copyParams))
}
