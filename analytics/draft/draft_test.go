package draft

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"gongkai/disclosure"
)

// A draft is compared in the counts that score runs compare.
func TestWatchedAreThoseOfScoreRuns(t *testing.T) {
	text, err := os.ReadFile("../score/jumps.sql")
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(text), "(indicator, applicant) IN (")
	list, _, _ = strings.Cut(list, "'))")
	pairs := regexp.MustCompile(`\('(\w+)', '(\w*)'?`).FindAllStringSubmatch(list+"'", -1)
	if len(pairs) != len(watched) {
		t.Fatalf("%d in SQL, %d here", len(pairs), len(watched))
	}
	for i, p := range pairs {
		if k := watched[i]; k.Indicator != p[1] || string(k.Applicant) != p[2] {
			t.Errorf("%s here, %s of %q in SQL", k, p[1], p[2])
		}
	}
	for _, want := range []string{"< 20,", ">= 5 *"} {
		if !strings.Contains(string(text), want) {
			t.Errorf("the bounds of a jump are other ones there: %s", want)
		}
	}
}

func report(year int, figures map[disclosure.Key]int64) *disclosure.Report {
	form := disclosure.Form2021
	r := &disclosure.Report{Outcome: disclosure.OutcomeOK, FiscalYear: &year, Form: &form}
	for k, n := range figures {
		value := disclosure.Int(n)
		r.Figures = append(r.Figures, disclosure.Figure{Indicator: k.Indicator, Applicant: k.Applicant, Value: &value, State: disclosure.StateNumber, Raw: value.String(), Confidence: 1, Where: disclosure.Place{Cell: &disclosure.Cell{Table: 1, Row: 2, Column: 3}}})
	}
	return r
}

func TestBesideTheYearBefore(t *testing.T) {
	total := func(indicator string) disclosure.Key {
		return disclosure.Key{Indicator: indicator, Applicant: disclosure.Total}
	}
	before := report(2022, map[disclosure.Key]int64{total("requests_carried_out"): 3, total("requests_new"): 4})
	for _, c := range []struct {
		carried, requests int64
		rules             string
	}{{3, 19, ""}, {2, 5, "R601"}, {3, 20, "Q101"}, {0, 0, "R601"}} {
		o, err := Judge(report(2023, map[disclosure.Key]int64{total("requests_carried_in"): c.carried, total("requests_new"): c.requests}), before)
		if err != nil {
			t.Fatal(err)
		}
		var rules []string
		for _, f := range o.Faults {
			rules = append(rules, f.Rule)
			for _, cell := range f.Cells {
				if cell.Where == nil || cell.Label == cell.Indicator || cell.Column != "总计" || cell.Year != cell.FiscalYear {
					t.Errorf("%s: cell %+v", f.Rule, cell)
				}
			}
			if f.Blame != disclosure.BlameUnclear {
				t.Errorf("%s blames %s", f.Rule, f.Blame)
			}
		}
		if got := strings.Join(rules, " "); got != c.rules {
			t.Errorf("%+v: found %q", c, got)
		}
	}
	// A count that one of the years does not know is no jump.
	o, err := Judge(report(2023, map[disclosure.Key]int64{total("outcome_total"): 100}), before)
	if err != nil || len(o.Faults) != 0 || len(o.Moved) != 0 {
		t.Errorf("%+v, %v", o, err)
	}
}

// The sum of all years is held to the report of the year before, each cell where it is printed; one that
// was counted anew says nothing.
func TestSumsOfAllYears(t *testing.T) {
	requests := disclosure.Key{Indicator: "narrative_requests_received"}
	local := func(year int, n, sum int64) *disclosure.Report {
		r := report(year, map[disclosure.Key]int64{requests: n})
		*r.Form = disclosure.Form2008
		value := disclosure.Int(sum)
		r.Figures[0].Cumulative = &disclosure.Cumulative{Value: &value, State: disclosure.StateNumber, Raw: value.String(), Confidence: 1, Where: disclosure.Place{Cell: &disclosure.Cell{Table: 1, Row: 2, Column: 4}}}
		return r
	}
	for _, c := range []struct {
		sum  int64
		want string
	}{{21, ""}, {4, ""}, {23, "R604 info unclear: 历年累计应等于上一年度历年累计加本年度数：2011 年度报告“申请总数 · 历年累计”为 17，2012 年度报告“申请总数”为 4，2012 年度报告“申请总数 · 历年累计”为 23 | 17 at 4, 4 at 3, 23 at 4"}} {
		o, err := Judge(local(2012, 4, c.sum), local(2011, 3, 17))
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, f := range o.Faults {
			var cells []string
			for _, cell := range f.Cells {
				cells = append(cells, fmt.Sprintf("%s at %d", cell.Raw, cell.Where.Column))
			}
			got += fmt.Sprintf("%s %s %s: %s | %s", f.Rule, f.Severity, f.Blame, f.Message, strings.Join(cells, ", "))
		}
		if got != c.want {
			t.Errorf("%d: %q, want %q", c.sum, got, c.want)
		}
	}
}

// What would have to change stands beside the sums that do not hold, and by itself where it is about none.
func TestCausesStandBesideTheirFault(t *testing.T) {
	r := report(2023, nil)
	k := disclosure.Key{Indicator: "outcome_total", Applicant: disclosure.Total}
	broken := disclosure.NewFinding(disclosure.RuleOutcomeSum, disclosure.BlameAgency, k, "sum")
	broken.Operands = []disclosure.Operand{{Indicator: "outcome_granted", Applicant: disclosure.Total, Sign: 1}}
	cause := disclosure.NewFinding("L103", disclosure.BlameUnclear, disclosure.Key{}, "digits")
	cause.Operands = []disclosure.Operand{{Indicator: "outcome_granted", Applicant: disclosure.Total}}
	elsewhere := disclosure.NewFinding("L101", disclosure.BlameUnclear, disclosure.Key{Indicator: "reconsideration_total"}, "elsewhere")
	doubt := disclosure.NewFinding("E101", disclosure.BlameParser, disclosure.Key{}, "a row")
	r.Findings = []disclosure.Finding{doubt, elsewhere, cause, broken}
	o, err := Judge(r, nil)
	if err != nil || len(o.Faults) != 3 {
		t.Fatalf("%+v, %v", o, err)
	}
	if f := o.Faults[0]; f.Rule != disclosure.RuleOutcomeSum || len(f.Causes) != 1 || f.Causes[0].Message != "digits" || f.Cells[0].Where != nil {
		t.Errorf("%+v", f)
	}
	if o.Faults[1].Rule != "L101" || o.Faults[2].Rule != "E101" || o.Broken() != 1 {
		t.Errorf("%d broken: %+v", o.Broken(), o.Faults)
	}
}

func TestWhatCannotBeJudged(t *testing.T) {
	one, other := "361022-civil", "361022-health"
	draft, before := report(2023, nil), report(2022, nil)
	draft.AgencyID, before.AgencyID = &one, &other
	unknown := report(2022, nil)
	unknown.FiscalYear = nil
	for _, c := range []struct {
		report, before *disclosure.Report
		says           string
	}{
		{&disclosure.Report{Outcome: disclosure.OutcomeNotAReport}, nil, "cannot be read"},
		{draft, &disclosure.Report{Outcome: disclosure.OutcomeBroken}, "year before cannot be read"},
		{draft, unknown, "not known"},
		{draft, report(2021, nil), "name that of 2022"},
		{draft, before, "another agency's"},
	} {
		if _, err := Judge(c.report, c.before); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%v, want %q", err, c.says)
		}
	}
}
