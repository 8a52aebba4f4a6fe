package stats

import (
	"math"
	"testing"
)

func TestRankCorrelation(t *testing.T) {
	for _, c := range []struct {
		x, y []float64
		want float64
		ok   bool
	}{
		{[]float64{1, 2, 3, 4}, []float64{1, 8, 27, 1000}, 1, true}, // whatever the curve
		{[]float64{1, 2, 3, 4}, []float64{9, 7, 5, -3}, -1, true},
		{[]float64{106, 100, 86, 101, 99, 103, 97, 113, 112, 110}, []float64{7, 27, 2, 50, 28, 29, 20, 12, 6, 17}, -29.0 / 165, true}, // 1 - 6·194/990
		{[]float64{1, 1, 2, 3}, []float64{1, 2, 3, 4}, 9 / math.Sqrt(90), true},                                                       // by hand: ranks 1.5 1.5 3 4
		{[]float64{1, 2}, []float64{1, 2}, 0, false},
		{[]float64{1, 2, 3}, []float64{5, 5, 5}, 0, false},
		{[]float64{1, 2, 3}, []float64{5, 5}, 0, false},
	} {
		if rho, ok := RankCorrelation(c.x, c.y); ok != c.ok || ok && math.Abs(rho-c.want) > 1e-12 {
			t.Errorf("%v and %v: %v, %v; want %v", c.x, c.y, rho, ok, c.want)
		}
	}
}
