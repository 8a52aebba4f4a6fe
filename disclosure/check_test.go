package disclosure

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// tableFigures are printed figures "name=3" of a table; "name=" is blank, "name=?" unreadable.
func tableFigures(pairs ...string) []Figure {
	var all []Figure
	for _, pair := range pairs {
		name, print, _ := strings.Cut(pair, "=")
		name, applicant, _ := strings.Cut(name, ".")
		f := Figure{Indicator: name, Applicant: Applicant(applicant), Unit: "件", Raw: print, State: StateBlank, Confidence: 1, Where: Place{Cell: &Cell{Table: 1}}}
		if n, err := ParseNumber(print); err == nil {
			f.Value, f.State = &n, StateNumber
			if n == 0 {
				f.State = StateZero
			}
		} else if print != "" {
			f.State = StateUnreadable
		}
		all = append(all, f)
	}
	return all
}

// printed writes "stem_a=1 stem_b=2 …" in short.
func printed(stem, parts string) []string {
	var all []string
	for _, p := range strings.Fields(parts) {
		all = append(all, stem+p)
	}
	return slices.Clip(all)
}

// TestSumsAndBounds holds each rule of the statistics against numbers added by hand.
func TestSumsAndBounds(t *testing.T) {
	channels := printed("requests_channel_", "in_person=2 fax=0 online=5 letter=1")
	answers := printed("answer_", "already_public=3 granted=4 partial=1 denied=2 not_own_agency=1 not_exist=2 asked_to_amend=0 other_channel=1")
	reasons := printed("answer_denied_", "state_secret=0 trade_secret=1 privacy=1 safety_stability=0 not_gov_info=0 other_law=0")
	local := printed("narrative_requests_channel_", "in_person=1 fax=0 email=2 online=3 letter=0 other=1")
	refusals := printed("narrative_answer_denied_", "not_gov_info=0 not_exist=1 not_held=1 unclear=0 exempt_1=0 exempt_2=0 exempt_3=1 exempt_4=0 exempt_5=0 exempt_6=0 other=0")
	published := printed("published_channel_", "gazette=0 website=60 weibo=10 wechat=20 other=5")
	for _, c := range []struct {
		rule    string
		figures []string
		want    CheckState
		blame   Blame // of a failure
	}{
		{RuleLocalChannels, append(local, "narrative_requests_received=7"), CheckPass, ""},
		{RuleLocalChannels, append(local, "narrative_requests_received=8"), CheckFail, BlameUnclear},
		{RuleLocalAnswers, []string{"narrative_answer_total=9", "narrative_answer_granted=5", "narrative_answer_partial=1", "narrative_answer_denied_all=3"}, CheckPass, ""},
		{RuleLocalAnswers, []string{"narrative_answer_total=8", "narrative_answer_granted=5", "narrative_answer_partial=1", "narrative_answer_denied_all=3"}, CheckFail, BlameUnclear},
		{RuleLocalRefusals, append(refusals, "narrative_answer_denied_all=3"), CheckPass, ""},
		{RuleLocalRefusals, append(refusals, "narrative_answer_denied_all=4"), CheckFail, BlameUnclear},
		{RuleLocalRefusals, append(refusals[1:], "narrative_answer_denied_all=4"), "", ""}, // this form has no such row
		{RuleChannelSum, append(channels, "requests_received=8"), CheckPass, ""},
		{RuleChannelSum, append(channels, "requests_received=9"), CheckFail, BlameAgency},
		{RuleChannelSum, append(channels[1:], "requests_received=8"), CheckNotAssessable, ""},
		{RuleClosedSum, []string{"requests_closed=8", "requests_closed_on_time=7", "requests_closed_extended=1"}, CheckPass, ""},
		{RuleClosedSum, []string{"requests_closed=8", "requests_closed_on_time=7", "requests_closed_extended=2"}, CheckFail, BlameAgency},
		{RuleClosedSum, []string{"requests_closed=7", "requests_closed_on_time=7", "requests_closed_extended="}, CheckPass, ""},
		{RuleClosedSum, []string{"requests_closed=8", "requests_closed_on_time=7", "requests_closed_extended="}, CheckNotAssessable, ""},
		{RuleClosedSum, []string{"requests_closed=0", "requests_closed_on_time=0", "requests_closed_extended="}, CheckVacuous, ""},
		{RuleAnswerSum, append(answers, "answer_total=14"), CheckPass, ""},
		{RuleAnswerSum, append(answers, "answer_total=13"), CheckFail, BlameAgency},
		{RuleRefusalSum, append(reasons, "answer_denied=2"), CheckPass, ""},
		{RuleRefusalSum, append(reasons, "answer_denied=3"), CheckFail, BlameAgency},
		{RuleDecidedReviews, printed("reconsideration_", "decided=6 upheld=3 corrected=2 other=1"), CheckPass, ""},
		{RuleDecidedReviews, printed("reconsideration_", "decided=5 upheld=3 corrected=2 other=1"), CheckFail, BlameAgency},
		{RuleDecidedSuits, printed("litigation_", "decided=1 upheld=1 corrected=0 other=0"), CheckPass, ""},
		{RuleDecidedSuits, printed("litigation_", "decided=0 upheld=1 corrected=0 other=0"), CheckFail, BlameAgency},
		{RuleStaffSum, printed("staffing_", "total=9 full_time=2 part_time=7"), CheckPass, ""},
		{RuleStaffSum, printed("staffing_", "total=27 full_time=2 part_time=7"), CheckFail, BlameAgency},
		{RuleNormativePart, []string{"published_normative_documents=5", "published_total=5"}, CheckPass, ""},
		{RuleNormativePart, []string{"published_normative_documents=6", "published_total=5"}, CheckFail, BlameAgency},
		{RuleLeaderPart, []string{"response_interview_leader=2", "response_interview=1"}, CheckFail, BlameAgency},
		{RuleLeaderPart, []string{"response_press_conferences_leader=1", "response_press_conferences=1"}, CheckPass, ""},
		{RuleChannelPart, []string{"published_channel_website=101", "published_total=100"}, CheckFail, BlameAgency},
		{RuleChannelPart, []string{"published_channel_website=", "published_total=100"}, CheckNotAssessable, ""},
		{RuleChannelsWhole, append(published, "published_total=95"), CheckPass, ""},
		{RuleChannelsWhole, append(published, "published_total=80"), CheckPass, ""}, // published in several ways
		{RuleChannelsWhole, append(published, "published_total=96"), CheckFail, BlameAgency},
		{RuleNormativeMade, []string{"published_normative_documents=6", "proactive_normative_documents_made=5"}, CheckFail, BlameUnclear},
		{RuleAnswersClosed, []string{"answer_total=6", "requests_closed=5"}, CheckFail, BlameUnclear},
		{RuleNewOfAll, []string{"proactive_rules_new_published=2", "proactive_rules_total_published=1"}, CheckFail, BlameUnclear},
		{RuleNewOfAll, []string{"proactive_normative_documents_new_published=2", "proactive_normative_documents_total_published=9"}, CheckPass, ""},
		{RuleNewOfMade, []string{"proactive_normative_documents_new_published=2", "proactive_normative_documents_made=1"}, CheckFail, BlameUnclear},
		{RuleCounts, []string{"requests_received=5", "training_persons=0"}, CheckPass, ""},
		{RuleCounts, []string{"requests_received=0"}, CheckVacuous, ""},
		{RuleCounts, []string{"requests_received=5", "training_persons=?"}, CheckNotAssessable, ""},
		{RuleCounts, []string{"requests_received=5.5"}, CheckFail, BlameAgency},
		{RuleCounts, []string{"requests_received=-5"}, CheckFail, BlameAgency},
		{RuleNoRequests, append(reviewed(2), "requests_new.total=0", "requests_carried_in.total=0"), CheckFail, BlameUnclear},
		{RuleNoRequests, append(reviewed(2), "requests_new.total=0", "requests_carried_in.total=1"), CheckPass, ""},
		{RuleNoRequests, append(reviewed(0), "requests_new.total=0", "requests_carried_in.total=0"), CheckVacuous, ""},
		{RuleNoRequests, append(reviewed(0), "requests_new.total=0", "requests_carried_in.total=0", "narrative_requests_channel_letter=2"), CheckFail, BlameUnclear},
		{RuleNoRequests, append(reviewed(2), "requests_new.total=0", "requests_carried_in.total="), CheckNotAssessable, ""},
		{RuleAfterReview, []string{"litigation_after_review_total=2", "reconsideration_total=2"}, CheckPass, ""},
		{RuleAfterReview, []string{"litigation_after_review_total=2", "reconsideration_total=1"}, CheckNotAssessable, ""},
		{RuleAfterReview, []string{"litigation_after_review_total=0", "reconsideration_total=1"}, CheckVacuous, ""},
		{RulePowerOfTen, []string{"outcome_total.total=12", "narrative_answer_total=120"}, CheckFail, BlameUnclear},
		{RulePowerOfTen, []string{"outcome_total.total=12", "narrative_answer_total=121"}, CheckPass, ""},
		{RulePowerOfTen, []string{"published_total=53", "narrative_published_total=530000"}, CheckFail, BlameUnclear},
		{RulePowerOfTen, []string{"published_total=530", "narrative_published_total=530"}, CheckPass, ""},
	} {
		r := &Report{Scope: ScopeOwnOffice, Figures: tableFigures(c.figures...)}
		var found []Check
		for _, check := range RunChecks(r) {
			if check.Rule == c.rule {
				found = append(found, check)
			}
		}
		if c.want == "" {
			if len(found) > 0 {
				t.Errorf("%s %v: %+v", c.rule, c.figures, found)
			}
			continue
		}
		if len(found) != 1 || found[0].State != c.want {
			t.Errorf("%s %v: %+v, want %s", c.rule, c.figures, found, c.want)
			continue
		}
		findings, _ := CheckFindings(found)
		if c.want == CheckFail && (len(findings) != 1 || findings[0].Blame != c.blame || len(findings[0].Operands) == 0 || findings[0].Indicator == "") {
			t.Errorf("%s %v: findings %+v, want blame %s", c.rule, c.figures, findings, c.blame)
		}
	}
}

// reviewed are the totals of table 4 with n reviews.
func reviewed(n int) []string {
	return []string{fmt.Sprintf("reconsideration_total=%d", n), "litigation_direct_total=0", "litigation_after_review_total=0"}
}

// TestRowThatWasNotUnderstood: it may be a part of any sum of the statistics.
func TestRowThatWasNotUnderstood(t *testing.T) {
	r := &Report{Figures: tableFigures(printed("staffing_", "total=9 full_time=2 part_time=6")...)}
	if e := Examine(r); len(e.Findings) != 2 || e.Findings[0].Blame != BlameAgency || e.Findings[1].Blame != BlameAgency {
		t.Errorf("%+v", e.Findings)
	}
	r.Findings = []Finding{{Rule: RuleUnknownLabel}}
	if e := Examine(r); len(e.Findings) != 2 || e.Findings[0].Blame != BlameUnclear || e.Findings[1].Blame != BlameUnclear {
		t.Errorf("%+v", e.Findings)
	}
}

// TestOnlySumsAndBoundsAreCounted: hints, the text and plausibility are no checks of the form.
func TestOnlySumsAndBoundsAreCounted(t *testing.T) {
	r := &Report{Scope: ScopeOwnOffice, Figures: tableFigures("answer_total=6", "requests_closed=5", "requests_closed_on_time=5", "requests_closed_extended=1", "narrative_answer_total=60")}
	findings, n := CheckFindings(RunChecks(r))
	var rules []string
	for _, f := range findings {
		rules = append(rules, f.Rule)
	}
	slices.Sort(rules)
	// R203 has no parts here; R304 holds.
	if n != (CheckCount{Pass: 1, Fail: 1, NotAssessable: 1}) || !slices.Equal(rules, []string{RuleClosedSum, RuleAnswersClosed, RuleSaidAnswers}) {
		t.Errorf("%+v, findings %v", n, rules)
	}
}

// Fixture HZ: what a city's report on FY2025 prints in the total column of table 3, by groups (how
// these divide is made up), and table 4.
func TestFixtureHZ(t *testing.T) {
	column := func(granted, partial, carriedOut int) []string {
		all := []string{"requests_new.total=14069", "requests_carried_in.total=560", "outcome_total.total=13810", fmt.Sprintf("requests_carried_out.total=%d", carriedOut),
			fmt.Sprintf("outcome_granted.total=%d", granted), fmt.Sprintf("outcome_partial.total=%d", partial)}
		for i, name := range slices.Concat(outcomeIndicators[2:], otherIndicators) { // each group in its first row
			n := map[int]int{0: 730, 8: 3421, 11: 457, 16: 1486}[i]
			all = append(all, fmt.Sprintf("%s.total=%d", name, n))
		}
		return all
	}
	table4 := slices.Concat(printed("reconsideration_", "upheld=376 corrected=97 other=196 pending=121 total=790"),
		printed("litigation_direct_", "upheld=16 corrected=1 other=12 pending=27 total=56"), printed("litigation_after_review_", "upheld=74 corrected=1 other=30 pending=51 total=156"))
	r := &Report{Figures: tableFigures(slices.Concat(column(7000, 716, 819), table4)...)}
	e := Examine(r)
	// Of table 3 only one column is here: its two sums hold, and so do the three of table 4.
	if e.Count.Pass != 6 || e.Count.Fail != 0 || len(e.Findings) != 0 || *e.Cells.Wrong != 0 || e.Cells.Checked != 4+21+15 {
		t.Errorf("%+v %+v %+v", e.Count, e.Cells, e.Findings)
	}
	r = &Report{Figures: tableFigures(slices.Concat(column(7000, 716, 891), table4)...)}
	e = Examine(r)
	last := e.Findings[len(e.Findings)-1]
	if *e.Cells.Wrong != 1 || !strings.Contains(last.Message, "四、结转下年度继续办理·总计（所印891，应为819）") {
		t.Errorf("819 printed as 891: %+v %s", e.Cells, last.Message)
	}
}

// Fixture SH: a city's report on FY2019. Zeros are left blank and so are the totals of all rows of
// results, so that most identities can't be assessed; what can be, holds. How the outcomes divide is
// made up, their sums are not.
func TestFixtureSH(t *testing.T) {
	var figures []string
	add := func(row string, cells ...string) {
		for i, c := range Applicants {
			figures = append(figures, row+"."+string(c)+"="+cells[i])
		}
	}
	add("requests_new", "821", "35", "", "2", "", "1", "859")
	add("requests_carried_in", "18", "", "", "", "", "", "18")
	add("outcome_granted", "237", "32", "", "2", "", "1", "")
	add("outcome_partial", "3", "", "", "", "", "", "")
	for i, name := range append(outcomeIndicators[2:], "outcome_other") {
		if i == 8 {
			add(name, "527", "3", "", "", "", "", "")
			continue
		}
		add(name, "", "", "", "", "", "", "")
	}
	add("outcome_total", "767", "35", "", "2", "", "1", "805")
	add("requests_carried_out", "72", "", "", "", "", "", "72")
	e := Examine(&Report{Figures: tableFigures(figures...)})
	states := map[string]int{}
	for _, c := range RunChecks(&Report{Figures: tableFigures(figures...)}) {
		states[c.Rule+" "+string(c.State)]++
		if c.Rule == RuleRequestsFlow && c.Key.Applicant == Business && !c.Imputed {
			t.Errorf("%+v: it closes only with blanks as zero", c)
		}
	}
	if e.Count.Fail != 0 || *e.Cells.Wrong != 0 || states["R301 pass"] != 5 || states["R302 pass"] != 4 || states["R302 not_assessable"] != 1 || states["R303 not_assessable"] != 3 {
		t.Errorf("%+v %+v %v %+v", e.Count, e.Cells, states, e.Findings)
	}
}
