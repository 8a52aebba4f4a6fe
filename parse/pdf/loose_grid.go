package pdf

import (
	"slices"

	"golang.org/x/net/html"
)

// looseGrid is a loose table in the making.
type looseGrid struct {
	em      float64
	pieces  []*piece
	columns []box // of figures, with their heads
	rows    []*looseRow
	head    looseHead
	groups  []*looseGroup // cells of labels that stand beside several rows
	levels  []box         // the columns of those, from the left
	unit    bool          // the last column of labels is one of units
	text    box           // around the labels
	before  *looseGrid    // the table that goes on here, nil where this is a whole one
	last    *looseGrid    // the one above, whose head may be printed again here
	goesOn  bool          // rows may belong to a group above
	names   int           // the columns of labels, groups and units
	made    *grid
	body    *html.Node // once it is written
}

// looseRow is a row of figures, or one of nothing but a label.
type looseRow struct {
	y       float64
	figures []*heap // a column each; nil for a blank one
	label   *heap
	unit    *heap
}

// looseGroup is a cell that takes several rows.
type looseGroup struct {
	*heap
	level, from, to int
}

// build makes the table of its words; it fails where there is a doubt. It marks the words
// that it uses.
func (g *looseGrid) build() bool {
	if g.before != nil {
		g.columns, g.goesOn = slices.Clone(g.before.columns), true
	}
	if !g.findRows() || !g.findHead() || !g.findLabels() {
		return false
	}
	g.names = len(g.levels)
	if len(g.rows) > 1 || g.rows[0].label != nil {
		g.names++
	}
	if g.unit {
		g.names++
	}
	if b := g.before; b != nil {
		if g.unit != b.unit || g.names > b.names || len(g.columns) != len(b.columns) || g.names == 0 {
			return false
		}
		g.names = b.names
	}
	g.made = g.grid()
	return true
}

// findRows puts the figures into rows and columns.
func (g *looseGrid) findRows() bool {
	byLine := map[int][]*piece{}
	var order []int
	var heights []float64
	figures := 0
	for _, p := range g.pieces {
		heights = append(heights, p.box.height())
		if !p.figure {
			continue
		}
		if byLine[p.line] == nil {
			order = append(order, p.line)
		}
		byLine[p.line] = append(byLine[p.line], p)
		figures++
		if hit := hits(g.columns, p.box); len(hit) == 1 {
			g.columns[hit[0]] = g.columns[hit[0]].union(p.box)
		} else if len(hit) == 0 {
			g.columns = append(g.columns, p.box)
		} else {
			return false
		}
	}
	g.em = median(heights)
	if figures < fewestFigures && len(g.columns) < 2 && g.before == nil {
		return false
	}
	slices.SortFunc(g.columns, func(a, b box) int { return compare(a.l, b.l) })
	full := g.before != nil
	for _, line := range order {
		r := &looseRow{figures: make([]*heap, len(g.columns))}
		for _, p := range byLine[line] {
			hit := hits(g.columns, p.box)
			if len(hit) != 1 || r.figures[hit[0]] != nil {
				return false
			}
			r.figures[hit[0]] = heapOf([]*piece{p})
			r.y += p.box.cy() / float64(len(byLine[line]))
		}
		full = full || len(byLine[line]) == len(g.columns)
		g.rows = append(g.rows, r)
	}
	return full
}

// grid writes the table as one with lines would be.
func (g *looseGrid) grid() *grid {
	heads := len(g.head.levels) + 1
	if g.head.leaves == nil {
		heads = 0
	}
	out := &grid{xs: make([]float64, g.names+len(g.columns)+1), ys: make([]float64, heads+len(g.rows)+1)}
	out.cells = g.head.cells(g)
	for i, r := range g.rows {
		out.cells = append(out.cells, g.rowCells(r, i, heads)...)
	}
	out.box = out.cells[0].box
	for _, c := range out.cells {
		out.box = out.box.union(c.box)
	}
	return out
}

// rowCells are the cells of a row. A label takes the columns to its left that no group has.
func (g *looseGrid) rowCells(r *looseRow, i, heads int) []*cell {
	var out []*cell
	row := heads + i
	add := func(h *heap, column, columns, rows int, place box) {
		c := &cell{row: row, column: column, rows: rows, columns: columns, box: place}
		if h != nil {
			c.box, c.text = h.box, []string{h.text()}
			h.use()
		}
		out = append(out, c)
	}
	line := box{g.text.l, r.y - g.em/2, g.text.r, r.y + g.em/2}
	if r.figures == nil {
		add(r.label, 0, g.names+len(g.columns), 1, line)
		return out
	}
	start := 0
	for k := range g.levels { // the last ones, where the page before has more
		p := g.group(k, i)
		if p == nil {
			continue
		}
		k += g.spare()
		for ; start < k; start++ {
			add(nil, start, 1, 1, line)
		}
		if start = k + 1; p.from == i {
			add(p.heap, k, 1, p.to-p.from, line)
		}
	}
	labels := g.names
	if g.unit {
		labels--
	}
	if labels > 0 {
		add(r.label, start, labels-start, 1, line)
	}
	if g.unit {
		add(r.unit, labels, 1, 1, line)
	}
	for k, h := range r.figures {
		add(h, g.names+k, 1, 1, box{g.columns[k].l, line.t, g.columns[k].r, line.b})
	}
	return out
}

// spare is how many columns of groups the page before has more.
func (g *looseGrid) spare() int {
	n := g.names - len(g.levels) - 1
	if g.unit {
		n--
	}
	return max(n, 0)
}

// group is the cell of a level that takes a row, nil where none does.
func (g *looseGrid) group(level, row int) *looseGroup {
	for _, p := range g.groups {
		if p.level == level && p.from <= row && row < p.to {
			return p
		}
	}
	return nil
}

func (h *heap) use() {
	for _, p := range h.pieces {
		p.used = true
		for _, q := range p.parts {
			q.used = true
		}
	}
}
