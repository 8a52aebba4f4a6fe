package disclosure

import "strings"

// remedyCells are the cells of table 4 about one kind of remedy: all cases, and those upheld.
var remedyCells = map[string]struct{ total, upheld []string }{
	"narrative_reconsideration_total": {[]string{"reconsideration_total"}, []string{"reconsideration_upheld"}},
	"narrative_litigation_total": {[]string{"litigation_direct_total", "litigation_after_review_total"},
		[]string{"litigation_direct_upheld", "litigation_after_review_upheld"}},
}

// UpheldCheck holds a sentence that says that all reviews, or all suits, were upheld (均获维持) against
// the cells of table 4 (R504). said is the number that the text gives, an indicator of its own. Where
// the table has another number of cases there is no check: R504 says that already. What a sentence
// means by all is never certain, so nobody is to blame.
func UpheldCheck(r *Report, said Key) (Check, bool) {
	number, ok := r.Figure(said)
	if !ok || number.Value == nil || *number.Value <= 0 || number.Confidence < 1 {
		return Check{}, false
	}
	cells := remedyCells[said.Indicator]
	if total, _, ok := sumOf(r, cells.total); !ok || total != *number.Value {
		return Check{}, false
	}
	upheld, operands, ok := sumOf(r, cells.upheld)
	c := Check{Rule: RuleSaidReviews, Key: said, Expected: upheld, Actual: *number.Value, Operands: append(operands, operandOf(&number, said, -1)), State: CheckFail}
	switch {
	case !ok:
		c.State = CheckNotAssessable
	case upheld == *number.Value:
		c.State = CheckPass
	}
	return c, true
}

// sumOf adds figures up; it is false where one is not there or not known.
func sumOf(r *Report, indicators []string) (sum Number, operands []Operand, ok bool) {
	ok = len(indicators) > 0
	for _, indicator := range indicators {
		k := Key{Indicator: indicator}
		f, there := r.Figure(k)
		if !there || f.Value == nil {
			ok = false
			continue
		}
		sum += *f.Value
		operands = append(operands, operandOf(&f, k, 1))
	}
	return sum, operands, ok
}

// ofUpheld reports whether a check is one of how cases ended.
func (c Check) ofUpheld() bool {
	return c.Rule == RuleSaidReviews && len(c.Operands) > 0 && strings.HasSuffix(c.Operands[0].Indicator, "_upheld")
}
