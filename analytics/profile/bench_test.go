package profile

import (
	"fmt"
	"testing"
)

// nation are the facts of consistency of 36 families at two levels over 18 years, 700 agency-years a
// cell: about a million reports, most of them without a wrong cell.
func nation(years int) []fact {
	var facts []fact
	for family := range 36 {
		for _, level := range []string{"county", "prefecture"} {
			for year := range years {
				at := cell{[]string{"2008", "2014", "2019", "2021"}[min(3, year/5)], level, fmt.Sprint("family", family), "own_office", 2008 + year}
				for n := int64(10); n < 110; n += 2 {
					facts = append(facts, fact{at, 0, n, 0, 12})
				}
				for x := int64(1); x < 11; x++ {
					facts = append(facts, fact{at, x, 20 + 7*x + int64(family)%5, 0, 10 / x})
				}
			}
		}
	}
	return facts
}

// BenchmarkNation weighs the facts of a million reports in one measure that is shrunk and in one
// that is not.
func BenchmarkNation(b *testing.B) {
	facts := nation(18)
	for _, measure := range []string{"consistency", "denied"} {
		b.Run(measure, func(b *testing.B) {
			for b.Loop() {
				all, _ := estimates(measure, facts, facts)
				discover(all)
			}
			b.ReportMetric(float64(len(facts)), "facts")
		})
	}
}
