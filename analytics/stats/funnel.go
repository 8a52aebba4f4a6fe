package stats

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/stat/distuv"
)

// winsorised is the share of z-scores at each end that is pulled in before the dispersion is
// measured, so that the outliers which the funnel is to show do not widen it (Spiegelhalter 2005).
const winsorised = 0.10

// Funnel is what a peer group says of one proportion: the centre of its funnel plot and how much
// more its agencies differ than chance alone makes them (D. J. Spiegelhalter, Funnel plots for
// comparing institutional performance, Statistics in Medicine 24, 2005, 1185–1202).
type Funnel struct {
	Theta     float64 // Σx/Σn
	Phi       float64 // mean of the squared winsorised z-scores; about 1 where chance explains it
	Dispersed bool    // Phi is above 1 + 2·√(2/I): the limits are widened by √Phi
	Agencies  int64   // I: agency-years with at least one trial
}

// NewFunnel measures a peer group. Without trials, or where all or none of them succeeded,
// there is no spread to measure: Phi is 0.
func NewFunnel(units []Unit) Funnel {
	units = canonical(units)
	k, x, n := totals(units)
	f := Funnel{Agencies: k}
	if n == 0 {
		return f
	}
	f.Theta = float64(x) / float64(n)
	if x == 0 || x == n {
		return f
	}
	f.Phi = dispersion(units, f.Theta, k)
	f.Dispersed = f.Phi > 1+2*math.Sqrt(2/float64(k))
	return f
}

// dispersion is the mean of z², where the tenth of the z-scores at each end has the value that
// bounds it.
func dispersion(units []Unit, theta float64, k int64) float64 {
	type score struct {
		z     float64
		count int64
	}
	scores := make([]score, len(units))
	for i, u := range units {
		scores[i] = score{(u.P() - theta) / math.Sqrt(theta*(1-theta)/float64(u.N)), u.Count}
	}
	slices.SortStableFunc(scores, func(a, b score) int {
		if a.z < b.z {
			return -1
		}
		if a.z > b.z {
			return 1
		}
		return 0
	})
	ranked := func(rank int64) float64 { // the z-score of a rank from 0
		for _, s := range scores {
			if rank -= s.count; rank < 0 {
				return s.z
			}
		}
		return scores[len(scores)-1].z
	}
	cut := int64(winsorised * float64(k))
	low, high := ranked(cut), ranked(k-1-cut)
	sum := 0.0
	for _, s := range scores {
		z := min(max(s.z, low), high)
		sum += float64(s.count) * z * z
	}
	return sum / float64(k)
}

// Limits are the control limits for n trials at a two-sided level of alpha (0.05, 0.002): the
// exact binomial quantiles, their distances from the centre times √Phi where the group is
// over-dispersed. A proportion below low or above high is out of control.
func (f Funnel) Limits(n int64, alpha float64) Interval {
	if n <= 0 {
		return Interval{0, 1}
	}
	low := float64(binomialQuantile(n, f.Theta, alpha/2)) / float64(n)
	high := float64(binomialQuantile(n, f.Theta, 1-alpha/2)) / float64(n)
	if f.Dispersed {
		widen := math.Sqrt(f.Phi)
		low, high = f.Theta+widen*(low-f.Theta), f.Theta+widen*(high-f.Theta)
	}
	return Interval{max(0, low), min(1, high)}
}

// P is the two-sided probability of a proportion at least as far from the centre as x of n.
// Where the group is over-dispersed its normal score is divided by √Phi, as the limits are
// widened.
func (f Funnel) P(x, n int64) float64 {
	p := BinomialTail(x, n, f.Theta)
	if !f.Dispersed || p >= 1 {
		return p
	}
	z := distuv.UnitNormal.Quantile(p/2) / math.Sqrt(f.Phi)
	return 2 * distuv.UnitNormal.CDF(z)
}

// Position says where a proportion lies by its limits at 95 and 99.8 %: high_998, high_95,
// inside, low_95 or low_998.
func Position(p float64, limits95, limits998 Interval) string {
	switch {
	case p < limits998.Low:
		return "low_998"
	case p > limits998.High:
		return "high_998"
	case p < limits95.Low:
		return "low_95"
	case p > limits95.High:
		return "high_95"
	}
	return "inside"
}
