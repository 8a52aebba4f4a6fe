package form

import (
	"maps"
	"slices"
	"strings"

	"gongkai/disclosure"
	"gongkai/parse/confidence"
)

// doubtSwaps looks for two columns or two rows of table 3 whose figures stand under each
// other's labels: the sums of the form do not hold as printed, and all hold with the two
// exchanged. Whether the labels or the numbers were mixed up nobody can tell, so the figures
// stay where they are and are doubted.
func (r *Reader) doubtSwaps() {
	m := matrixOf(r.Figures)
	doubted := map[int]bool{}
	if m.brokenRows() > 0 {
		for c := range totalColumn {
			if swapped := m.withColumns(c, totalColumn); m.sameCells(swapped) && swapped.brokenRows() == 0 {
				m.differing(swapped, doubted)
			}
		}
	}
	if m.brokenColumns() > 0 {
		for _, a := range sumRows() {
			for b := range m {
				if swapped := m.withRows(a, b); m.sameCells(swapped) && swapped.brokenColumns() == 0 {
					m.differing(swapped, doubted)
				}
			}
		}
	}
	if len(doubted) == 0 {
		return
	}
	var names []string
	for _, i := range slices.Sorted(maps.Keys(doubted)) {
		f := &r.Figures[i]
		f.Confidence = min(f.Confidence, confidence.Doubted)
		names = append(names, f.Key().String())
	}
	r.find(disclosure.RuleTwoReadings, disclosure.BlameUnclear, disclosure.Key{}, "表三有两行或两列的数字互换后勾稽关系才全部成立，不能确定是名称还是数字错位（%d个）：%s", len(names), strings.Join(names[:min(len(names), mostDoubts)], "、"))
}

// sameCells reports whether both have a value at the same places: an exchange with a blank
// hides what does not add up.
func (m *matrix) sameCells(swapped *matrix) bool {
	for row := range m {
		for col, c := range m[row] {
			if c.figure > 0 != (swapped[row][col].figure > 0) {
				return false
			}
		}
	}
	return true
}

// differing adds the figures that are not the same in both readings.
func (m *matrix) differing(swapped *matrix, out map[int]bool) {
	for row := range m {
		for col, c := range m[row] {
			if c.figure > 0 && c.value != swapped[row][col].value {
				out[c.figure-1] = true
			}
		}
	}
}

// matrix is table 3 as it was read: rows in the form's order, columns in that of the
// applicants.
type matrix [mostRequestRows][totalColumn + 1]matrixCell

type matrixCell struct {
	value  disclosure.Number
	figure int // 1 + its place among the figures, 0 where there is no value
}

// mostRequestRows is the number of rows of table 3 in all its forms; totalColumn is the column
// that sums up the others.
const (
	mostRequestRows = 26
	totalColumn     = 6
)

func matrixOf(figures []disclosure.Figure) *matrix {
	m := &matrix{}
	row, of := -1, ""
	for i := range figures {
		f := &figures[i]
		if f.Applicant == "" || f.Value == nil {
			continue
		}
		if f.Indicator != of {
			row, of = requestOrder(f.Indicator), f.Indicator
		}
		if col := slices.Index(disclosure.Applicants, f.Applicant); row >= 0 && col >= 0 {
			m[row][col] = matrixCell{*f.Value, i + 1}
		}
	}
	return m
}

// sumRows are the rows that take part in the sums of the columns beside the outcomes.
func sumRows() [4]int {
	return [...]int{requestOrder("outcome_total"), requestOrder("requests_carried_out"), requestOrder("requests_new"), requestOrder("requests_carried_in")}
}

// brokenRows counts the whole rows whose total is not the sum of the others.
func (m *matrix) brokenRows() int {
	broken := 0
	for _, row := range m {
		sum, whole := disclosure.Number(0), true
		for _, e := range row[:totalColumn] {
			sum, whole = sum+e.value, whole && e.figure > 0
		}
		if whole && row[totalColumn].figure > 0 && sum != row[totalColumn].value {
			broken++
		}
	}
	return broken
}

// brokenColumns counts the columns in which one of the form's two identities does not hold.
func (m *matrix) brokenColumns() int {
	sums := sumRows()
	total, out, in, before := sums[0], sums[1], sums[2], sums[3]
	broken := 0
	for col := range totalColumn + 1 {
		outcomes := disclosure.Number(0)
		for row := range m {
			if !slices.Contains(sums[:], row) {
				outcomes += m[row][col].value
			}
		}
		known := m[total][col].figure > 0
		flow := known && m[out][col].figure > 0 && m[in][col].figure > 0 && m[before][col].figure > 0
		if known && outcomes != m[total][col].value || flow && m[in][col].value+m[before][col].value != m[total][col].value+m[out][col].value {
			broken++
		}
	}
	return broken
}

func (m *matrix) withColumns(a, b int) *matrix {
	other := *m
	for row := range other {
		other[row][a], other[row][b] = other[row][b], other[row][a]
	}
	return &other
}

func (m *matrix) withRows(a, b int) *matrix {
	other := *m
	other[a], other[b] = other[b], other[a]
	return &other
}
