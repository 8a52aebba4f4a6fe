package dashboards

import (
	"context"
	"net/http"
)

// agenciesBody is the list of agencies, or what a search found.
type agenciesBody struct {
	among
	Query    string
	Places   []PlaceRow
	Names    map[string]string // of counties by code
	Agencies []AgencyRow
	stretch
}

func (s *server) agenciesPage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	q := r.URL.Query()
	search := q.Get("q")
	if len(search) > maxQuery {
		return page{}, badRequest("error.long_query")
	}
	of, err := amongOf(q)
	if err != nil {
		return page{}, err
	}
	offset, err := whole(q, "offset", 0, 10_000_000, 0)
	if err != nil {
		return page{}, err
	}
	places, _, err := s.places(ctx, l, of.County)
	if err != nil {
		return page{}, err
	}
	b := agenciesBody{among: of, Query: search, Places: places, Names: map[string]string{}}
	for _, p := range places {
		b.Names[p.County] = p.Name
	}
	b.Agencies, err = Agencies(ctx, s.Measures, of.params("q", search, "agency", "", "limit", uint32(pageSize), "offset", offset))
	if err != nil {
		return page{}, err
	}
	total := uint64(0)
	if len(b.Agencies) > 0 {
		total = b.Agencies[0].Total
	}
	b.stretch = stretchOf(offset, len(b.Agencies), total, func(offset uint32) string {
		return address(l, "/agencies", of.pairs("q", search, "offset", offset)...)
	})
	p := page{view: "agencies", title: l.say("agencies.title"), county: of.County, body: b}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {Name: p.title}}
	p.lead = l.say("agencies.lead", b.Total)
	if of != (among{}) {
		p.lead = l.say("agencies.lead_of", b.Total, l.whereOf(listFilter{among: of, Places: places}))
	}
	if search != "" {
		p.lead = l.say("agencies.found", search, b.Total)
	}
	return p, nil
}

// methodBody is how everything is computed, with the catalogue of rules.
type methodBody struct {
	Rules []RuleRow
}

func (s *server) methodPage(ctx context.Context, _ *http.Request, l tongue) (page, error) {
	var b methodBody
	if err := s.Measures.Select(ctx, &b.Rules, "rules", nil); err != nil {
		return page{}, err
	}
	p := page{view: "method", title: l.say("method.title"), lead: l.say("method.lead"), body: b}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {Name: p.title}}
	return p, nil
}

// dataBody is what there is, table by table.
type dataBody struct {
	Console   bool
	Drafts    bool
	Files     bool // whole tables can be had
	Tables    []PublicTable
	Examples  []example
	Endpoints []endpoint
}

// example is a query that runs as it stands.
type example struct{ Title, SQL string }

func (s *server) dataPage(ctx context.Context, _ *http.Request, l tongue) (page, error) {
	tables, err := s.publicTables(ctx)
	if err != nil {
		return page{}, err
	}
	b := dataBody{Console: s.Query != nil, Drafts: s.Check != nil, Files: s.Table != nil, Tables: tables, Endpoints: endpoints()}
	for _, key := range []string{"requests", "late", "broken", "trend"} {
		b.Examples = append(b.Examples, example{l.say("data.example." + key), exampleSQL[key]})
	}
	p := page{view: "data", title: l.say("data.title"), lead: l.say("data.lead", len(b.Tables)), body: b}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {Name: p.title}}
	return p, nil
}

// exampleSQL are the worked queries of the data page.
var exampleSQL = map[string]string{
	"requests": `SELECT a.name, f.fiscal_year, f.value
FROM figures_additive AS f
INNER JOIN agencies AS a ON a.agency_id = f.agency_id
WHERE f.indicator = 'requests_new' AND f.applicant = 'total' AND f.value IS NOT NULL
ORDER BY f.value DESC
LIMIT 20`,
	"late": `SELECT a.name, e.fiscal_year, e.deadline, e.days_late_low, e.days_late_high
FROM expected_reports AS e
INNER JOIN agencies AS a ON a.agency_id = e.agency_id
WHERE e.status = 'late'
ORDER BY e.days_late_low DESC`,
	"broken": `SELECT rule, count() AS findings, uniqExact(report_id) AS reports
FROM findings
WHERE severity = 'error' AND blame = 'agency'
GROUP BY rule
ORDER BY findings DESC`,
	"trend": `SELECT fiscal_year, sum(value) AS requests, count(value) AS known, count() AS printed
FROM figures_additive
WHERE indicator = 'requests_new' AND applicant = 'total'
GROUP BY fiscal_year
ORDER BY fiscal_year`,
}
