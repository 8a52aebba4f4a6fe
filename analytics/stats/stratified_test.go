package stats

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
)

// TestStratified: each row was worked out by hand from the formula in the comment of Stratified.
func TestStratified(t *testing.T) {
	for name, c := range map[string]struct {
		strata       []Stratum
		p, low, high float64 // p below 0: unknown
	}{
		// One stratum is Wilson: 8 of 10.
		"one": {[]Stratum{{1000, 10, 8, 0}}, 0.8, 0.4902, 0.9433},
		// W = 0.9, 0.1; p = 0.9·2/90 + 0.1·1/10 = 0.03; m = min(90/0.9, 10/0.1) = 100: Wilson of 3 in 100.
		"two": {[]Stratum{{9000, 90, 2, 0}, {1000, 10, 1, 0}}, 0.03, 0.0103, 0.0845},
		// As before with no error: 0, and z²/(100+z²) = 3.8415/103.8415.
		"none": {[]Stratum{{9000, 90, 0, 0}, {1000, 10, 0, 0}}, 0, 0, 0.0370},
		// Of the second, drawn thinner, m = 5/0.5 = 10: z²/(10+z²).
		"thin": {[]Stratum{{500, 400, 0, 0}, {500, 5, 0, 0}}, 0, 0, 0.2775},
		// The second was drawn to its last unit: p = 0.9·1/90 + 0.1·2/100 = 0.012; m = 90/0.9 = 100.
		"all of one": {[]Stratum{{900, 90, 1, 0}, {100, 100, 2, 0}}, 0.012, 0.0024, 0.0577},
		"all":        {[]Stratum{{900, 900, 9, 0}, {100, 100, 1, 0}}, 0.01, 0.01, 0.01},
		// 1 of 9 that can be read; low from 1 of 10 (0.0179), high from 2 of 10 (0.5098).
		"unknown":      {[]Stratum{{1000, 10, 1, 1}}, 1.0 / 9, 0.0179, 0.5098},
		"all unknown":  {[]Stratum{{1000, 10, 0, 10}, {1000, 10, 0, 0}}, -1, 0, 0.7007},
		"nothing read": {[]Stratum{{1000, 0, 0, 0}}, -1, 0, 1},
		"nothing":      {nil, -1, 0, 1},
	} {
		got := Stratified(c.strata)
		if (got.P == nil) != (c.p < 0) || got.P != nil && math.Abs(*got.P-c.p) > 1e-9 {
			t.Errorf("%s: estimate %v, want %v", name, got.P, c.p)
		}
		if math.Abs(got.Low-c.low) > 0.0001 || math.Abs(got.High-c.high) > 0.0001 {
			t.Errorf("%s: %.4f–%.4f, want %.4f–%.4f", name, got.Low, got.High, c.low, c.high)
		}
	}
}

// TestStratifiedIsHonest: the upper end is below the truth in no more than 2.5 % of samples, also where errors are
// rare, all in one stratum, and strata are drawn unevenly.
func TestStratifiedIsHonest(t *testing.T) {
	weights, sizes := []int64{700_000, 250_000, 50_000}, []int64{210, 75, 20}
	for _, truth := range [][]float64{{0.005, 0, 0}, {0, 0.05, 0}, {0, 0, 0.3}, {0.01, 0.01, 0.01}, {0.1, 0.2, 0.05}, {0.001, 0.002, 0.2}} {
		source := rand.NewPCG(8, 27)
		p := 0.0
		for h, w := range weights {
			p += float64(w) / 1e6 * truth[h]
		}
		const samples = 4000
		below := 0
		for range samples {
			strata := make([]Stratum, len(weights))
			for h := range strata {
				x := distuv.Binomial{N: float64(sizes[h]), P: truth[h], Src: source}
				strata[h] = Stratum{Size: weights[h], N: sizes[h]}
				if truth[h] > 0 {
					strata[h].Hits = int64(x.Rand())
				}
			}
			if Stratified(strata).High < p {
				below++
			}
		}
		if share := float64(below) / samples; share > 0.032 { // 2.5 % and four standard errors of 4,000 samples, and of Wilson
			t.Errorf("truth %v: the upper end is too low in %.2f %% of samples", truth, 100*share)
		}
	}
}

// TestUnknownIsNeverRight: to learn that a unit can't be told never lowers the upper end, nor raises the lower.
func TestUnknownIsNeverRight(t *testing.T) {
	source := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		strata := make([]Stratum, 1+source.IntN(4))
		for h := range strata {
			n := 1 + source.Int64N(40)
			strata[h] = Stratum{Size: n + source.Int64N(1000), N: n}
			strata[h].Hits = source.Int64N(n)
			strata[h].Unknown = source.Int64N(n - strata[h].Hits)
		}
		before := Stratified(strata)
		at := source.IntN(len(strata))
		strata[at].Unknown++
		after := Stratified(strata)
		if after.High < before.High-1e-12 || after.Low > before.Low+1e-12 {
			t.Fatalf("%+v: from %v to %v", strata, before.Interval, after.Interval)
		}
	}
}
