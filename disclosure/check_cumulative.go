package disclosure

import "slices"

// ReasonCountedAnew is why R604 can't be held: the sum of all years is less than it was the year
// before. Nothing that adds up gets smaller, so what is counted was counted anew, by other rules or
// from another year on, and the two numbers are not of one series. It says nothing of the figures.
const ReasonCountedAnew = "counted_anew"

// CumulativeIdentity is R604 for one row of a form: what it printed of all years + the year's
// figure = what it prints of all years now.
func CumulativeIdentity(indicator string) YearsIdentity {
	return YearsIdentity{RuleCumulative, []YearsTerm{
		{Indicator: indicator, Sign: 1, Before: true, Cumulative: true},
		{Indicator: indicator, Sign: 1},
		{Indicator: indicator, Sign: -1, Cumulative: true},
	}}
}

// stocks are the rows that say how many there are, and not how many came in a year: they have no sum
// of all years, whatever a table prints in that column.
var stocks = []string{"narrative_on_request_catalogue", "narrative_staff_full_time", "narrative_staff_part_time",
	"staffing_dedicated_units", "staffing_full_time", "staffing_part_time", "staffing_reading_points", "staffing_total"}

// IsStock reports whether a row counts what there is at the end of the year.
func IsStock(indicator string) bool { return slices.Contains(stocks, indicator) }

// of finds the figure that a term names, or what its row prints of all years.
func (t YearsTerm) of(side figuresByKey, a Applicant) (*Figure, bool) {
	f, ok := side.find(Key{t.Indicator, a})
	if !ok || !t.Cumulative {
		return f, ok
	}
	if f.Cumulative == nil {
		return &noFigure, false
	}
	c := f.Cumulative
	return &Figure{Indicator: t.Indicator, Applicant: a, Unit: f.Unit, Value: c.Value, State: c.State, Raw: c.Raw, Confidence: c.Confidence, Where: c.Where}, true
}

// beganAnew: the last term is less than the first, of an identity of sums of all years whose terms
// are known.
func (id YearsIdentity) beganAnew(operands []Operand) bool {
	return id.Rule == RuleCumulative && *operands[len(operands)-1].Value < *operands[0].Value
}

// tolerance is by how much sums of all years may be off: money is printed rounded, to 0.01 万元 or to
// the whole 元. Counts are exact.
func (id YearsIdentity) tolerance(now figuresByKey, k Key) Number {
	if id.Rule != RuleCumulative {
		return 0
	}
	f, _ := now.find(k)
	switch f.Unit {
	case "万元":
		return Int(1) / 100
	case "元":
		return Int(1)
	}
	return 0
}

func abs(n Number) Number { return max(n, -n) }
