package main

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"gongkai/analytics"
	"gongkai/disclosure"
	"gongkai/store"
)

// departments are twelve families: enough for a peer group of a kind.
var departments = []disclosure.Family{disclosure.FamilyEducation, disclosure.FamilyAudit, disclosure.FamilyHealth, disclosure.FamilyTransport, disclosure.FamilyWater,
	disclosure.FamilyFinance, disclosure.FamilyCivil, disclosure.FamilyJustice, disclosure.FamilyHousing, disclosure.FamilyHRSS, disclosure.FamilyAgriculture, disclosure.FamilyForestry}

// usual are the figures of a report in order: four requests, all answered; one review, upheld.
const usual = `requests_new 4, requests_carried_in 0, requests_carried_out 0, outcome_total 4, outcome_granted 2, outcome_partial 0,
	outcome_denied_state_secret 0, outcome_denied_law_forbidden 0, outcome_denied_safety_stability 0, outcome_denied_third_party 0, outcome_denied_internal_affairs 0,
	outcome_denied_process_info 0, outcome_denied_enforcement_file 0, outcome_denied_admin_query 1, outcome_unable_not_held 1, outcome_unable_need_creation 0, outcome_unable_unclear 0,
	outcome_not_processed_petition 0, outcome_not_processed_repeat 0, outcome_not_processed_publication 0, outcome_not_processed_excessive 0, outcome_not_processed_reconfirm 0,
	outcome_other_no_correction 0, outcome_other_fee_unpaid 0, outcome_other_misc 0,
	reconsideration_upheld 1, reconsideration_corrected 0, reconsideration_other 0, reconsideration_pending 0, reconsideration_total 1,
	litigation_direct_upheld 0, litigation_direct_corrected 0, litigation_direct_other 0, litigation_direct_pending 0, litigation_direct_total 0,
	proactive_licence_decisions 3, fees_processing_charged 0, litigation_after_review_upheld 0, litigation_after_review_corrected 5, litigation_after_review_other 0, litigation_after_review_pending 0, litigation_after_review_total 5`

// figuresBut are the usual figures with some changed: "outcome_granted 3, outcome_total -", - for a
// blank and ? behind a number that was not read for certain.
func figuresBut(changes string) []disclosure.Figure {
	changed := map[string]string{}
	for _, c := range strings.Split(changes, ",") {
		if f := strings.Fields(c); len(f) == 2 {
			changed[f[0]] = f[1]
		}
	}
	var all []disclosure.Figure
	for _, u := range strings.Split(usual, ",") {
		f := strings.Fields(u)
		text := f[1]
		if c, ok := changed[f[0]]; ok {
			text = c
		}
		figure := disclosure.Figure{Indicator: f[0], Unit: "件", State: disclosure.StateBlank, Confidence: 1}
		if strings.HasPrefix(f[0], "requests_") || strings.HasPrefix(f[0], "outcome_") {
			figure.Applicant = disclosure.Total
		}
		if number, unsure := strings.CutSuffix(text, "?"); unsure {
			figure.Confidence, text = 0.9, number
		}
		if n, err := strconv.Atoi(text); err == nil {
			value := disclosure.Int(int64(n))
			figure.Value, figure.State, figure.Raw = &value, disclosure.StateNumber, text
		}
		all = append(all, figure)
	}
	return all
}

// profiled is a report that was there in time, with the usual figures but for the changes.
func (s *scored) profiled(f disclosure.Family, year int, changes string) *store.Reading {
	s.Helper()
	r := s.report(f, year, "files", "", fmt.Sprintf("%d-06-01", year+1), fmt.Sprintf("%d-01-20", year+1))
	r.Report.Figures = figuresBut(changes)
	for _, kind := range []string{"overview", "proactive", "requests", "review", "problems", "other"} {
		r.Report.Sections = append(r.Report.Sections, disclosure.Section{Kind: kind, Heading: kind, Characters: 120})
	}
	phone := "0794-7496718"
	r.Report.Contact = &disclosure.Contact{Phone: &phone}
	return r
}

// allBlank has blanks in place of zeros.
var allBlank = strings.ReplaceAll(strings.ReplaceAll(usual, " 0,", " -,"), " 0\n", " -\n")

func TestProfilesOfAgencies(t *testing.T) {
	s := newScored(t)
	changes := map[disclosure.Family]string{
		disclosure.FamilyAudit:     allBlank,                                                // closes with blanks as zeros
		disclosure.FamilyHealth:    allBlank + ", outcome_total 5",                          // does not
		disclosure.FamilyTransport: "outcome_total 4?, reconsideration_upheld 1?",           // not certain
		disclosure.FamilyFinance:   "reconsideration_upheld 1, reconsideration_corrected 1", //
		disclosure.FamilyCivil:     "reconsideration_upheld 0, reconsideration_total 0",     // nothing decided
		disclosure.FamilyHousing:   "outcome_granted 0, outcome_denied_third_party 2",       // two refusals
		disclosure.FamilyHRSS:      "requests_new 3, requests_carried_in 1, outcome_denied_admin_query 0, outcome_total 3, requests_carried_out 1",
	}
	for _, f := range departments {
		s.profiled(f, 2023, changes[f])
	}
	s.readings[4].Report.Findings = []disclosure.Finding{disclosure.NewFinding(disclosure.RuleOutcomeSum, disclosure.BlameAgency, disclosure.Key{Indicator: "outcome_total", Applicant: disclosure.Total}, "water")}
	s.profiled(disclosure.FamilyFinance, 2022, "reconsideration_upheld 0, reconsideration_corrected 1")
	s.profiled(disclosure.FamilyFinance, 2024, "reconsideration_upheld 3, reconsideration_corrected 1")
	s.profiled(disclosure.FamilyTownship, 2023, "")
	s.ok(s.Write(t.Context(), s.readings))
	// What the checks within a report say of its cells.
	s.ok(s.Exec(t.Context(), "ALTER TABLE readings UPDATE cells_checked = 60, cells_wrong = if(family = 'water', 2, 0) WHERE 1 SETTINGS mutations_sync = 1", nil))
	summary := s.score("2024-06-30")

	rates := func(rate string) string {
		return strings.TrimSpace(s.tsv("SELECT arrayStringConcat(arraySort(groupArray(concat(substring(agency_id, 8), ' ', toString(x), '/', toString(n)))), ', ') FROM rates WHERE fiscal_year = 2023 AND agency_id != '361022-township' AND rate = '" + rate + "'"))
	}
	for rate, want := range map[string]string{
		// 行政查询 is no refusal; health closes with nothing, transport is not certain, water does not add up.
		"denied":      "agriculture 0/4, audit 0/4, civil 0/4, education 0/4, finance 0/4, forestry 0/4, housing 2/4, hrss 0/3, justice 0/4",
		"disclosed":   "agriculture 2/2, audit 2/2, civil 2/2, education 2/2, finance 2/2, forestry 2/2, housing 0/2, hrss 2/2, justice 2/2, transport 2/2",
		"carried_out": "agriculture 0/4, audit 0/4, civil 0/4, education 0/4, finance 0/4, forestry 0/4, housing 0/4, hrss 1/4, justice 0/4, transport 0/4, water 0/4",
		// Finance adds its year before; suits after review are never added.
		"corrected":              "agriculture 0/1, audit 0/1, education 0/1, finance 2/3, forestry 0/1, health 0/1, housing 0/1, hrss 0/1, justice 0/1, water 0/1",
		"corrected_after_review": "agriculture 5/5, audit 5/5, civil 5/5, education 5/5, finance 5/5, forestry 5/5, health 5/5, housing 5/5, hrss 5/5, justice 5/5, transport 5/5, water 5/5",
		"cells_wrong":            "agriculture 0/60, audit 0/60, civil 0/60, education 0/60, finance 0/60, forestry 0/60, health 0/60, housing 0/60, hrss 0/60, justice 0/60, transport 0/60, water 2/60",
	} {
		if got := rates(rate); got != want {
			t.Errorf("%s:\n got %s\nwant %s", rate, got, want)
		}
	}
	s.check("reasons of legal", "SELECT substring(agency_id, 8), fiscal_year, reason, detail FROM scores WHERE dimension = 'legal' AND which = 'current' AND reason != '' AND agency_id != '361022-township' ORDER BY 1, 2",
		"civil\t2023\tno_decided_case\t[]\nfinance\t2022\ttoo_few_peers\t['x=1','n=1']\nfinance\t2024\ttoo_few_peers\t['x=1','n=4']\ntransport\t2023\tfigures_unknown\t[]\n")
	s.check("dimensions of an agency", "SELECT dimension, value, low <= value AND value <= high, band, peer_group, reason FROM scores WHERE agency_id = '361022-water' AND fiscal_year = 2023 AND which = 'first' AND dimension NOT IN ('consistency', 'legal') ORDER BY dimension",
		"completeness\t1\t1\tC\t2021|county|*departments|own_office|2021-2023\t\nhandling\t\\N\t\\N\t\\N\t\tcontext_only\noriginality\t\\N\t\\N\t\\N\t\tnot_calibrated\nproactive\t\\N\t\\N\t\\N\t\tnot_on_form\ntimeliness\t1\t1\tC\t2021|county|*departments|own_office|2021-2023\t\n")
	s.check("wrong cells", "SELECT substring(agency_id, 8), low < value AND value < high, band, detail FROM scores WHERE dimension = 'consistency' AND which = 'current' AND fiscal_year = 2023 AND value < 0.99 ORDER BY 1", "water\t1\tE\t['x=2','n=60']\n")
	s.check("a township", "SELECT dimension, reason FROM scores WHERE agency_id = '361022-township' AND fiscal_year = 2023 AND which = 'current' AND value IS NULL ORDER BY 1",
		"consistency\ttoo_few_peers\nhandling\tcontext_only\nlegal\ttoo_few_peers\noriginality\tnot_calibrated\nproactive\tnot_on_form\ntimeliness\tno_deadline\n")
	s.check("a row each", "SELECT count() = uniqExact(agency_id, fiscal_year, dimension, which), countIf(value IS NULL AND reason = ''), countIf(value IS NOT NULL AND reason != '') FROM scores", "1\t0\t0\n")
	s.check("every share of the catalogue", "SELECT count() FROM rates WHERE rate NOT IN (SELECT rate FROM rate_terms) AND rate NOT IN ('corrected', 'cells_wrong')", "0\n")
	if len(summary.Profiles) != 7 || summary.Profiles[0].Scored == 0 {
		t.Errorf("summary: %v", summary.Profiles)
	}
	s.firstAndCurrent()
	s.unchanged()
	s.onlyWhatChanged()
}

// check compares what a query says with what it should.
func (s *scored) check(what, query, want string) {
	s.Helper()
	if got := s.tsv(query); got != want {
		s.Errorf("%s:\n got %s\nwant %s", what, got, want)
	}
}

// firstAndCurrent changes a report: both versions are measured, the peers know the current one.
func (s *scored) firstAndCurrent() {
	s.Helper()
	r := s.report(disclosure.FamilyJustice, 2023, "files", "", "2024-07-01", "2024-01-20")
	r.Report.Figures = figuresBut("reconsideration_upheld 1, reconsideration_corrected 3, reconsideration_total 4")
	s.scoreAll("2024-07-30")
	s.check("versions", "SELECT which, detail FROM scores WHERE agency_id = '361022-justice' AND fiscal_year = 2023 AND dimension = 'legal' ORDER BY which", "current\t['x=3','n=4']\nfirst\t['x=0','n=1']\n")
	s.check("the peers", "SELECT x, n FROM peer_groups WHERE measure = 'legal' AND peer_group LIKE '%|*departments|%' AND prior_version = (SELECT max(prior_version) FROM scores)", "5\t15\n")
}

// unchanged scores again: the same bytes, but for the numbers of the runs.
func (s *scored) unchanged() {
	s.Helper()
	queries := []string{"SELECT * EXCEPT prior_version FROM scores ORDER BY ALL", "SELECT * EXCEPT prior_version FROM rates ORDER BY ALL",
		"SELECT * EXCEPT prior_version FROM peer_groups WHERE prior_version = (SELECT max(prior_version) FROM scores) ORDER BY ALL"}
	var before []string
	for _, q := range queries {
		before = append(before, s.tsv(q))
	}
	s.scoreAll("2024-07-30")
	for i, q := range queries {
		if got := s.tsv(q); got != before[i] || got == "" {
			s.Errorf("scored again, %s:\n got %s\nwant %s", q, got, before[i])
		}
	}
}

// onlyWhatChanged has a report changed and scores that alone: the others keep their bytes, and it
// is compared with the peers of the full run. Where too much changed all is measured.
func (s *scored) onlyWhatChanged() {
	s.Helper()
	const others = "SELECT * FROM scores WHERE agency_id != '361022-health' ORDER BY ALL"
	const runs = "SELECT run_id = prior_version, changed FROM profile_runs ORDER BY run_id DESC LIMIT 1"
	before := s.tsv(others)
	s.update("2024-08-01", disclosure.FamilyHealth, "reconsideration_corrected 1, reconsideration_total 2")
	if got := s.tsv(others); got != before {
		s.Errorf("others changed:\n got %s\nwant %s", got, before)
	}
	s.check("what was measured anew", runs, "0\t1\n")
	s.check("the one that changed", "SELECT which, detail, prior_version = (SELECT max(prior_version) FROM peer_groups) FROM scores WHERE agency_id = '361022-health' AND fiscal_year = 2023 AND dimension = 'legal' ORDER BY which",
		"current\t['x=1','n=2']\t1\nfirst\t['x=0','n=1']\t1\n")
	s.check("its rates", "SELECT x, n, theta IS NOT NULL, q >= p FROM rates WHERE agency_id = '361022-health' AND rate = 'corrected'", "1\t2\t1\t1\n")
	for i, f := range departments[8:10] {
		s.update(fmt.Sprintf("2024-08-%02d", 2+i), f, "reconsideration_upheld 2, reconsideration_total 2")
	}
	s.check("too much has changed since", "SELECT groupArray((run_id = prior_version, changed)) FROM (SELECT * FROM profile_runs ORDER BY run_id DESC LIMIT 3)", "[(1,15),(0,1),(0,1)]\n")
}

// update changes a report of 2023 and scores what changed.
func (s *scored) update(day string, f disclosure.Family, changes string) {
	s.Helper()
	r := s.report(f, 2023, "files", "", day, "2024-01-20")
	r.Report.Figures = figuresBut(changes)
	s.score(day)
}

// scoreAll is score, with nothing taken over.
func (s *scored) scoreAll(day string) {
	s.Helper()
	s.ok(s.Write(s.Context(), s.readings))
	s.ok(s.Refresh(s.Context()))
	_, err := analytics.ScoreAll(s.Context(), s.DB, noon(day))
	s.ok(err)
}
