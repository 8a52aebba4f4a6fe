package disclosure

import "fmt"

// shifted tries the one-step shifts of table 3: two neighbouring columns exchanged, in all rows
// or in one, and one row from a column on moved to the right, where its last cell is empty or
// zero. The first after which everything closes is told. Whether the print is out of place or
// our reading nobody can say.
func (l *location) shifted() (string, bool) {
	rows := l.grid()
	if rows == nil {
		return "", false
	}
	for c := range Applicants[:6] {
		names := fmt.Sprintf("“%s”与“%s”两列", applicantName(Applicants[c]), applicantName(Applicants[c+1]))
		if l.closesWith(rows, func(row []int) []int { return exchangeCells(row, c) }) {
			return names + "互换后全部成立", true
		}
		for i, row := range rows {
			if l.closesWith(rows[i:i+1], func(row []int) []int { return exchangeCells(row, c) }) {
				return l.rowName(row) + "：" + names + "互换后全部成立", true
			}
		}
	}
	for c := range Applicants[:6] {
		for i, row := range rows {
			if l.closesWith(rows[i:i+1], func(row []int) []int { return l.moveCells(row, c) }) {
				return fmt.Sprintf("%s：自“%s”起右移一列后全部成立", l.rowName(row), applicantName(Applicants[c])), true
			}
		}
	}
	return "", false
}

// grid are the cells of the whole rows of table 3 in the group; nil where it is another group.
func (l *location) grid() [][]int {
	at, rows := map[string]int{}, [][]int(nil)
	for v, c := range l.cells {
		column := applicantColumn(c.figure.Applicant) - 1
		if column < 0 {
			return nil
		}
		i, ok := at[c.figure.Indicator]
		if !ok {
			i = len(rows)
			at[c.figure.Indicator] = i
			rows = append(rows, []int{-1, -1, -1, -1, -1, -1, -1})
		}
		rows[i][column] = v
	}
	whole := rows[:0]
	for _, row := range rows {
		if !containsMissing(row) {
			whole = append(whole, row)
		}
	}
	return whole
}

func containsMissing(row []int) bool {
	for _, v := range row {
		if v < 0 {
			return true
		}
	}
	return false
}

// nothing stands for a cell that a shift leaves empty.
const nothing = -1

// exchangeCells is a row with two neighbours exchanged.
func exchangeCells(row []int, c int) []int {
	moved := append([]int(nil), row...)
	moved[c], moved[c+1] = moved[c+1], moved[c]
	return moved
}

// moveCells is a row whose cells from a column on stand one further right; nil where the last one
// would be lost.
func (l *location) moveCells(row []int, c int) []int {
	if last := row[len(row)-1]; l.cells[last].value != 0 {
		return nil
	}
	moved := append([]int(nil), row[:c]...)
	return append(append(moved, nothing), row[c:len(row)-1]...)
}

// closesWith reports whether every identity holds where the rows are read as moved says. Nothing
// is shown by a move that changes no value.
func (l *location) closesWith(rows [][]int, moved func([]int) []int) bool {
	delta := map[int]int64{}
	for _, row := range rows {
		from := moved(row)
		if from == nil {
			return false
		}
		for i, v := range row {
			value := int64(0)
			if from[i] != nothing {
				value = l.cells[from[i]].value
			}
			if d := value - l.cells[v].value; d != 0 {
				delta[v] = d
			}
		}
	}
	if len(delta) == 0 {
		return false
	}
	for i := range l.rows {
		rest := l.rows[i].rest
		for v, d := range delta {
			if l.rows[i].plus.has(v) {
				rest += d
			} else if l.rows[i].minus.has(v) {
				rest -= d
			}
		}
		if rest != 0 {
			return false
		}
	}
	return true
}

func (l *location) rowName(row []int) string { return l.label(l.cells[row[0]].figure.Indicator) }
