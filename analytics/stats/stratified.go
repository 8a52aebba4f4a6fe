package stats

import "math"

// Stratum is a part of a population, and what a simple random sample of it showed.
type Stratum struct {
	Size    int64 // units that it has, N_h
	N       int64 // units that were drawn, n_h
	Hits    int64 // of these have what is counted, x_h
	Unknown int64 // of these nobody can tell, u_h: Hits + Unknown ≤ N
}

// Proportion is an estimate with its 95 % interval. P is nil where nothing can be estimated.
type Proportion struct {
	P *float64
	Interval
}

// Stratified estimates the proportion of a population from samples of its strata: Σ W_h·x_h/(n_h−u_h) with
// W_h = N_h/ΣN (W. G. Cochran, Sampling Techniques, 3rd ed. 1977, stratified sampling for proportions). It is
// unknown where nobody can tell of any unit of a stratum.
//
// The interval is Wilson's for m = min n_h/W_h trials, taken over the strata that were not drawn to
// their last unit; without such a stratum nothing is uncertain. It is no narrower than one from the variance
// Σ W_h²·p_h(1−p_h)/n_h, whatever the p_h are: that is at most Σ W_h·p_h(1−p_h)/m, and so at most p(1−p)/m,
// since p(1−p) is concave. So it does not rest on an estimate of the variance, which is 0 where no hit was found,
// and keeps its width there. Of one stratum it is Wilson.
//
// An unknown is never taken as known: the lower end is that of Σ W_h·x_h/n_h, the upper of Σ W_h·(x_h+u_h)/n_h.
func Stratified(strata []Stratum) Proportion {
	var size, unknown int64
	for _, s := range strata {
		size, unknown = size+s.Size, unknown+s.Unknown
	}
	if size == 0 {
		return Proportion{Interval: Interval{0, 1}}
	}
	estimate, least, most, trials := 0.0, 0.0, 0.0, math.Inf(1)
	for _, s := range strata {
		if s.Size == 0 {
			continue
		}
		weight, n := float64(s.Size)/float64(size), float64(s.N)
		if s.N == 0 {
			return Proportion{Interval: Interval{0, 1}}
		}
		estimate += weight * float64(s.Hits) / float64(s.N-s.Unknown) // not a number where nobody can tell
		least += weight * float64(s.Hits) / n
		most += weight * float64(s.Hits+s.Unknown) / n
		if s.N < s.Size {
			trials = min(trials, n/weight)
		}
	}
	p := Proportion{Interval: Interval{least, most}}
	if !math.IsInf(trials, 1) {
		p.Low, _ = wilson(least, trials)
		_, p.High = wilson(most, trials)
	}
	if !math.IsNaN(estimate) && !math.IsInf(estimate, 0) {
		p.P = &estimate
	}
	return p
}
