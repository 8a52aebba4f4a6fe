package stats

import (
	"cmp"
	"slices"
)

// Peer is a value that Count agency-years of a peer group have.
type Peer struct {
	Value float64
	Count int64
}

// Bands are the thresholds between five bands of a peer group, from its values. A value's place
// is the share of peers below it and half of those equal to it, so that an agency that does as
// most do stands in the middle, and not at an end.
type Bands struct {
	Median float64
	Margin float64 // values this near to the median count as the median: a difference that small is none
	Cuts   []Cut   // four, from E|D to B|A; none where the group has no values
}

// Cut is where a band begins: at the value, or only above it.
type Cut struct {
	Value float64
	Above bool
}

// bandNames are from the lowest to the highest.
const bandNames = "EDCBA"

// NewBands places the cuts of a peer group.
func NewBands(peers []Peer, margin float64) Bands {
	peers = slices.DeleteFunc(slices.Clone(peers), func(p Peer) bool { return p.Count <= 0 })
	slices.SortFunc(peers, func(a, b Peer) int { return cmp.Compare(a.Value, b.Value) })
	var total int64
	for _, p := range peers {
		total += p.Count
	}
	b := Bands{Margin: margin}
	if total == 0 {
		return b
	}
	b.Median = median(peers, total)
	for i := range peers {
		peers[i].Value = b.near(peers[i].Value)
	}
	for band := int64(1); band < int64(len(bandNames)); band++ {
		b.Cuts = append(b.Cuts, cutAt(peers, total, band))
	}
	return b
}

// median is the lower median.
func median(peers []Peer, total int64) float64 {
	rank := (total - 1) / 2
	for _, p := range peers {
		if rank -= p.Count; rank < 0 {
			return p.Value
		}
	}
	return peers[len(peers)-1].Value
}

// near is the value, or the median where it is as good as that.
func (b Bands) near(v float64) float64 {
	if v > b.Median-b.Margin && v < b.Median+b.Margin {
		return b.Median
	}
	return v
}

// cutAt is the least value whose place is band fifths or more. Peers are sorted, equal values
// may follow each other. In whole numbers: place ≥ band/5 is 5·(2·below + equal) ≥ 2·band·total.
func cutAt(peers []Peer, total, band int64) Cut {
	fifths := int64(len(bandNames))
	var below int64
	for i := 0; i < len(peers); {
		value, equal := peers[i].Value, int64(0)
		for ; i < len(peers) && peers[i].Value == value; i++ {
			equal += peers[i].Count
		}
		if fifths*(2*below+equal) >= 2*band*total {
			return Cut{value, false}
		}
		if below += equal; fifths*below >= band*total {
			return Cut{value, true}
		}
	}
	return Cut{peers[len(peers)-1].Value, true}
}

// Of returns the band of an agency with this interval, or ok false where its interval reaches
// over more than one: it can't be told from its peers then. Since a band begins where the one
// below ends, agencies in different bands never have intervals that overlap.
func (b Bands) Of(i Interval) (band string, ok bool) {
	if len(b.Cuts) == 0 {
		return "", false
	}
	low, high := b.index(b.near(i.Low)), b.index(b.near(i.High))
	if low != high {
		return "", false
	}
	return bandNames[low : low+1], true
}

func (b Bands) index(v float64) int {
	n := 0
	for _, c := range b.Cuts {
		if v > c.Value || v == c.Value && !c.Above {
			n++
		}
	}
	return n
}
