package pdf

import "slices"

// looseHead is the head over the figures: a cell for each column, and levels above of those
// that stand over several.
type looseHead struct {
	leaves []*heap
	begin  []int // the level from which a column's own head takes the rest
	levels [][]headGroup
	corner []*heap // over the labels
	flush  bool    // all columns begin at their left
	box    box
}

type headGroup struct {
	*heap
	from, to int
}

// findHead finds for each column of figures its own head, and which columns the heads above
// take.
func (g *looseGrid) findHead() bool {
	over := g.headPieces()
	if over == nil {
		return g.before != nil && !g.strays()
	}
	if g.before != nil {
		return false // a head again: it is read as a table of its own
	}
	h := &g.head
	h.box = heapOf(over).box
	single := make([][]*piece, len(g.columns))
	var wide []*piece
	for _, p := range g.headRuns(over) {
		if hit := hits(g.columns, p.box); len(hit) == 1 {
			single[hit[0]] = append(single[hit[0]], p)
		} else {
			wide = append(wide, p)
		}
	}
	pitch := g.headPitch(single)
	groups := heapsOf(wide, 0, g.em)
	h.flush = true
	wider := false // than what stands under it, so that it would begin elsewhere if it were centred
	for k, ps := range single {
		if len(ps) == 0 {
			return false
		}
		heaps := heapsOf(ps, pitch, g.em)
		leaf := slices.MaxFunc(heaps, func(a, b *heap) int { return compare(a.box.b, b.box.b) })
		h.leaves = append(h.leaves, leaf)
		h.flush = h.flush && abs(leaf.box.l-g.columns[k].l) < 1
		wider = wider || abs(leaf.box.width()-g.columns[k].width()) > 0.6*g.em
		g.columns[k] = g.columns[k].union(leaf.box)
		groups = append(groups, slices.DeleteFunc(heaps, func(x *heap) bool { return x == leaf })...)
	}
	for k := 1; k < len(g.columns); k++ {
		if overlap(g.columns[k-1], g.columns[k]) > 0 {
			return false
		}
	}
	h.flush = h.flush && wider
	if !h.findLevels(groups, g.columns, g.em) {
		return false
	}
	g.goesOn = g.last != nil && h.repeats(&g.last.head)
	return true
}

// repeats tells whether a head is printed again.
func (h *looseHead) repeats(o *looseHead) bool {
	same := func(a, b *heap) bool { return a.text() == b.text() && abs(a.box.cx()-b.box.cx()) < 1 }
	return slices.EqualFunc(h.leaves, o.leaves, same) && slices.EqualFunc(h.levels, o.levels, func(a, b []headGroup) bool {
		return slices.EqualFunc(a, b, func(a, b headGroup) bool { return same(a.heap, b.heap) && a.from == b.from && a.to == b.to })
	})
}

// headPieces are the words over the figures, from the first row of them upwards to a line
// that is no head: it holds nothing but one, which stands over no column or over several.
func (g *looseGrid) headPieces() []*piece {
	byLine := map[int][]*piece{}
	first, labels := g.rows[0].y, -far // labels is where those of the rows end
	for _, p := range g.pieces {
		if p.box.cy() > first-0.6*g.em && p.box.r <= g.columns[0].l {
			labels = max(labels, p.box.r)
		}
		if p.figure || p.box.r <= g.columns[0].l+0.2*g.em {
			continue
		}
		switch {
		case p.box.cy() > g.rows[len(g.rows)-1].y+0.6*g.em: // below the table
			continue
		case p.box.cy() > first-0.6*g.em:
			return nil
		}
		byLine[p.line] = append(byLine[p.line], p)
	}
	lines := make([]int, 0, len(byLine))
	for n := range byLine {
		lines = append(lines, n)
	}
	slices.Sort(lines)
	slices.Reverse(lines)
	var out []*piece
	below := first
	for _, n := range lines {
		ps := byLine[n]
		if g.alone(ps) && (len(hits(g.columns, ps[0].box)) != 1 || ps[0].box.l < labels-g.em || g.titled(ps[0].box)) || below-ps[0].box.cy() > 2*looseGap*g.em {
			break
		}
		below = ps[0].box.cy()
		out = append(out, ps...)
	}
	return out
}

// alone tells a word that has its line for itself.
func (g *looseGrid) alone(words []*piece) bool {
	return len(words) == 1 && !slices.ContainsFunc(g.pieces, func(q *piece) bool { return q != words[0] && q.line == words[0].line })
}

// headRuns puts the words of a line together that stand over the same column, or over several
// and near each other.
func (g *looseGrid) headRuns(over []*piece) []*piece {
	byColumn := map[int][]*piece{}
	for _, p := range over {
		k := -1
		if hit := hits(g.columns, p.box); len(hit) == 1 {
			k = hit[0]
		}
		byColumn[k] = append(byColumn[k], p)
	}
	var out []*piece
	for k := -1; k < len(g.columns); k++ {
		out = append(out, runsOf(byColumn[k], g.em, nil)...)
	}
	return out
}

// strays tells whether a word stands over the figures, or between them.
func (g *looseGrid) strays() bool {
	end := g.rows[len(g.rows)-1].y + 0.6*g.em
	return slices.ContainsFunc(g.pieces, func(p *piece) bool {
		return !p.figure && p.box.r > g.columns[0].l+0.2*g.em && p.box.cy() < end
	})
}

// headPitch is the distance of lines in the cells of a head: the smallest one that there is,
// and a little more.
func (g *looseGrid) headPitch(single [][]*piece) float64 {
	least := far
	for _, ps := range single {
		if d := pitches(ps, g.em); len(d) > 0 {
			least = min(least, d[0])
		}
	}
	if least > 2*g.em {
		return 0
	}
	return 1.15 * least
}

// titled tells whether a word that is alone stands over the middle of the whole table, its
// labels included, and over the middle of no column: a title.
func (g *looseGrid) titled(at box) bool {
	whole := at
	for _, p := range g.pieces {
		if p.box.cy() > at.b && p.box.cy() < g.rows[len(g.rows)-1].y+g.em {
			whole = whole.union(p.box)
		}
	}
	return abs(at.cx()-whole.cx()) < 3*g.em && abs(g.columns[hits(g.columns, at)[0]].cx()-at.cx()) > 0.4*g.em
}

// cells are the cells of the head's rows.
func (h *looseHead) cells(g *looseGrid) []*cell {
	if h.leaves == nil {
		return nil
	}
	before := g.names
	rows := len(h.levels) + 1
	var out []*cell
	add := func(row, column, rows, columns int, hs ...*heap) {
		c := &cell{row: row, column: column, rows: rows, columns: columns, box: box{g.text.l, h.box.t, g.text.r, h.box.b}}
		for i, k := range hs {
			if k.use(); i == 0 {
				c.box = k.box
			}
			c.box = c.box.union(k.box)
		}
		if text := joinTexts(hs); text != "" {
			c.text = []string{text}
		}
		out = append(out, c)
	}
	if before > 0 {
		labels, unit := h.corner, []*heap(nil)
		if g.unit {
			at := g.rows[0].unitBox(g.rows)
			labels, unit = nil, nil
			for _, k := range h.corner {
				if overlap(k.box, at) > 0 {
					unit = append(unit, k)
				} else {
					labels = append(labels, k)
				}
			}
			add(0, 0, rows, before-1, labels...)
			add(0, before-1, rows, 1, unit...)
		} else {
			add(0, 0, rows, before, labels...)
		}
	}
	for n := range rows {
		for k := 0; k < len(h.leaves); k++ {
			if h.begin[k] == n {
				add(n, before+k, rows-n, 1, h.leaves[k])
				continue
			}
			if n < len(h.levels) {
				for _, p := range h.levels[n] {
					if p.from == k {
						add(n, before+k, 1, p.to-p.from, p.heap)
					}
				}
			}
		}
	}
	return out
}

// unitBox is around the units of all rows.
func (r *looseRow) unitBox(rows []*looseRow) box {
	var out *box
	for _, k := range rows {
		if k.unit == nil {
			continue
		}
		b := k.unit.box
		if out != nil {
			b = b.union(*out)
		}
		out = &b
	}
	return *out
}
