package disclosure

// CheckState is the result of a check.
type CheckState string

// The results of a check.
const (
	CheckPass          CheckState = "pass"
	CheckFail          CheckState = "fail"
	CheckVacuous       CheckState = "vacuous"        // it holds because every operand is zero or blank
	CheckNotAssessable CheckState = "not_assessable" // an operand is missing or unreadable
)

// CheckCount counts the sums and bounds of the form in one report by their results.
type CheckCount struct {
	Pass          int `json:"pass"`
	Fail          int `json:"fail"`
	Vacuous       int `json:"vacuous"`
	NotAssessable int `json:"not_assessable"`
}

// Plus adds two counts.
func (n CheckCount) Plus(m CheckCount) CheckCount {
	return CheckCount{n.Pass + m.Pass, n.Fail + m.Fail, n.Vacuous + m.Vacuous, n.NotAssessable + m.NotAssessable}
}

// Check is one rule held against one report.
type Check struct {
	Rule     string
	Key      Key // the figure that the rule defines or bounds: what Expected and Actual speak of
	State    CheckState
	Reason   string // why it is not assessable, where its operands do not show it
	Imputed  bool   // holds exactly, but only with blanks counted as zero
	Certain  bool   // every operand was read with full confidence, and the rule binds the agency
	Expected Number
	Actual   Number
	Operands []Operand // of a sum or bound of the form only where it fails
	Where    *Span     // of a check of the text: the words that it is about
}

// Examination is what the rules within a report say of it.
type Examination struct {
	Findings []Finding
	Count    CheckCount // of the sums and bounds of the form
	Cells    CellCount
}

// Examine holds a report against all rules that need nothing else: the sums and bounds of its
// form, its text, what is plausible, and last the cells that would have to change for every
// identity to close.
func Examine(r *Report) Examination {
	e := newExaminer(r)
	cells, located := e.localise()
	found, count := CheckFindings(e.checks)
	return Examination{append(found, located...), count, cells}
}

// RunChecks holds the sums and bounds of the report's own form against its figures (R1xx–R4xx),
// the figures of its text against those of its tables (R501–R504) and both against what is
// plausible (Q1xx). What is not in the report is not checked.
func RunChecks(r *Report) []Check { return newExaminer(r).checks }

// examiner holds the checks of a report, those of its sums beside the sums themselves.
type examiner struct {
	report  *Report
	figures figuresByKey
	rows    map[string]bool // of table 3
	checks  []Check
	sums    []weighed
	broken  bool   // a sum does not hold
	said    int    // cells of the sums that say something
	seen    []bool // whether a figure is one of them
	touched []int  // the figures of the sum that is weighed
}

// weighed is an identity and the place of its check.
type weighed struct {
	*identity
	at int
}

func newExaminer(r *Report) *examiner {
	e := &examiner{report: r, figures: figuresByKey{NewKeyIndex(), r.Figures}, rows: map[string]bool{}, seen: make([]bool, len(r.Figures)), touched: make([]int, 0, 32)}
	for i := range r.Figures {
		f := &r.Figures[i]
		e.figures.at.Set(f.Key(), i)
		if f.Applicant != NoApplicant {
			e.rows[f.Indicator] = true
		}
	}
	e.checks = make([]Check, 0, 2*len(Applicants)+len(e.rows)+24)
	for _, ids := range e.identities() {
		e.weigh(ids)
	}
	e.checks = append(e.checks, narrativeChecks(r, e.figures)...)
	e.checks = append(e.checks, countCheck(r.Figures)...)
	e.checks = append(e.checks, plausibleChecks(e.figures, e.checks)...)
	return e
}

// identities are those that can be on the report: of the unified form, of statistics.
func (e *examiner) identities() [2][]identity {
	if e.rows["outcome_other"] && !e.rows["outcome_other_misc"] {
		return [2][]identity{pooledIdentities(), statisticsIdentities()}
	}
	return [2][]identity{splitIdentities(), statisticsIdentities()}
}

// weigh checks those of the identities that the report prints.
func (e *examiner) weigh(ids []identity) {
	for i := range ids {
		id := &ids[i]
		if !id.isPrinted(e.rows, e.figures) {
			continue
		}
		c := e.weighOne(id)
		if id.relation == equals {
			e.sums = append(e.sums, weighed{id, len(e.checks)})
			e.note(c.State)
		}
		e.checks = append(e.checks, c)
	}
}

func (e *examiner) weighOne(id *identity) Check {
	c := e.check(id)
	c.Certain = c.Certain && !id.loose && (!id.open || !e.hasUnknownRow())
	return c
}

// note counts the cells of a sum that says something.
func (e *examiner) note(s CheckState) {
	if s != CheckPass && s != CheckFail {
		return
	}
	e.broken = e.broken || s == CheckFail
	for _, i := range e.touched {
		if !e.seen[i] {
			e.seen[i] = true
			e.said++
		}
	}
}

// hasUnknownRow reports whether a row or column with numbers was not understood: it may be a
// part of any total.
func (e *examiner) hasUnknownRow() bool {
	for i := range e.report.Findings {
		if e.report.Findings[i].Rule == RuleUnknownLabel {
			return true
		}
	}
	return false
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

// CheckFindings turns the failed checks into findings and counts those of the form.
func CheckFindings(checks []Check) ([]Finding, CheckCount) {
	var findings []Finding
	var n CheckCount
	for i := range checks {
		c := &checks[i]
		if c.State == CheckFail {
			findings = append(findings, c.finding())
		}
		if rule, _ := RuleByID(c.Rule); rule.Kind.OfForm() {
			n.count(c.State)
		}
	}
	return findings, n
}

func (n *CheckCount) count(s CheckState) {
	switch s {
	case CheckPass:
		n.Pass++
	case CheckVacuous:
		n.Vacuous++
	case CheckNotAssessable:
		n.NotAssessable++
	case CheckFail:
		n.Fail++
	}
}

// finding makes the finding of a failed check. A hint is nobody's fault.
func (c *Check) finding() Finding {
	rule, _ := RuleByID(c.Rule)
	blame := BlameUnclear
	if c.Certain && rule.Kind != KindSoft && rule.Kind != KindPlausibility {
		blame = BlameAgency
	}
	return Finding{
		Rule: c.Rule, Severity: rule.Severity, Blame: blame,
		Message:   c.message(),
		Indicator: c.Key.Indicator, Applicant: c.Key.Applicant,
		Expected: &c.Expected, Actual: &c.Actual, Operands: c.Operands,
	}
}
