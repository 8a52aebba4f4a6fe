package pdf

import (
	"slices"
	"unicode/utf8"
)

// whole leaves out the tables that break off, and those that begin where one breaks off.
func whole(tables []*loose, lines []*line) []*loose {
	for {
		n := len(tables)
		kept := make([]*loose, 0, n)
		for i, t := range tables {
			above, below := 0, len(lines)
			if i > 0 {
				above = tables[i-1].to
			}
			if i+1 < n {
				below = tables[i+1].from
			}
			if !t.breaksOff(lines[:below]) && !t.breaksIn(lines, above) {
				kept = append(kept, t)
			}
		}
		if tables = kept; len(tables) == n {
			return tables
		}
	}
}

// spaceOver is the white over a line.
func spaceOver(lines []*line, i int) float64 { return lines[i].box.t - lines[i-1].box.b }

// pitch is how far the lines of one table may stand apart, judged by those of this one.
func (t *loose) pitch(lines []*line) float64 {
	most := 0.0
	for i := t.from + 1; i < t.to; i++ {
		most = max(most, spaceOver(lines, i))
	}
	return most + 0.3*lines[t.from].em
}

// breaksOff tells whether the lines below, no further apart than those of the table, go on with
// figures, or with heads over its columns, before the next table begins: half of a table would
// pass for the whole.
func (t *loose) breaksOff(lines []*line) bool {
	most := t.pitch(lines)
	for i := t.to; i < len(lines) && spaceOver(lines, i) < most && !t.ends(lines[i]); i++ {
		if slices.ContainsFunc(lines[i].words, endsInFigure) || t.heads(lines[i]) {
			return true
		}
	}
	return false
}

// breaksIn tells whether figures stand in the lines above, likewise, that are in no table.
func (t *loose) breaksIn(lines []*line, above int) bool {
	most := t.pitch(lines)
	for i := t.from; i > above && spaceOver(lines, i) < most && !t.ends(lines[i-1]); i-- {
		if slices.ContainsFunc(lines[i-1].words, endsInFigure) {
			return true
		}
	}
	return false
}

// ends tells a heading of the text (四、…), with which a table ends that has no such rows itself.
func (t *loose) ends(l *line) bool {
	return len(l.words) == 1 && ordinalOf(l.words[0].text).kind == 1 && !slices.ContainsFunc(t.tables, func(g *looseGrid) bool {
		return slices.ContainsFunc(g.rows, func(r *looseRow) bool { return r.figures == nil })
	})
}

// heads tells whether two words of a line stand each over a column of figures, or one that is the
// column's head.
func (t *loose) heads(l *line) bool {
	n := 0
	for _, g := range t.tables {
		for _, w := range l.words {
			hit := hits(g.columns, w.box)
			if len(hit) != 1 {
				continue
			}
			if n++; g.head.leaves != nil && g.head.leaves[hit[0]].text() == w.text {
				return true
			}
		}
	}
	return n > 1
}

// endsInFigure tells a figure, with its unit before it or without.
func endsInFigure(w word) bool {
	end, _ := utf8.DecodeLastRuneInString(w.text)
	return numeral(end) && utf8.RuneCountInString(w.text) <= mostFigure
}
