package parse

import "gongkai/disclosure"

// newFinding makes a finding of a rule of the catalogue, with the rule's severity.
func newFinding(rule string, blame disclosure.Blame, k disclosure.Key, message string) disclosure.Finding {
	r, _ := disclosure.RuleByID(rule)
	return disclosure.Finding{Rule: rule, Severity: r.Severity, Blame: blame, Message: message, Indicator: k.Indicator, Applicant: k.Applicant}
}
