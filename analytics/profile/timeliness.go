package profile

import (
	"fmt"
	"math"
	"strconv"
)

// openEnd stands for the days late at least, where no walk was there before the report.
const openEnd = -1_000_000

// onTime is 1 without a day late, then 2^(−days/halfLife).
func onTime(days int64) float64 {
	if days <= 0 {
		return 1
	}
	return math.Exp2(-float64(days) / halfLife)
}

// timeliness is known where it is certain that the report was on time, or that it was late: then
// the value is the end that is in favour of the agency, since that much is certain. Where the
// days between span the deadline only the ends are given.
func timeliness(atLeast, atMost int64) result {
	low, high := onTime(atMost), onTime(atLeast)
	r := result{Low: rounded(low), High: rounded(high), Low95: rounded(low), High95: rounded(high),
		Detail: []string{fmt.Sprintf("days_late_high=%d", atMost)}}
	if atLeast != openEnd {
		r.Detail = append([]string{fmt.Sprintf("days_late_low=%d", atLeast)}, r.Detail...)
	}
	switch {
	case atMost <= 0 || atLeast > 0:
		r.Value = rounded(high)
	case atLeast == openEnd:
		r.Reason = "never_seen_absent"
	default:
		r.Reason = "interval_spans_deadline"
	}
	return r
}

// rounded keeps six digits: as many as are meant, and the same on every machine.
func rounded(v float64) *float64 {
	r := math.Round(v*1e6) / 1e6
	return &r
}

// significant keeps six significant digits of a probability, however small.
func significant(p float64) float64 {
	v, _ := strconv.ParseFloat(strconv.FormatFloat(p, 'g', 6, 64), 64) // what was formatted parses
	return v
}
