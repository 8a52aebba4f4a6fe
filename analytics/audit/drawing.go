package audit

import (
	"cmp"
	"container/heap"
	"slices"

	"gongkai/disclosure"
)

// Pick is a cell that may be drawn.
type Pick struct {
	disclosure.AuditStratum
	Draw     string // disclosure.AuditDraw of it
	ReportID string
	Key      disclosure.Key
}

// Drawing draws a sample of cells that come one by one, in any order. It holds no more of a stratum than
// can be drawn.
type Drawing struct {
	seed          string
	wanted, least uint32
	cells         map[disclosure.AuditStratum]uint64
	first         map[disclosure.AuditStratum]*highest
}

// NewDrawing begins one: see Sizes.
func NewDrawing(seed string, wanted, least uint32) *Drawing {
	return &Drawing{seed, wanted, least, map[disclosure.AuditStratum]uint64{}, map[disclosure.AuditStratum]*highest{}}
}

// Add takes in a cell of the frame.
func (d *Drawing) Add(s disclosure.AuditStratum, report string, k disclosure.Key) {
	d.cells[s]++
	first := d.first[s]
	if first == nil {
		first = &highest{}
		d.first[s] = first
	}
	draw := disclosure.AuditDraw(d.seed, report, k)
	if uint32(first.Len()) == d.most() {
		if first.picks[0].Draw <= draw {
			return
		}
		heap.Pop(first)
	}
	heap.Push(first, Pick{s, draw, report, k})
}

// most is the most that one stratum can be asked for.
func (d *Drawing) most() uint32 { return max(d.wanted, d.least, 1) }

// Sample gives the strata, and the cells that were drawn in their order.
func (d *Drawing) Sample() (strata []disclosure.AuditSize, drawn []Pick) {
	strata = Sizes(d.cells, d.wanted, d.least)
	for _, s := range strata {
		picks := slices.Clone(d.first[s.AuditStratum].picks)
		inOrder(picks)
		drawn = append(drawn, picks[:s.Sampled]...)
	}
	inOrder(drawn)
	return strata, drawn
}

func inOrder(picks []Pick) {
	slices.SortFunc(picks, func(a, b Pick) int { return cmp.Compare(a.Draw, b.Draw) })
}

// highest is a heap of cells with the last to be drawn on top.
type highest struct{ picks []Pick }

// Len, Less, Swap, Push and Pop are those of a heap.
func (h *highest) Len() int           { return len(h.picks) }
func (h *highest) Less(i, j int) bool { return h.picks[i].Draw > h.picks[j].Draw }
func (h *highest) Swap(i, j int)      { h.picks[i], h.picks[j] = h.picks[j], h.picks[i] }
func (h *highest) Push(x any)         { h.picks = append(h.picks, x.(Pick)) }
func (h *highest) Pop() any {
	last := h.picks[len(h.picks)-1]
	h.picks = h.picks[:len(h.picks)-1]
	return last
}
