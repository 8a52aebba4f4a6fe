package audit

import (
	"math"
	"slices"

	"gongkai/analytics/stats"
	"gongkai/disclosure"
)

// Count is what came of the cells of a stratum.
type Count struct {
	disclosure.AuditSize
	Right      uint64
	Errors     uint64 // wrong, missed, invented, state
	Unreadable uint64
	Open       uint64
}

// Add counts a cell by its verdict.
func (c *Count) Add(verdict string) {
	switch {
	case verdict == disclosure.AuditRight:
		c.Right++
	case slices.Contains(disclosure.AuditErrors, verdict):
		c.Errors++
	case verdict == disclosure.AuditUnreadable:
		c.Unreadable++
	default:
		c.Open++
	}
}

// Rate is a share of cells that we read wrongly, with its 95 % interval; P is nil where nothing can be estimated.
type Rate struct {
	P         *float64
	Low, High float64
}

// RateOf estimates the rate of errors of all cells of some strata. What nobody could read is neither right nor
// wrong: it is left out of P, and widens the interval by both. While a cell is open P is unknown: who
// stopped reading when the rate is to his liking would have one that says nothing.
func RateOf(counts ...Count) Rate {
	var strata []stats.Stratum
	open := uint64(0)
	for _, c := range counts {
		open += c.Open
		strata = append(strata, stats.Stratum{Size: int64(c.Cells), N: int64(c.Sampled), Hits: int64(c.Errors), Unknown: int64(c.Unreadable + c.Open)})
	}
	p := stats.Stratified(strata)
	// Six digits, the interval never narrower.
	r := Rate{Low: math.Floor(p.Low*1e6) / 1e6, High: math.Ceil(p.High*1e6) / 1e6}
	if p.P != nil && open == 0 {
		rounded := math.Round(*p.P*1e6) / 1e6
		r.P = &rounded
	}
	return r
}
