package stats

import (
	"math"
	"sort"

	"gonum.org/v1/gonum/stat"
)

// RankCorrelation returns Spearman's rank correlation of x and y, -1 to 1: how far one rises with the other, whatever
// the curve. Equal values share the mean of their ranks. ok is false where there are fewer than three pairs or all values
// of one are equal: then there is none. It says nothing of causes, nor of a third thing that moves both.
func RankCorrelation(x, y []float64) (rho float64, ok bool) {
	if len(x) != len(y) || len(x) < 3 {
		return 0, false
	}
	rho = stat.Correlation(ranks(x), ranks(y), nil)
	return rho, !math.IsNaN(rho)
}

// ranks are the places of values in their order, from 1; equal ones share the mean of theirs.
func ranks(values []float64) []float64 {
	order := make([]int, len(values))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool { return values[order[a]] < values[order[b]] })
	places := make([]float64, len(values))
	for from := 0; from < len(order); {
		to := from
		for to < len(order) && values[order[to]] == values[order[from]] {
			to++
		}
		for _, i := range order[from:to] {
			places[i] = float64(from+to+1) / 2
		}
		from = to
	}
	return places
}
