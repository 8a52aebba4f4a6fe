package dashboards

import (
	"context"
	"net/http"
	"regexp"
	"slices"
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

// counts reports whether the row is among those of a status, as the measure timeliness counts them;
// empty: all that are due by a day.
func (r CoverageRow) counts(status string) bool {
	free := r.Status == "not_expected" || r.Reason != nil && *r.Reason == "no_deadline"
	switch status {
	case "not_expected":
		return free && r.ReportID != nil
	case "":
		return !free
	}
	return !free && r.look() == status
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
	rows, err := s.coverage(ctx, f.among, "", f.Year)
	if err != nil {
		return page{}, err
	}
	rows = slices.DeleteFunc(rows, func(c CoverageRow) bool { return !c.counts(b.Status) })
	shown := rows[min(int(f.Offset), len(rows)):min(int(f.Offset)+pageSize, len(rows))]
	for _, c := range shown {
		b.Rows = append(b.Rows, expectedRow{c, c.look()})
	}
	b.stretch = stretchOf(f.Offset, len(shown), uint64(len(rows)), func(offset uint32) string {
		return address(l, "/expected", f.pairs("status", b.Status, "year", f.Year, "offset", offset)...)
	})
	p := page{view: "expected", title: l.say("expected.title"), county: f.County, year: f.Year, body: b}
	years := l.say("sum.all_years")
	if f.Year > 0 {
		years = l.say("sum.year", strconv.Itoa(int(f.Year)))
	}
	if p.lead = l.say("expected.lead", years, l.whereOf(f), len(rows)); b.Status != "" {
		p.lead = l.say("expected.lead_status", years, l.whereOf(f), l.word("status", b.Status), len(rows))
	}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {Name: p.title}}
	return p, nil
}
