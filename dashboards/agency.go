package dashboards

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"gongkai/disclosure"
)

// agencyBody is one agency over its years.
type agencyBody struct {
	Agency     AgencyRow
	Unresolved bool         // which agency it is has not been established
	Years      []agencyYear // newest first
	Scores     []scoreYear  // newest first
	Across     agencyAcross
	Register   *RegisterRow
	Charts     []*chartView // the years in small: days, requests, outcomes, reviews
	Peers      *chartView
	Year       uint16       // that the peers are of; 0: its last
	Sources    *sourcesView // for paper
	Findings   []findingView
	More       bool // there are more findings than shown
}

// agencyYear is one year of an agency; without Coverage nothing was expected or found.
type agencyYear struct {
	Year     uint16
	Coverage *CoverageRow
	Profile  *ProfileRow
	Cell     matrixCell
}

// PeersYear is the year that the peers are of.
func (b agencyBody) PeersYear() uint16 {
	if b.Year == 0 && b.Agency.LastYear != nil {
		return *b.Agency.LastYear
	}
	return b.Year
}

const shownFindings = 100

func (s *server) agencyPage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	id := r.PathValue("agency")
	a, err := s.findAgency(ctx, id)
	if err != nil {
		return page{}, err
	}
	y, err := year(r.URL.Query())
	if err != nil {
		return page{}, err
	}
	s.ahead(ctx,
		func() { _, _ = s.coverage(ctx, among{}, id, 0) },
		func() { _, _ = s.agencyTotals(ctx, id) },
		func() { _, _, _ = s.findingsOf(ctx, a, "", shownFindings) },
		func() { _ = s.agencyCharts(ctx, r, l, id, &agencyBody{Year: y}) },
		func() { _, _ = s.agencyScores(ctx, l, id) },
		func() { _, _ = s.agencyAcross(ctx, l, id) },
		func() { _, _ = s.agencyCrumbs(ctx, l, a) })
	coverage, err := s.coverage(ctx, among{}, id, 0)
	if err != nil {
		return page{}, err
	}
	profile, err := s.profile(ctx, id)
	if err != nil {
		return page{}, err
	}
	findings, more, err := s.findingsOf(ctx, a, "", shownFindings)
	if err != nil {
		return page{}, err
	}
	b := agencyBody{Agency: a, Unresolved: strings.HasPrefix(a.AgencyID, "unresolved-"), Years: agencyYears(l, coverage, profile), More: more, Year: y}
	if b.Findings, err = s.findingViews(l, findings); err != nil {
		return page{}, err
	}
	if err := s.agencyCharts(ctx, r, l, id, &b); err != nil {
		return page{}, err
	}
	if b.Scores, err = s.agencyScores(ctx, l, id); err != nil {
		return page{}, err
	}
	b.Scores = restOn(b.Scores, coverage)
	if b.Across, err = s.agencyAcross(ctx, l, id); err != nil {
		return page{}, err
	}
	p := page{view: "agency", title: a.Name, body: b, lead: agencyLead(l, a, coverage)}
	for _, c := range b.Charts {
		c.Said = c.Said || c.Sentence == p.lead
	}
	p.crumbs, err = s.agencyCrumbs(ctx, l, a)
	p.crumbs = append(p.crumbs, crumb{Name: a.Name})
	return p, err
}

func (s *server) findAgency(ctx context.Context, id string) (AgencyRow, error) {
	if !idPattern.MatchString(id) {
		return AgencyRow{}, notFound("error.no_agency")
	}
	s.ahead(ctx, func() { _, _ = s.coverage(ctx, among{}, id, 0) })
	record, err := s.agencyRecord(ctx, id)
	if err != nil {
		return AgencyRow{}, err
	}
	if record == nil {
		return AgencyRow{}, notFound("error.no_agency")
	}
	coverage, err := s.coverage(ctx, among{}, id, 0)
	return record.AgencyRow.counting(coverage), err
}

// agencyRecord is what is known of an agency itself, without what was found of it.
type agencyRecord struct {
	AgencyRow
	RegisterRow
}

// agencyRecord finds an agency; nil where there is none.
func (s *server) agencyRecord(ctx context.Context, id string) (*agencyRecord, error) {
	var rows []agencyRecord
	if err := s.Measures.Select(ctx, &rows, "agency", map[string]any{"agency": id}); err != nil || len(rows) == 0 {
		return nil, err
	}
	r := rows[0]
	orNil(&r.AgencyRow.DivisionCode, &r.DivisionName, &r.CountyCode, &r.Level, &r.AgencyRow.ParentAgencyID)
	return &r, nil
}

// counting adds what was found of an agency.
func (a AgencyRow) counting(years []CoverageRow) AgencyRow {
	a.Total = 1
	for _, y := range years {
		if y.Errors != nil {
			a.Errors += uint64(*y.Errors)
		}
		if y.ReportID == nil {
			continue
		}
		a.Reports++
		if a.FirstYear == nil || y.FiscalYear < *a.FirstYear {
			a.FirstYear = &y.FiscalYear
		}
		if a.LastYear == nil || y.FiscalYear > *a.LastYear {
			a.LastYear = &y.FiscalYear
		}
	}
	return a
}

// reportAgency is the agency of a report, as far as a page says it above its heading.
func (s *server) reportAgency(ctx context.Context, r ReportRow) (AgencyRow, error) {
	if r.Name == "" { // nobody knows it
		return s.findAgency(ctx, r.AgencyID)
	}
	return r.agency(), nil
}

func (r ReportRow) agency() AgencyRow {
	a := AgencyRow{AgencyID: r.AgencyID, Name: r.Name}
	if r.County != "unknown" {
		a.CountyCode = &r.County
	}
	return a
}

// agencyCrumbs leads from everything over the county to the agency.
func (s *server) agencyCrumbs(ctx context.Context, l tongue, a AgencyRow) ([]crumb, error) {
	code := "unknown"
	if a.CountyCode != nil {
		code = *a.CountyCode
	}
	places, _, err := s.places(ctx, l, "")
	if err != nil {
		return nil, err
	}
	if i := slices.IndexFunc(places, func(p PlaceRow) bool { return p.County == code }); i >= 0 {
		return placeCrumbs(l, places[i]), nil
	}
	// Reports are shown as soon as they are read, their county once it was scored: until then it has no page.
	name := l.word("county", code)
	if d, ok := disclosure.FindDivision(code); ok {
		name = d.Name
	} else if a.DivisionCode != nil && *a.DivisionCode == code && a.DivisionName != nil {
		name = *a.DivisionName
	}
	return []crumb{{l.say("crumb.all"), address(l, "/")}, {Name: name}}, nil
}

// agencyYears joins what was expected, what was found and what it prints, newest first; a year
// between two others without anything is a gap.
func agencyYears(l tongue, coverage []CoverageRow, profile []ProfileRow) []agencyYear {
	var known []uint16
	for _, c := range coverage {
		known = append(known, c.FiscalYear)
	}
	var years []agencyYear
	for _, y := range span(known) {
		v := agencyYear{Year: y}
		for i := range coverage {
			if coverage[i].FiscalYear == y {
				v.Coverage, v.Cell = &coverage[i], l.cell(coverage[i])
			}
		}
		for i := range profile {
			if profile[i].FiscalYear == y {
				v.Profile = &profile[i]
			}
		}
		years = append(years, v)
	}
	slices.Reverse(years)
	return years
}

// agencyLead sums an agency up: how many of its reports were expected, found, on time, late.
func agencyLead(l tongue, a AgencyRow, coverage []CoverageRow) string {
	counts := map[string]int{}
	found, expected := 0, 0
	for _, c := range coverage {
		if c.Status != "not_expected" {
			expected++
			counts[c.look()]++
		}
		if c.ReportID != nil {
			found++
		}
	}
	var parts []string
	for _, status := range []string{"on_time", "late", "unknown", "unseen", "not_found", "blocked", "not_published"} {
		if counts[status] > 0 {
			parts = append(parts, l.say("lead."+status, counts[status]))
		}
	}
	lead := l.say("agency.lead", a.Name, expected, found)
	if len(parts) > 0 {
		lead = l.say("agency.lead_status", a.Name, expected, found, strings.Join(parts, l.say("join.list")))
	}
	if a.Errors > 0 {
		lead += l.say("agency.lead_errors", a.Errors)
	}
	return lead
}

// yearText writes a fiscal year that may be unknown.
func yearText(y *uint16) string {
	if y == nil {
		return "—"
	}
	return strconv.Itoa(int(*y))
}
