package disclosure

import (
	"strings"
	"testing"
)

func figuresOf(confidence float64, pairs ...any) []Figure {
	var all []Figure
	for i := 0; i < len(pairs); i += 2 {
		name := pairs[i].(string)
		f := Figure{Indicator: name, State: StateBlank, Confidence: confidence}
		if strings.HasPrefix(name, "requests_new") || strings.HasPrefix(name, "requests_carried") || name == "outcome_total" {
			f.Applicant = Total
		}
		if n, ok := pairs[i+1].(int); ok {
			v := Int(int64(n))
			f.Value, f.State = &v, StateNumber
			if n == 0 {
				f.State = StateZero
			}
		}
		all = append(all, f)
	}
	return all
}

func TestNarrativeChecks(t *testing.T) {
	for _, c := range []struct {
		name    string
		figures []Figure
		scope   Scope
		want    CheckState
		blame   Blame
	}{
		{"as the new ones", figuresOf(1, "requests_new", 5, "requests_carried_in", 2, "narrative_requests_received", 5), ScopeOwnOffice, CheckPass, ""},
		{"as all of them", figuresOf(1, "requests_new", 5, "requests_carried_in", 2, "narrative_requests_received", 7), ScopeOwnOffice, CheckPass, ""},
		{"as neither", figuresOf(1, "requests_new", 5, "requests_carried_in", 2, "narrative_requests_received", 6), ScopeOwnOffice, CheckFail, BlameAgency},
		{"scope not known", figuresOf(1, "requests_new", 5, "requests_carried_in", 2, "narrative_requests_received", 6), ScopeUnknown, CheckFail, BlameUnclear},
		{"not read with certainty", figuresOf(0.9, "requests_new", 5, "requests_carried_in", 2, "narrative_requests_received", 6), ScopeOwnOffice, CheckFail, BlameUnclear},
		{"a blank is no zero", figuresOf(1, "requests_new", 5, "requests_carried_in", nil, "narrative_requests_received", 6), ScopeOwnOffice, CheckNotAssessable, ""},
		{"none said, none printed", figuresOf(1, "requests_new", 0, "requests_carried_in", 0, "narrative_requests_received", 0), ScopeOwnOffice, CheckVacuous, ""},
		{"none said, some printed", figuresOf(1, "requests_new", 3, "requests_carried_in", 0, "narrative_requests_received", 0), ScopeOwnOffice, CheckFail, BlameAgency},
		{"answers", figuresOf(1, "outcome_total", 9, "narrative_answer_total", 8), ScopeOwnOffice, CheckFail, BlameAgency},
		{"answers or closed", figuresOf(1, "requests_closed", 9, "answer_total", 8, "narrative_answer_total", 8), ScopeAggregate, CheckPass, ""},
		{"carried out", figuresOf(1, "requests_carried_out", 1, "narrative_requests_carried_out", 2), ScopeOwnOffice, CheckFail, BlameAgency},
		{"both kinds of suits", figuresOf(1, "litigation_direct_total", 25, "litigation_after_review_total", 52, "narrative_litigation_total", 77), ScopeOwnOffice, CheckPass, ""},
		{"one kind of suits", figuresOf(1, "litigation_direct_total", 25, "litigation_after_review_total", 52, "narrative_litigation_total", 57), ScopeOwnOffice, CheckFail, BlameAgency},
	} {
		r := Report{Scope: c.scope, Figures: c.figures}
		var found []Check
		for _, check := range RunChecks(&r) {
			if strings.HasPrefix(check.Rule, "R50") {
				found = append(found, check)
			}
		}
		if len(found) != 1 || found[0].State != c.want {
			t.Errorf("%s: %+v, want %s", c.name, found, c.want)
			continue
		}
		findings, _ := CheckFindings(found)
		if c.want == CheckFail && (len(findings) != 1 || findings[0].Blame != c.blame || findings[0].Severity != SeverityWarning || len(findings[0].Operands) < 2) {
			t.Errorf("%s: findings %+v, want blame %s", c.name, findings, c.blame)
		}
	}
	if checks := RunChecks(&Report{Figures: figuresOf(1, "narrative_requests_received", 4)}); len(checks) != 0 {
		t.Errorf("a text without a table was checked: %+v", checks)
	}
}

func TestShareCheck(t *testing.T) {
	for _, c := range []struct {
		part, whole int64
		percent     string
		decimals    int
		want        CheckState
	}{
		{1, 3, "33.3", 1, CheckPass}, {1, 3, "33", 0, CheckPass}, {2, 3, "66.6", 1, CheckPass}, {2, 3, "66.7", 1, CheckPass}, {2, 3, "66.9", 1, CheckFail},
		{258, 805, "33.9", 1, CheckFail}, {5, 5, "100", 0, CheckPass}, {0, 5, "0", 0, CheckPass}, {0, 5, "3", 0, CheckFail}, {1, 0, "3", 0, CheckNotAssessable}, {0, 0, "0", 0, CheckVacuous}, {0, 0, "3", 0, CheckNotAssessable},
	} {
		p, err := ParseNumber(c.percent)
		if err != nil {
			t.Fatal(err)
		}
		if got := ShareCheck(Int(c.part), Int(c.whole), p, c.decimals); got.State != c.want {
			t.Errorf("%d of %d as %s%%: %s, want %s", c.part, c.whole, c.percent, got.State, c.want)
		}
	}
	c := ShareCheck(Int(258), Int(805), Int(34), 1)
	if c.Expected.String() != "32" {
		t.Errorf("expected %s, want 32", c.Expected)
	}
}
