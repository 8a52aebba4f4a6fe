package dashboards

import (
	"context"
	"net/http"
	"slices"
)

// agencyCharts adds what is drawn of an agency, what its register says, and what the page is made from. Peers are
// those of the body's year.
func (s *server) agencyCharts(ctx context.Context, r *http.Request, l tongue, id string, b *agencyBody) error {
	q := chartQuestion{question: question{findingFilter: findingFilter{Agency: id}}}
	for _, name := range []string{"agency-days", "agency-requests", "agency-outcomes", "agency-legal"} {
		c, err := s.chart(ctx, r, l, name, q)
		if err != nil {
			return err
		}
		c.Said = c.Sentence == c.Title
		b.Charts = append(b.Charts, c)
	}
	var err error
	q.Year = b.Year
	if b.Peers, err = s.chart(ctx, r, l, "agency-peers", q); err != nil {
		return err
	}
	if b.Register, err = s.register(ctx, id); err != nil {
		return err
	}
	a, err := s.findAgency(ctx, id)
	if err != nil {
		return err
	}
	b.Sources, err = s.agencySources(ctx, r, a)
	return err
}

// register is what a register says of an agency, nil where there is no such agency.
func (s *server) register(ctx context.Context, id string) (*RegisterRow, error) {
	record, err := s.agencyRecord(ctx, id)
	if err != nil || record == nil {
		return nil, err
	}
	r := &record.RegisterRow
	r.ParentAgencyID = record.AgencyRow.ParentAgencyID
	others := slices.Clone(r.Predecessors)
	if r.ParentAgencyID != nil {
		others = append(others, *r.ParentAgencyID)
	}
	if len(others) == 0 {
		return r, nil
	}
	var names []NameRow
	if err := s.Measures.Select(ctx, &names, "agency_names", map[string]any{"agencies": others}); err != nil {
		return nil, err
	}
	for i, id := range others {
		if at := slices.IndexFunc(names, func(n NameRow) bool { return n.AgencyID == id }); at >= 0 {
			others[i] = names[at].Name
		}
	}
	r.PredecessorNames = others[:len(r.Predecessors)]
	if r.ParentAgencyID != nil {
		r.ParentName = others[len(r.Predecessors)]
	}
	return r, nil
}

// mostSources is how many reports a brief names; the rest are on their pages.
const mostSources = 12

// sourcesView are the reports that a brief on paper names; the rest is at the address.
type sourcesView struct {
	Rows []ReportListRow
	More uint64
	Page string
	Line string // which data and methods
}

// sources are the reports of a county and year that a page is made from.
func (s *server) sources(ctx context.Context, r *http.Request, county string, y uint16) (*sourcesView, error) {
	rows, err := s.countyReports(ctx, county, y)
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	return s.sourcesView(ctx, r, rows, uint64(len(rows))), nil
}

// namedReport is a report of an agency.
type namedReport struct {
	AgencyID string `ch:"agency_id"`
	Name     string `ch:"name"`
	ReportID string `ch:"report_id"`
}

// countyReports are the reports of a county's agencies of a year, those that the numbers of its page are of.
func (s *server) countyReports(ctx context.Context, county string, y uint16) ([]ReportListRow, error) {
	var named []namedReport
	if err := s.Measures.Select(ctx, &named, "county_reports", map[string]any{"county": county, "year": y}); err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, r := range named {
		names[r.AgencyID] = r.Name
	}
	var all []ReportListRow
	for some := range slices.Chunk(named, mostAsked) {
		var rows []ReportListRow
		if err := s.Measures.Select(ctx, &rows, "reports_named", map[string]any{"reports": eachOnce(some, func(r namedReport) string { return r.ReportID })}); err != nil {
			return nil, err
		}
		for i := range rows {
			rows[i].Name = names[rows[i].AgencyID]
		}
		all = append(all, rows...)
	}
	return all, nil
}

// agencySources are the same of one agency.
func (s *server) agencySources(ctx context.Context, r *http.Request, a AgencyRow) (*sourcesView, error) {
	var rows []ReportListRow
	err := s.Measures.Select(ctx, &rows, "agency_reports", map[string]any{"agency": a.AgencyID})
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	for i := range rows {
		rows[i].Name = a.Name
	}
	slices.Reverse(rows)
	return s.sourcesView(ctx, r, rows, uint64(len(rows))), nil
}

func (s *server) sourcesView(ctx context.Context, r *http.Request, rows []ReportListRow, all uint64) *sourcesView {
	v := &sourcesView{Rows: rows[:min(len(rows), mostSources)], Page: r.Host + r.URL.RequestURI(), Line: s.source(ctx, languageOf(r))}
	v.More = all - uint64(len(v.Rows))
	return v
}
