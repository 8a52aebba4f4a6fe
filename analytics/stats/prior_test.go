package stats

import (
	"math"
	"testing"
)

// vector are the seven agencies of the specification: 0/1, 1/1, 2/5, 9/10, 40/60, 0/2, 3/4.
var vector = []Unit{{0, 1, 1}, {1, 1, 1}, {2, 5, 1}, {9, 10, 1}, {40, 60, 1}, {0, 2, 1}, {3, 4, 1}}

func TestMomentsOfTheVector(t *testing.T) {
	p := Moments(vector)
	alpha, beta, ok := p.Shape()
	if !ok || !near(p.Mu, 0.6627, 1e-4) || !near(p.Rho, 0.1446, 1e-4) || !near(alpha, 3.920, 1e-3) || !near(beta, 1.996, 1e-3) {
		t.Errorf("μ %.4f, ρ %.4f, α %.3f, β %.3f", p.Mu, p.Rho, alpha, beta)
	}
	for i, want := range []float64{.567, .711, .542, .812, .666, .495, .698} {
		if got := p.Shrunk(vector[i].X, vector[i].N); !near(got, want, 1e-3) {
			t.Errorf("%d of %d: %.4f, want %.3f", vector[i].X, vector[i].N, got, want)
		}
	}
}

func TestMomentsWithoutSpread(t *testing.T) {
	for _, c := range []struct {
		units []Unit
		mu    float64
	}{
		{nil, 0}, {[]Unit{{0, 0, 5}}, 0},
		{[]Unit{{3, 10, 1}}, 0.3},             // one agency
		{[]Unit{{0, 1, 2}, {1, 1, 2}}, 0.5},   // a trial each
		{[]Unit{{0, 20, 9}}, 0},               // none
		{[]Unit{{5, 5, 9}}, 1},                // all
		{[]Unit{{5, 10, 4}, {5, 10, 1}}, 0.5}, // less spread than chance makes
	} {
		p := Moments(c.units)
		if !near(p.Mu, c.mu, 1e-9) || p.Rho != 0 {
			t.Errorf("%v: %+v, want μ %v and ρ 0", c.units, p, c.mu)
		}
		if got := p.Shrunk(1, 1); got != p.Mu { // complete pooling
			t.Errorf("%v: an agency is %v, want %v", c.units, got, p.Mu)
		}
	}
}

func TestMomentsByHand(t *testing.T) {
	// 0/10 and 10/10: μ ½, S = 5, N − Σn²/N − (k−1) = 20 − 10 − 1 = 9, ρ = (5 − ¼)/(9/4) > 1.
	if p := Moments([]Unit{{0, 10, 1}, {10, 10, 1}}); p.Mu != 0.5 || p.Rho != 1 {
		t.Errorf("two camps: %+v", p)
	}
	// 3/10 and 7/10: S = 2·10·0.04 = 0.8, ρ = (0.8 − 0.25)/(0.25·9) = 0.24444.
	if p := Moments([]Unit{{3, 10, 1}, {7, 10, 1}}); !near(p.Rho, 0.55/2.25, 1e-12) {
		t.Errorf("ρ = %v", p.Rho)
	}
}

// Whatever the order in which agencies come, every number is the same to the last bit; and an
// agency of which nothing is known changes nothing for the others.
func TestOrderAndUnknownsChangeNothing(t *testing.T) {
	turned := append([]Unit{{0, 0, 40}}, vector[3:]...)
	turned = append(turned, vector[:3]...)
	turned = append(turned, Unit{0, 0, 1})
	if a, b := Moments(vector), Moments(turned); a != b {
		t.Errorf("moments: %v and %v", a, b)
	}
	if a, b := NewFunnel(vector), NewFunnel(turned); a != b {
		t.Errorf("funnel: %v and %v", a, b)
	}
	if a, b := NewPosterior(vector).Estimate(2, 5), NewPosterior(turned).Estimate(2, 5); a != b {
		t.Errorf("estimate: %v and %v", a, b)
	}
	split := []Unit{{9, 10, 3}, {9, 10, 4}, {0, 2, 2}}
	whole := []Unit{{0, 2, 2}, {9, 10, 7}}
	if a, b := NewPosterior(split).Estimate(0, 2), NewPosterior(whole).Estimate(0, 2); a != b {
		t.Errorf("equal units, counted together or not: %v and %v", a, b)
	}
	if math.IsNaN(NewPosterior(nil).Estimate(0, 0).I95.High) {
		t.Error("nobody at all gives no number")
	}
}
