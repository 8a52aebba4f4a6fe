package pdf

import (
	"slices"
	"strconv"
	"strings"
)

// placeGroups finds which rows the cells beside several rows take: those that their numbering
// shows, or in the middle of which they stand. goesOn tells that the table began above, top that
// all stands at the top of its cell.
func (l *labelling) placeGroups(em float64, goesOn, top bool) bool {
	slices.SortFunc(l.groups, func(a, b *looseGroup) int { return compare(a.box.l, b.box.l) })
	for _, k := range l.groups {
		if n := len(l.levels); n == 0 || overlap(l.levels[n-1], k.box) <= 0 {
			l.levels = append(l.levels, k.box)
		} else {
			l.levels[n-1] = l.levels[n-1].union(k.box)
		}
		k.level = len(l.levels) - 1
	}
	from, to := make([]float64, len(l.labels)), make([]float64, len(l.labels))
	rows := &outline{goesOn: goesOn, items: make([]ordinal, len(l.labels))}
	for i, h := range l.labels {
		from[i], to[i] = h.box.t, h.box.b
		rows.items[i] = ordinalOf(h.text())
	}
	rows.edges = edgesOf(from, to)
	for n := len(l.levels) - 1; n >= 0; n-- {
		if !l.placeLevel(n, rows, em, top) {
			return false
		}
	}
	return true
}

// placeLevel finds which rows the groups of a level take.
func (l *labelling) placeLevel(n int, rows *outline, em float64, top bool) bool {
	var groups []*looseGroup
	for _, k := range l.groups {
		if k.level == n {
			groups = append(groups, k)
		}
	}
	slices.SortFunc(groups, func(a, b *looseGroup) int { return compare(a.box.cy(), b.box.cy()) })
	beside := make([]bool, len(l.labels))
	for i, h := range l.labels {
		beside[i] = h.box.l >= l.levels[n].r-0.2*em
	}
	spans, ok := rows.spans(groups, beside)
	if !top {
		middle, fits := l.middles(groups, rows.edges, beside, em)
		switch {
		case !ok:
			spans, ok = middle, fits
		case fits && rows.even(middle) && !slices.Equal(spans, middle):
			return false
		}
	}
	for i, s := range spans {
		groups[i].from, groups[i].to = s[0], s[1]
	}
	if ok {
		rows.fold(groups)
	}
	return ok
}

// middles finds the rows over whose middle the groups of a level stand. Rows whose label reaches
// into the column of the groups have none; nor, where all is centred, have rows whose label
// stands elsewhere than those that certainly have one. Both ways may work, but not differ.
func (l *labelling) middles(groups []*looseGroup, edges []float64, beside []bool, em float64) ([][2]int, bool) {
	like := make([]bool, len(l.labels))
	var middles []float64
	for _, k := range groups {
		middles = append(middles, k.box.cy())
		sure := l.labels[field(edges, k.box.cy())].box
		for i, h := range l.labels {
			like[i] = like[i] || abs(h.box.l-sure.l) < 0.4*em || abs(h.box.cx()-sure.cx()) < 0.4*em
		}
	}
	spans, ok := tile(edges, beside, middles)
	other, fits := tile(edges, like, middles)
	switch {
	case !fits:
		return spans, ok
	case !ok:
		return other, true
	}
	return spans, slices.Equal(spans, other)
}

// ordinal is the number that a label begins with, and its kind: 一、 （一） 1. （1）. 0 is none.
type ordinal struct{ kind, n int }

// outline is the rows of a table by their numbers: its own, or that of the group that takes it.
type outline struct {
	goesOn bool // the first rows may belong to a group above
	items  []ordinal
	edges  []float64 // between rows
}

// spans finds for each group the rows that count on from one to the next, from 1, and around
// the row that it stands beside. A cell that a page break cuts shows its text at the break. It
// is not ok where rows that count alike have no group.
func (o *outline) spans(groups []*looseGroup, beside []bool) ([][2]int, bool) {
	out := make([][2]int, len(groups))
	grouped := map[int]int{} // rows in groups, by the kind of their numbers
	last := 0
	for i, k := range groups {
		at := field(o.edges, k.box.cy())
		from, to := at, at+1
		for from > last && o.counts(from) {
			from--
		}
		for to < len(o.items) && o.counts(to) {
			to++
		}
		kind := o.items[at].kind
		first, open := from == 0 && o.goesOn, to == len(o.items) // it may go on over the page's edge
		if kind == 0 || o.items[from].n != 1 && !first || slices.Contains(beside[from:to], false) || k.box.t < o.edges[from] && !first || k.box.b > o.edges[to] && !open {
			return nil, false
		}
		out[i], last = [2]int{from, to}, to
		grouped[kind] += to - from
	}
	for kind, n := range grouped {
		if n != o.number(kind)-o.before(kind, out[0][0]) {
			return nil, false
		}
	}
	return out, true
}

// even tells whether all rows of each span count on: one that goes on with （七） behind 3. is none.
func (o *outline) even(spans [][2]int) bool {
	for _, s := range spans {
		for i := s[0] + 1; i < s[1]; i++ {
			if !o.counts(i) {
				return false
			}
		}
	}
	return true
}

// counts tells whether a row counts on from the one above, or lies in the same group.
func (o *outline) counts(row int) bool {
	a, b := o.items[row-1], o.items[row]
	return a.kind != 0 && a.kind == b.kind && (b.n == a.n+1 || b == a)
}

// number is how many rows have a number of a kind.
func (o *outline) number(kind int) int {
	n := 0
	for _, k := range o.items {
		if k.kind == kind {
			n++
		}
	}
	return n
}

// before is how many of them go on with a group above, up to the first group's.
func (o *outline) before(kind, first int) int {
	n := 0
	for o.goesOn && n < first && o.items[n].kind == kind && (n > 0 && o.counts(n) || n == 0 && o.items[0].n != 1) {
		n++
	}
	return n
}

// fold gives rows the numbers of the groups that take them.
func (o *outline) fold(groups []*looseGroup) {
	for _, k := range groups {
		n := ordinalOf(k.text())
		for i := k.from; i < k.to; i++ {
			o.items[i] = n
		}
	}
}

const numerals = "一二三四五六七八九十"

// ordinalOf reads the number that a label begins with.
func ordinalOf(label string) ordinal {
	m := marker.FindString(label)
	digits := strings.Trim(m, "、.．（）() ")
	kind := 1
	if strings.HasPrefix(m, "（") || strings.HasPrefix(m, "(") {
		kind = 2
	}
	if n := strings.Index(numerals, digits); n >= 0 && len(digits) == len("一") {
		return ordinal{kind, n/len("一") + 1}
	}
	for end := len(digits); end > 0; end-- { // the marker of a point takes what stands behind it
		if n, err := strconv.Atoi(digits[:end]); err == nil {
			return ordinal{kind + 2, n}
		}
	}
	return ordinal{}
}
