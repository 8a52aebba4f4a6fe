package main

import (
	"testing"

	"gongkai/analytics"
	"gongkai/dashboards"
	"gongkai/disclosure"
)

// TestDoubtfulSums: a sum that does not hold is held against an agency only where every cell
// was read without doubt; the others are counted beside it, in every measure.
func TestDoubtfulSums(t *testing.T) {
	s := newScored(t)
	sums := func(family disclosure.Family, blames ...disclosure.Blame) {
		r := s.report(family, 2023, "county", "http://county.test/nb/", "2024-01-20", "2024-01-20", "requests_new total 3")
		r.Report.Checks = disclosure.CheckCount{Pass: 5, Fail: len(blames)}
		for _, b := range blames {
			r.Report.Findings = append(r.Report.Findings, disclosure.Finding{Rule: disclosure.RuleOutcomeSum, Severity: disclosure.SeverityError, Blame: b, Message: "=" + string(b), Indicator: "outcome_total", Applicant: disclosure.Total})
		}
		// Neither a difference from the text nor personal data is an error of the sums.
		for _, rule := range []string{disclosure.RuleSaidTwice, disclosure.RulePersonal, disclosure.RuleSaidRequests} {
			r.Report.Findings = append(r.Report.Findings, disclosure.Finding{Rule: rule, Severity: disclosure.SeverityWarning, Blame: disclosure.BlameUnclear, Message: rule})
		}
	}
	sums("audit", disclosure.BlameUnclear, disclosure.BlameParser)
	sums("education", disclosure.BlameAgency, disclosure.BlameUnclear)
	s.score("2024-06-01")
	measures := analytics.NewMeasures(s.DB)
	ask := func(dst any, measure string, params map[string]any) {
		t.Helper()
		s.ok(measures.Select(t.Context(), dst, measure, params))
	}

	var identities []dashboards.IdentitiesRow
	ask(&identities, "identities", map[string]any{"county": ""})
	if len(identities) != 1 || identities[0] != (dashboards.IdentitiesRow{FiscalYear: 2023, Reports: 2, Pass: 10, Fail: 1, Doubtful: 3, BrokenReports: 1}) {
		t.Errorf("identities: %+v", identities)
	}
	var errors []dashboards.ErrorsRow
	ask(&errors, "errors_by_county", map[string]any{"county": ""})
	if len(errors) != 1 || errors[0].Errors != 1 || errors[0].Doubts != 3 || errors[0].ReportsWithErrors != 1 {
		t.Errorf("errors: %+v", errors)
	}
	var agencies []dashboards.AgencyRow
	ask(&agencies, "agencies", map[string]any{"county": "", "q": "", "agency": "", "limit": uint32(10), "offset": uint32(0)})
	got := map[string]uint64{}
	for _, a := range agencies {
		got[a.AgencyID] = a.Errors
	}
	if got["361022-audit"] != 0 || got["361022-education"] != 1 {
		t.Errorf("errors of agencies: %v", got)
	}
}
