package similar

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"testing"
	"time"
)

// benchTexts are texts of about 1,500 characters: a template of their county, sentences of their
// own, and in every twentieth one half of another's.
func benchTexts(n int) []string {
	r := rand.New(rand.NewPCG(11, 12))
	template := phrases(r, 400)
	texts := make([]string, n)
	for i := range texts {
		texts[i] = template + "。" + phrases(r, 1000)
		if i%20 == 19 {
			runes := []rune(texts[i-1])
			texts[i] = template + "。" + string(runes[len(runes)/2:]) + phrases(r, 400)
		}
	}
	return texts
}

// BenchmarkTexts compares 10,000 texts of counties of fifty: the normal form, templates and
// signatures, candidates by their bands over all of them, and the exact comparison of each with
// its passages. It prints the milliseconds of each step, the pairs that were compared, and how many
// of the pairs that are alike were found.
func BenchmarkTexts(b *testing.B) {
	const county, n = 50, 10_000
	raw := benchTexts(n)
	for b.Loop() {
		began := time.Now()
		units := make([]*unit, n/county)
		for k := range units {
			rows := make([]row, county)
			for i := range rows {
				rows[i] = row{Unit: fmt.Sprint(k), ReportID: fmt.Sprint(k*county + i), Which: "current", Text: raw[k*county+i]}
			}
			units[k] = readUnit(rows)
		}
		rest, keys := make([]Set, n), make([][]uint64, n)
		each(n, func(i int) {
			u := units[i/county]
			rest[i], _ = u.texts[i%county].Residual(u.template)
			keys[i] = MinHash(rest[i]).Keys()
		})
		signed := time.Now()
		pairs := candidatePairs(keys)
		found := time.Now()
		alike := make([]bool, len(pairs))
		each(len(pairs), func(i int) {
			x, y := pairs[i][0], pairs[i][1]
			j, _ := Jaccard(rest[x], rest[y])
			if j >= leastPassages {
				Passages(units[x/county].texts[x%county], units[y/county].texts[y%county], units[x/county].template, units[y/county].template)
			}
			alike[i] = j >= 0.3
		})
		done := time.Now()
		hits := 0
		for _, a := range alike {
			if a {
				hits++
			}
		}
		b.ReportMetric(float64(signed.Sub(began).Milliseconds()), "ms-signatures")
		b.ReportMetric(float64(found.Sub(signed).Milliseconds()), "ms-candidates")
		b.ReportMetric(float64(done.Sub(found).Milliseconds()), "ms-exact")
		b.ReportMetric(float64(len(pairs)), "pairs")
		b.ReportMetric(float64(hits), "alike")
		b.ReportMetric(float64(runtime.GOMAXPROCS(0)), "processors")
	}
}

// candidatePairs are the pairs of texts that share a band, as candidates.sql finds them.
func candidatePairs(keys [][]uint64) [][2]int {
	buckets := map[uint64][]int{}
	for i, all := range keys {
		for _, k := range all {
			buckets[k] = append(buckets[k], i)
		}
	}
	seen := map[[2]int]bool{}
	var pairs [][2]int
	for _, members := range buckets {
		for x := range members {
			for y := x + 1; y < len(members) && (len(members) <= 40 || y <= x+20); y++ {
				if p := [2]int{members[x], members[y]}; !seen[p] {
					seen[p] = true
					pairs = append(pairs, p)
				}
			}
		}
	}
	return pairs
}
