package stats

import (
	"math"
	"testing"
)

// near compares to half of the last digit that a vector gives.
func near(got, want, digit float64) bool { return math.Abs(got-want) <= digit/2+1e-12 }

// The vectors of Spiegelhalter's exact limits around 0.85, as the specification gives them.
func TestLimitsAreExact(t *testing.T) {
	f := Funnel{Theta: 0.85}
	for _, c := range []struct {
		n         int64
		alpha     float64
		low, high float64
	}{
		{5, 0.002, 0.20, 1.00}, {20, 0.002, 0.55, 1.00}, {100, 0.002, 0.73, 0.95},
		{1, 0.05, 0, 1},
		// P(X ≤ 2) = 0.0266 and P(X ≤ 1) = 0.0022 of Binomial(5, 0.85): 0.025 is first reached at 2.
		{5, 0.05, 0.40, 1.00},
		{0, 0.05, 0, 1},
	} {
		l := f.Limits(c.n, c.alpha)
		if !near(l.Low, c.low, 0.01) || !near(l.High, c.high, 0.01) {
			t.Errorf("n = %d, alpha = %v: %.4f, want %.2f–%.2f", c.n, c.alpha, l, c.low, c.high)
		}
	}
}

// By hand: Binomial(4, ½) has 1, 4, 6, 4, 1 sixteenths.
func TestBinomialTail(t *testing.T) {
	for _, c := range []struct {
		x, n  int64
		theta float64
		want  float64
	}{
		{0, 4, 0.5, 2. / 16}, {1, 4, 0.5, 10. / 16}, {2, 4, 0.5, 1}, {3, 4, 0.5, 10. / 16}, {4, 4, 0.5, 2. / 16},
		{0, 0, 0.5, 1}, {0, 3, 0, 1}, {3, 3, 1, 1}, {1, 3, 0, 0},
		{30, 30, 0.1, 2e-30}, // a tail that 1 − CDF would round to 0
	} {
		if got := BinomialTail(c.x, c.n, c.theta); math.Abs(got-c.want) > 1e-9*math.Max(c.want, 1e-22) {
			t.Errorf("BinomialTail(%d, %d, %v) = %g, want %g", c.x, c.n, c.theta, got, c.want)
		}
	}
}

// By hand: four agencies with 5, 5, 5 and 9 of 10, θ = 0.6, θ(1−θ)/n = 0.024: z² is 0.01/0.024 three
// times and 0.09/0.024 once; a tenth of four is nobody, so φ = (3·0.41667 + 3.75)/4 = 1.25.
func TestDispersion(t *testing.T) {
	f := NewFunnel([]Unit{{9, 10, 1}, {5, 10, 3}})
	if !near(f.Theta, 0.6, 1e-9) || !near(f.Phi, 1.25, 1e-9) || f.Agencies != 4 {
		t.Errorf("got %+v", f)
	}
	if f.Dispersed { // 1 + 2·√(2/4) = 2.41
		t.Error("1.25 among four is chance")
	}
	// Ten agencies: one is pulled in at each end. 0/10 and 10/10 get the z of 4/10 and 6/10.
	f = NewFunnel([]Unit{{0, 10, 1}, {4, 10, 4}, {6, 10, 4}, {10, 10, 1}})
	if want := 0.01 / 0.025; !near(f.Phi, want, 1e-9) {
		t.Errorf("winsorised φ = %v, want %v", f.Phi, want)
	}
	// Without pulling in, the two alone would make it (8·0.4 + 2·10)/10 = 2.32.
	f = NewFunnel([]Unit{{0, 10, 5}, {10, 10, 5}}) // z² = 10 for all
	if !near(f.Phi, 10, 1e-9) || !f.Dispersed {
		t.Errorf("two camps: %+v", f)
	}
	for _, none := range [][]Unit{nil, {{0, 0, 7}}, {{0, 9, 3}}, {{9, 9, 3}}} {
		if f := NewFunnel(none); f.Phi != 0 || f.Dispersed {
			t.Errorf("%v has no spread, got %+v", none, f)
		}
	}
}

// Where agencies differ beyond chance the distances from the centre are stretched by √φ, those of
// the probabilities too.
func TestDispersedLimits(t *testing.T) {
	plain, wide := Funnel{Theta: 0.5, Phi: 4}, Funnel{Theta: 0.5, Phi: 4, Dispersed: true}
	p, w := plain.Limits(100, 0.05), wide.Limits(100, 0.05)
	if !near(p.Low, 0.40, 0.001) || !near(p.High, 0.60, 0.001) || !near(w.Low, 0.30, 0.001) || !near(w.High, 0.70, 0.001) {
		t.Errorf("plain %v, wide %v", p, w)
	}
	if l := wide.Limits(10, 0.002); l.Low != 0 || l.High != 1 {
		t.Errorf("limits of few trials leave [0, 1]: %v", l)
	}
	// 65 of 100 at ½ is 2.9 to 3.0 standard deviations out; half of that is no reason to doubt.
	if p, stretched := plain.P(65, 100), wide.P(65, 100); p > 0.005 || stretched < 0.12 || stretched > 0.15 {
		t.Errorf("p = %v, over-dispersed %v", p, stretched)
	}
	for _, c := range []struct {
		x    int64
		want string
	}{{50, "inside"}, {39, "low_95"}, {61, "high_95"}, {34, "low_998"}, {66, "high_998"}, {40, "inside"}} {
		if got := Position(float64(c.x)/100, plain.Limits(100, 0.05), plain.Limits(100, 0.002)); got != c.want {
			t.Errorf("%d of 100: %s, want %s", c.x, got, c.want)
		}
	}
}
