package pdf

import "slices"

// largestFill is the part of the page from which a coloured area is its background.
const largestFill = 0.5

// findFilled finds tables whose cells are shown by their colour instead of lines. Coloured
// rows show no columns, and a coloured head none of the rows below it: both make no table.
func (s *sheet) findFilled(fills []box, chars []char, left *budget) error {
	var edges []rule
	var cells []box
	for _, f := range fills {
		inside := slices.ContainsFunc(s.grids, func(g *grid) bool { return g.box.contains(f.cx(), f.cy()) })
		if inside || min(f.width(), f.height()) < shortest || f.width()*f.height() > largestFill*s.w*s.h {
			continue
		}
		cells = append(cells, f)
		edges = append(edges, rule{at: f.t, from: f.l, to: f.r}, rule{at: f.b, from: f.l, to: f.r},
			rule{upright: true, at: f.l, from: f.t, to: f.b}, rule{upright: true, at: f.r, from: f.t, to: f.b})
	}
	return s.findGrids(drawnTables(edges), chars, left, func(g *grid) bool {
		return len(g.xs) > 2 && len(g.ys) > 2 && g.tiledBy(cells, chars) && g.holdsFigures(chars)
	})
}

// tiledBy tells whether the coloured areas cover every cell with text that takes several
// fields: where only every other row is coloured the rows between would be taken for one cell.
func (g *grid) tiledBy(fills []box, chars []char) bool {
	text := map[*cell]bool{}
	for _, c := range chars {
		text[g.at(c.box.cx(), c.box.cy())] = true
	}
	for _, c := range g.cells {
		if c.rows*c.columns == 1 || !text[c] {
			continue
		}
		covered := 0.0
		for _, f := range fills {
			w, h := min(f.r, c.box.r)-max(f.l, c.box.l), min(f.b, c.box.b)-max(f.t, c.box.t)
			covered += max(w, 0) * max(h, 0)
		}
		if covered < 0.7*c.box.width()*c.box.height() {
			return false
		}
	}
	return true
}

// holdsFigures tells whether a cell below the first row, and not in the first column, holds
// nothing but digits.
func (g *grid) holdsFigures(chars []char) bool {
	digits, others := map[*cell]bool{}, map[*cell]bool{}
	for _, c := range chars {
		k := g.at(c.box.cx(), c.box.cy())
		switch {
		case k == nil || k.row == 0 || k.column == 0 || c.r == ' ':
		case numeral(c.r):
			digits[k] = true
		default:
			others[k] = true
		}
	}
	for k := range digits {
		if !others[k] {
			return true
		}
	}
	return false
}
