package stats

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mathext"
)

// plain integrates over a fine grid of μ and ρ in the plainest way, as a second opinion: the
// mean, and the probability below each of two points.
func plain(units []Unit, x, n int64, at [2]float64) (mean float64, below [2]float64) {
	const side = 150
	var total float64
	for i := range side {
		mu := (float64(i) + 0.5) / side
		for j := range side {
			rho := (float64(j) + 0.5) / side
			m := (1 - rho) / rho
			a, b := mu*m, (1-mu)*m
			log := 0.0
			for _, u := range units {
				log += float64(u.Count) * (mathext.Lbeta(a+float64(u.X), b+float64(u.N-u.X)) - mathext.Lbeta(a, b))
			}
			w := math.Exp(log + 50)
			total += w
			mean += w * (a + float64(x)) / (a + b + float64(n))
			if w > 1e-5 {
				for k := range at {
					below[k] += w * mathext.RegIncBeta(a+float64(x), b+float64(n-x), at[k])
				}
			}
		}
	}
	return mean / total, [2]float64{below[0] / total, below[1] / total}
}

func TestEstimateIntegratesOverThePrior(t *testing.T) {
	p := NewPosterior(vector)
	for _, u := range []Unit{{0, 1, 1}, {2, 5, 1}, {40, 60, 1}} {
		e := p.Estimate(u.X, u.N)
		mean, below := plain(vector, u.X, u.N, [2]float64{e.I80.Low, e.I95.High})
		if math.Abs(e.Mean-mean) > 0.004 || math.Abs(below[0]-0.10) > 0.006 || math.Abs(below[1]-0.975) > 0.004 {
			t.Errorf("%d of %d: mean %.4f, by the plain sum %.4f; below its ends %.4f and %.4f, want 0.10 and 0.975", u.X, u.N, e.Mean, mean, below[0], below[1])
		}
	}
}

// Where ρ is 0 by chance the plug-in interval has no width; this one has, and the more agencies
// there are the less.
func TestIntervalsHaveWidthWithoutSpread(t *testing.T) {
	width := func(agencies int64) float64 {
		units := []Unit{{5, 10, agencies}}
		if rho := Moments(units).Rho; rho != 0 {
			t.Fatalf("ρ = %v", rho)
		}
		e := NewPosterior(units).Estimate(5, 10)
		if math.Abs(e.Mean-0.5) > 1e-3 {
			t.Errorf("%d agencies: mean %v", agencies, e.Mean)
		}
		return e.I95.High - e.I95.Low
	}
	few, many := width(3), width(300)
	if few < 0.25 || many > 0.20 || many < 0.02 {
		t.Errorf("width among 3: %.3f, among 300: %.3f", few, many)
	}
}

// With hundreds of agencies the prior is known, and the plug-in interval is right.
func TestEstimateOfAKnownPrior(t *testing.T) {
	var units []Unit
	for x := range int64(21) { // uniform: μ ½, α = β = 1, ρ = 1/3
		units = append(units, Unit{x, 20, 100})
	}
	p := NewPosterior(units)
	e := p.Estimate(3, 4)
	if math.Abs(e.Mean-4.0/6) > 0.005 {
		t.Errorf("mean %v, want 4/6", e.Mean)
	}
	for _, q := range []struct{ got, probability float64 }{{e.I80.Low, .10}, {e.I80.High, .90}, {e.I95.Low, .025}, {e.I95.High, .975}} {
		if want := mathext.InvRegIncBeta(4, 2, q.probability); math.Abs(q.got-want) > 0.01 {
			t.Errorf("quantile %v: %.4f, want %.4f", q.probability, q.got, want)
		}
	}
}

// Rare errors in large tables, the shape of consistency: no agency has a wrong cell, or few have.
func TestEstimateAtTheEdge(t *testing.T) {
	for _, units := range [][]Unit{{{0, 60, 500}}, {{0, 60, 500}, {1, 60, 5}, {30, 60, 1}}, {{60, 60, 40}}} {
		p := NewPosterior(units)
		var last float64
		for _, x := range []int64{0, 1, 2, 30, 60} {
			e := p.Estimate(x, 60)
			ends := []float64{0, e.I95.Low, e.I80.Low, e.I80.High, e.I95.High, 1}
			for i := 1; i < len(ends); i++ {
				if !(ends[i] >= ends[i-1]) {
					t.Errorf("%v, %d of 60: %+v is no order", units, x, e)
				}
			}
			if !(e.Mean >= last && e.Mean >= e.I95.Low && e.Mean <= e.I95.High) {
				t.Errorf("%v, %d of 60: mean %v after %v in %v", units, x, e.Mean, last, e.I95)
			}
			last = e.Mean
		}
	}
	clean := NewPosterior([]Unit{{0, 60, 500}}).Estimate(0, 60)
	if clean.I95.High > 0.001 {
		t.Errorf("nobody of 500 has an error in 30000 cells, yet %v", clean.I95)
	}
}

func BenchmarkEstimate(b *testing.B) {
	units := []Unit{{0, 60, 500}, {1, 60, 5}, {2, 45, 4}, {30, 60, 1}, {0, 12, 900}}
	p := NewPosterior(units)
	b.Run("posterior", func(b *testing.B) {
		for b.Loop() {
			NewPosterior(units)
		}
	})
	b.Run("estimate", func(b *testing.B) {
		b.ReportMetric(float64(len(p.points)), "points")
		for b.Loop() {
			p.Estimate(1, 60)
		}
	})
}
