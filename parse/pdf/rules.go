package pdf

import (
	"cmp"
	"slices"
)

const (
	touch     = 3.0 // points by which lines that meet may miss each other
	same      = 4.0 // lines nearer than this are one: double lines, shaky edges; no text fits between
	shortest  = 6.0 // a shorter line is a dash of something else
	mostPairs = 8_000_000
)

// visible drops white lines that lie on no coloured area.
func visible(rules []rule, fills []box) []rule {
	out := make([]rule, 0, len(rules))
	for _, r := range rules {
		x, y := (r.from+r.to)/2, r.at
		if r.upright {
			x, y = y, x
		}
		if !r.pale || slices.ContainsFunc(fills, func(f box) bool { return f.contains(x, y) }) {
			out = append(out, r)
		}
	}
	return out
}

// join makes one line of the pieces of a line: dashes, cells drawn one by one, lines drawn
// twice. Pieces belong together when their places differ by no more than apart.
func join(rules []rule, apart float64) []rule {
	slices.SortFunc(rules, func(a, b rule) int { return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.from, b.from)) })
	var out []rule
	for i := 0; i < len(rules); {
		j := i + 1
		for j < len(rules) && rules[j].at-rules[i].at <= apart {
			j++
		}
		out = append(out, joinLevel(rules[i:j])...)
		i = j
	}
	return out
}

// joinLevel joins pieces of one level along it. The joined line lies where most of its
// length does.
func joinLevel(pieces []rule) []rule {
	slices.SortFunc(pieces, func(a, b rule) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.at, b.at)) })
	var out []rule
	var weight, sum float64
	for _, p := range pieces {
		w := p.to - p.from + 0.01
		if n := len(out); n > 0 && p.from <= out[n-1].to+same {
			out[n-1].to = max(out[n-1].to, p.to)
			weight, sum = weight+w, sum+w*p.at
			out[n-1].at = sum / weight
			continue
		}
		out = append(out, p)
		weight, sum = w, w*p.at
	}
	return out
}

// drawnTable is a set of lines that hang together.
type drawnTable struct{ level, upright []rule }

// drawnTables sorts the lines of a page into sets that hang together. Lines that cross no
// other (underlines, the line under a running head) are in none.
// It brings them into another order.
func drawnTables(rules []rule) []drawnTable {
	n := 0 // of level ones
	for i, r := range rules {
		if !r.upright {
			rules[i], rules[n] = rules[n], r
			n++
		}
	}
	level, upright := rules[:n], rules[n:]
	short := func(r rule) bool { return r.to-r.from < shortest }
	level = slices.DeleteFunc(join(level, 0.8), short)
	upright = slices.DeleteFunc(join(upright, 0.8), short)
	if len(level)*len(upright) > mostPairs {
		return nil // a drawing
	}
	sets := newSets(len(level) + len(upright))
	for i, h := range level {
		for j, v := range upright {
			if h.from-touch <= v.at && v.at <= h.to+touch && v.from-touch <= h.at && h.at <= v.to+touch {
				sets.union(i, len(level)+j)
			}
		}
	}
	return collect(sets, level, upright)
}

// collect gathers the sets, the one with the topmost line first.
func collect(sets *sets, level, upright []rule) []drawnTable {
	var out []drawnTable
	index := map[int]int{}
	at := func(i int) *drawnTable {
		root := sets.find(i)
		k, ok := index[root]
		if !ok {
			k = len(out)
			index[root] = k
			out = append(out, drawnTable{})
		}
		return &out[k]
	}
	for i, h := range level {
		t := at(i)
		t.level = append(t.level, h)
	}
	for j, v := range upright {
		t := at(len(level) + j)
		t.upright = append(t.upright, v)
	}
	return slices.DeleteFunc(out, func(t drawnTable) bool { return len(t.level)+len(t.upright) < 3 })
}

// sets is a union-find.
type sets struct{ parent []int }

func newSets(n int) *sets {
	s := &sets{make([]int, n)}
	for i := range s.parent {
		s.parent[i] = i
	}
	return s
}

func (s *sets) find(i int) int {
	for s.parent[i] != i {
		s.parent[i] = s.parent[s.parent[i]]
		i = s.parent[i]
	}
	return i
}

func (s *sets) union(a, b int) {
	a, b = s.find(a), s.find(b)
	if a != b {
		s.parent[max(a, b)] = min(a, b)
	}
}
