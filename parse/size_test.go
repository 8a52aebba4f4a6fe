package parse

import (
	"fmt"
	"runtime"
	"testing"
	"time"

	"gongkai/disclosure"
	"gongkai/parse/lexicon"
)

// allocated is what reading a document costs in bytes, whatever the clock says.
func allocated(in Input) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	Document(in)
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// What a page costs grows with its length and no faster, and no byte costs more than mostEach:
// a page of a megabyte stays well below 256 MB at a time.
func TestCostGrowsWithLength(t *testing.T) {
	const small, large, mostEach = 32 << 10, 128 << 10, 1000
	lexicon.Tables() // are made once
	for _, c := range hostile {
		one := allocated(Input{Source: "a.html", Body: c.page(small)})
		four := allocated(Input{Source: "a.html", Body: c.page(large)})
		if four > 6*one+(1<<20) || four > mostEach*large {
			t.Errorf("%s: %d KB for %d KB, %d KB for %d KB", c.name, one>>10, small>>10, four>>10, large>>10)
		}
	}
}

// BenchmarkSize reads a report with more and more sentences: ns/byte has to stay the same.
func BenchmarkSize(b *testing.B) {
	base := len(wordPage())
	sentence := len(exporters[0].write(wholePage(), 100))/100 - base/100
	for _, size := range []int{64 << 10, 512 << 10, 5 << 20} {
		body := []byte(exporters[0].write(wholePage(), max(0, size-base)/sentence))
		b.Run(fmt.Sprintf("%dKB", size>>10), func(b *testing.B) {
			b.SetBytes(int64(len(body)))
			b.ReportAllocs()
			for b.Loop() {
				Document(Input{Source: "a.html", Body: body, Division: someCounty})
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(body)), "ns/byte")
		})
	}
}

// BenchmarkHostile reads and walks each hostile page in three sizes, one after the other, and
// says what a byte costs in each: that has to stay the same. TestCostGrowsWithLength sees work
// only where it needs memory.
func BenchmarkHostile(b *testing.B) {
	sizes := [...]int{64 << 10, 256 << 10, 1 << 20}
	for _, c := range hostile {
		b.Run(c.name, func(b *testing.B) {
			var took [len(sizes)]time.Duration
			for b.Loop() {
				for i, size := range sizes {
					in := Input{Source: "a.html", URL: "http://a.test/b/", Body: c.page(size), Role: disclosure.RoleList}
					start := time.Now()
					Document(in)
					Page(in)
					took[i] += time.Since(start)
				}
			}
			for i, size := range sizes {
				b.ReportMetric(float64(took[i].Nanoseconds())/float64(b.N)/float64(size), fmt.Sprintf("ns/byte-%dKB", size>>10))
			}
		})
	}
}
