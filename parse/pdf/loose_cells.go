package pdf

import (
	"cmp"
	"slices"
	"strings"
)

// heap is what is one cell: words that stand beside and under each other.
type heap struct {
	box    box
	pieces []*piece
	inner  float64 // the largest distance between two of its lines
}

func compare(a, b float64) int { return cmp.Compare(a, b) }

// text joins the lines of a cell as those of a paragraph are.
func (h *heap) text() string {
	var p paragraph
	for _, k := range h.pieces {
		p.lines = append(p.lines, lineOf([]word{k.word}, 1))
	}
	return p.text()
}

func heapOf(pieces []*piece) *heap {
	slices.SortStableFunc(pieces, func(a, b *piece) int { return cmp.Or(cmp.Compare(a.line, b.line), compare(a.box.l, b.box.l)) })
	h := &heap{box: pieces[0].box, pieces: pieces}
	for i, p := range pieces[1:] {
		h.box = h.box.union(p.box)
		h.inner = max(h.inner, p.box.cy()-pieces[i].box.cy())
	}
	return h
}

// runsOf puts the words of each line together that stand near each other. starts are where
// cells begin.
func runsOf(pieces []*piece, em float64, starts []float64) []*piece {
	order := slices.Clone(pieces)
	slices.SortStableFunc(order, func(a, b *piece) int { return cmp.Or(cmp.Compare(a.line, b.line), compare(a.box.l, b.box.l)) })
	var out []*piece
	for _, p := range order {
		if n := len(out); n > 0 && beside(out[n-1], p, em, starts) {
			run := out[n-1]
			run.text += " " + p.text
			run.box = run.box.union(p.box)
			run.parts = append(run.parts, p)
			continue
		}
		run := *p
		run.parts = []*piece{p}
		out = append(out, &run)
	}
	return out
}

// beside tells words of one cell on one line, from the left. Lines of cells beside each other may
// be a little off.
func beside(a, b *piece, em float64, starts []float64) bool {
	return a.line == b.line && b.box.l-a.box.r < em && abs(a.box.cy()-b.box.cy()) < 0.2*em && !slices.ContainsFunc(starts, func(x float64) bool { return abs(x-b.box.l) < 1 })
}

// heapsOf puts together the runs under each other that are no further apart than pitch.
func heapsOf(runs []*piece, pitch, em float64) []*heap {
	s := newSets(len(runs))
	for i, p := range runs {
		for k, q := range runs[:i] {
			if pitch > 0 && distance(q, p, em) <= pitch {
				s.union(k, i)
			}
		}
	}
	groups := map[int][]*piece{}
	var roots []int
	for i, p := range runs {
		root := s.find(i)
		if groups[root] == nil {
			roots = append(roots, root)
		}
		groups[root] = append(groups[root], p)
	}
	out := make([]*heap, 0, len(roots))
	for _, r := range roots {
		out = append(out, heapOf(groups[r]))
	}
	return out
}

// mostPitch is how far lines of one cell may stand apart, in em.
const mostPitch = 1.8

// far is further than any two lines of a cell.
const far = 1e6

// distance is how far a run stands under another, far where it does not stand under it. Lines
// of one cell share their middle or a side.
func distance(a, b *piece, em float64) float64 {
	d := abs(b.box.cy() - a.box.cy())
	off := min(abs(a.box.cx()-b.box.cx()), abs(a.box.l-b.box.l), abs(a.box.r-b.box.r))
	if d < 0.5*em || overlap(a.box, b.box) <= 0 || off > 0.4*em {
		return far
	}
	return d
}

// pitches are the distances between words and the nearest ones under them, each once.
func pitches(pieces []*piece, em float64) []float64 {
	var all []float64
	for i, p := range pieces {
		best := far
		for k, q := range pieces {
			if i != k && q.box.cy() > p.box.cy() {
				best = min(best, distance(p, q, em))
			}
		}
		if best < mostPitch*em {
			all = append(all, best)
		}
	}
	slices.Sort(all)
	out := all[:0:0]
	for _, d := range all {
		if len(out) == 0 || d-out[len(out)-1] > 0.1*em {
			out = append(out, d)
		} else {
			out[len(out)-1] = d
		}
	}
	return out
}

// tile gives each of the groups the stretch of fields over whose middle it stands. Fields that
// are open are those that belong to some group; groups that stand over a run of them take all
// of it, one after the other. Anything else is a doubt. edges are where the fields begin.
func tile(edges []float64, open []bool, middles []float64) ([][2]int, bool) {
	out := make([][2]int, len(middles))
	placed := 0
	for i := 0; i < len(open); i++ {
		if !open[i] {
			continue
		}
		end := i
		for end < len(open) && open[end] {
			end++
		}
		at := i
		for at < end && placed < len(middles) && middles[placed] < edges[end] {
			want := 2*middles[placed] - edges[at] // where the group ends
			k := at + 1
			for k < end && abs(edges[k+1]-want) < abs(edges[k]-want) {
				k++
			}
			if abs(edges[k]-want) > 0.6*(edges[k]-edges[k-1]) {
				return nil, false
			}
			out[placed], at = [2]int{at, k}, k
			placed++
		}
		if at != i && at != end {
			return nil, false // the rest of the run has none
		}
		i = end
	}
	return out, placed == len(middles)
}

// edgesOf are the borders between boxes that follow each other: halfway.
func edgesOf(from, to []float64) []float64 {
	n := len(from)
	edges := make([]float64, n+1)
	for i := 1; i < n; i++ {
		edges[i] = (to[i-1] + from[i]) / 2
	}
	edges[0], edges[n] = from[0], to[n-1]
	if n > 1 { // as wide as what stands in the middle of the first and the last one shows
		edges[0] = min(from[0], from[0]+to[0]-edges[1])
		edges[n] = max(to[n-1], from[n-1]+to[n-1]-edges[n-1])
	}
	return edges
}

func joinTexts(hs []*heap) string {
	var b strings.Builder
	for _, h := range hs {
		b.WriteString(h.text())
	}
	return b.String()
}
