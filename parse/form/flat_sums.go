package form

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
// ways to read the rows that are not parted, those are left that are part of a combination
// that fits, and of their cells those on which all of them agree. Where none fits, nothing
// is inferred.
func (s *solver) settleColumns(rows []flatRow, laid []layout) {
	if !wholeColumns(rows) {
		return
	}
	var sum columnSums
	var open []int
	for i := range laid {
		switch {
		case laid[i].inferred && len(laid[i].ways) > 0:
			open = append(open, i)
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
	if len(open) == 0 {
		return
	}
	groups := make([][]wayGroup, len(open))
	combined := 1
	for k, i := range open {
		groups[k] = groupWays(rows[i].id, laid[i].ways)
		if combined *= len(groups[k]); combined > min(mostCombined, s.left) {
			return
		}
	}
	s.left -= combined
	combine(groups, sum)
	for k, i := range open {
		laid[i].ways = nil
		for _, g := range groups[k] {
			if g.fits {
				laid[i].ways = append(laid[i].ways, g.ways...)
			}
		}
		laid[i].cells = agreed(laid[i].ways)
	}
}

// wayGroup are the ways to read a row that count the same for the sums of the columns: in
// one a cell is blank that in the other prints 0.
type wayGroup struct {
	share columnSums
	ways  [][]flatCell
	fits  bool
}

func groupWays(id string, ways [][]flatCell) []wayGroup {
	var groups []wayGroup
	for _, way := range ways {
		share, _ := shareOf(id, way)
		at := slices.IndexFunc(groups, func(g wayGroup) bool { return g.share == share })
		if at < 0 {
			at = len(groups)
			groups = append(groups, wayGroup{share: share})
		}
		groups[at].ways = append(groups[at].ways, way)
	}
	return groups
}

// combine marks the ways of all rows with which the sums of the columns come out.
func combine(groups [][]wayGroup, sum columnSums) {
	way := make([]int, len(groups))
	var try func(k int, sum columnSums)
	try = func(k int, sum columnSums) {
		if k < len(groups) {
			for w := range groups[k] {
				way[k] = w
				next := sum
				next.add(&groups[k][w].share)
				try(k+1, next)
			}
			return
		}
		if sum == (columnSums{}) {
			for i, w := range way {
				groups[i][w].fits = true
			}
		}
	}
	try(0, sum)
}

// agreed is what all ways to read a row have in common; a cell that differs is open.
func agreed(ways [][]flatCell) []flatCell {
	if len(ways) == 0 {
		return nil
	}
	cells := slices.Clone(ways[0])
	for _, way := range ways[1:] {
		for i := range cells {
			cells[i].open = cells[i].open || cells[i].print != way[i].print
		}
	}
	return cells
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
