package stats

import (
	"cmp"
	"slices"
)

// Unit is a proportion that Count agency-years share: X of N. So a group of thousands of
// agencies, most of them small, is a list of some hundred units.
type Unit struct {
	X, N  int64 // 0 ≤ X ≤ N
	Count int64 // how many agency-years have it
}

// P is the proportion.
func (u Unit) P() float64 { return float64(u.X) / float64(u.N) }

// canonical adds up equal units and sorts them, so that no sum of floating-point numbers
// depends on the order of agencies. Units without trials say nothing and are left out.
func canonical(units []Unit) []Unit {
	sorted := slices.DeleteFunc(slices.Clone(units), func(u Unit) bool { return u.N <= 0 || u.Count <= 0 })
	slices.SortFunc(sorted, func(a, b Unit) int { return cmp.Or(cmp.Compare(a.N, b.N), cmp.Compare(a.X, b.X)) })
	var merged []Unit
	for _, u := range sorted {
		if last := len(merged) - 1; last >= 0 && merged[last].X == u.X && merged[last].N == u.N {
			merged[last].Count += u.Count
			continue
		}
		merged = append(merged, u)
	}
	return merged
}

// totals are the number of agency-years, Σx and Σn.
func totals(units []Unit) (k, x, n int64) {
	for _, u := range units {
		k, x, n = k+u.Count, x+u.Count*u.X, n+u.Count*u.N
	}
	return k, x, n
}
