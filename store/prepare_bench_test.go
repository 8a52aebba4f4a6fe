package store

import "testing"

// BenchmarkPrepare is what the program itself does to a reading before ClickHouse gets it.
func BenchmarkPrepare(b *testing.B) {
	all := province(b, 64)
	known := registers{}
	for b.Loop() {
		figures := newFigureColumns(all)
		for i := range all {
			r := all[i]
			r.complete(known)
			figures.add(&r, "id")
			_ = readingRow(&r, "id", r.Capture.FetchedAt)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(len(all)), "us/report")
}
