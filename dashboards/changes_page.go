package dashboards

import (
	"context"
	"net/http"
	"strings"
	"time"

	"gongkai/disclosure"
)

// changesBody is what changed in reports after they were published, and which are gone.
type changesBody struct {
	listFilter
	Kinds   []string
	Reports []changedReport
	Gone    []GoneRow
	Moves   []ColumnMoveRow
	stretch
}

// changedReport is a version of a report with what came with it.
type changedReport struct {
	ReportID, Name, County  string
	Year                    uint16
	Version                 int64
	ChangedAfter, ChangedBy time.Time
	Rows                    []changedThing
}

// changedThing is one change; Was and Now lead to the two versions of a figure.
type changedThing struct {
	ChangeRow
	Label    string
	Was, Now string
}

// bodiesAtOnce are the reports that are gone, or name other places, that a page shows.
const bodiesAtOnce = 200

func (s *server) changesPage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	f, err := s.bodyFilter(ctx, r, l)
	if err != nil {
		return page{}, err
	}
	b := changesBody{listFilter: f, Kinds: []string{"figure", "sentence", "title", "agency", "date", "form", "outcome", "contact", "attachment", "address"}}
	var rows []ChangeRow
	params := f.ofBodies()
	params["kind"] = f.Kind
	if err := s.Measures.Select(ctx, &rows, "changes", params); err != nil {
		return page{}, err
	}
	b.Reports = l.changedReports(rows)
	total := uint64(0)
	if len(rows) > 0 {
		total = rows[0].Total
	}
	b.stretch = stretchOf(f.Offset, len(rows), total, func(offset uint32) string {
		return address(l, "/changes", f.pairs("kind", f.Kind, "year", f.Year, "offset", offset)...)
	})
	if err := s.Measures.Select(ctx, &b.Gone, "vanished", f.among.params("year", f.Year, "limit", uint32(bodiesAtOnce), "offset", uint32(0))); err != nil {
		return page{}, err
	}
	if err := s.Measures.Select(ctx, &b.Moves, "column_moves", map[string]any{"site": ""}); err != nil {
		return page{}, err
	}
	gone := uint64(0)
	if len(b.Gone) > 0 {
		gone = b.Gone[0].Total
	}
	p := page{view: "changes", title: l.say("changed_all.title"), county: f.County, year: f.Year, body: b}
	p.lead = l.say("changed_all.lead", l.whereOf(f), total, gone)
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {Name: p.title}}
	return p, nil
}

// changedReports gathers neighbours of the same version; the order stays.
func (l tongue) changedReports(rows []ChangeRow) []changedReport {
	var all []changedReport
	for _, c := range rows {
		if n := len(all); n == 0 || all[n-1].ReportID != c.ReportID || all[n-1].Version != c.Version {
			all = append(all, changedReport{ReportID: c.ReportID, Name: c.Name, County: c.County, Year: c.FiscalYear, Version: c.Version, ChangedAfter: c.ChangedAfter, ChangedBy: c.ChangedBy})
		}
		last := &all[len(all)-1]
		last.Rows = append(last.Rows, l.changedThing(c))
	}
	return all
}

func (l tongue) changedThing(c ChangeRow) changedThing {
	v := changedThing{ChangeRow: c}
	switch {
	case c.Kind == "figure":
		v.Label = l.indicator(string(disclosure.FormDue(int(c.FiscalYear))), c.Indicator, c.Applicant)
		v.Was, v.Now = l.figureVersions(c.ReportID, figureKey(c.Indicator, c.Applicant), c.Version, c.FromState, c.ToState)
	case c.Kind == "sentence":
		v.Label = c.Part
	case c.Part != "":
		v.Label = l.word("changed", strings.Join([]string{c.Kind, c.Part}, "_"))
	default:
		v.Label = l.word("changed", c.Kind)
	}
	return v
}
