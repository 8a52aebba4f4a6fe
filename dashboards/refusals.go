package dashboards

import (
	"context"
	"net/http"
)

// refusalsBody is why requests were not granted, over years.
type refusalsBody struct {
	Filter  placeFilter
	Agency  *AgencyRow // where one was chosen: its place, level and kind say nothing more
	Reasons refusals
	Chart   *chartView
}

// AgencyID is that of the agency; empty where a place was chosen.
func (b refusalsBody) AgencyID() string {
	if b.Agency == nil {
		return ""
	}
	return b.Agency.AgencyID
}

func (s *server) refusalsPage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	q, err := chartQuestionOf(r)
	if err != nil {
		return page{}, err
	}
	var b refusalsBody
	if q.Agency != "" {
		a, err := s.findAgency(ctx, q.Agency)
		if err != nil {
			return page{}, err
		}
		b.Agency = &a
		q.County, q.Level, q.Family = "", "", ""
	}
	if b.Filter, err = s.placeFilter(ctx, l, &q); err != nil {
		return page{}, err
	}
	if b.Reasons, err = s.refusals(ctx, l, q); err != nil {
		return page{}, err
	}
	if b.Chart, err = s.chart(ctx, r, l, "refusals", q); err != nil {
		return page{}, err
	}
	b.Chart.Said = true
	p := page{view: "refusals", title: l.say("nav.refusals"), lead: b.Chart.Sentence, county: q.County, year: q.Year, body: b}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {Name: p.title}}
	return p, nil
}
