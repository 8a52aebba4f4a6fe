package form

import (
	"cmp"
	"slices"

	"gongkai/disclosure"
	"gongkai/parse/confidence"
	"gongkai/parse/grid"
)

// reorder puts the figures of table 3 under the columns of the form where the spans of the
// head are wrong: 总计 stands in a row above the kinds of organisations, and where these are
// more than the cell of 法人或其他组织 spans, it comes to lie before the last of them. The rows
// decide: their totals do not add up as the grid has it, and all do in the form's order.
func (t *tableReader) reorder() {
	if !t.head.totalInside() {
		return
	}
	grid, form := 0, 0 // rows whose totals are wrong
	n := len(standardApplicants)
	rows := t.rowsOf(n)
	for _, at := range rows {
		total, last, sum := int64(0), int64(0), int64(0)
		for i := range n {
			f := &t.claims[at+i].Figure
			v := int64(0)
			if f.Value != nil {
				v = int64(*f.Value / disclosure.Int(1))
			}
			if f.Applicant == disclosure.Total {
				total = v
			}
			sum, last = sum+v, v
		}
		if sum != 2*total {
			grid++
		}
		if sum != 2*last {
			form++
		}
	}
	if grid == 0 || form > grid { // a total that the agency added up wrong is wrong in both orders
		return
	}
	for _, at := range rows {
		t.inFormOrder(at)
		for i := range n {
			if f := &t.claims[at+i].Figure; form == grid {
				f.Confidence = min(f.Confidence, confidence.Doubted)
			}
		}
	}
}

// totalInside reports whether a head of table 3 has its seven columns in the form's order but
// for 总计, which begins in a row above the organisations and lies before one of them.
func (h *head) totalInside() bool {
	if h == nil || h.kind != Requests || len(h.fields) != len(standardApplicants) {
		return false
	}
	at := slices.IndexFunc(h.fields, func(f field) bool { return f.id == "total" })
	if at < 1 || at == len(h.fields)-1 {
		return false
	}
	last := h.fields[len(h.fields)-1]
	if last.leaf == nil || h.fields[at].leaf == nil || h.fields[at].leaf.Row >= last.leaf.Row {
		return false
	}
	rest := slices.Delete(slices.Clone(h.fields), at, at+1)
	for i, f := range rest {
		if f.id != standardApplicants[i].id {
			return false
		}
	}
	return true
}

// rowsOf finds the claims with which the whole rows of n figures begin.
func (t *tableReader) rowsOf(n int) []int {
	var rows []int
	for at := 0; at+n <= len(t.claims); {
		end := at + 1
		for end < len(t.claims) && end < at+n && t.claims[end].Figure.Indicator == t.claims[at].Figure.Indicator {
			end++
		}
		if end-at == n {
			rows = append(rows, at)
		}
		at = end
	}
	return rows
}

// straighten gives the columns of table 3 the form's order where the spans of the head are
// wrong: a column of it lies where no figure is. The labels, read line by line, must come in
// the form's order then, 总计 behind 自然人 or last.
func (t *tableReader) straighten(values []*grid.Cell) {
	h, n := t.head, len(standardApplicants)
	if h.kind != Requests || len(h.fields) != n || len(values) != n || !h.placed() {
		return
	}
	misfit := false
	for i := range h.fields {
		misfit = misfit || !overlaps(&h.fields[i], values[i])
	}
	if !misfit {
		return
	}
	fields := slices.Clone(h.fields)
	for _, f := range fields {
		if f.leaf == nil {
			return
		}
	}
	slices.SortStableFunc(fields, func(a, b field) int {
		return cmp.Or(a.leaf.Row-b.leaf.Row, a.leaf.Col-b.leaf.Col)
	})
	if fields[1].id == string(disclosure.Total) {
		total := fields[1]
		fields = append(slices.Delete(fields, 1, 2), total)
	}
	for i := range fields {
		if fields[i].id != standardApplicants[i].id {
			return
		}
		fields[i].from, fields[i].to, fields[i].confidence = -1, -1, min(fields[i].confidence, confidence.Near)
	}
	h.fields = fields
	for _, at := range t.rowsOf(n) { // what was read as the grid has it
		if at >= t.since {
			t.inFormOrder(at)
		}
	}
}

// inFormOrder gives the figures of a whole row that was claimed the columns of the form.
func (t *tableReader) inFormOrder(at int) {
	for i, c := range standardApplicants {
		f := &t.claims[at+i].Figure
		f.Applicant, f.Confidence = disclosure.Applicant(c.id), min(f.Confidence, confidence.Near)
	}
}
