package dashboards

import (
	"context"

	"gongkai/dashboards/chart"
)

// ofReports are the pages that show reports and say nothing where there is none at all.
var ofReports = map[string]bool{"overview": true, "agencies": true, "league": true, "total": true, "funnel": true, "timeliness": true, "refusals": true, "compare": true, "attention": true,
	"findings": true, "matrix": true, "expected": true, "reports": true, "cells": true, "changes": true, "rewordings": true, "copies": true, "templates": true}

// ofYears are those that show a year of a place: without any year they have none to name.
var ofYears = map[string]bool{"overview": true, "league": true, "total": true, "timeliness": true, "refusals": true, "attention": true}

// emptyBody is a page that has nothing to show, and says what to do.
type emptyBody struct {
	Whole  bool       // the database has nothing, not only the place
	Places []PlaceRow // that have something
	Path   string
}

// mostElsewhere bounds the places that are offered instead.
const mostElsewhere = 60

// orEmpty puts what to do in the place of a page that has nothing to show.
func (s *server) orEmpty(ctx context.Context, l tongue, path string, p page) (page, error) {
	v, err := s.currentVersion(ctx)
	if err != nil || !ofReports[p.view] {
		return p, nil // the page says what it can
	}
	var places []PlaceRow
	if v.Reports == 0 || p.county != "" && ofYears[p.view] {
		if places, _, err = s.places(ctx, l, ""); err != nil {
			return p, err
		}
	}
	if v.Reports == 0 && len(places) == 0 { // a register alone gives agencies, and what is expected of them
		p.view, p.lead, p.body = "empty", l.emptyLead(v), emptyBody{Whole: true}
		return p, nil
	}
	if p.county == "" || !ofYears[p.view] {
		return p, nil
	}
	if b, ok := p.body.(overviewBody); ok && len(b.Years) > 0 {
		return p, nil // which has asked already
	}
	years, err := s.knownYears(ctx, among{County: p.county})
	if err != nil || len(years) > 0 {
		return p, err
	}
	where, err := s.whereName(ctx, l, p.county)
	p.lead = l.say("lead.no_place", where)
	p.view, p.body = "empty", emptyBody{Places: places[:min(len(places), mostElsewhere)], Path: path}
	return p, err
}

// emptyLead says what to do where the database has no report.
func (l tongue) emptyLead(v VersionRow) string {
	if v.LastCrawl != nil {
		return l.say("lead.unread")
	}
	return l.say("lead.empty")
}

// chartOrEmpty puts what to do in the place of a chart that has nothing to draw, as pages do.
func (s *server) chartOrEmpty(ctx context.Context, l tongue, c chart.Chart) (chart.Chart, error) {
	v, err := s.currentVersion(ctx)
	if err != nil || v.Reports > 0 {
		return c, err
	}
	places, _, err := s.places(ctx, l, "")
	if err != nil || len(places) > 0 {
		return c, err
	}
	c.Title, c.Sentence, c.Plot, c.Table.Rows = l.emptyLead(v), l.emptyLead(v), nil, nil
	return c, nil
}
