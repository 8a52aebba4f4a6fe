package charset

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestValid holds valid against the standard library: for every pair of bytes, at every place of a
// Chinese text, and for texts that were damaged anywhere.
func TestValid(t *testing.T) {
	same := func(b []byte) {
		t.Helper()
		if got := valid(b); got != utf8.Valid(b) {
			t.Fatalf("%q: %v", b, got)
		}
	}
	for first := range 256 {
		for second := range 256 {
			pair := []byte{byte(first), byte(second), 0x80, 0x80}
			for before := range 4 {
				same(slices.Concat([]byte("财政局"[:3*(before%3)]), []byte("abc"[:before]), pair, []byte("，公开")))
			}
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	text := []byte(strings.Repeat("<p>依申请公开 12 件，é，😀，其中。</p>\r\n", 20))
	for range 2000 {
		damaged := slices.Clone(text[:random.IntN(len(text))])
		for range random.IntN(2) {
			if len(damaged) > 0 {
				damaged[random.IntN(len(damaged))] = byte(random.IntN(256))
			}
		}
		same(damaged)
	}
}

func BenchmarkValid(b *testing.B) {
	text := []byte(strings.Repeat("<p>（一）主动公开政府信息312条，其中政府网站200条。</p>\n", 800))
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		valid(text)
	}
}
