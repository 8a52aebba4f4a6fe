package similar

import (
	"math/rand/v2"
	"slices"
)

// The baseline says how alike the most similar of m unrelated reports is: the largest of many
// similarities is large by chance alone. Reports of one year are dealt out anew to each other:
// one report, and m others of other counties and other families, so that nothing but chance
// brings them together. The share of draws below the low end is 5 %, above the high end 5 %.
const (
	SampleSize = 256 // reports of a year that are dealt out
	leastPool  = 20  // with fewer there is no baseline
	draws      = 200
	seed       = 20190515 // of the draws, with the year; part of the method
)

// Member is a report of the sample.
type Member struct {
	Unit, Family string
	Shingles     Set
}

// Level is the baseline of a number of comparisons.
type Level struct {
	Comparisons int
	Low, High   float64 // 0 to 1
}

// Baseline returns the levels of a year, by number of comparisons: powers of two up to the number
// of others that every report of the sample has, and that number. None where the sample is too
// small. The same sample gives the same levels.
func Baseline(year int, sample []Member) []Level {
	others := make([][]int, len(sample))
	most := len(sample)
	for i, a := range sample {
		for j, b := range sample {
			if a.Unit != b.Unit && a.Family != b.Family {
				others[i] = append(others[i], j)
			}
		}
		most = min(most, len(others[i]))
	}
	if len(sample) < leastPool || most < leastPool/2 {
		return nil
	}
	sizes := levelsUpTo(most)
	largest := make([][]float64, len(sizes))
	r := rand.New(rand.NewPCG(uint64(year), seed))
	known := map[[2]int]float64{}
	for range draws {
		a := r.IntN(len(sample))
		order := r.Perm(len(others[a]))
		most, at := 0.0, 0
		for n, size := range sizes {
			for ; at < size; at++ {
				b := others[a][order[at]]
				pair := [2]int{min(a, b), max(a, b)}
				j, ok := known[pair]
				if !ok {
					j, _ = Jaccard(sample[a].Shingles, sample[b].Shingles)
					known[pair] = j
				}
				most = max(most, j)
			}
			largest[n] = append(largest[n], most)
		}
	}
	levels := make([]Level, len(sizes))
	for n, size := range sizes {
		slices.Sort(largest[n])
		levels[n] = Level{size, largest[n][draws/20-1], largest[n][draws-draws/20-1]}
	}
	return levels
}

func levelsUpTo(most int) []int {
	var sizes []int
	for n := 1; n < most; n *= 2 {
		sizes = append(sizes, n)
	}
	return append(sizes, most)
}
