package main

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"gongkai/analytics"
	"gongkai/dashboards"
	"gongkai/disclosure"
)

// TestDoubtfulSums: a sum that does not hold is held against an agency only where every cell
// was read without doubt; the others are counted beside it, in every measure.
func TestDoubtfulSums(t *testing.T) {
	s := newScored(t)
	sums := func(family disclosure.Family, blames ...disclosure.Blame) {
		r := s.report(family, 2023, "county", "http://county.test/nb/", "2024-01-20", "2024-01-20", "requests_new total 3", "outcome_total total 2")
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
	requests := func(family disclosure.Family, scope disclosure.Scope, figures ...string) {
		r := s.report(family, 2022, "county", "http://county.test/nb/", "2023-01-20", "2023-01-20", figures...)
		r.Report.Scope = scope
	}
	requests("audit", disclosure.ScopeOwnOffice, "requests_new total 10", "outcome_total total 10", "outcome_granted total 6", "outcome_partial total 1")
	requests("education", disclosure.ScopeOwnOffice, "requests_new total 91", "outcome_total total 91", "outcome_granted total -", "outcome_partial total 3")
	requests("civil", disclosure.ScopeAggregate, "requests_new total 40", "outcome_total total 40", "outcome_granted total 40", "outcome_partial total 0")
	requests("gov_office", disclosure.ScopeUnknown, "requests_new total 14069", "outcome_total total 9", "outcome_granted total 9", "outcome_partial total 0")
	s.isBehind(false) // nothing is there to be shown
	s.ok(s.Write(s.Context(), s.readings))
	s.ok(s.Refresh(s.Context()))
	s.isBehind(true)
	s.score("2024-06-01")
	s.isBehind(false)
	measures := analytics.NewMeasures(s.DB)
	ask := func(dst any, measure string, params map[string]any) {
		t.Helper()
		s.ok(measures.Select(t.Context(), dst, measure, params))
	}

	var identities []dashboards.IdentitiesRow
	ask(&identities, "identities", map[string]any{"county": "", "level": "", "family": ""})
	if len(identities) != 2 || identities[1] != (dashboards.IdentitiesRow{FiscalYear: 2023, Reports: 2, Pass: 10, Fail: 1, Doubtful: 3, BrokenReports: 1}) {
		t.Errorf("identities: %+v", identities)
	}
	// Reports of which it is not certain whose figures they count are told, and added to nothing. A
	// blank is no refusal: the rate is over the reports that print all of it.
	var rows []dashboards.RequestsRow
	ask(&rows, "requests", map[string]any{"county": "", "level": "", "family": ""})
	n := func(v int64) dashboards.Decimal { d := disclosure.Int(v); return dashboards.Decimal{Number: &d} }
	want := dashboards.RequestsRow{FiscalYear: 2022, Reports: 2, ReceivedKnown: 2, OutcomesKnown: 2,
		OutcomeSums: dashboards.OutcomeSums{Received: n(101), Outcomes: n(101), Granted: n(6), Partial: n(4)},
		Rated:       1, RatedOutcomes: n(10), RatedGiven: n(7), Aggregates: 1, AggregatesReceived: n(40), Unscoped: 1, UnscopedReceived: n(14069)}
	if len(rows) != 2 || !reflect.DeepEqual(rows[0], want) {
		t.Errorf("requests: %+v\nwant %+v", rows, want)
	}
	var errors []dashboards.ErrorsRow
	ask(&errors, "errors_by_county", map[string]any{"digits": uint8(6), "county": "", "level": "", "family": ""})
	if len(errors) != 2 || errors[0].Errors != 0 || errors[0].Doubts != 0 || errors[1].Errors != 1 || errors[1].Doubts != 3 || errors[1].ReportsWithErrors != 1 {
		t.Errorf("errors: %+v", errors)
	}
	agencies, err := dashboards.Agencies(t.Context(), measures, map[string]any{"county": "", "level": "", "family": "", "q": "", "agency": "", "limit": uint32(10), "offset": uint32(0)})
	s.ok(err)
	got := map[string]uint64{}
	for _, a := range agencies {
		got[a.AgencyID] = a.Errors
	}
	if got["361022-audit"] != 0 || got["361022-education"] != 1 {
		t.Errorf("errors of agencies: %v", got)
	}
	// Sums that blame nobody although every cell was read for certain wait for a decision, too: on the figure that they
	// speak of.
	queue := func() (all []string) {
		t.Helper()
		doubts, _, err := dashboards.Queue(t.Context(), measures, dashboards.QueueFilter{Kind: "unclear", Limit: 100})
		s.ok(err)
		for _, d := range doubts {
			all = append(all, fmt.Sprintf("%s %s %g %d", d.ReportID, d.Key(), d.Confidence, d.Findings))
		}
		return all
	}
	waiting := []string{"361022-audit-2023 outcome_total.total 1 1", "361022-education-2023 outcome_total.total 1 1"}
	if got := queue(); !slices.Equal(got, waiting) {
		t.Errorf("doubts of certain cells: %q, want %q", got, waiting)
	}
	s.ok(s.KeepReview(t.Context(), disclosure.Review{ReportID: "361022-audit-2023", AgencyID: "361022-audit", FiscalYear: 2023, SHA256: s.readings[0].Report.SHA256, Kind: disclosure.ReviewCell,
		Key: disclosure.Key{Indicator: "outcome_total", Applicant: disclosure.Total}, Printed: "2", State: disclosure.StateNumber, Value: new(disclosure.Int(2)), Verdict: disclosure.ReviewRight, At: time.Now(), By: "a person", Reason: "as printed"}))
	if got := queue(); !slices.Equal(got, waiting[1:]) {
		t.Errorf("what was decided is asked again: %q", got)
	}
}
