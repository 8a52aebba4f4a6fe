package dashboards

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strings"

	"gongkai/disclosure"
)

// findingMatrix shows how often each rule is broken by agency.
type findingMatrix struct {
	listFilter
	Severity, Blame string
	Rules           []disclosure.Rule // that are broken on this page, in the catalogue's order
	Rows            []findingMatrixRow
	stretch
}

type findingMatrixRow struct {
	AgencyID, Name, County string
	Cells                  []*FindingCountRow // one a rule; nil: none
}

// matrixAgencies are the agencies of one page.
const matrixAgencies = 50

func (s *server) findingMatrixPage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	f, err := s.bodyFilter(ctx, r, l)
	if err != nil {
		return page{}, err
	}
	b := findingMatrix{listFilter: f}
	if b.Severity, err = param(r.URL.Query(), "severity", severityPattern); err != nil {
		return page{}, err
	}
	if b.Blame, err = param(r.URL.Query(), "blame", blamePattern); err != nil {
		return page{}, err
	}
	rows, total, err := s.findingCounts(ctx, findingFilter{County: f.County, Level: f.Level, Family: f.Family, Year: f.Year, Severity: b.Severity, Blame: b.Blame, Limit: matrixAgencies, Offset: f.Offset})
	if err != nil {
		return page{}, err
	}
	b.layOut(rows)
	turn := func(offset uint32) string {
		return address(l, "/findings/matrix", f.pairs("severity", b.Severity, "blame", b.Blame, "year", f.Year, "offset", offset)...)
	}
	b.From, b.To, b.Total = uint64(f.Offset)+1, uint64(f.Offset)+uint64(len(b.Rows)), total
	if f.Offset > 0 {
		b.Earlier = turn(f.Offset - min(f.Offset, matrixAgencies))
	}
	if b.To < total {
		b.Later = turn(f.Offset + matrixAgencies)
	}
	p := page{view: "matrix", title: l.say("matrix.title"), county: f.County, year: f.Year, body: b, lead: l.matrixLead(b, rows)}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {l.say("findings.title"), address(l, "/findings", f.pairs("year", f.Year)...)}, {Name: p.title}}
	return p, nil
}

// layOut gives every agency a cell for each rule of the page.
func (b *findingMatrix) layOut(rows []FindingCountRow) {
	broken := map[string]bool{}
	for _, r := range rows {
		broken[r.Rule] = true
	}
	for _, rule := range disclosure.Rules {
		if broken[rule.ID] {
			b.Rules = append(b.Rules, rule)
			delete(broken, rule.ID)
		}
	}
	for id := range broken { // of an older catalogue
		b.Rules = append(b.Rules, disclosure.Rule{ID: id, TitleZH: id, TitleEN: id})
	}
	slices.SortFunc(b.Rules, func(x, y disclosure.Rule) int { return strings.Compare(x.ID, y.ID) })
	for i := range rows {
		r := &rows[i]
		if n := len(b.Rows); n == 0 || b.Rows[n-1].AgencyID != r.AgencyID {
			b.Rows = append(b.Rows, findingMatrixRow{r.AgencyID, r.Name, r.County, make([]*FindingCountRow, len(b.Rules))})
		}
		at := slices.IndexFunc(b.Rules, func(rule disclosure.Rule) bool { return rule.ID == r.Rule })
		b.Rows[len(b.Rows)-1].Cells[at] = r
	}
}

// matrixLead says how many there are and which rule most of them break.
func (l tongue) matrixLead(b findingMatrix, rows []FindingCountRow) string {
	if len(rows) == 0 {
		return l.say("findings.none")
	}
	all, printed := uint64(0), uint64(0)
	agencies, gravest := map[string]int{}, "info"
	for _, r := range rows {
		if r.Severity == "error" || r.Severity == "warning" && gravest == "info" {
			gravest = r.Severity
		}
	}
	for _, r := range rows {
		all, printed = all+r.Findings, printed+r.Printed
		if r.Severity == gravest {
			agencies[r.Rule]++
		}
	}
	most := b.Rules[0]
	for _, rule := range b.Rules {
		if agencies[rule.ID] > agencies[most.ID] {
			most = rule
		}
	}
	return l.say("matrix.lead", l.whereOf(b.listFilter), b.Total, len(b.Rows), all, printed, most.ID, ruleTitle(l, most), agencies[most.ID])
}

func askMatrix(ctx context.Context, s *server, q question) (any, error) {
	f := q.findingFilter
	f.Rule, f.Agency, f.Report, f.Limit, f.Offset = "", "", "", apiMost, 0
	rows, total, err := s.findingCounts(ctx, f)
	if err == nil && total > apiMost {
		err = badRequest("error.choose_place") // a matrix that ends too early must not look whole
	}
	return rows, err
}

// rankRow is an agency in the order of the matrix.
type rankRow struct {
	AgencyID string `ch:"agency_id"`
	Errors   uint64 `ch:"errors"`
	Total    uint64 `ch:"total"` // agencies before LIMIT
}

// findingCounts are the rows of the matrix, those of an agency together, and how many agencies there are without the limit.
// Only the agencies of the answer are counted by rule.
func (s *server) findingCounts(ctx context.Context, f findingFilter) ([]FindingCountRow, uint64, error) {
	all := []FindingCountRow{}
	whose, known, err := s.whose(ctx, f.among())
	if err != nil || whose == nil {
		return all, 0, err
	}
	asked := map[string]any{"year": f.Year, "severity": f.Severity, "blame": f.Blame}
	maps.Copy(asked, whose)
	var ranks []rankRow
	if err := s.Measures.Select(ctx, &ranks, "finding_ranks", with(asked, "limit", f.Limit, "offset", f.Offset)); err != nil || len(ranks) == 0 {
		return all, 0, err
	}
	named := make([]string, len(ranks))
	for i, r := range ranks {
		named[i] = r.AgencyID
	}
	of := map[string][]FindingCountRow{}
	for some := range slices.Chunk(named, mostAsked) {
		var rows []FindingCountRow
		if err := s.Measures.Select(ctx, &rows, "finding_counts", with(map[string]any{"year": f.Year, "severity": f.Severity, "blame": f.Blame}, namedBodies(some)...)); err != nil {
			return all, 0, err
		}
		for _, r := range rows {
			of[r.AgencyID] = append(of[r.AgencyID], r)
		}
	}
	if known, err = s.bodiesNamed(ctx, known, slices.Clone(named)); err != nil {
		return all, 0, err
	}
	for _, id := range named {
		for _, r := range of[id] {
			r.Name, r.County, r.Total = known[id].Name, known[id].County, ranks[0].Total
			all = append(all, r)
		}
	}
	return all, ranks[0].Total, nil
}
