package parse

import (
	"slices"

	"gongkai/disclosure"
)

// layout is what the cells of a row are, one for each column: as the text shows them, or by
// the sums of the form where it does not.
type layout struct {
	cells      []flatCell   // nil where nothing says which is which
	ways       [][]flatCell // the other way round: all that the row's own sums allow
	confidence float64
	inferred   bool
}

// mostWays is how many ways to read a row are weighed against the sums of the columns.
const mostWays = 40

// lay finds the cells of a row of n columns. vanished says that blank cells left no trace in
// the text: then digits that run together may be fewer numbers than the row has cells.
func lay(cells []flatCell, sums []bool, n int, vanished bool) layout {
	weak := slices.ContainsFunc(cells, func(c flatCell) bool { return c.weak })
	if len(cells) == n && (!weak || sumsHold(cells, sums)) {
		return layout{cells: cells, confidence: confidenceOnce}
	}
	strong := slices.DeleteFunc(slices.Clone(cells), func(c flatCell) bool { return c.weak })
	figures := slices.DeleteFunc(slices.Clone(cells), flatCell.blank)
	if len(strong) == n {
		return layout{cells: strong, confidence: confidenceOnce}
	}
	if trimmed := trimBlank(strong, n); trimmed != nil {
		return layout{cells: trimmed, confidence: confidenceNear}
	}
	switch {
	case len(figures) == n:
		return layout{cells: figures, confidence: confidenceNear}
	case len(figures) == 1 && n > 1 && onlyDigits(figures[0].print):
		return parted(figures[0], sums, n, vanished)
	case len(figures) < n && sums != nil:
		return placed(figures, sums)
	}
	return layout{}
}

// trimBlank leaves out surplus blank cells at one end.
func trimBlank(cells []flatCell, n int) []flatCell {
	surplus := len(cells) - n
	if surplus <= 0 {
		return nil
	}
	blank := func(c []flatCell) bool {
		return !slices.ContainsFunc(c, func(c flatCell) bool { return !c.blank() })
	}
	before, after := blank(cells[:surplus]), blank(cells[n:])
	switch {
	case after && !before:
		return cells[:n]
	case before && !after:
		return cells[surplus:]
	}
	return nil
}

// sumsHold reports whether the totals of a row are the sums of its cells.
func sumsHold(cells []flatCell, sums []bool) bool {
	total := int64(0)
	for i, c := range cells {
		n, ok := count(c.print)
		switch {
		case !ok:
			return false
		case sums == nil:
		case !sums[i]:
			total += n
		case n != total:
			return false
		default:
			total = 0
		}
	}
	return true
}

// count reads a cell of a row of counts for the sums: what prints no number counts nothing.
func count(print string) (int64, bool) {
	if n, ok := smallCount(print); ok {
		return n, true
	}
	read := readCell(print, "件", "")
	if read.state.Known() {
		return int64(read.value / disclosure.Int(1)), true
	}
	return 0, read.state != disclosure.StateUnreadable
}

func onlyDigits(print string) bool {
	for _, r := range print {
		if !flatDigit(r) {
			return false
		}
	}
	return print != ""
}

// parted reads digits that run together. Without sums only as many zeros as there are cells
// say what is in each.
func parted(c flatCell, sums []bool, n int, vanished bool) layout {
	digits := disclosure.FoldText(c.print)
	if sums == nil {
		if len(digits) != n || slices.ContainsFunc([]byte(digits), func(d byte) bool { return d != '0' }) {
			return layout{}
		}
		sums = make([]bool, n)
	}
	ways, _ := splitDigits(digits, sums, vanished, mostWays)
	return oneOf(splitCell(c, ways))
}

// placed reads a row from which blank cells vanished.
func placed(cells []flatCell, sums []bool) layout {
	counts := make([]int64, len(cells))
	for i, c := range cells {
		var ok bool
		if counts[i], ok = count(c.print); !ok {
			return layout{}
		}
	}
	ways, _ := placeFigures(counts, sums, mostWays)
	all := make([][]flatCell, len(ways))
	for i, way := range ways {
		for k := range sums {
			c := flatCell{start: cells[0].start, end: cells[0].start}
			switch used := way[k]; {
			case way[k+1] > used:
				c = cells[used]
			case used > 0:
				c.start, c.end = cells[used-1].end, cells[used-1].end
			}
			all[i] = append(all[i], c)
		}
	}
	return oneOf(all)
}

// oneOf takes the only way there is.
func oneOf(ways [][]flatCell) layout {
	l := layout{ways: ways, confidence: confidenceInferred, inferred: len(ways) > 0}
	if len(ways) == 1 {
		l.cells = ways[0]
	}
	return l
}

// blanksVanish reports whether a row of the tables has fewer figures than cells: its blank
// cells left no trace in the text.
func blanksVanish(tables []*flatTable) bool {
	for _, t := range tables {
		for _, r := range t.rows {
			columns := r.columns
			if t.kind == requestsTable {
				columns = standardApplicants
			}
			figures := slices.DeleteFunc(slices.Clone(r.cells), flatCell.blank)
			switch n := len(columns); {
			case n < 2 || len(r.cells) >= n:
			case len(figures) > 1 || !onlyDigits(figures[0].print):
				return true
			case len(parted(figures[0], totals(t.kind, columns), n, false).ways) == 0 && totals(t.kind, columns) != nil || len(figures[0].print) < n:
				return true
			}
		}
	}
	return false
}
