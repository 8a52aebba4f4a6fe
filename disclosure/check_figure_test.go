package disclosure

import (
	"fmt"
	"slices"
	"testing"
)

// TestChecksOfAFigure holds that what is said of a figure is what is said of its report.
func TestChecksOfAFigure(t *testing.T) {
	r := &Report{Scope: ScopeOwnOffice, Figures: tableFigures(
		"requests_new.natural_person=5", "requests_new.business=2", "requests_new.research_institute=0", "requests_new.public_interest=0", "requests_new.legal_service=0", "requests_new.other_organisation=0", "requests_new.total=8",
		"requests_carried_in.natural_person=", "requests_carried_in.total=1", "outcome_total.natural_person=5", "outcome_total.total=?", "requests_carried_out.total=0",
		"reconsideration_total=3", "reconsideration_upheld=1", "reconsideration_corrected=1", "reconsideration_other=1", "reconsideration_pending=0",
		"narrative_requests_received=9", "litigation_direct_upheld=2.5")}
	whole := RunChecks(r)
	for _, c := range whole {
		if c.Key == (Key{}) { // R304 speaks of all figures
			continue
		}
		i := slices.IndexFunc(ChecksOf(r, c.Key), func(d Check) bool { return d.Rule == c.Rule && d.Key == c.Key })
		if i < 0 {
			t.Errorf("%s of %s is not among the figure's checks", c.Rule, c.Key)
			continue
		}
		if d := ChecksOf(r, c.Key)[i]; d.State != c.State || d.Expected != c.Expected || d.Actual != c.Actual || d.Certain != c.Certain {
			t.Errorf("%s of %s: %+v, in the report %+v", c.Rule, c.Key, d, c)
		}
	}
	states := map[string]CheckState{}
	for _, c := range ChecksOf(r, Key{"requests_new", NaturalPerson}) {
		states[c.Rule+" "+c.Key.String()] = c.State
		if len(c.Operands) == 0 {
			t.Errorf("%s of %s has no operands", c.Rule, c.Key)
		}
	}
	want := "map[R301 outcome_total.natural_person:not_assessable R303 requests_new.total:fail]"
	if got := fmt.Sprint(states); got != want {
		t.Errorf("the checks of requests_new.natural_person are %s, want %s", got, want)
	}
	for _, c := range ChecksOf(r, Key{Indicator: "reconsideration_corrected"}) {
		if c.Rule == RuleReviewSum && (c.State != CheckPass || len(c.Operands) != 5) {
			t.Errorf("a sum that holds: %+v", c)
		}
	}
}

func TestChecksBetweenYears(t *testing.T) {
	was := tableFigures("requests_carried_out.total=4", "requests_carried_out.business=", "proactive_rules_in_force=10", "proactive_fees_items_previous_year=5", "proactive_fees_items_change=1")
	now := tableFigures("requests_carried_in.total=3", "requests_carried_in.business=0", "proactive_rules_in_force=11", "proactive_rules_made=2", "proactive_rules_repealed=1", "proactive_fees_items_previous_year=6", "requests_carried_in.legal_service=2")
	for _, c := range []struct {
		key    Key
		before bool
		want   string
	}{
		{Key{"requests_carried_in", Total}, false, "R601 fail 4 3"},
		{Key{"requests_carried_out", Total}, true, "R601 fail 4 3"},
		{Key{"requests_carried_in", Business}, false, "R601 vacuous 0 0"},
		{Key{"requests_carried_in", LegalService}, false, "R601 not_assessable 0 2"},
		{Key{Indicator: "proactive_rules_repealed"}, false, "R603 pass 11 11"},
		{Key{Indicator: "proactive_rules_in_force"}, true, "R603 pass 11 11"},
		{Key{Indicator: "proactive_fees_items_change"}, true, "R602 pass 6 6"},
		{Key{Indicator: "proactive_fees_items_change"}, false, ""},
		{Key{"requests_carried_out", Total}, false, ""},
	} {
		got := ""
		for _, d := range ChecksOfYears(was, now, c.key, c.before) {
			got += fmt.Sprint(d.Rule, " ", d.State, " ", d.Expected, " ", d.Actual)
		}
		if got != c.want {
			t.Errorf("%s, before %t: %q, want %q", c.key, c.before, got, c.want)
		}
	}
}

func TestComparableIn(t *testing.T) {
	for _, c := range []struct {
		of   Form
		key  Key
		in   Form
		want string
	}{
		{Form2021, Key{"requests_new", Business}, Form2019, "comparable true"},
		{Form2021, Key{Indicator: "proactive_normative_documents_made"}, Form2014, "comparable true"},
		{Form2021, Key{Indicator: "proactive_rules_made"}, Form2014, "not_comparable true"},
		{Form2021, Key{Indicator: "proactive_rules_in_force"}, Form2019, " false"}, // named otherwise there
		{Form2019, Key{"requests_new", Total}, Form2019, "comparable true"},
	} {
		i, _ := FindIndicator(c.of, c.key)
		g, _, ok := i.ComparableIn(c.in)
		if got := fmt.Sprint(g, " ", ok); got != c.want {
			t.Errorf("%s of %s in %s: %s, want %s", c.key, c.of, c.in, got, c.want)
		}
	}
}
