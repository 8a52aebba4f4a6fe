package stats

import "math"

// z95 is the normal quantile of a two-sided 95 % interval.
const z95 = 1.959963984540054

// Wilson returns the 95 % score interval of a proportion (E. B. Wilson, Probable inference,
// the law of succession, and statistical inference, JASA 22, 1927): of n trials, k succeeded.
// Unlike the textbook interval it keeps a width at 0 and at n, which is where small agencies
// are. Without trials nothing is known: the interval is 0 to 1.
func Wilson(k, n int64) (low, high float64) {
	if n <= 0 {
		return 0, 1
	}
	return wilson(float64(k)/float64(n), float64(n))
}

// wilson is the interval of a proportion p that was found in trials, which need not be whole.
func wilson(p, trials float64) (low, high float64) {
	scale := 1 + z95*z95/trials
	centre := (p + z95*z95/(2*trials)) / scale
	half := z95 * math.Sqrt(p*(1-p)/trials+z95*z95/(4*trials*trials)) / scale
	return max(0, centre-half), min(1, centre+half)
}
