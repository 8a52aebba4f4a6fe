package demo

import (
	"testing"

	"gongkai/disclosure"
)

// TestFaultsAreLocated: of every planted fault of the sums the least cells are told, whose error
// it is and what it looks like; nothing is told of any other report.
func TestFaultsAreLocated(t *testing.T) {
	type located struct {
		rule  string
		wrong int
	}
	want := map[Fault]located{
		FaultFlow:         {disclosure.RuleCarryMissing, 2}, // two requests that nobody dealt with: 结转下年度 prints 0
		FaultOutcomeSum:   {disclosure.RuleCells, 2},        // 予以公开 says six too many, for natural persons and in total
		FaultApplicantSum: {disclosure.RuleCells, 4},        // four rows: in three columns alike
		FaultReviewSum:    {disclosure.RuleEmptyTotal, 1},
		FaultDirectSum:    {disclosure.RuleEmptyTotal, 1},
		FaultReviewedSum:  {disclosure.RuleEmptyTotal, 1},
	}
	seen := map[Fault]bool{}
	for _, r := range sample().Truth(2).Reports {
		e := disclosure.Examine(asReport(r))
		w, planted := want[r.Fault]
		var got located
		for _, f := range e.Findings {
			rule, _ := disclosure.RuleByID(f.Rule)
			if rule.Kind != disclosure.KindLocation && rule.Kind != disclosure.KindPlausibility {
				continue
			}
			got.rule = f.Rule
			if f.Blame != disclosure.BlameAgency || len(f.Operands) < w.wrong {
				t.Errorf("%s (%s): %s is %s's, %d cells: %s", r.ID(), r.Fault, f.Rule, f.Blame, len(f.Operands), f.Message)
			}
		}
		if e.Cells.Wrong != nil {
			got.wrong = *e.Cells.Wrong
		}
		if got != w || e.Cells.Wrong == nil && e.Cells.Checked > 0 {
			t.Errorf("%s (%s): located %+v of %d cells, want %+v", r.ID(), r.Fault, got, e.Cells.Checked, w)
		}
		seen[r.Fault] = seen[r.Fault] || planted
	}
	for f := range want {
		if !seen[f] {
			t.Errorf("no report carries the fault %q", f)
		}
	}
}
