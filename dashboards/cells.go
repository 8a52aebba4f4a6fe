package dashboards

import (
	"cmp"
	"context"
	"net/http"
	"regexp"
	"strconv"
)

var cellsPattern = regexp.MustCompile(`^(unreadable|doubtful|blank)$`)

// cellsBody lists cells that could not be read, were read with doubt, or are blank.
type cellsBody struct {
	listFilter
	Cells string
	Kinds []string
	Rows  []cellLine
	stretch
}

type cellLine struct {
	CellRow
	Key, Label string
}

func (s *server) cellsPage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	f, err := s.bodyFilter(ctx, r, l)
	if err != nil {
		return page{}, err
	}
	b := cellsBody{listFilter: f, Kinds: []string{"unreadable", "doubtful", "blank"}}
	if b.Cells, err = param(r.URL.Query(), "cells", cellsPattern); err != nil {
		return page{}, err
	}
	b.Cells = cmp.Or(b.Cells, b.Kinds[0])
	params := f.ofBodies()
	params["cells"] = b.Cells
	var rows []CellRow
	if err := s.Measures.Select(ctx, &rows, "cells", params); err != nil {
		return page{}, err
	}
	total := uint64(0)
	for _, c := range rows {
		total = c.Total
		b.Rows = append(b.Rows, cellLine{c, figureKey(c.Indicator, c.Applicant), l.indicator(c.Form, c.Indicator, c.Applicant)})
	}
	b.stretch = stretchOf(f.Offset, len(rows), total, func(offset uint32) string {
		return address(l, "/cells", f.pairs("cells", b.Cells, "year", f.Year, "offset", offset)...)
	})
	years := l.say("sum.all_years")
	if f.Year > 0 {
		years = l.say("sum.year", strconv.Itoa(int(f.Year)))
	}
	p := page{view: "cells", title: l.say("cells.title"), county: f.County, year: f.Year, body: b, lead: l.say("cells.lead", years, l.whereOf(f), l.word("quality", b.Cells), total)}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {Name: p.title}}
	return p, nil
}

func askCells(ctx context.Context, s *server, q question) (any, error) {
	rows := []CellRow{}
	err := s.Measures.Select(ctx, &rows, "cells", q.among().params("year", q.Year, "cells", cmp.Or(q.Cells, "unreadable"), "limit", q.Limit, "offset", q.Offset))
	return rows, err
}
