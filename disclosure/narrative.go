package disclosure

import "fmt"

// claim is a figure that the text says and the readings of the tables that it may stand for.
type claim struct {
	rule     string
	said     string
	readings [][]string // each a sum of figures
}

// claims by the tables that a report has (SPEC of the forms: R501–R504). The texts use 收到
// for the new requests as well as for all that were to be answered: both are accepted.
var claims = []claim{
	{RuleSaidRequests, "narrative_requests_received", [][]string{{"requests_new"}, {"requests_new", "requests_carried_in"}}},
	{RuleSaidRequests, "narrative_requests_received", [][]string{{"requests_received"}}},
	{RuleSaidAnswers, "narrative_answer_total", [][]string{{"outcome_total"}}},
	{RuleSaidAnswers, "narrative_answer_total", [][]string{{"requests_closed"}, {"answer_total"}}},
	{RuleSaidCarry, "narrative_requests_carried_in", [][]string{{"requests_carried_in"}}},
	{RuleSaidCarry, "narrative_requests_carried_out", [][]string{{"requests_carried_out"}}},
	{RuleSaidReviews, "narrative_reconsideration_total", [][]string{{"reconsideration_total"}}},
	{RuleSaidReviews, "narrative_litigation_total", [][]string{{"litigation_direct_total", "litigation_after_review_total"}}},
}

// narrativeChecks holds what the text says against what the tables print. Where either is
// not there, there is nothing to check.
func narrativeChecks(r *Report, figures figuresByKey) []Check {
	var checks []Check
	for _, c := range claims {
		said, ok := figures.find(Key{Indicator: c.said})
		if !ok {
			continue
		}
		if check, ok := c.check(said, figures); ok {
			check.Certain = check.Certain && r.Scope != ScopeUnknown
			checks = append(checks, check)
		}
	}
	return checks
}

// check compares with each reading. It fails only where every reading is known and none fits.
func (c claim) check(said *Figure, figures figuresByKey) (Check, bool) {
	check := Check{Rule: c.rule, Key: said.Key(), Certain: said.Confidence == 1}
	there, known, fits := false, said.State.Known(), false
	seen := map[string]bool{}
	for i, reading := range c.readings {
		var sum Number
		complete := true
		for _, indicator := range reading {
			f, ok := tableFigure(figures, indicator)
			there = there || ok
			complete = complete && ok && f.State.Known()
			if f.State.Known() {
				sum += *f.Value
				check.Certain = check.Certain && f.Confidence == 1
			}
			if !seen[indicator] {
				seen[indicator] = true
				check.Operands = append(check.Operands, operandOf(f, Key{indicator, f.Applicant}, 1))
			}
		}
		if i == 0 {
			check.Expected = sum
		}
		known = known && complete
		fits = fits || complete && said.State.Known() && sum == *said.Value
	}
	if said.State.Known() {
		check.Actual = *said.Value
	}
	check.Operands = append(check.Operands, operandOf(said, said.Key(), -1))
	switch {
	case fits && check.Actual == 0:
		check.State = CheckVacuous
	case fits:
		check.State = CheckPass
	case known:
		check.State = CheckFail
	default:
		check.State = CheckNotAssessable
	}
	return check, there
}

// tableFigure is a figure of a table: its total where the table has columns of applicants.
func tableFigure(figures figuresByKey, indicator string) (*Figure, bool) {
	if f, ok := figures.find(Key{indicator, Total}); ok {
		return f, true
	}
	f, ok := figures.find(Key{Indicator: indicator})
	return f, ok
}

func operandOf(f *Figure, k Key, sign int) Operand {
	op := Operand{Indicator: k.Indicator, Applicant: k.Applicant, Sign: sign, State: f.State}
	if f.State.Known() {
		op.Value = f.Value
	}
	return op
}

// message says what was printed and what was expected.
func (c Check) message() string {
	rule, _ := RuleByID(c.Rule)
	if c.ofUpheld() {
		return fmt.Sprintf("%s：表四结果维持为 %s，正文称 %s 件均维持", rule.TitleZH, c.Expected, c.Actual)
	}
	switch c.Rule {
	case RuleSaidRequests, RuleSaidAnswers, RuleSaidCarry, RuleSaidReviews:
		if len(c.Operands) == 3 && c.Rule == RuleSaidRequests && c.Operands[1].Value != nil {
			return fmt.Sprintf("%s：表格为新收 %s、上年结转 %s，正文为 %s", rule.TitleZH, c.Expected, c.Operands[1].Value, c.Actual)
		}
		return fmt.Sprintf("%s：表格为 %s，正文为 %s", rule.TitleZH, c.Expected, c.Actual)
	case RuleSaidShare:
		return fmt.Sprintf("%s：按 %s 除以 %s 计算为 %s%%，正文为 %s%%", rule.TitleZH, c.Operands[0].Value, c.Operands[1].Value, c.Expected, c.Actual)
	case RuleSaidYear:
		return fmt.Sprintf("%s：报告年度为 %s，正文为 %s", rule.TitleZH, c.Expected, c.Actual)
	}
	if sentence, ok := boundMessages[c.Rule]; ok {
		return fmt.Sprintf("%s："+sentence, rule.TitleZH, c.Expected, c.Actual)
	}
	return fmt.Sprintf("%s：按各项计算为 %s，表中所印为 %s", rule.TitleZH, c.Expected, c.Actual)
}

// boundMessages say what stands on both sides of a rule that is no sum.
var boundMessages = map[string]string{
	RuleNormativePart: partMessage, RuleLeaderPart: partMessage, RuleChannelPart: partMessage, RuleNormativeMade: partMessage,
	RuleAnswersClosed: partMessage, RuleNewOfAll: partMessage, RuleNewOfMade: partMessage,
	RuleChannelsWhole: "各渠道之和为 %s，总数为 %s",
	RuleCounts:        "最近的非负整数为 %s，所印为 %s",
	RuleNoRequests:    "复议、诉讼及正文所述共 %s，表三新收与结转共 %s",
	RulePowerOfTen:    "表格为 %s，正文为 %s",
}

const partMessage = "前者为 %s，后者为 %s"

// ShareCheck holds a percentage that the text says of a part and its whole against their
// quotient (R505). decimals are those of the print: rounding and cutting are both accepted.
func ShareCheck(part, whole, percent Number, decimals int) Check {
	c := Check{Rule: RuleSaidShare, Actual: percent, State: CheckNotAssessable}
	for _, n := range [...]*Number{&part, &whole} {
		op := Operand{Sign: 1, Value: n, State: StateNumber}
		if *n == 0 {
			op.State = StateZero
		}
		c.Operands = append(c.Operands, op)
	}
	if whole <= 0 {
		if c.Reason = ReasonZeroWhole; whole == 0 && part == 0 && percent == 0 {
			c.State, c.Reason = CheckVacuous, ""
		}
		return c
	}
	unit := 1.0
	for range decimals {
		unit /= 10
	}
	exact := 100 * part.Float() / whole.Float()
	c.Expected = Number(exact/unit+0.5) * Number(unit*millionths+0.5)
	c.State = CheckPass
	if d := exact - percent.Float(); d >= unit-1e-9 || -d >= unit-1e-9 {
		c.State = CheckFail
	}
	return c
}

// YearCheck holds a year that the text gives for its figures against the fiscal year (R506).
// certain: the text gives the fiscal year itself elsewhere.
func YearCheck(fiscal, said int, certain bool) Check {
	c := Check{Rule: RuleSaidYear, State: CheckPass, Certain: certain, Expected: Int(int64(fiscal)), Actual: Int(int64(said))}
	if fiscal != said {
		c.State = CheckFail
	}
	return c
}

// Why a percentage of the text can't be held against its part and whole.
const (
	ReasonUnclearWhole = "unclear_whole" // no number, or several, may be the whole
	ReasonZeroWhole    = "zero_whole"    // the whole is none
	ReasonUnknownValue = "unknown_value" // a number is not readable
)

// TextCheck is a rule held against the words of a report, which its figures alone do not tell:
// percentages (R505), years (R506), and how reviews and suits ended (R504).
type TextCheck struct {
	Rule      string     `json:"rule"`
	State     CheckState `json:"state"`
	Reason    string     `json:"reason,omitempty"` // why it is not assessable, see ReasonUnclearWhole; unknown_value where it is empty
	Indicator string     `json:"indicator"`        // the figure that the words are about; empty for percentages and years
	Expected  *Number    `json:"expected"`         // percent, year or cases; nil where it is not assessable
	Actual    *Number    `json:"actual"`           // what the text says
	Operands  []Operand  `json:"operands,omitempty"`
	Where     *Span      `json:"where"` // the words
}

// TextChecks are the checks that the words of a report are held against, as a reading keeps them.
func TextChecks(checks []Check) []TextCheck {
	all := make([]TextCheck, 0, len(checks))
	for _, c := range checks {
		t := TextCheck{Rule: c.Rule, State: c.State, Reason: c.Reason, Indicator: c.Key.Indicator, Operands: c.Operands, Where: c.Where}
		if c.State != CheckNotAssessable {
			t.Expected, t.Actual = &c.Expected, &c.Actual
		}
		all = append(all, t)
	}
	return all
}
