package dashboards

import (
	"context"
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
	var rows []FindingCountRow
	params := f.among.params("year", f.Year, "severity", b.Severity, "blame", b.Blame, "limit", uint32(matrixAgencies), "offset", f.Offset)
	if err := s.Measures.Select(ctx, &rows, "finding_matrix", params); err != nil {
		return page{}, err
	}
	b.layOut(rows)
	total := uint64(0)
	if len(rows) > 0 {
		total = rows[0].Total
	}
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
	rows := []FindingCountRow{}
	err := s.Measures.Select(ctx, &rows, "finding_matrix", q.among().params("year", q.Year, "severity", q.Severity, "blame", q.Blame, "limit", uint32(apiMost), "offset", uint32(0)))
	if err == nil && len(rows) > 0 && rows[0].Total > apiMost {
		err = badRequest("error.choose_place") // a matrix that ends too early must not look whole
	}
	return rows, err
}
