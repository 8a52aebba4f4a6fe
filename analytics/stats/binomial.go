package stats

import (
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// binomialQuantile is the least r with P(X ≤ r) ≥ p for X ~ Binomial(n, theta).
func binomialQuantile(n int64, theta, p float64) int64 {
	b := distuv.Binomial{N: float64(n), P: theta}
	low, high := int64(-1), n // P(X ≤ low) < p ≤ P(X ≤ high)
	for high-low > 1 {
		if mid := (low + high) / 2; b.CDF(float64(mid)) >= p {
			high = mid
		} else {
			low = mid
		}
	}
	return high
}

// BinomialTail is the exact two-sided probability of a count at least as far out as x among n
// trials of chance theta: twice the smaller tail, at most 1.
func BinomialTail(x, n int64, theta float64) float64 {
	if n <= 0 {
		return 1
	}
	b := distuv.Binomial{N: float64(n), P: theta}
	below, above := b.CDF(float64(x)), 1.0
	if x > 0 {
		above = upperTail(x, n, theta)
	}
	return math.Min(1, 2*math.Min(below, above))
}

// upperTail is P(X ≥ x). It is the lower tail of the failures: 1 − CDF would lose the digits of
// a small probability.
func upperTail(x, n int64, theta float64) float64 {
	return distuv.Binomial{N: float64(n), P: 1 - theta}.CDF(float64(n - x))
}
