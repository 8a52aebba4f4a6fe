package demo

import "testing"

// BenchmarkNew measures how long the counties take to be thought up, without their pages.
func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		New()
	}
}

// BenchmarkPages measures the writing of every page of one phase.
func BenchmarkPages(b *testing.B) {
	for b.Loop() {
		n := 0
		for _, p := range New().Pages(1) {
			n += len(p.Body)
		}
		b.SetBytes(int64(n))
	}
}
