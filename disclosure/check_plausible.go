package disclosure

import (
	"slices"
	"strings"
)

// countCheck holds that counts are whole and not negative (R304): one check for the report, and
// one for each cell that is not. What the reader could not believe is looked at as it is
// printed, since a minus may be a dash: that is nobody's fault.
func countCheck(figures []Figure) []Check {
	var failed []Check
	known, unknown, zero := false, false, true
	for i := range figures {
		f := &figures[i]
		if !isCount(f.Unit) || strings.HasPrefix(f.Indicator, "narrative_") {
			continue
		}
		n, ok := printedNumber(f)
		switch {
		case ok && (n < 0 || n%millionths != 0):
			c := Check{Rule: RuleCounts, Key: f.Key(), State: CheckFail, Certain: f.Confidence == 1 && f.State.Known(), Actual: n, Expected: max(n-n%millionths, 0)}
			op := operandOf(f, f.Key(), 1)
			op.Value = &n
			c.Operands = []Operand{op}
			failed = append(failed, c)
		case f.State.Known():
			known, zero = true, zero && *f.Value == 0
		case f.State == StateUnreadable:
			unknown = true
		}
	}
	switch {
	case len(failed) > 0:
		return failed
	case !known && !unknown:
		return nil
	case unknown:
		return []Check{{Rule: RuleCounts, State: CheckNotAssessable}}
	case zero:
		return []Check{{Rule: RuleCounts, State: CheckVacuous, Certain: true}}
	}
	return []Check{{Rule: RuleCounts, State: CheckPass, Certain: true}}
}

// isCount reports whether a unit counts things: money and changes do not.
func isCount(unit string) bool {
	return unit != "" && unit != "元" && unit != "万元" && unit != "text" && !strings.Contains(unit, "signed")
}

// printedNumber is the value of a figure, or the number that it prints where it was not believed.
func printedNumber(f *Figure) (Number, bool) {
	if f.State.Known() {
		return *f.Value, true
	}
	if f.State != StateUnreadable {
		return 0, false
	}
	n, err := ParseNumber(strings.TrimSpace(f.Raw))
	return n, err == nil && n < 0 // a fraction may be cells that ran together
}

// plausibleChecks are the hints that one report can give (Q104, Q105, Q110). What is odd in the
// columns of table 3 (Q108, Q109) is looked for only where its identities do not hold.
func plausibleChecks(figures figuresByKey, checks []Check) []Check {
	all := tensChecks(figures, checks)
	if c, ok := noRequests(figures); ok {
		all = append(all, c)
	}
	if c, ok := afterReview(figures); ok {
		all = append(all, c)
	}
	return all
}

var reviewTotals = []string{"reconsideration_total", "litigation_direct_total", "litigation_after_review_total"}

// toldRequests are the ways of asking that a text tells of.
var toldRequests = stems("narrative_requests_channel_", "in_person", "fax", "email", "online", "letter", "other")

// noRequests is Q104: table 3 has no request, new or carried in, and table 4 has reviews or
// suits, or the text tells of requests.
func noRequests(figures figuresByKey) (Check, bool) {
	c := Check{Rule: RuleNoRequests, Key: Key{"requests_new", Total}, State: CheckNotAssessable}
	known := true
	take := func(k Key) Number {
		f, ok := figures.find(k)
		c.Operands = append(c.Operands, operandOf(f, k, 1))
		if known = known && ok && f.State.Known(); !known {
			return 0
		}
		return *f.Value
	}
	c.Actual = take(Key{"requests_new", Total}) + take(Key{"requests_carried_in", Total})
	told := Number(0)
	for _, name := range reviewTotals {
		told += take(Key{Indicator: name})
	}
	for _, name := range toldRequests {
		if f, ok := figures.find(Key{Indicator: name}); ok && f.State.Known() {
			c.Operands = append(c.Operands, operandOf(f, f.Key(), 1))
			told += *f.Value
		}
	}
	if _, ok := figures.find(c.Key); !ok {
		return c, false
	}
	c.Expected = told
	switch {
	case !known:
	case c.Actual == 0 && told == 0:
		c.State = CheckVacuous
	case c.Actual == 0:
		c.State = CheckFail
	default:
		c.State = CheckPass
	}
	return c, true
}

// afterReview is Q105 as far as one report goes: it holds where the year's own reviews are as
// many as the suits after review. Otherwise those of earlier years are needed.
func afterReview(figures figuresByKey) (Check, bool) {
	suits, ok := figures.find(Key{Indicator: "litigation_after_review_total"})
	reviews, _ := figures.find(Key{Indicator: "reconsideration_total"})
	c := Check{Rule: RuleAfterReview, Key: suits.Key(), State: CheckNotAssessable}
	if suits.State.Known() && reviews.State.Known() {
		switch c.Actual, c.Expected = *suits.Value, *reviews.Value; {
		case c.Actual == 0:
			c.State = CheckVacuous
		case c.Actual <= c.Expected:
			c.State = CheckPass
		}
	}
	return c, ok
}

// tensChecks are Q110: of what the text says and a table prints, what differs by a power of ten.
func tensChecks(figures figuresByKey, checks []Check) []Check {
	var all []Check
	add := func(k Key, said, printed Number, state CheckState, operands []Operand) {
		c := Check{Rule: RulePowerOfTen, Key: k, Actual: said, Expected: printed, State: state, Operands: operands}
		if state == CheckFail && powerOfTen(said, printed) == 0 {
			c.State = CheckPass
		}
		all = append(all, c)
	}
	for i := range checks {
		if c := &checks[i]; slices.Contains([]string{RuleSaidRequests, RuleSaidAnswers, RuleSaidCarry, RuleSaidReviews}, c.Rule) {
			add(c.Key, c.Actual, c.Expected, c.State, c.Operands)
		}
	}
	said, ok := figures.find(Key{Indicator: "narrative_published_total"})
	printed, there := figures.find(Key{Indicator: "published_total"})
	if ok && there {
		operands := []Operand{operandOf(printed, Key{Indicator: "published_total"}, 1), operandOf(said, said.Key(), -1)}
		switch {
		case !said.State.Known() || !printed.State.Known():
			add(said.Key(), 0, 0, CheckNotAssessable, operands)
		case *said.Value == 0 && *printed.Value == 0:
			add(said.Key(), 0, 0, CheckVacuous, operands)
		default:
			add(said.Key(), *said.Value, *printed.Value, CheckFail, operands)
		}
	}
	return all
}

// powerOfTen is k where a = b·10^k with k from -4 to 4, and 0 where there is none.
func powerOfTen(a, b Number) int {
	if a <= 0 || b <= 0 {
		return 0
	}
	for k, big, small := 1, max(a, b), min(a, b); k <= 4 && small <= big/10; k++ {
		if small *= 10; small == big {
			if a > b {
				return k
			}
			return -k
		}
	}
	return 0
}
