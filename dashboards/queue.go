package dashboards

import (
	"context"
	"net/url"
	"slices"

	"gongkai/disclosure"
)

// QueueFilter says of which doubts a queue is: "" is all.
type QueueFilter struct {
	County string // of which place
	Kind   string // one of QueueKinds
	Limit  uint32 // most of them
}

// DoubtName is the kind of a name that means no agency for certain.
const DoubtName = "name"

// QueueKinds are what a queue can be narrowed to: all cells, those that two ways of reading or a recognised picture leave
// open, those because of which findings blame nobody, documents, tables with rows that are not known, and names.
var QueueKinds = []string{disclosure.ReviewCell, "differ", "unclear", disclosure.ReviewScan, disclosure.ReviewUnknownRow, DoubtName}

// nameWeight is what a report without an agency weighs: nothing of it is counted anywhere.
const nameWeight = 5

// Doubt is a line of the queue: a cell or a document and, where the kind is DoubtName, a name.
type Doubt struct {
	DoubtRow
	Named UnresolvedRow
}

// Key is the key of a cell's figure, empty of anything else.
func (d Doubt) Key() string { return figureKey(d.Indicator, d.Applicant) }

// same reports whether two are about the same.
func (d Doubt) same(o Doubt) bool {
	if d.Kind == DoubtName {
		return o.Kind == DoubtName && d.Named.AgencyID == o.Named.AgencyID && d.Named.DivisionCode == o.Named.DivisionCode
	}
	return d.Kind == o.Kind && d.ReportID == o.ReportID && d.Key() == o.Key()
}

// Queue is what the machine doubts and nobody has decided, most valuable first, and how many there are in all.
func Queue(ctx context.Context, m Measures, f QueueFilter) (all []Doubt, total uint64, err error) {
	if f.Kind != DoubtName {
		var rows []DoubtRow
		if err := m.Select(ctx, &rows, "review", map[string]any{"county": f.County, "kind": f.Kind, "report": "", "limit": f.Limit}); err != nil {
			return nil, 0, err
		}
		for _, r := range rows {
			all, total = append(all, Doubt{DoubtRow: r}), r.Total
		}
	}
	if f.Kind == "" || f.Kind == DoubtName {
		var names []UnresolvedRow
		if err := m.Select(ctx, &names, "unresolved", map[string]any{"county": f.County, "limit": f.Limit, "offset": uint32(0)}); err != nil {
			return nil, 0, err
		}
		for i, n := range names {
			if i == 0 {
				total += n.Total
			}
			row := DoubtRow{Kind: DoubtName, ReportID: n.ReportID, Name: n.DivisionName, County: n.DivisionCode, FiscalYear: n.LastYear, Printed: n.Name(), Weight: nameWeight * int64(n.Reports)}
			all = append(all, Doubt{row, n})
		}
	}
	slices.SortStableFunc(all, func(a, b Doubt) int { return int(b.Weight - a.Weight) })
	return all[:min(len(all), int(f.Limit))], total, nil
}

// doubtPlace is the page of a doubt, which knows the queue that it is looked at in.
func (l tongue) doubtPlace(d Doubt, f QueueFilter, more ...any) string {
	if d.Kind == DoubtName {
		return address(l, "/review/name", append(more, "name", d.Named.Name(), "division", d.Named.DivisionCode, "county", f.County, "kind", f.Kind)...)
	}
	return address(l, "/review/"+url.PathEscape(d.ReportID)+"/"+d.Kind, append(more, "figure", d.Key(), "county", f.County, "kind", f.Kind)...)
}
