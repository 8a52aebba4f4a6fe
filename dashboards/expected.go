package dashboards

import (
	"context"
	"net/http"
	"regexp"
	"strconv"
)

var statusPattern = regexp.MustCompile(`^(on_time|late|unknown|unseen|not_found|blocked|not_published|not_expected)$`)

// expectedBody lists the reports that the law expects, or those of one status.
type expectedBody struct {
	listFilter
	Status   string
	Statuses []string
	Rows     []expectedRow
	stretch
}

type expectedRow struct {
	CoverageRow
	Look string
}

func (s *server) expectedPage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	f, err := s.bodyFilter(ctx, r, l)
	if err != nil {
		return page{}, err
	}
	b := expectedBody{listFilter: f, Statuses: []string{"on_time", "late", "unknown", "unseen", "not_found", "blocked", "not_published", "not_expected"}}
	if b.Status, err = param(r.URL.Query(), "status", statusPattern); err != nil {
		return page{}, err
	}
	var rows []CoverageRow
	if err := s.Measures.Select(ctx, &rows, "expected", f.among.params("year", f.Year, "status", b.Status, "limit", uint32(pageSize), "offset", f.Offset)); err != nil {
		return page{}, err
	}
	all, err := s.expectedHeld(ctx, f, b.Status, len(rows))
	if err != nil {
		return page{}, err
	}
	for _, c := range asCovered(rows) {
		b.Rows = append(b.Rows, expectedRow{c, c.look()})
	}
	b.stretch = stretchOf(f.Offset, len(rows), all, func(offset uint32) string {
		return address(l, "/expected", f.pairs("status", b.Status, "year", f.Year, "offset", offset)...)
	})
	p := page{view: "expected", title: l.say("expected.title"), county: f.County, year: f.Year, body: b}
	years := l.say("sum.all_years")
	if f.Year > 0 {
		years = l.say("sum.year", strconv.Itoa(int(f.Year)))
	}
	if p.lead = l.say("expected.lead", years, l.whereOf(f), all); b.Status != "" {
		p.lead = l.say("expected.lead_status", years, l.whereOf(f), l.word("status", b.Status), all)
	}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {Name: p.title}}
	return p, nil
}

// totalRow is how long a list is.
type totalRow struct {
	Total uint64 `ch:"total"`
}

// expectedHeld is how many rows the list has in all: asked only where a page does not tell.
func (s *server) expectedHeld(ctx context.Context, f listFilter, status string, here int) (uint64, error) {
	if f.Offset == 0 && here < pageSize {
		return uint64(here), nil
	}
	var rows []totalRow
	if err := s.Measures.Select(ctx, &rows, "expected_held", f.among.params("year", f.Year, "status", status)); err != nil || len(rows) == 0 {
		return 0, err
	}
	return rows[0].Total, nil
}
