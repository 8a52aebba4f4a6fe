package form

import (
	"slices"
	"strings"

	"gongkai/disclosure"
	"gongkai/parse/confidence"
	"gongkai/parse/timing"
)

// readHeadless reads a table 3 that was printed without its head: all rows of the form in its
// order, seven figures in each, the last of which is the sum of the others, and every sum of
// the form closes. Where the first could be the total as well, only what both readings give to
// a column is read.
func (t *tableReader) readHeadless() {
	t.group, t.cut, t.goneOn = "", nil, timing.Said{}
	h := &head{kind: Requests}
	for _, c := range standardApplicants {
		h.fields = append(h.fields, field{id: c.id, from: -1, to: -1, confidence: confidence.Inferred})
	}
	t.head = h
	for row := range t.grid.Slots {
		cells := t.grid.Cells(row)
		if t.isBand(row, cells) && len(t.claims) == 0 {
			continue
		}
		if !t.requestRow(row, cells) {
			t.claims = nil
			return
		}
	}
	if !isWholeRequests(t.claims) || !t.sumsClose(0, len(t.claims)) || !carriesOver(t.claims) {
		t.claims = nil
		return
	}
	t.found = true
	t.find(disclosure.RuleInferred, disclosure.Key{Indicator: "requests_new", Applicant: disclosure.Total}, "表三没有印出各列的名称，按格式规定的行列顺序和勾稽关系读出")
	t.dropUndecided()
}

// leastHeadless is how many labels of the form a table without a head has at least: its rows.
const leastHeadless = 20

// isWholeRequests reports whether claims are the rows of table 3 of one form, each with all of
// its columns.
func isWholeRequests(claims []Claim) bool {
	var rows []string
	for _, place := range rowsOfClaims(claims) {
		if place.End-place.Start != len(standardApplicants) {
			return false
		}
		rows = append(rows, claims[place.Start].Figure.Indicator)
	}
	all := requestRowOrder()
	earlier := slices.DeleteFunc(slices.Clone(all), func(r string) bool { return strings.HasPrefix(r, otherInOne+"_") })
	later := slices.DeleteFunc(slices.Clone(all), func(r string) bool { return r == otherInOne })
	return slices.Equal(rows, earlier) || slices.Equal(rows, later)
}

// carriesOver reports whether in every column what came in is what was settled and what is left.
func carriesOver(claims []Claim) bool {
	sums := map[disclosure.Applicant]disclosure.Number{}
	for i := range claims {
		f := &claims[i].Figure
		switch {
		case f.Value == nil:
		case f.Indicator == "requests_new", f.Indicator == "requests_carried_in":
			sums[f.Applicant] += *f.Value
		case f.Indicator == "outcome_total", f.Indicator == "requests_carried_out":
			sums[f.Applicant] -= *f.Value
		}
	}
	for _, sum := range sums {
		if sum != 0 {
			return false
		}
	}
	return true
}

// dropUndecided leaves out the figures of a table without a head that stand in another column
// where the total is printed first, unless some row shows that it is not.
func (t *tableReader) dropUndecided() {
	n := len(standardApplicants)
	value := func(at int) disclosure.Number {
		if v := t.claims[at].Figure.Value; v != nil {
			return *v
		}
		return 0
	}
	for at := 0; at < len(t.claims); at += n {
		rest := disclosure.Number(0)
		for i := 1; i < n; i++ {
			rest += value(at + i)
		}
		if rest != value(at) {
			return // the first is no total
		}
	}
	undecided := map[disclosure.Key]bool{}
	for at := range t.claims {
		next := at + 1 // under the next column where the total comes first
		if next%n == 0 {
			next = at + 1 - n
		}
		if value(at) != value(next) {
			undecided[t.claims[at].Figure.Key()] = true
		}
	}
	if len(undecided) == 0 {
		return
	}
	t.unplaced = true
	t.find(disclosure.RuleUnknownLabel, disclosure.Key{}, "表三没有印出各列的名称，有%d个数字不能确定属于哪一列，未读取", len(undecided))
	t.claims = slices.DeleteFunc(t.claims, func(c Claim) bool { return undecided[c.Figure.Key()] })
}
