package pdf

import (
	"cmp"
	"slices"

	"golang.org/x/net/html"
)

// grid is a table as its lines show it: column and row edges, and cells that may go over
// several of both.
type grid struct {
	box    box
	xs, ys []float64
	cells  []*cell
	index  []*cell // a cell for each field, row by row
}

// cell is a cell with the rows and columns that it takes, counted from 0.
type cell struct {
	row, column, rows, columns int
	box                        box
	chars                      []char
	text                       []string // a string a line, see readCells
	doubt                      bool     // a number is drawn across its edge, or wrapped in it
	node                       *html.Node
}

// newGrid makes the grid of lines that hang together. It is nil where they make no table: a
// frame, a cross, a drawing.
func newGrid(t drawnTable, chars []char, left *budget) (*grid, error) {
	level, upright := join(t.level, same), join(t.upright, same)
	ys, xs := edges(level), edges(upright)
	if len(xs) == 0 || len(ys) == 0 {
		return nil, nil
	}
	xs, ys = addMissing(xs, ys, level, chars, false), addMissing(ys, xs, upright, chars, true)
	if len(xs) < 2 || len(ys) < 2 || len(xs)+len(ys) < 5 {
		return nil, nil
	}
	columns, rows := len(xs)-1, len(ys)-1
	if err := left.cell(columns * rows); err != nil {
		return nil, err
	}
	w := newWalls(xs, ys, level, upright)
	g := &grid{box: box{xs[0], ys[0], xs[columns], ys[rows]}, xs: xs, ys: ys}
	g.cells = w.cells(columns, rows)
	g.prune()
	if len(g.cells) < 2 {
		return nil, nil
	}
	for _, c := range g.cells {
		c.box = box{g.xs[c.column], g.ys[c.row], g.xs[c.column+c.columns], g.ys[c.row+c.rows]}
	}
	g.makeIndex()
	return g, nil
}

// edges are the places of lines, those nearer than same as one, weighted by length.
func edges(lines []rule) []float64 {
	lines = slices.Clone(lines)
	slices.SortFunc(lines, func(a, b rule) int { return cmp.Compare(a.at, b.at) })
	var out []float64
	for i := 0; i < len(lines); {
		j, sum, weight := i, 0.0, 0.0
		for ; j < len(lines) && lines[j].at-lines[i].at <= same; j++ {
			w := lines[j].to - lines[j].from
			sum, weight = sum+w*lines[j].at, weight+w
		}
		out = append(out, sum/weight)
		i = j
	}
	return out
}

// addMissing adds an outer edge that is not drawn: crossing lines go on beyond the last edge,
// and at least two end at one place or there is text between the edge and where they end.
// across are the edges of the other direction; upright tells that the missing ones are level.
func addMissing(at, across []float64, crossing []rule, chars []char, upright bool) []float64 {
	var before, behind []float64
	first, last := at[0], at[len(at)-1]
	for _, c := range crossing {
		if c.from < first-2*same {
			before = append(before, c.from)
		}
		if c.to > last+2*same {
			behind = append(behind, c.to)
		}
	}
	holds := func(from, to float64) bool {
		strip := box{from, across[0] - 2*same, to, across[len(across)-1] + 2*same}
		if upright {
			strip = box{strip.t, strip.l, strip.b, strip.r}
		}
		return slices.ContainsFunc(chars, func(c char) bool { return c.r != ' ' && strip.contains(c.box.cx(), c.box.cy()) })
	}
	if e, ok := agreed(before); ok || len(before) > 0 && holds(e, first) {
		at = slices.Insert(at, 0, e)
	}
	if e, ok := agreed(behind); ok || len(behind) > 0 && holds(last, e) {
		at = append(at, e)
	}
	return at
}

// agreed is the place of the middle one of the ends, and whether more than half of them, and
// at least two, lie there.
func agreed(ends []float64) (float64, bool) {
	if len(ends) == 0 {
		return 0, false
	}
	slices.Sort(ends)
	middle := ends[len(ends)/2]
	n := 0
	for _, e := range ends {
		if e-middle <= same && middle-e <= same {
			n++
		}
	}
	return middle, n >= 2 && 2*n > len(ends)
}

// prune drops edges at which no cell begins or ends, so that spans count real columns.
func (g *grid) prune() {
	usedX, usedY := make([]bool, len(g.xs)), make([]bool, len(g.ys))
	for _, c := range g.cells {
		usedX[c.column], usedX[c.column+c.columns] = true, true
		usedY[c.row], usedY[c.row+c.rows] = true, true
	}
	newX, newY := renumber(usedX), renumber(usedY)
	for _, c := range g.cells {
		r, b := newY[c.row], newY[c.row+c.rows]
		l, e := newX[c.column], newX[c.column+c.columns]
		c.row, c.rows, c.column, c.columns = r, b-r, l, e-l
	}
	g.xs, g.ys = keep(g.xs, usedX), keep(g.ys, usedY)
}

func renumber(used []bool) []int {
	out, n := make([]int, len(used)), 0
	for i, u := range used {
		out[i] = n
		if u {
			n++
		}
	}
	return out
}

func keep(at []float64, used []bool) []float64 {
	var out []float64
	for i, u := range used {
		if u {
			out = append(out, at[i])
		}
	}
	return out
}

// index lets at find a cell by its row and column.
func (g *grid) makeIndex() {
	columns := len(g.xs) - 1
	g.index = make([]*cell, columns*(len(g.ys)-1))
	for _, c := range g.cells {
		for r := c.row; r < c.row+c.rows; r++ {
			for k := c.column; k < c.column+c.columns; k++ {
				g.index[r*columns+k] = c
			}
		}
	}
}

// at is the cell that holds a point, nil where the point is outside.
func (g *grid) at(x, y float64) *cell {
	if !g.box.contains(x, y) {
		return nil
	}
	return g.index[field(g.ys, y)*(len(g.xs)-1)+field(g.xs, x)]
}

// field is the number of the stretch between edges in which v lies.
func field(edges []float64, v float64) int {
	i, _ := slices.BinarySearch(edges, v)
	return min(max(i-1, 0), len(edges)-2)
}
