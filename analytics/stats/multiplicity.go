package stats

import "slices"

// BenjaminiHochberg returns, for each probability, the least rate of false discoveries at which
// it still counts as one (Y. Benjamini and Y. Hochberg, JRSS B 57, 1995): with i the rank of the
// p from the smallest of m, q = min over p' ≥ p of p'·m/i'. counts says how many tests had each
// probability; nil: one each.
func BenjaminiHochberg(p []float64, counts []int64) []float64 {
	order := make([]int, len(p))
	var m int64
	count := func(i int) int64 {
		if counts == nil {
			return 1
		}
		return counts[i]
	}
	for i := range p {
		order[i] = i
		m += count(i)
	}
	slices.SortStableFunc(order, func(a, b int) int {
		switch {
		case p[a] < p[b]:
			return -1
		case p[a] > p[b]:
			return 1
		}
		return 0
	})
	q := make([]float64, len(p))
	least, rank := 1.0, m
	for n := len(order) - 1; n >= 0; n-- {
		i := order[n]
		least = min(least, p[i]*float64(m)/float64(rank))
		q[i] = least
		rank -= count(i)
	}
	return q
}
