package parse

import (
	"slices"
	"strings"
)

// mostCombined is how many combinations of rows are weighed against the sums of the columns.
const mostCombined = 20_000

// columnSums are the two identities of the seven columns of table 3: new + carried in −
// carried out − total, and the outcomes − total.
type columnSums [2][7]int64

func (s *columnSums) add(t *columnSums) {
	for i := range s {
		for k := range s[i] {
			s[i][k] += t[i][k]
		}
	}
}

// settleColumns holds the rows of table 3 together against the sums of its columns: of the
// ways to read the rows that are not parted, those are left on which all combinations that
// fit agree. Where none fits, nothing is inferred.
func settleColumns(rows []flatRow, laid []layout) {
	if !wholeColumns(rows) {
		return
	}
	var sum columnSums
	var open []int
	combined := 1
	for i := range laid {
		switch {
		case laid[i].inferred && len(laid[i].ways) > 0:
			open = append(open, i)
			combined = min(combined*len(laid[i].ways), mostCombined+1)
		case laid[i].cells == nil:
			return
		default:
			share, ok := shareOf(rows[i].id, laid[i].cells)
			if !ok {
				return
			}
			sum.add(&share)
		}
	}
	if len(open) == 0 || combined > mostCombined {
		return
	}
	shares := make([][]columnSums, len(open))
	for k, i := range open {
		for _, way := range laid[i].ways {
			share, _ := shareOf(rows[i].id, way)
			shares[k] = append(shares[k], share)
		}
	}
	chosen := combine(shares, sum)
	for k, i := range open {
		laid[i].cells = nil
		if chosen[k] >= 0 {
			laid[i].cells = laid[i].ways[chosen[k]]
		}
	}
}

// combine finds for each row the way that all fitting combinations share, -1 where there is none.
func combine(shares [][]columnSums, sum columnSums) []int {
	chosen := make([]int, len(shares))
	for i := range chosen {
		chosen[i] = -2
	}
	way := make([]int, len(shares))
	var try func(k int, sum columnSums)
	try = func(k int, sum columnSums) {
		if k == len(shares) {
			if sum != (columnSums{}) {
				return
			}
			for i, w := range way {
				if chosen[i] == -2 {
					chosen[i] = w
				} else if chosen[i] != w {
					chosen[i] = -1
				}
			}
			return
		}
		for w := range shares[k] {
			way[k] = w
			next := sum
			next.add(&shares[k][w])
			try(k+1, next)
		}
	}
	try(0, sum)
	return chosen
}

// wholeColumns reports whether every row that the sums of the columns need is there.
func wholeColumns(rows []flatRow) bool {
	has := func(id string) bool {
		return slices.ContainsFunc(rows, func(r flatRow) bool { return r.id == id })
	}
	other := has("outcome_other") || has("outcome_other_misc")
	for _, id := range requestRowOrder() {
		if !strings.HasPrefix(id, "outcome_other") && !has(id) {
			return false
		}
	}
	return other
}

// shareOf is what a row adds to the sums of the columns.
func shareOf(id string, cells []flatCell) (columnSums, bool) {
	var s columnSums
	flow, outcomes := int64(0), int64(0)
	switch id {
	case "requests_new", "requests_carried_in":
		flow = 1
	case "requests_carried_out":
		flow = -1
	case "outcome_total":
		flow, outcomes = -1, -1
	default:
		outcomes = 1
	}
	for i, c := range cells {
		n, ok := count(c.print)
		if !ok {
			return s, false
		}
		s[0][i], s[1][i] = flow*n, outcomes*n
	}
	return s, true
}
