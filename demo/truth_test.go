package demo

import (
	"slices"
	"strings"
	"testing"

	"gongkai/disclosure"
)

// asReport turns the truth into what a reader would have read.
func asReport(t TruthReport) *disclosure.Report {
	r := &disclosure.Report{}
	for k, f := range t.Figures {
		if !f.Prose {
			r.Figures = append(r.Figures, disclosure.Figure{Indicator: k.Indicator, Applicant: k.Applicant, Value: f.Value, State: f.State, Raw: f.Raw, Confidence: 1})
		}
	}
	return r
}

// TestTruthAgreesWithTheChecks holds the program's own identities against the truth: they
// fail exactly where a fault was planted. R601 and R604 are between two reports and not among them.
func TestTruthAgreesWithTheChecks(t *testing.T) {
	d := sample()
	for phase := 1; phase <= Phases; phase++ {
		for _, r := range d.Truth(phase).Reports {
			findings, n := disclosure.CheckFindings(disclosure.RunChecks(asReport(r)))
			want := 0
			for _, f := range r.Findings {
				if f.Expected == nil || f.Rule == disclosure.RuleCarryOver || f.Rule == disclosure.RuleCumulative {
					continue
				}
				want++
				if !slices.ContainsFunc(findings, func(g disclosure.Finding) bool {
					return g.Rule == f.Rule && g.Indicator == f.Key.Indicator && g.Applicant == f.Key.Applicant && *g.Expected == *f.Expected && *g.Actual == *f.Actual
				}) {
					t.Errorf("%s: the checks do not find %s at %s", r.ID(), f.Rule, f.Key)
				}
			}
			if len(findings) != want {
				t.Errorf("%s: %d findings, planted were %d", r.ID(), len(findings), want)
			}
			if n.NotAssessable > 0 {
				t.Errorf("%s: %d identities cannot be assessed", r.ID(), n.NotAssessable)
			}
		}
	}
}

// TestEveryFaultIsPlanted also says which findings each fault brings, and that nothing
// else has any.
func TestEveryFaultIsPlanted(t *testing.T) {
	want := map[Fault][]string{
		FaultLate: nil, FaultLateClaim: nil, FaultChanged: nil, FaultCopied: nil, FaultBlank: nil, FaultSingleOther: nil, FaultVanished: nil, FaultNone: nil,
		FaultFlow: {"R301"}, FaultOutcomeSum: {"R302"}, FaultApplicantSum: {"R303"}, FaultReviewSum: {"R401"},
		FaultDirectSum: {"R402"}, FaultReviewedSum: {"R403"}, FaultCarryOver: {"R601"},
		FaultNarrative: {"C101"}, FaultOldForm: {"C101"}, FaultCumulative: {"C101", "R604"}, FaultAttachmentPDF: nil, FaultAttachmentDOCX: nil, FaultAttachmentZIP: nil, FaultAttachmentScan: {"C103"},
	}
	seen := map[Fault]bool{}
	for _, r := range sample().Truth(2).Reports {
		seen[r.Fault] = true
		var rules []string
		for _, f := range r.Findings {
			rules = append(rules, f.Rule)
		}
		rules = slices.Compact(rules)
		if expect, ok := want[r.Fault]; !ok || !slices.Equal(rules, expect) {
			t.Errorf("%s (%s): findings of %v, expected of %v", r.ID(), r.Fault, rules, want[r.Fault])
		}
	}
	for f := range want {
		if !seen[f] {
			t.Errorf("no report carries the fault %q", f)
		}
	}
}

// TestTruthCoversTheForm makes sure that every report has every figure of its form.
func TestTruthCoversTheForm(t *testing.T) {
	tables := map[disclosure.Form]int{disclosure.Form2019: 22 + 161 + 15, disclosure.Form2021: 10 + 175 + 15}
	for _, r := range sample().Truth(1).Reports {
		n := 0
		for k, f := range r.Figures {
			form := disclosure.FormDue(r.FiscalYear)
			if r.Cumulative != nil {
				form = disclosure.Form2008
			}
			i, ok := disclosure.FindIndicator(form, k)
			if !ok {
				t.Fatalf("%s: the catalogue has no %s", r.ID(), k)
			}
			if !f.Prose {
				n++
			} else if i.Table != "prose" && i.Table != "section_6" {
				t.Errorf("%s: %s is said in prose", r.ID(), k)
			}
			if f.State.Known() != (f.Value != nil) || f.State == disclosure.StateZero && *f.Value != 0 {
				t.Errorf("%s: %s has state %s and value %v", r.ID(), k, f.State, f.Value)
			}
		}
		want := tables[r.Form]
		if r.Fault == FaultSingleOther {
			want -= 14
		}
		if n != want && r.Outcome == disclosure.OutcomeOK && r.Fault != FaultNarrative && r.Cumulative == nil {
			t.Errorf("%s: %d figures in tables, the form has %d", r.ID(), n, want)
		}
	}
}

// TestAgencies compares names, IDs and deadlines with the program's own, and makes sure
// that the counties are nobody's.
func TestAgencies(t *testing.T) {
	for _, d := range []*Demo{sample(), Families()} {
		checkAgencies(t, d)
	}
}

func checkAgencies(t *testing.T, d *Demo) {
	t.Helper()
	truth := d.Truth(1)
	for i, site := range d.Sites() {
		division := disclosure.DivisionOfSite(site)
		if division.Code != d.counties[i].code || division.Name != d.counties[i].name {
			t.Errorf("site %s is of %+v", site.ID, division)
		}
		if _, ok := disclosure.FindDivision(site.DivisionCode); ok {
			t.Errorf("code %s is assigned", site.DivisionCode)
		}
		for _, a := range truth.Agencies {
			if a.SiteID != site.ID {
				continue
			}
			got, ok := disclosure.ResolveAgency(a.Name, division)
			if !ok || got.ID != a.ID || got.Family != a.Family {
				t.Errorf("%s resolves to %s (%s, %t), expected %s", a.Name, got.ID, got.Family, ok, a.ID)
			}
		}
	}
	reports := map[string]TruthReport{}
	for _, r := range truth.Reports {
		reports[r.ID()] = r
	}
	for _, e := range truth.Expected {
		r, ok := reports[e.AgencyID+"-"+itoa(e.FiscalYear)]
		if (e.Status == "on_time" || e.Status == "unknown") && r.Fault != FaultLateClaim && ok {
			agency, _ := disclosure.ResolveAgency(r.Agency, disclosure.Division{Code: e.AgencyID[:6], Name: r.Agency[:len("晴岚县")]})
			due := disclosure.Deadline(agency, e.FiscalYear)
			if on := due.Strict != nil && !due.Strict.Before(r.PublishedOn); on != (e.Status == "on_time") {
				t.Errorf("%s: published %s, due %v (%s), status %s", r.ID(), r.PublishedOn, due.Strict, due.Basis, e.Status)
			}
		}
	}
}

// TestNoNameIsReal looks for the counties' names among all divisions of GB/T 2260.
func TestNoNameIsReal(t *testing.T) {
	for code := range 1_000_000 {
		division, ok := disclosure.FindDivision(pad(code, 6))
		if !ok {
			continue
		}
		for _, c := range append(counties(), smallCounties()...) {
			if strings.Contains(division.Name, string([]rune(c.name)[:2])) {
				t.Errorf("%s is like %s %s", c.name, division.Code, division.Name)
			}
		}
	}
}
