package pdf

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// labelling is one way in which the words beside the figures may be their labels.
type labelling struct {
	labels, units []*heap // of each row; units are nil where there are none
	titles        []*heap // rows of nothing but a label
	groups        []*looseGroup
	levels        []box
	corner        []*heap
}

// findLabels gives each row of figures its label. Labels wrap, and how far the lines of one
// cell stand apart is not known: every distance is tried, and whatever the table allows must
// say the same.
func (g *looseGrid) findLabels() bool {
	var words []*piece
	for _, p := range g.pieces {
		if !p.figure && p.box.r <= g.columns[0].l+0.2*g.em {
			words = append(words, p)
		}
	}
	if g.before != nil && len(words) == 0 {
		return false
	}
	below := slices.ContainsFunc(words, func(p *piece) bool { return p.box.cy() > g.rows[0].y-0.6*g.em })
	if !below {
		g.text = g.head.box
		return len(g.rows) == 1 && len(g.columns) >= fewestFigures
	}
	if len(words) > mostLabelWords {
		return false
	}
	g.text = heapOf(slices.Clone(words)).box
	words = runsOf(words, g.em, cellStarts(words))
	var found *labelling
	for _, pitch := range append([]float64{0}, pitches(words, g.em)...) {
		heaps := heapsOf(words, 1.02*pitch, g.em)
		for _, top := range []bool{false, true} {
			l := g.labelling(heaps, top)
			switch {
			case l == nil:
			case found == nil:
				found = l
			case !found.says(l):
				return false
			}
		}
	}
	if found == nil {
		return false
	}
	g.take(found)
	return true
}

// cellStarts are the places where three words or more begin: those are the first ones of cells.
func cellStarts(words []*piece) []float64 {
	var out []float64
	for _, p := range words {
		n := 0
		for _, q := range words {
			if abs(p.box.l-q.box.l) < 1 && p.line != q.line {
				n++
			}
		}
		if n >= 2 {
			out = append(out, p.box.l)
		}
	}
	return out
}

// says tells whether two ways come to the same.
func (l *labelling) says(o *labelling) bool {
	return slices.EqualFunc(l.labels, o.labels, func(a, b *heap) bool { return a.text() == b.text() })
}

// labelling matches cells to rows: a label's middle, or its first line, is level with its
// figures. It is nil where a row has none, or where it is not certain which lines are one cell.
func (g *looseGrid) labelling(heaps []*heap, top bool) *labelling {
	if !apart(heaps, g.em) {
		return nil
	}
	l := &labelling{}
	taken := map[*heap]bool{}
	matched := make([][]*heap, len(g.rows))
	short := true
	for i, r := range g.rows {
		for _, h := range heaps {
			y := h.box.cy()
			if top {
				y = h.pieces[0].box.cy()
			}
			if abs(y-r.y) <= 0.3*g.em {
				matched[i] = append(matched[i], h)
			}
		}
		if len(matched[i]) == 0 {
			return nil
		}
		slices.SortFunc(matched[i], func(a, b *heap) int { return compare(a.box.l, b.box.l) })
		n := len(matched[i])
		short = short && n > 1 && utf8.RuneCountInString(matched[i][n-1].text()) <= 2
	}
	for _, m := range matched {
		n := len(m)
		if short {
			l.units = append(l.units, m[n-1])
			taken[m[n-1]] = true
			n--
		}
		if taken[m[n-1]] {
			return nil // one label for two rows
		}
		l.labels = append(l.labels, m[n-1])
		taken[m[n-1]] = true
	}
	rest := slices.DeleteFunc(slices.Clone(heaps), func(h *heap) bool { return taken[h] })
	if !g.sort(l, rest, top) {
		return nil
	}
	return l
}

// apart tells whether cells are further apart than the lines in them.
func apart(heaps []*heap, em float64) bool {
	inner := 0.0
	for _, h := range heaps {
		inner = max(inner, h.inner)
	}
	if inner == 0 {
		return true
	}
	for i, a := range heaps {
		for _, b := range heaps[:i] {
			for _, p := range a.pieces {
				for _, q := range b.pieces {
					if distance(p, q, em) < 1.15*inner {
						return false
					}
				}
			}
		}
	}
	return true
}

// sort finds out what the other cells are: corner, group, title, or none of the table.
func (g *looseGrid) sort(l *labelling, rest []*heap, top bool) bool {
	first, last := l.labels[0], l.labels[len(l.labels)-1]
	wrapped := slices.ContainsFunc(l.labels, func(h *heap) bool { return h.inner > 0 })
	for _, h := range rest {
		row, next := g.nearestRow(h.box.cy())
		switch {
		case g.head.leaves == nil && h.box.cy() < first.box.t:
			return false // the rest of a cell on the page before
		case h.box.cy() < first.box.t && h.box.b > g.head.box.t-0.3*g.em && h.box.t < g.head.box.b+0.3*g.em:
			l.corner = append(l.corner, h)
		case h.box.b <= g.head.box.t || h.box.t >= last.box.b:
			// above or below the table
		case l.labels[row].box.l >= h.box.r-0.2*g.em:
			l.groups = append(l.groups, &looseGroup{heap: h})
		case wrapped || startsRow(h) && (next == len(l.labels) || startsRow(l.labels[next])):
			l.titles = append(l.titles, h)
		default:
			return false
		}
	}
	if len(l.groups) == 0 {
		return true
	}
	return len(l.titles) == 0 && l.placeGroups(g.em, g.goesOn, top)
}

// startsRow tells a label that begins as those of rows do: it is not the rest of another.
func startsRow(h *heap) bool {
	s := h.text()
	return marker.MatchString(s) || strings.HasPrefix(s, "其中")
}

// nearestRow is the row that is level with a place, and the first one below.
func (g *looseGrid) nearestRow(y float64) (best, next int) {
	for i, r := range g.rows {
		if abs(r.y-y) < abs(g.rows[best].y-y) {
			best = i
		}
		if r.y < y {
			next = i + 1
		}
	}
	return best, next
}

// take puts what was found into the table, titles as rows of their own.
func (g *looseGrid) take(l *labelling) {
	g.unit, g.groups, g.levels, g.head.corner = l.units != nil, l.groups, l.levels, l.corner
	for i, h := range l.labels {
		g.rows[i].label = h
		if g.unit {
			g.rows[i].unit = l.units[i]
		}
	}
	for _, h := range l.titles {
		g.rows = append(g.rows, &looseRow{y: h.box.cy(), label: h})
	}
	slices.SortStableFunc(g.rows, func(a, b *looseRow) int { return compare(a.y, b.y) })
}
