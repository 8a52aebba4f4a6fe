package pdf

import "math"

// column is lines that are read one after the other. split tells that they stand beside
// another column.
type column struct {
	lines []*line
	split bool
}

const (
	mostColumnLines = 200 // on a page

	columnLines = 6    // so many lines must show a gap before it parts columns
	columnWidth = 10.0 // em; narrower columns belong to a table
)

// columns parts text that is set in two columns: lines one under the other that all have a
// gap at the same place and are prose, full to the edge, on both sides of it. Lines that are
// short beside the gap are a list or a table and stay as they are.
func columns(lines []*line) []column {
	var out []column
	var plain []*line
	for i := 0; i < len(lines); {
		end, l, r := gutter(lines[i:])
		if end < columnLines || !prose(lines[i:i+end], l, r) {
			plain = append(plain, lines[i])
			i++
			continue
		}
		if len(plain) > 0 {
			out = append(out, column{lines: plain})
		}
		first, second := cut(lines[i:i+end], (l+r)/2)
		out = append(out, column{first, true}, column{second, true})
		plain, i = nil, i+end
	}
	if len(plain) > 0 {
		out = append(out, column{lines: plain})
	}
	return out
}

// gutter finds how many lines from the first share a gap, and its sides.
func gutter(lines []*line) (n int, l, r float64) {
	l, r = 0, math.Inf(1)
	both := 0
	for _, k := range lines[:min(len(lines), mostColumnLines)] {
		c := k.chunks()
		nl, nr := l, r
		switch {
		case len(c) == 2:
			nl, nr = max(l, c[0].box.r), min(r, c[1].box.l)
		case len(c) == 1 && n > 0 && c[0].box.r <= r:
			nl = max(l, c[0].box.r)
		case len(c) == 1 && n > 0 && c[0].box.l >= l:
			nr = min(r, c[0].box.l)
		default:
			return both, l, r
		}
		if nr-nl < columnGap*k.em {
			break
		}
		l, r = nl, nr
		n++
		if len(c) == 2 {
			both = n
		}
	}
	return both, l, r
}

// prose tells whether both sides of a gap are wide and most of their lines are full.
func prose(lines []*line, l, r float64) bool {
	full, total := 0, 0
	left, right := math.Inf(1), 0.0
	for _, k := range lines {
		left, right = min(left, k.box.l), max(right, k.box.r)
	}
	em := lines[0].em
	if l-left < columnWidth*em || right-r < columnWidth*em {
		return false
	}
	for _, k := range lines {
		for _, c := range k.chunks() {
			edge := right
			if c.box.r <= l {
				edge = l
			}
			total++
			if c.box.r > edge-2*em {
				full++
			}
		}
	}
	return full*10 >= total*7
}

// cut parts lines at x.
func cut(lines []*line, x float64) (first, second []*line) {
	for _, k := range lines {
		var a, b []word
		for _, w := range k.words {
			if w.box.cx() < x {
				a = append(a, w)
			} else {
				b = append(b, w)
			}
		}
		if len(a) > 0 {
			first = append(first, lineOf(a, k.em))
		}
		if len(b) > 0 {
			b[0].gap = 0
			second = append(second, lineOf(b, k.em))
		}
	}
	return first, second
}

func lineOf(words []word, em float64) *line {
	l := &line{box: words[0].box, em: em, words: words}
	for _, w := range words {
		l.box = l.box.union(w.box)
	}
	return l
}
