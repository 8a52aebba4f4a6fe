package pdf

import (
	"slices"
	"unicode/utf8"
)

// whole leaves out the tables that break off.
func whole(tables []*loose, lines []*line) []*loose {
	var out []*loose
	next := -1 // where the table below begins
	for _, t := range slices.Backward(tables) {
		if !t.breaksOff(lines, next) {
			out, next = append(out, t), t.from
		}
	}
	slices.Reverse(out)
	return out
}

// breaksOff tells whether the lines below, no further apart than those of the table, go on with
// figures, or with heads over its columns, before the next table begins: half of a table would
// pass for the whole.
func (t *loose) breaksOff(lines []*line, next int) bool {
	white := func(i int) float64 { return lines[i].box.t - lines[i-1].box.b }
	most := 0.0
	for i := t.from + 1; i < t.to; i++ {
		most = max(most, white(i))
	}
	for i := t.to; i < len(lines) && i != next && white(i) < most+0.3*lines[i].em; i++ {
		if slices.ContainsFunc(lines[i].words, endsInFigure) || t.heads(lines[i]) {
			return true
		}
	}
	return false
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
