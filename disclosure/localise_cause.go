package disclosure

import (
	"fmt"
	"slices"
	"strconv"
)

// explain finds the likely cause: an exchange of columns first, since it speaks of the whole
// table, then what each of the smallest sets looks like. Of several sets the one with the
// clearest cause comes first; where two have the clearest, the cells are not told apart by it.
func (l *location) explain() {
	if said, ok := l.shifted(); ok {
		l.rule, l.said = RuleShifted, said
		return
	}
	if !l.proved {
		return
	}
	l.rule = RuleCells
	if !l.fixed {
		return
	}
	best, at := len(causes), -1
	for i, set := range l.sets {
		for rank, c := range causes[:best] {
			if said, ok := c.fits(l, set); ok {
				best, at, l.rule, l.said = rank, i, c.rule, said
				break
			}
		}
	}
	if at > 0 {
		likely := l.sets[at]
		l.sets = append([][]change{likely}, slices.Delete(l.sets, at, at+1)...)
	}
}

// cause is a way in which figures go wrong, and how its traces are told.
type cause struct {
	rule string
	fits func(*location, []change) (said string, ok bool)
}

// causes, the clearest first.
var causes = []cause{
	{RuleCopiedTotal, (*location).copied},
	{RuleEmptyTotal, (*location).emptyTotal},
	{RuleCarryMissing, (*location).carryMissing},
	{RuleLeftOut, (*location).leftOut},
	{RuleFactor, (*location).factor},
	{RuleDigits, (*location).digits},
}

// copied: the cells are of the total column of table 3, and that column is, row by row, the
// same as one applicant's.
func (l *location) copied(set []change) (string, bool) {
	for _, c := range set {
		if l.cells[c.cell].figure.Applicant != Total {
			return "", false
		}
	}
	table := l.table()
	for _, applicant := range Applicants[:6] {
		same, some := true, false
		for _, row := range table {
			total, t := row[Total]
			value, ok := row[applicant]
			same = same && (!t || ok && value == total)
			some = some || t && total != 0
		}
		if same && some {
			return "总计列与“" + applicantName(applicant) + "”列逐行相同", true
		}
	}
	return "", false
}

// table are the values of table 3 in the group, by row and column.
func (l *location) table() map[string]map[Applicant]int64 {
	rows := map[string]map[Applicant]int64{}
	for _, c := range l.cells {
		if c.figure.Applicant == NoApplicant {
			continue
		}
		if rows[c.figure.Indicator] == nil {
			rows[c.figure.Indicator] = map[Applicant]int64{}
		}
		rows[c.figure.Indicator][c.figure.Applicant] = c.value
	}
	return rows
}

// every reports whether a trace is on each cell of a set, printed and as it would have to be.
func (l *location) every(set []change, trace func(f *Figure, printed, value int64) bool) bool {
	for _, c := range set {
		if !trace(l.cells[c.cell].figure, l.cells[c.cell].value, c.value) {
			return false
		}
	}
	return true
}

// isTotal reports whether a figure is what an identity of the group adds up to.
func (l *location) isTotal(f *Figure) bool {
	for _, s := range l.sums {
		if s.right == f.Key() {
			return true
		}
	}
	return false
}

func (l *location) emptyTotal(set []change) (string, bool) {
	return "各项有数而总计为零", l.every(set, func(f *Figure, printed, value int64) bool { return printed == 0 && value > 0 && l.isTotal(f) })
}

func (l *location) carryMissing(set []change) (string, bool) {
	return "结转数为零，可能漏填", l.every(set, func(f *Figure, printed, value int64) bool {
		return printed == 0 && value > 0 && (f.Indicator == "requests_carried_in" || f.Indicator == "requests_carried_out")
	})
}

// leftOut: every cell is a total that lacks the same column of its row, or the same row of its
// column; of another total, one part that alone has the missing number.
func (l *location) leftOut(set []change) (string, bool) {
	var left []Key
	for i, c := range set {
		lacks := l.lacking(c)
		if i == 0 {
			left = lacks
			continue
		}
		left = slices.DeleteFunc(left, func(k Key) bool {
			return !slices.ContainsFunc(lacks, func(m Key) bool { return sameLine(l.cells[set[0].cell].figure, k, l.cells[c.cell].figure, m) })
		})
	}
	if len(left) != 1 {
		return "", false
	}
	if len(set) > 1 && left[0].Indicator == l.cells[set[0].cell].figure.Indicator {
		return "总计恰少“" + applicantName(left[0].Applicant) + "”列", true
	}
	return "总计恰少“" + l.name(left[0]) + "”", true
}

// sameLine reports whether the parts k of a and m of b are of one column, or of one row.
func sameLine(a *Figure, k Key, b *Figure, m Key) bool {
	if k.Indicator == a.Indicator { // of the row of a
		return m.Indicator == b.Indicator && m.Applicant == k.Applicant
	}
	return k.Applicant == a.Applicant && m.Applicant == b.Applicant && m.Indicator == k.Indicator
}

// lacking are the parts of a total that have the number that it lacks.
func (l *location) lacking(c change) []Key {
	f, missing := l.cells[c.cell].figure, c.value-l.cells[c.cell].value
	var found []Key
	for i, s := range l.sums {
		if s.right != f.Key() || missing <= 0 || s.rule == RuleRequestsFlow {
			continue
		}
		for v := l.rows[i].first(); v >= 0; v = l.rows[i].after(v) {
			if part := &l.cells[v]; v != c.cell && part.value == missing {
				found = append(found, part.figure.Key())
			}
		}
	}
	return found
}

func (l *location) factor(set []change) (string, bool) {
	k := 0
	fits := l.every(set, func(_ *Figure, printed, value int64) bool {
		n := powerOfTen(Number(printed), Number(value))
		same := n != 0 && (k == 0 || n == k)
		k = n
		return same
	})
	if !fits {
		return "", false
	}
	if k < 0 {
		return fmt.Sprintf("所印缩小10的%d次方倍", -k), true
	}
	return fmt.Sprintf("所印放大10的%d次方倍", k), true
}

func (l *location) digits(set []change) (string, bool) {
	if l.every(set, func(_ *Figure, printed, value int64) bool { return exchanged(printed, value) }) {
		return "相邻两位数字颠倒", true
	}
	return "一位数字之误", l.every(set, func(_ *Figure, printed, value int64) bool { return slipped(printed, value) })
}

// exchanged reports whether two numbers differ by two neighbouring digits that changed places.
func exchanged(a, b int64) bool {
	x, y := strconv.FormatInt(a, 10), strconv.FormatInt(b, 10)
	if a < 10 || b < 0 || len(x) < len(y) || a == b {
		return false
	}
	y = fmt.Sprintf("%0*s", len(x), y)
	i := 0
	for x[i] == y[i] {
		i++
	}
	return i+1 < len(x) && x[i] == y[i+1] && x[i+1] == y[i] && x[i+2:] == y[i+2:]
}

// slipped reports whether two numbers of three digits or more differ in one of them. Of fewer
// digits any two small numbers do.
func slipped(a, b int64) bool {
	x, y := strconv.FormatInt(a, 10), strconv.FormatInt(b, 10)
	if len(x) != len(y) || a < 100 || b < 100 {
		return false
	}
	n := 0
	for i := range x {
		n += count(x[i] != y[i])
	}
	return n == 1
}
