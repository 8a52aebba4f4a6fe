package form

import (
	"slices"
	"strings"
	"unicode/utf8"

	"gongkai/disclosure"
	"gongkai/parse/confidence"
	"gongkai/parse/number"
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

// lay finds the cells of a row of n columns. Without a solver the text alone has to show them.
func (s *solver) lay(cells []flatCell, sums []bool, n int) layout {
	weak := slices.ContainsFunc(cells, func(c flatCell) bool { return c.weak })
	if len(cells) == n && (!weak || sumsHold(cells, sums)) {
		return layout{cells: cells, confidence: confidence.Once}
	}
	strong := slices.DeleteFunc(slices.Clone(cells), func(c flatCell) bool { return c.weak })
	figures := slices.DeleteFunc(slices.Clone(cells), flatCell.blank)
	if len(strong) == n {
		return layout{cells: strong, confidence: confidence.Once}
	}
	if trimmed := trimBlank(strong, sums, n); trimmed != nil {
		return layout{cells: trimmed, confidence: confidence.Near}
	}
	switch {
	case len(figures) == n:
		return layout{cells: figures, confidence: confidence.Near}
	case len(figures) == 1 && n > 1 && onlyDigits(figures[0].print):
		return s.parted(figures[0], sums, n)
	case s != nil && len(figures) < n && sums != nil:
		return s.placed(figures, sums)
	}
	return layout{}
}

// trimBlank leaves out surplus blank cells at one end. Where both ends are blank, the end at
// which the total stays blank is the one not to keep.
func trimBlank(cells []flatCell, sums []bool, n int) []flatCell {
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
	case before && after && blank(cells):
		return cells[:n]
	case before && after && sums != nil && sums[n-1] && !cells[n-1].blank():
		return cells[:n]
	case before && after && sums != nil && sums[n-1] && !cells[len(cells)-1].blank():
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
	if n, ok := number.Small(print); ok {
		return n, true
	}
	read := number.Read(print, "件", "")
	if read.State.Known() {
		return int64(read.Value / disclosure.Int(1)), true
	}
	return 0, read.State != disclosure.StateUnreadable
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
func (s *solver) parted(c flatCell, sums []bool, n int) layout {
	digits := disclosure.FoldText(c.print)
	zeros := len(digits) == n && strings.Trim(digits, "0") == ""
	switch {
	case !zeros && (sums == nil || s == nil || s.vanished):
		return layout{}
	case zeros:
		way := make([]int, n+1)
		for i := range way {
			way[i] = i
		}
		return oneOf(splitCell(c, [][]int{way}))
	}
	ways, _ := s.splitDigits(digits, sums, mostWays)
	return oneOf(splitCell(c, ways))
}

// placed reads a row from which blank cells vanished.
func (s *solver) placed(cells []flatCell, sums []bool) layout {
	counts := make([]int64, len(cells))
	for i, c := range cells {
		var ok bool
		if counts[i], ok = count(c.print); !ok {
			return layout{}
		}
	}
	ways, _ := s.placeFigures(counts, sums, mostWays)
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
	l := layout{ways: ways, confidence: confidence.Inferred, inferred: len(ways) > 0}
	if len(ways) == 1 {
		l.cells = ways[0]
	}
	return l
}

// noWay reports whether digits that ran together can't be the figures of a row with these
// sums. Too many ways to try are not none.
func (s *solver) noWay(c flatCell, sums []bool) bool {
	if sums == nil {
		return false
	}
	ways, ok := s.splitDigits(disclosure.FoldText(c.print), sums, mostWays)
	return ok && len(ways) == 0
}

// signedRun counts the digits of figures that ran together with the sign or the unit of one of
// them, 0 where it is something else.
func signedRun(figures []flatCell) int {
	n := 0
	for i, c := range figures {
		if i > 0 && c.start != figures[i-1].end || len(figures) == 1 && onlyDigits(c.print) {
			return 0
		}
		for _, r := range strings.TrimRight(c.print, "万亿千元") {
			switch {
			case flatDigit(r):
				n++
			case (isSign(r) || r == '.') && n > 0:
			default:
				return 0
			}
		}
	}
	return n
}

// blanksVanish reports whether a row of the tables has fewer figures than cells: its blank
// cells left no trace in the text.
func (s *solver) blanksVanish(tables []*flatTable) bool {
	for _, t := range tables {
		for _, r := range t.rows {
			columns := r.columns
			if t.kind == Requests {
				columns = standardApplicants
			}
			figures := slices.DeleteFunc(slices.Clone(r.cells), flatCell.blank)
			switch n := len(columns); {
			case n < 2 || len(r.cells) >= n:
			case signedRun(figures) >= n: // 443+21: nobody knows how many ran together
			case len(figures) > 1 || !onlyDigits(figures[0].print):
				return true
			case utf8.RuneCountInString(figures[0].print) < n, s.noWay(figures[0], totals(t.kind, columns)):
				return true
			}
		}
	}
	return false
}
