package pdf

import (
	"slices"
	"strings"
)

// A table without lines is put together from its words: figures that stand under each other
// make columns, figures beside each other rows; labels and heads that are wrapped are joined
// again. It is built only where all of it comes out without a doubt, every word in its place;
// else its lines stay text.

// loose is such a table and the lines that it takes.
type loose struct {
	from, to int
	tables   []*looseGrid // tables side by side come one after the other
	goesOn   bool         // from the page before
	again    bool         // with the head of the one above
}

const (
	mostLooseLines = 120 // of a table
	mostHeadLines  = 8
	looseGap       = 2.5 // em; lines further apart belong to different tables
	mostWords      = 1500
	mostLabelWords = 300
	mostTries      = 100 // in a document
	mostFigure     = 10  // characters of a figure with its unit
	fewestFigures  = 3   // one figure, or two under each other, are no table
)

// piece is a word of a loose table, or a run of words.
type piece struct {
	word
	line   int
	figure bool
	used   bool
	parts  []*piece // of a run of words; nil for one
}

// looseTables finds the tables in lines that follow each other. before is the table at the end
// of the page before, if these lines are the first of a page; the first table may go on with it.
func looseTables(lines []*line, before *loose, tries *int) []*loose {
	var out []*loose
	done, last := 0, before
	for i := 0; i < len(lines); i++ {
		if !holdsFigure(lines[i]) {
			continue
		}
		if *tries++; *tries > mostTries {
			break
		}
		r := regionOf(lines, i, done)
		t := r.build(lines, nil, last)
		if t == nil && before != nil && r.from == 0 {
			t = r.build(lines, before, nil)
		}
		before = nil
		if t != nil {
			out, last = append(out, t), t
			done = t.to
			r.last = max(r.last, t.to-1)
		}
		i = r.last
	}
	return whole(out, lines)
}

// isFigure tells a word that is a figure by itself; that of a list's number ends in a point.
func isFigure(s string) bool {
	return figure.MatchString(s) && !strings.HasSuffix(s, ".") && !strings.HasSuffix(s, "．")
}

func holdsFigure(l *line) bool {
	return slices.ContainsFunc(l.words, func(w word) bool { return isFigure(w.text) })
}

// region is a stretch of lines that may be a table: its rows of figures, with the lines above
// and below that may belong to its head and its labels.
type region struct {
	from, first, last, to int
	columns               []box // of figures
}

// regionOf begins with the row of figures in line i and takes what has the same columns.
func regionOf(lines []*line, i, floor int) region {
	r := region{from: i, first: i, last: i, to: i + 1}
	r.fits(lines[i])
	for j := i + 1; j < min(len(lines), i+mostLooseLines) && follows(lines[j-1], lines[j]) && r.fits(lines[j]); j++ {
		r.to = j + 1
		if holdsFigure(lines[j]) {
			r.last = j
		}
	}
	r.to = min(r.to, r.last+4)
	for r.from > floor && i-r.from < mostHeadLines && follows(lines[r.from-1], lines[r.from]) && !holdsFigure(lines[r.from-1]) {
		r.from--
	}
	return r
}

func follows(a, b *line) bool { return b.box.t-a.box.b < looseGap*a.em }

// fits tells whether a line's figures stand in columns and nothing else does, and widens them.
func (r *region) fits(l *line) bool {
	columns := slices.Clone(r.columns)
	for _, w := range l.words {
		if !isFigure(w.text) {
			continue
		}
		hit := hits(columns, w.box)
		switch {
		case len(hit) > 1:
			return false
		case len(hit) == 1:
			columns[hit[0]] = columns[hit[0]].union(w.box)
		default:
			columns = append(columns, w.box)
		}
	}
	for i, c := range columns {
		for _, d := range columns[:i] {
			if overlap(c, d) > 0 {
				return false
			}
		}
	}
	for _, w := range l.words {
		if !isFigure(w.text) && len(hits(columns, w.box)) > 0 {
			return false
		}
	}
	r.columns = columns
	return true
}

// hits are the columns that a box overlaps.
func hits(columns []box, b box) []int {
	var out []int
	for i, c := range columns {
		if overlap(c, b) > 0 {
			out = append(out, i)
		}
	}
	return out
}

// overlap is how much of their width two boxes share.
func overlap(a, b box) float64 { return min(a.r, b.r) - max(a.l, b.l) }

// goesOnIn tells whether the first figures of a page, below its first line without a gap, stand in
// the columns of the table at the end of the page before, and in no table that was found.
func (t *loose) goesOnIn(lines []*line, found []*loose) bool {
	for i, l := range lines {
		if i > 0 && !follows(lines[i-1], l) {
			return false
		}
		if !holdsFigure(l) {
			continue
		}
		if len(found) > 0 && found[0].from <= i && i < found[0].to {
			return false
		}
		return slices.ContainsFunc(l.words, t.under)
	}
	return false
}

// under tells a figure that stands in one column.
func (t *loose) under(w word) bool {
	return isFigure(w.text) && slices.ContainsFunc(t.tables, func(g *looseGrid) bool { return len(hits(g.columns, w.box)) == 1 })
}

// build makes the table, or the rest of one that began on the page before; last is the one above.
// Lines that carry labels right of figures are two tables side by side.
func (r *region) build(lines []*line, before, last *loose) *loose {
	pieces := r.pieces(lines)
	cuts, ok := r.cuts(pieces)
	if !ok || len(pieces) > mostWords || before != nil && len(before.tables) != len(cuts)-1 {
		return nil
	}
	out := loose{goesOn: before != nil}
	for i := range len(cuts) - 1 {
		var half []*piece
		for _, p := range pieces {
			if p.box.cx() >= cuts[i] && p.box.cx() < cuts[i+1] {
				half = append(half, p)
			}
		}
		g := &looseGrid{pieces: half}
		if before != nil {
			g.before = before.tables[i]
		}
		if last != nil && len(last.tables) == len(cuts)-1 {
			g.last = last.tables[i]
		}
		if !g.build() {
			return nil
		}
		out.again = g.goesOn && before == nil
		out.tables = append(out.tables, g)
	}
	return out.closed(pieces)
}

func (r *region) pieces(lines []*line) []*piece {
	var out []*piece
	for i := r.from; i < r.to; i++ {
		for _, w := range lines[i].words {
			out = append(out, &piece{word: w, line: i, figure: i >= r.first && isFigure(w.text)})
		}
	}
	return out
}

// cuts are where tables stand side by side begin and end.
func (r *region) cuts(pieces []*piece) ([]float64, bool) {
	columns := slices.Clone(r.columns)
	slices.SortFunc(columns, func(a, b box) int { return compare(a.l, b.l) })
	cuts := []float64{-1e6}
	for i, c := range columns {
		right := 1e6
		if i+1 < len(columns) {
			right = columns[i+1].l
		}
		next := right
		for _, p := range pieces {
			if p.line >= r.first && p.line <= r.last && !p.figure && p.box.l >= c.r && p.box.l < right {
				next = min(next, p.box.l)
			}
		}
		if next < right && i+1 == len(columns) {
			return nil, false // words behind the last figures
		}
		if next < right {
			cuts = append(cuts, (c.r+next)/2)
		}
	}
	return append(cuts, 1e6), true
}

// closed makes sure that no word between the first and the last line is left over.
func (t *loose) closed(pieces []*piece) *loose {
	t.from, t.to = 1<<30, 0
	for _, p := range pieces {
		if p.used {
			t.from, t.to = min(t.from, p.line), max(t.to, p.line+1)
		}
	}
	for _, p := range pieces {
		if !p.used && p.line >= t.from && p.line < t.to {
			return nil
		}
	}
	return t
}
