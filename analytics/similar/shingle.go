package similar

import "slices"

// Set is a set of shingles: their hashes in order, each once. Two different shingles have the
// same hash once in 2⁶⁴ pairs, which is never in the texts of a nation.
type Set []uint64

// setOf sorts hashes and leaves out doubles and zeros, which are none. It takes a copy.
func setOf(hashes []uint64) Set {
	s := slices.Compact(inOrder(hashes))
	if len(s) > 0 && s[0] == 0 {
		s = s[1:]
	}
	return Set(s)
}

// inOrder is a sorted copy of hashes: put by their first eight bits, over which they spread evenly, each
// heap is small.
func inOrder(hashes []uint64) []uint64 {
	var ends [257]int // of the heaps before each one
	for _, h := range hashes {
		ends[h>>56+1]++
	}
	for i := range 256 {
		ends[i+1] += ends[i]
	}
	sorted, next := make([]uint64, len(hashes)), ends
	for _, h := range hashes {
		sorted[next[h>>56]] = h
		next[h>>56]++
	}
	for i := range 256 {
		slices.Sort(sorted[ends[i]:ends[i+1]])
	}
	return sorted
}

// Has reports whether the set has a hash.
func (s Set) Has(h uint64) bool {
	_, found := slices.BinarySearch(s, h)
	return found
}

// Lookup is a set in which very many hashes are looked for that it has not.
type Lookup struct {
	Set
	some [1 << 10]uint64 // a bit for each value of a hash's first 16 bits that the set has
}

// Lookup makes one.
func (s Set) Lookup() *Lookup {
	l := &Lookup{Set: s}
	for _, h := range s {
		l.some[h>>54] |= 1 << (h >> 48 & 63)
	}
	return l
}

// Has reports whether the set has a hash.
func (l *Lookup) Has(h uint64) bool { return l.some[h>>54]&(1<<(h>>48&63)) != 0 && l.Set.Has(h) }

// Common counts what both sets have.
func (s Set) Common(o Set) int {
	n := 0
	for i, j := 0, 0; i < len(s) && j < len(o); {
		switch {
		case s[i] < o[j]:
			i++
		case s[i] > o[j]:
			j++
		default:
			n++
			i++
			j++
		}
	}
	return n
}

// Without is the set without what another one has.
func (s Set) Without(o Set) Set {
	rest := make(Set, 0, len(s))
	j := 0
	for _, h := range s {
		for j < len(o) && o[j] < h {
			j++
		}
		if j == len(o) || o[j] != h {
			rest = append(rest, h)
		}
	}
	return rest
}

// Jaccard is the share of what both sets have in what either has, 0 to 1. Of two empty sets
// nothing can be said: ok is false.
func Jaccard(a, b Set) (share float64, ok bool) {
	common := a.Common(b)
	either := len(a) + len(b) - common
	if either == 0 {
		return 0, false
	}
	return float64(common) / float64(either), true
}
