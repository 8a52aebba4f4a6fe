package pdf

// walls tells which neighbouring fields of a grid have a line between them.
type walls struct {
	above [][]bool // above[row][column]: a line over the field
	left  [][]bool // left[row][column]: a line left of the field
}

// newWalls looks which part of each edge is drawn. Half of a field's side is enough: lines
// are broken, stop short and are set off.
func newWalls(xs, ys []float64, level, upright []rule) *walls {
	rows, columns := len(ys)-1, len(xs)-1
	w := &walls{make([][]bool, rows), make([][]bool, rows)}
	overY, overX := spread(ys, xs, level), spread(xs, ys, upright)
	for r := range rows {
		w.above[r], w.left[r] = make([]bool, columns), make([]bool, columns)
		for c := range columns {
			w.above[r][c] = overY[r][c]*2 >= xs[c+1]-xs[c]
			w.left[r][c] = overX[c][r]*2 >= ys[r+1]-ys[r]
		}
	}
	return w
}

// spread measures for each edge in at how much of each stretch between the marks is drawn.
func spread(at, marks []float64, lines []rule) [][]float64 {
	drawn := make([][]float64, len(at))
	for i := range drawn {
		drawn[i] = make([]float64, len(marks)-1)
	}
	for _, l := range lines {
		i := nearest(at, l.at)
		if d := at[i] - l.at; d > same || d < -same {
			continue
		}
		for k := range len(marks) - 1 {
			if over := min(l.to, marks[k+1]) - max(l.from, marks[k]); over > 0 {
				drawn[i][k] += over
			}
		}
	}
	return drawn
}

func nearest(at []float64, v float64) int {
	best := 0
	for i, a := range at {
		if abs(a-v) < abs(at[best]-v) {
			best = i
		}
	}
	return best
}

func abs(v float64) float64 { return max(v, -v) }

// cells cuts the fields into rectangles along the walls, from the top left. Where walls do
// not close a rectangle the widest one from its corner is taken.
func (w *walls) cells(columns, rows int) []*cell {
	taken := make([][]bool, rows)
	for r := range taken {
		taken[r] = make([]bool, columns)
	}
	var out []*cell
	for r := range rows {
		for c := range columns {
			if taken[r][c] {
				continue
			}
			n := &cell{row: r, column: c, rows: 1, columns: 1}
			for c+n.columns < columns && !taken[r][c+n.columns] && !w.left[r][c+n.columns] {
				n.columns++
			}
			for r+n.rows < rows && w.goesOn(r+n.rows, n, taken) {
				n.rows++
			}
			for i := range n.rows {
				for k := range n.columns {
					taken[r+i][c+k] = true
				}
			}
			out = append(out, n)
		}
	}
	return out
}

// goesOn tells whether a cell takes the row as well: no line above it or inside it, and
// lines where the cell ends.
func (w *walls) goesOn(row int, c *cell, taken [][]bool) bool {
	end := c.column + c.columns
	for k := c.column; k < end; k++ {
		if taken[row][k] || w.above[row][k] || k > c.column && w.left[row][k] {
			return false
		}
	}
	open := c.column > 0 && !w.left[row][c.column] || end < len(w.left[row]) && !w.left[row][end]
	return !open
}
