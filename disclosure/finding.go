package disclosure

import "strings"

// Severity says how much a finding matters.
type Severity string

// The severities.
const (
	SeverityError   Severity = "error"
	SeverityWarning Severity = "warning"
	SeverityInfo    Severity = "info"
)

// Blame says whose error a finding is. It is the agency's only where every cell was read
// with full confidence; otherwise it is a doubt about our reading and never lowers a score.
type Blame string

// The blames.
const (
	BlameAgency  Blame = "agency"
	BlameParser  Blame = "parser"
	BlameUnclear Blame = "unclear"
)

// Finding is one broken rule or one doubt. Message is Chinese and states what was printed
// and what was expected, never an accusation.
type Finding struct {
	Rule      string    `json:"rule"` // a Rule of the catalogue in Rules
	Severity  Severity  `json:"severity"`
	Blame     Blame     `json:"blame"`
	Message   string    `json:"message"`
	Indicator string    `json:"indicator"`
	Applicant Applicant `json:"applicant"`
	Expected  *Number   `json:"expected"`
	Actual    *Number   `json:"actual"`
	Operands  []Operand `json:"operands,omitempty"`
}

// Operand is a figure that took part in a check, with the sign it was counted with.
type Operand struct {
	Indicator string    `json:"indicator"`
	Applicant Applicant `json:"applicant"`
	Sign      int       `json:"sign"`  // +1 or -1 on the left side of the identity; 0 of a cell that would have to change
	Value     *Number   `json:"value"` // nil where unknown
	State     State     `json:"state"`
	Expected  *Number   `json:"expected,omitempty"` // what a cell would have to be, where that is determined
	// The number of all years (历年累计) beside the figure, in place of the figure itself.
	Cumulative bool `json:"cumulative,omitempty"`
	// Of a check between two years: the report that the figure stands in, where it is another one.
	ReportID   string `json:"report_id,omitempty"`
	FiscalYear int    `json:"fiscal_year,omitempty"`
}

// NewFinding makes a finding of a rule of the catalogue, with the rule's severity.
func NewFinding(rule string, blame Blame, k Key, message string) Finding {
	r, _ := RuleByID(rule)
	return Finding{Rule: rule, Severity: r.Severity, Blame: blame, Message: message, Indicator: k.Indicator, Applicant: k.Applicant}
}

// Short cuts a print for a message.
func Short(s string) string {
	runes := []rune(strings.Join(strings.Fields(s), " "))
	if len(runes) > 30 {
		return string(runes[:30]) + "…"
	}
	return string(runes)
}
