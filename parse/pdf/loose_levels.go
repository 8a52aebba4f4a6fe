package pdf

import "slices"

// findLevels sorts the heads over several columns into levels and finds which columns each
// takes. A head of one column that stands higher than the others takes levels beside them.
func (h *looseHead) findLevels(groups []*heap, columns []box, em float64) bool {
	slices.SortFunc(groups, func(a, b *heap) int { return compare(a.box.cy(), b.box.cy()) })
	var ys []float64
	for _, k := range groups {
		if n := len(ys); n == 0 || k.box.cy()-ys[n-1] > 0.4*em {
			ys, h.levels = append(ys, k.box.cy()), append(h.levels, nil)
		}
		h.levels[len(ys)-1] = append(h.levels[len(ys)-1], headGroup{heap: k})
	}
	if !h.findBegins(ys, em) {
		return false
	}
	from, to := make([]float64, len(columns)), make([]float64, len(columns))
	for k, c := range columns {
		from[k], to[k] = c.l, c.r
	}
	edges := edgesOf(from, to)
	for n := range h.levels {
		if !h.placeLevel(n, edges) {
			return false
		}
	}
	return true
}

// findBegins finds for each column the level at which its own head begins: where that stands
// in the middle of, or else, in all columns, at the top of. ys are the middles of the levels.
func (h *looseHead) findBegins(ys []float64, em float64) bool {
	middles, tops := make([]float64, len(h.leaves)), make([]float64, len(h.leaves))
	sameTop := true
	for k, leaf := range h.leaves {
		middles[k], tops[k] = leaf.box.cy(), leaf.pieces[0].box.cy()
		sameTop = sameTop && abs(leaf.box.t-h.leaves[0].box.t) < 0.3*em
	}
	if len(ys) == 0 {
		h.begin = make([]int, len(h.leaves))
		return slices.Max(middles)-slices.Min(middles) < 0.3*em || sameTop
	}
	lowest := slices.Max(middles)
	var ok bool
	if h.begin, ok = begins(middles, ys, em, func(y float64) float64 { return (y + lowest) / 2 }); ok {
		return true
	}
	h.begin, ok = begins(tops, ys, em, func(y float64) float64 { return y })
	return ok
}

// begins gives heads the levels they begin at, by the place that a head has from each level on;
// those below all levels stand at the lowest place.
func begins(leaves, ys []float64, em float64, place func(level float64) float64) ([]int, bool) {
	lowest := slices.Max(leaves)
	out := make([]int, len(leaves))
	for k, at := range leaves {
		out[k] = len(ys)
		off := lowest - at
		for n, y := range ys {
			if d := abs(place(y) - at); d < off {
				out[k], off = n, d
			}
		}
		if off > 0.5*em || out[k] == len(ys) && off > 0.3*em {
			return nil, false
		}
	}
	return out, true
}

// placeLevel finds which columns the heads of a level take: all those whose own head begins
// below it, and only such as one head of the level above takes.
func (h *looseHead) placeLevel(n int, edges []float64) bool {
	level := h.levels[n]
	slices.SortFunc(level, func(a, b headGroup) int { return compare(a.box.cx(), b.box.cx()) })
	open := make([]bool, len(h.leaves))
	fields := 0
	for k := range open {
		if open[k] = h.begin[k] > n; open[k] {
			fields++
		}
	}
	var middles, lefts []float64
	for _, k := range level {
		middles, lefts = append(middles, k.box.cx()), append(lefts, k.box.l)
	}
	spans, ok := tile(edges, open, middles)
	if h.flush {
		spans, ok = h.tileFlush(open, lefts)
	}
	if !ok {
		return false
	}
	for i, s := range spans {
		level[i].from, level[i].to = s[0], s[1]
		fields -= s[1] - s[0]
		if n > 0 && !slices.ContainsFunc(h.levels[n-1], func(k headGroup) bool { return k.from <= s[0] && s[1] <= k.to }) {
			return false
		}
	}
	return fields == 0
}

// tileFlush does what tile does where all begins at the left of its columns.
func (h *looseHead) tileFlush(open []bool, lefts []float64) ([][2]int, bool) {
	var out [][2]int
	for k := range open {
		n := len(out)
		switch {
		case !open[k]:
		case n < len(lefts) && abs(h.leaves[k].box.l-lefts[n]) < 1:
			out = append(out, [2]int{k, k + 1})
		case n == 0 || out[n-1][1] != k:
			return nil, false
		default:
			out[n-1][1] = k + 1
		}
	}
	return out, len(out) == len(lefts)
}
