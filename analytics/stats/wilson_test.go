package stats

import (
	"math"
	"testing"
)

func TestWilson(t *testing.T) {
	for _, c := range []struct {
		k, n      int64
		low, high float64
	}{
		{0, 3, 0.000, 0.562},
		{3, 3, 0.439, 1.000},
		{8, 10, 0.490, 0.943},
		{99, 565, 0.146, 0.209},
		{0, 0, 0, 1},
	} {
		low, high := Wilson(c.k, c.n)
		if math.Abs(low-c.low) > 0.0006 || math.Abs(high-c.high) > 0.0006 {
			t.Errorf("Wilson(%d, %d) = %.4f–%.4f, want %.3f–%.3f", c.k, c.n, low, high, c.low, c.high)
		}
	}
}
