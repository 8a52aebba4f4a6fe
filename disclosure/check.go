package disclosure

import (
	"slices"
	"sync"
)

// CheckState is the result of a check.
type CheckState string

// The results of a check.
const (
	CheckPass          CheckState = "pass"
	CheckFail          CheckState = "fail"
	CheckVacuous       CheckState = "vacuous"        // it holds because every operand is zero or blank
	CheckNotAssessable CheckState = "not_assessable" // an operand is missing or unreadable
)

// CheckCount counts the checks of one report by their results.
type CheckCount struct {
	Pass          int `json:"pass"`
	Fail          int `json:"fail"`
	Vacuous       int `json:"vacuous"`
	NotAssessable int `json:"not_assessable"`
}

// Check is one identity held against one report.
type Check struct {
	Rule     string
	Key      Key // the figure that the identity defines: what Expected and Actual speak of
	State    CheckState
	Imputed  bool // holds exactly, but only with blanks counted as zero
	Certain  bool // every operand was read with full confidence
	Expected Number
	Actual   Number
	Operands []Operand // of an identity of the form only where it fails
}

// term is an indicator with its sign in an identity.
type term struct {
	key  Key
	sign int
}

// identity states that Σ sign·left = the figure named by right.
type identity struct {
	rule  string
	left  []term
	right Key
}

var outcomeIndicators = []string{
	"outcome_granted", "outcome_partial",
	"outcome_denied_state_secret", "outcome_denied_law_forbidden", "outcome_denied_safety_stability", "outcome_denied_third_party",
	"outcome_denied_internal_affairs", "outcome_denied_process_info", "outcome_denied_enforcement_file", "outcome_denied_admin_query",
	"outcome_unable_not_held", "outcome_unable_need_creation", "outcome_unable_unclear",
	"outcome_not_processed_petition", "outcome_not_processed_repeat", "outcome_not_processed_publication",
	"outcome_not_processed_excessive", "outcome_not_processed_reconfirm",
}

var otherIndicators = []string{"outcome_other_no_correction", "outcome_other_fee_unpaid", "outcome_other_misc"}

// RunChecks holds every identity of the report's own form against its figures
// (R301–R303, R401–R403) and the figures of its text against those of its tables
// (R501–R504). A report without table 3 or table 4 has no checks there.
func RunChecks(r *Report) []Check {
	figures := figuresByKey{NewKeyIndex(), r.Figures}
	printed := map[string]bool{} // rows of table 3
	for i := range r.Figures {
		f := &r.Figures[i]
		figures.at.Set(f.Key(), i)
		if f.Applicant != NoApplicant {
			printed[f.Indicator] = true
		}
	}
	checks := make([]Check, 0, 2*len(Applicants)+len(printed)+8)
	ids := splitIdentities()
	if printed["outcome_other"] && !printed["outcome_other_misc"] {
		ids = pooledIdentities()
	}
	for i := range ids {
		if ids[i].isPrinted(printed, figures) {
			checks = append(checks, ids[i].check(figures))
		}
	}
	return append(checks, narrativeChecks(r, figures)...)
}

// isPrinted reports whether the report has what the identity is about: table 3, the row of an
// applicant sum, the total of a group of table 4.
func (id *identity) isPrinted(rows map[string]bool, figures figuresByKey) bool {
	switch id.rule {
	case RuleRequestsFlow, RuleOutcomeSum:
		return len(rows) > 0
	case RuleApplicantSum:
		return rows[id.right.Indicator]
	}
	_, ok := figures.find(id.right)
	return ok
}

// figuresByKey finds the figures of a report.
type figuresByKey struct {
	at  *KeyIndex
	all []Figure
}

// find returns the figure, or one that is missing.
func (f figuresByKey) find(k Key) (*Figure, bool) {
	if i, ok := f.at.Find(k); ok {
		return &f.all[i], true
	}
	return &noFigure, false
}

var noFigure Figure

// The identities of the forms of 2021, with the three parts of 其他处理, and of reports that
// print it as a single row.
var (
	splitIdentities  = sync.OnceValue(func() []identity { return identities(otherIndicators) })
	pooledIdentities = sync.OnceValue(func() []identity { return identities([]string{"outcome_other"}) })
)

// identities lists the identities of tables 3 and 4.
func identities(others []string) []identity {
	var ids []identity
	outcomes := slices.Concat(outcomeIndicators, others)
	for _, c := range Applicants {
		ids = append(ids, identity{RuleRequestsFlow, []term{{Key{"requests_new", c}, 1}, {Key{"requests_carried_in", c}, 1}, {Key{"requests_carried_out", c}, -1}}, Key{"outcome_total", c}})
		ids = append(ids, sum(RuleOutcomeSum, Key{"outcome_total", c}, outcomes, c))
	}
	rows := slices.Concat([]string{"requests_new", "requests_carried_in"}, outcomeIndicators, otherIndicators, []string{"outcome_other", "outcome_total", "requests_carried_out"})
	for _, row := range rows {
		id := identity{rule: RuleApplicantSum, right: Key{row, Total}}
		for _, c := range Applicants[:6] {
			id.left = append(id.left, term{Key{row, c}, 1})
		}
		ids = append(ids, id)
	}
	for _, t := range []struct{ rule, stem string }{{RuleReviewSum, "reconsideration"}, {RuleDirectSuitSum, "litigation_direct"}, {RuleReviewedSuitSum, "litigation_after_review"}} {
		parts := []string{t.stem + "_upheld", t.stem + "_corrected", t.stem + "_other", t.stem + "_pending"}
		ids = append(ids, sum(t.rule, Key{Indicator: t.stem + "_total"}, parts, NoApplicant))
	}
	return ids
}

func sum(rule string, total Key, parts []string, c Applicant) identity {
	id := identity{rule: rule, right: total, left: make([]term, 0, len(parts))}
	for _, p := range parts {
		id.left = append(id.left, term{Key{p, c}, 1})
	}
	return id
}

// check weighs the identity. A blank operand counts as zero only where the identity then
// closes exactly; otherwise nothing can be said (the state is not_assessable, not fail).
func (id *identity) check(figures figuresByKey) Check {
	c := Check{Rule: id.rule, Key: id.right, Certain: true}
	unknown, allZero := false, true
	take := func(k Key) (value Number, known bool) {
		f, ok := figures.find(k)
		if !ok || !f.State.Known() {
			unknown = true
			allZero = allZero && ok && f.State != StateUnreadable
			return 0, false
		}
		c.Certain = c.Certain && f.Confidence == 1
		allZero = allZero && *f.Value == 0
		return *f.Value, true
	}
	for _, t := range id.left {
		value, _ := take(t.key)
		c.Expected += Number(t.sign) * value
	}
	rightKnown := false
	c.Actual, rightKnown = take(id.right)
	switch {
	case allZero:
		c.State = CheckVacuous
	case !unknown && c.Expected == c.Actual:
		c.State = CheckPass
	case !unknown:
		c.State, c.Operands = CheckFail, id.operands(figures)
	case rightKnown && c.Expected == c.Actual && id.onlyBlanks(figures):
		c.State, c.Imputed = CheckPass, true
	default:
		c.State = CheckNotAssessable
	}
	return c
}

// operands lists the figures of the identity, the one that it defines last.
func (id *identity) operands(figures figuresByKey) []Operand {
	all := make([]Operand, 0, len(id.left)+1)
	for _, t := range id.left {
		f, _ := figures.find(t.key)
		all = append(all, operandOf(f, t.key, t.sign))
	}
	f, _ := figures.find(id.right)
	return append(all, operandOf(f, id.right, -1))
}

// onlyBlanks reports whether every unknown operand is an empty cell, a dash, a slash or 无 of a row
// that is on the form: the only unknowns that may stand for zero.
func (id *identity) onlyBlanks(figures figuresByKey) bool {
	for _, t := range id.left {
		if f, ok := figures.find(t.key); !ok || f.State == StateUnreadable {
			return false
		}
	}
	return true
}

// CheckFindings turns the failed checks into findings and counts all of them.
func CheckFindings(checks []Check) ([]Finding, CheckCount) {
	var findings []Finding
	var n CheckCount
	for _, c := range checks {
		switch c.State {
		case CheckPass:
			n.Pass++
		case CheckVacuous:
			n.Vacuous++
		case CheckNotAssessable:
			n.NotAssessable++
		case CheckFail:
			n.Fail++
			findings = append(findings, c.finding())
		}
	}
	return findings, n
}

func (c Check) finding() Finding {
	rule, _ := RuleByID(c.Rule)
	blame := BlameUnclear
	if c.Certain {
		blame = BlameAgency
	}
	return Finding{
		Rule: c.Rule, Severity: rule.Severity, Blame: blame,
		Message:   c.message(),
		Indicator: c.Key.Indicator, Applicant: c.Key.Applicant,
		Expected: &c.Expected, Actual: &c.Actual, Operands: c.Operands,
	}
}
