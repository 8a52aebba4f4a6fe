package store

import (
	"testing"

	"gongkai/store/block"
)

// BenchmarkPrepare is what the program itself does to a reading before ClickHouse gets it.
func BenchmarkPrepare(b *testing.B) {
	all := province(b, 64)
	known := registers{}
	for b.Loop() {
		var rows block.Lines
		figures := newFigureColumns(64 * 200)
		for i := range all {
			r := all[i]
			r.complete(known)
			figures.add(&r, "id")
			addReading(&rows, &r, "id", r.Capture.FetchedAt)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(len(all)), "us/report")
}
