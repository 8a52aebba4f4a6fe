package dashboards

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// TemplateRow is a sentence that many reports of a county and year share.
type TemplateRow struct {
	Place      string   `ch:"place" json:"place"`
	FiscalYear uint16   `ch:"fiscal_year" json:"fiscal_year"`
	Ordinal    uint32   `ch:"ordinal" json:"ordinal"`
	Text       string   `ch:"text" json:"text"`
	Characters uint32   `ch:"characters" json:"characters"`
	Users      uint32   `ch:"users" json:"users"`
	Reports    uint32   `ch:"reports" json:"reports"`
	ReportIDs  []string `ch:"report_ids" json:"report_ids"`
	Total      uint64   `ch:"total" json:"-"`
}

// RewordingRow is a sentence before and after a report was changed.
type RewordingRow struct {
	ReportID    string  `ch:"report_id" json:"report_id"`
	AgencyID    string  `ch:"agency_id" json:"agency_id"`
	Name        string  `ch:"name" json:"name"`
	County      string  `ch:"county" json:"county"`
	FiscalYear  *uint16 `ch:"fiscal_year" json:"fiscal_year"`
	Version     uint32  `ch:"version" json:"version"`
	Section     string  `ch:"section" json:"section"`
	FromOrdinal uint32  `ch:"from_ordinal" json:"from_ordinal"`
	ToOrdinal   uint32  `ch:"to_ordinal" json:"to_ordinal"`
	FromText    string  `ch:"from_text" json:"from_text"`
	ToText      string  `ch:"to_text" json:"to_text"`
	Similarity  float64 `ch:"similarity" json:"similarity"`
	Total       uint64  `ch:"total" json:"-"`
}

// templatesBody lists sentences, or shows one with all reports that have it.
type templatesBody struct {
	listFilter
	Ordinal uint32
	Rows    []TemplateRow
	Users   []placeHit // of the one sentence
	stretch
}

func (s *server) templatesPage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	f, err := s.listFilter(ctx, r, l)
	if err != nil {
		return page{}, err
	}
	b := templatesBody{listFilter: f}
	if b.Ordinal, err = whole(r.URL.Query(), "ordinal", 1, 1_000_000, 0); err != nil {
		return page{}, err
	}
	params := map[string]any{"county": f.County, "year": f.Year, "ordinal": b.Ordinal, "limit": uint32(pageSize), "offset": f.Offset}
	if err = s.Measures.Select(ctx, &b.Rows, "text_templates", params); err != nil {
		return page{}, err
	}
	total := uint64(0)
	if len(b.Rows) > 0 {
		total = b.Rows[0].Total
	}
	b.stretch = stretchOf(f.Offset, len(b.Rows), total, func(offset uint32) string {
		return address(l, "/templates", "county", f.County, "year", f.Year, "offset", offset)
	})
	p := page{view: "templates", title: l.say("templates.title"), county: f.County, year: f.Year, lead: l.say("templates.lead", l.whereOf(f), total)}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {Name: p.title}}
	if b.Ordinal > 0 {
		if len(b.Rows) != 1 { // a number means one sentence of one county and year
			return page{}, notFound("error.no_page")
		}
		row := b.Rows[0]
		if b.Users, err = s.usersOf(ctx, l, row); err != nil {
			return page{}, err
		}
		p.lead = l.say("templates.one", l.whereOf(f), strconv.Itoa(int(row.FiscalYear)), row.Reports, row.Users)
		p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {p.title, address(l, "/templates", "county", row.Place, "year", row.FiscalYear)}, {Name: l.say("templates.number", row.Ordinal)}}
	}
	p.body = b
	return p, nil
}

// usersOf names the reports that have a sentence.
func (s *server) usersOf(ctx context.Context, l tongue, row TemplateRow) ([]placeHit, error) {
	year := strconv.Itoa(int(row.FiscalYear))
	ids := make([]string, len(row.ReportIDs))
	for i, id := range row.ReportIDs {
		ids[i] = strings.TrimSuffix(id, "-"+year)
	}
	names := map[string]string{}
	for some := range slices.Chunk(ids, passagesAtOnce) {
		var known []NameRow
		if err := s.Measures.Select(ctx, &known, "agency_names", map[string]any{"agencies": some}); err != nil {
			return nil, err
		}
		for _, a := range known {
			names[a.AgencyID] = a.Name
		}
	}
	var users []placeHit
	for i, id := range row.ReportIDs {
		name := cmp.Or(names[ids[i]], id)
		users = append(users, placeHit{Name: name, Href: address(l, place("/reports/", id)), Code: year})
	}
	return users, nil
}

// rewordingsBody lists sentences before and after a change.
type rewordingsBody struct {
	listFilter
	Report string // whose alone are listed; empty: all
	Rows   []RewordingRow
	stretch
}

func (s *server) rewordingsPage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	f, err := s.bodyFilter(ctx, r, l)
	if err != nil {
		return page{}, err
	}
	b := rewordingsBody{listFilter: f}
	if b.Report, err = param(r.URL.Query(), "report", idPattern); err != nil {
		return page{}, err
	}
	params := f.ofBodies()
	params["report"] = b.Report
	if err := s.Measures.Select(ctx, &b.Rows, "report_rewordings", params); err != nil {
		return page{}, err
	}
	total, reports := uint64(0), map[string]bool{}
	for _, row := range b.Rows {
		total = row.Total
		reports[row.ReportID] = true
	}
	b.stretch = stretchOf(f.Offset, len(b.Rows), total, func(offset uint32) string {
		return address(l, "/rewordings", f.pairs("report", b.Report, "year", f.Year, "offset", offset)...)
	})
	p := page{view: "rewordings", title: l.say("rewordings.title"), county: f.County, year: f.Year, body: b, lead: l.say("rewordings.lead", l.whereOf(f), total, len(b.Rows), len(reports))}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {l.say("changed_all.title"), address(l, "/changes", f.pairs("year", f.Year)...)}, {Name: p.title}}
	return p, nil
}

func askTemplates(ctx context.Context, s *server, q question) (any, error) {
	rows := []TemplateRow{}
	err := s.Measures.Select(ctx, &rows, "text_templates", map[string]any{"county": q.County, "year": q.Year, "ordinal": uint32(0), "limit": q.Limit, "offset": q.Offset})
	return rows, err
}
