package main

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/analytics"
	"gongkai/dashboards"
	"gongkai/disclosure"
	"gongkai/store"
)

// across is a county of reports from disk for the rules between years and agencies.
type across struct{ *scored }

func (a across) say(family disclosure.Family, year int, figures ...string) *store.Reading {
	a.Helper()
	return a.report(family, year, "files", "", "2026-06-01", "", figures...)
}

// years says the same figures of two years, "2022: requests_new total 3".
func (a across) years(family disclosure.Family, years ...string) {
	a.Helper()
	for _, y := range years {
		year, figures, _ := strings.Cut(y, ":")
		var n int
		if _, err := fmt.Sscan(year, &n); err != nil {
			a.Fatal(err)
		}
		var each []string
		for f := range strings.SplitSeq(figures, ";") {
			fields := strings.Fields(f)
			if len(fields) == 2 {
				fields = []string{fields[0], "_", fields[1]}
			}
			each = append(each, strings.Join(fields, " "))
		}
		a.say(family, n, each...)
	}
}

// sums says rows of a local form of one year, "narrative_requests_received 3 17": the year and all years, -
// for a blank, none where no such column is printed.
func (a across) sums(family disclosure.Family, year int, rows ...string) *store.Reading {
	a.Helper()
	var figures, sums []string
	for _, row := range rows {
		f := strings.Fields(row)
		figures, sums = append(figures, f[0]+" _ "+f[1]), append(sums, f[2])
	}
	r := a.say(family, year, figures...)
	*r.Report.Form = disclosure.Form2008
	for i, print := range sums {
		if print == "none" {
			continue
		}
		f := figureOf([]string{"", "", print})
		r.Report.Figures[i].Cumulative = &disclosure.Cumulative{Value: f.Value, State: f.State, Raw: f.Raw, Confidence: 1, Where: disclosure.Place{Cell: &disclosure.Cell{Table: 1, Row: i + 2, Column: 4, Path: "td"}}}
	}
	return r
}

// table is a table 3 that tells: no other agency has it by chance.
const table = "requests_new total 31; requests_new natural_person 24; requests_new business 7; outcome_granted natural_person 24; outcome_granted business 7; outcome_granted total 31"

func TestRulesAcross(t *testing.T) {
	s := across{newScored(t)}
	// R602: 10 + 2 are not 13; a change that is not read with certainty blames nobody; blank, other forms and gaps say nothing.
	s.years("education", "2019: proactive_licence_items_previous_year 10; proactive_licence_items_change 2; proactive_fees_items_previous_year 4; proactive_fees_items_change -",
		"2020: proactive_licence_items_previous_year 13; proactive_fees_items_previous_year 9")
	s.years("audit", "2019: proactive_penalty_items_previous_year 5; proactive_penalty_items_change -1", "2020: proactive_penalty_items_previous_year 4")
	// R603: 8 + 2 - 1 are not 7; expired documents are lawful.
	s.years("civil", "2021: proactive_normative_documents_in_force 8", "2022: proactive_normative_documents_made 2; proactive_normative_documents_repealed 1; proactive_normative_documents_in_force 7",
		"2024: proactive_normative_documents_made 1; proactive_normative_documents_repealed 1; proactive_normative_documents_in_force 7")
	// Q101: 3 to 60 jumps, 3 to 19 is too small to say, 20 to 60 is no jump.
	s.years("water", "2021: proactive_licence_decisions 3; proactive_penalty_decisions 3; proactive_coercion_decisions 20", "2022: proactive_licence_decisions 60; proactive_penalty_decisions 19; proactive_coercion_decisions 60")
	// Q102 and Q103: the year before's table, and another agency's; small numbers are alike by chance.
	s.years("health", "2021: "+table, "2022: "+table)
	s.years("housing", "2022: "+table)
	s.years("justice", "2021: requests_new total 1; outcome_granted total 1", "2022: requests_new total 1; outcome_granted total 1")
	// Q104 and Q105: suits without requests, and without reviews.
	s.years("police", "2021: requests_new total 0; requests_carried_in total 0; reconsideration_total 0; litigation_direct_total 0; litigation_after_review_total 0",
		"2022: requests_new total 0; requests_carried_in total 0; reconsideration_total 1; litigation_direct_total 2; litigation_after_review_total 0",
		"2023: requests_new total 3; requests_carried_in total 0; reconsideration_total 1; litigation_direct_total 0; litigation_after_review_total 3")
	// Q106: a county makes no rules, its petition office grants no licences.
	s.years("petition", "2022: proactive_licence_decisions 4; proactive_rules_made 0")
	s.years("commerce", "2022: proactive_licence_decisions 4; proactive_rules_made 2")
	// Q107: 1,250,000 yuan where other years have 125 and 130 万元.
	s.years("transport", "2021: proactive_fees_amount 125", "2022: proactive_fees_amount 1250000", "2023: proactive_fees_amount 130")
	// R701: an aggregate of 5 is less than 31 + 31 + 1 + 1 of 2022.
	s.say("gov_office", 2022, "requests_new total 5").Report.Scope = disclosure.ScopeAggregate
	s.say("gov_office", 2021, "requests_new total 400")

	// R604: 17 + 4 are not 23; 85376 and then 10037 was counted anew; a blank, a form without the column,
	// the first year and stocks say nothing; zeros hold by vacuity. Another scope stands between two years.
	const received, published, staff = "narrative_requests_received ", "narrative_published_total ", "narrative_staff_full_time "
	s.sums("culture_tourism", 2011, received+"3 17", published+"1709 85376", "narrative_requests_channel_fax 0 0", "narrative_answer_total 3 -", staff+"2 2")
	s.sums("culture_tourism", 2012, received+"4 23", published+"1037 10037", "narrative_requests_channel_fax 0 0", "narrative_answer_total 4 9", staff+"2 2")
	s.sums("culture_tourism", 2013, received+"5 28", published+"1040 11077", "narrative_requests_channel_fax 0 none", "narrative_answer_total 5 14", staff+"2 2")
	s.sums("culture_tourism", 2014, received+"6 none", published+"1100 none")
	s.sums("statistics", 2011, received+"3 17")
	s.sums("statistics", 2012, received+"4 23").Report.Scope = disclosure.ScopeAggregate

	// R601 where something stands between the two years: a merger, a new name, a scope that is not known.
	for _, family := range []disclosure.Family{"finance", "agriculture", "emergency", "ndrc", "forestry", "tax"} {
		s.years(family, "2022: requests_carried_out total 3", "2023: requests_carried_in total 5")
		last := s.readings[len(s.readings)-2:]
		switch family {
		case "agriculture":
			s.say("rural_revital", 2022, "requests_new total 1")
		case "emergency":
			last[1].Agency.Name = "emergency及水利局"
		case "ndrc":
			last[0].Report.Scope = disclosure.ScopeUnknown
		case "forestry":
			last[0].Report.Scope = disclosure.ScopeAggregate
		case "tax":
			last[0].Report.Scope, last[1].Report.Scope = disclosure.ScopeAggregate, disclosure.ScopeAggregate
		}
	}

	s.score("2026-07-01")
	s.same("findings", `SELECT replace(concat(agency_id, ' ', toString(fiscal_year)), '361022-', ''), rule, severity, blame, indicator, applicant, expected, actual FROM findings ORDER BY rule, 1, indicator`,
		"water 2022\tQ101\tinfo\tunclear\tproactive_licence_decisions\t\t\\N\t60",
		"health 2022\tQ102\tinfo\tunclear\trequests_new\ttotal\t\\N\t\\N",
		"health 2022\tQ103\tinfo\tunclear\trequests_new\ttotal\t\\N\t\\N", "housing 2022\tQ103\tinfo\tunclear\trequests_new\ttotal\t\\N\t\\N",
		"police 2022\tQ104\tinfo\tunclear\trequests_new\ttotal\t\\N\t3",
		"police 2023\tQ105\tinfo\tunclear\tlitigation_after_review_total\t\t\\N\t3",
		"commerce 2022\tQ106\tinfo\tunclear\tproactive_rules_made\t\t\\N\t2", "petition 2022\tQ106\tinfo\tunclear\tproactive_licence_decisions\t\t\\N\t4",
		"transport 2022\tQ107\tinfo\tunclear\tproactive_fees_amount\t\t\\N\t1250000",
		"emergency 2023\tR601\terror\tunclear\trequests_carried_in\ttotal\t3\t5", "finance 2023\tR601\terror\tagency\trequests_carried_in\ttotal\t3\t5",
		"ndrc 2023\tR601\terror\tunclear\trequests_carried_in\ttotal\t3\t5", "tax 2023\tR601\terror\tunclear\trequests_carried_in\ttotal\t3\t5",
		"education 2020\tR602\twarning\tagency\tproactive_licence_items_previous_year\t\t12\t13",
		"civil 2022\tR603\tinfo\tunclear\tproactive_normative_documents_in_force\t\t9\t7",
		"culture_tourism 2012\tR604\tinfo\tunclear\tnarrative_requests_received\t\t21\t23",
		"gov_office 2022\tR701\tinfo\tunclear\trequests_new\ttotal\t64\t5")
	s.same("messages", "SELECT message FROM findings WHERE rule IN ('R602', 'Q103') ORDER BY rule, agency_id",
		"非零数字与同县另一机关的报告全部相同：2022年度报告表三的 6 个非零数字与housing2022年度报告全部相同，最大的为 31",
		"非零数字与同县另一机关的报告全部相同：2022年度报告表三的 6 个非零数字与health2022年度报告全部相同，最大的为 31",
		"上一年项目数量应等于上一年度报告的上一年项目数量加本年增/减：2019年度报告行政许可上一年项目数量为 10，2019年度报告行政许可本年增/减为 2，2020年度报告行政许可上一年项目数量为 13")
	s.same("what was checked", "SELECT fiscal_year, rule, pass, fail, vacuous, not_assessable, reasons FROM checks_across WHERE agency_id IN ('361022-education', '361022-audit', '361022-civil') AND rule LIKE 'R%' ORDER BY agency_id, fiscal_year, rule",
		"2019\tR602\t0\t0\t0\t1\t['no_previous_report']", "2020\tR602\t1\t0\t0\t0\t[]",
		"2021\tR603\t0\t0\t0\t1\t['no_previous_report']", "2022\tR603\t0\t1\t0\t0\t[]", "2024\tR603\t0\t0\t0\t1\t['no_previous_report']",
		"2019\tR602\t0\t0\t0\t2\t['no_previous_report']", "2020\tR602\t0\t1\t0\t1\t['unknown_value']")
	s.same("sums of all years", "SELECT replace(agency_id, '361022-', ''), fiscal_year, pass, fail, vacuous, not_assessable, reasons FROM checks_across WHERE rule = 'R604' ORDER BY agency_id, fiscal_year",
		"culture_tourism\t2011\t0\t0\t0\t4\t['no_previous_report']", "culture_tourism\t2012\t0\t1\t1\t2\t['counted_anew','unknown_value']", "culture_tourism\t2013\t3\t0\t0\t0\t[]",
		"statistics\t2011\t0\t0\t0\t1\t['no_previous_report']", "statistics\t2012\t0\t0\t0\t1\t['scope']")
	s.same("the sum that does not follow", "SELECT message, operands FROM findings WHERE rule = 'R604'",
		"历年累计应等于上一年度历年累计加本年度数：2011年度报告“申请总数”历年累计为 17，2012年度报告“申请总数”为 4，2012年度报告“申请总数”历年累计为 23\t"+
			`[{"indicator":"narrative_requests_received","applicant":"","sign":1,"value":17,"state":"number","report_id":"361022-culture_tourism-2011","fiscal_year":2011,"cumulative":true},`+
			`{"indicator":"narrative_requests_received","applicant":"","sign":1,"value":4,"state":"number","report_id":"361022-culture_tourism-2012","fiscal_year":2012,"cumulative":false},`+
			`{"indicator":"narrative_requests_received","applicant":"","sign":-1,"value":23,"state":"number","report_id":"361022-culture_tourism-2012","fiscal_year":2012,"cumulative":true}]`)
	s.same("what is printed of all years", "SELECT fiscal_year, value, state, raw, JSONExtractInt(evidence, 'column') FROM cumulative_figures WHERE indicator = 'narrative_answer_total' ORDER BY 1",
		"2011\t\\N\tblank\t\t4", "2012\t9\tnumber\t9\t4", "2013\t14\tnumber\t14\t4")
	s.same("what stands between", "SELECT replace(agency_id, '361022-', ''), fail, not_assessable, reasons FROM checks_across WHERE rule = 'R601' AND fiscal_year = 2023 AND not_assessable > 0 ORDER BY agency_id",
		"agriculture\t0\t1\t['lineage']", "forestry\t0\t1\t['scope']", "police\t0\t1\t['not_on_form']")
	s.same("government and parts", "SELECT division_code, fiscal_year, indicator, scope, government, parts, parts_known, parts_reports FROM government_ratios ORDER BY fiscal_year",
		"361022\t2021\trequests_new\town_office\t400\t32\t3\t3", "361022\t2022\trequests_new\tgovernment_aggregate\t5\t64\t5\t5")
}

// current is a condition on the tables of score runs: rows that are a part of the newest one.
const current = "(run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = (SELECT max(run_id) FROM score_runs))"

// everything is what a score run says; profiles are compared with the peers of the last full run, and
// left out but for their facts.
func (s *scored) everything() (all string) {
	s.Helper()
	for _, view := range []string{"findings", "checks_across", "government_ratios", "expected_reports", "counties", "county_years", "county_reasons", "county_rates"} {
		all += s.tsv("SELECT * FROM " + view + " ORDER BY ALL")
	}
	for _, table := range []string{"agency_years_history", "changes_history", "rewordings_history", "profile_keys"} {
		all += s.tsv("SELECT * EXCEPT (run_id) FROM " + table + " WHERE " + current + " ORDER BY ALL")
	}
	return all
}

// lists holds what a run writes for lists against the scores, shares and agency-years that they are of, whoever wrote these.
func (s *scored) lists() {
	s.Helper()
	few := map[string]bool{"reasons of all": true, "peers": true, "groups of shares": true, "shares of counties": true} // where so few report there are none
	for what, query := range map[string][2]string{
		"dimensions by year": {`SELECT agency_id, fiscal_year, toString(which) AS version, d.1 AS dimension, d.2 AS value, d.3 AS low, d.4 AS high, d.5 AS band, d.6 AS reason FROM (SELECT *, arrayJoin([('timeliness', timeliness, timeliness_low, timeliness_high, timeliness_band, timeliness_reason),
				('completeness', completeness, completeness_low, completeness_high, completeness_band, completeness_reason), ('consistency', consistency, consistency_low, consistency_high, consistency_band, consistency_reason),
				('legal', legal, legal_low, legal_high, legal_band, legal_reason)]) AS d FROM score_years_history WHERE present = 15 AND ` + current + `) ORDER BY ALL`,
			"SELECT agency_id, fiscal_year, toString(which), toString(dimension), value, low, high, band, reason FROM scores WHERE dimension IN ('timeliness', 'completeness', 'consistency', 'legal') ORDER BY ALL"},
		"peers": {"SELECT fiscal_year, dimension, peer_group, peers_count FROM peers_history WHERE run_id = (SELECT max(run_id) FROM score_runs) ORDER BY ALL",
			"SELECT fiscal_year, dimension, peer_group, toInt64(count()) FROM scores WHERE which = 'current' AND value IS NOT NULL AND peer_group != '' GROUP BY ALL ORDER BY ALL"},
		"groups of shares": {"SELECT fiscal_year, rate, peer_group, agencies FROM rate_groups_history WHERE run_id = (SELECT max(run_id) FROM score_runs) ORDER BY ALL",
			"SELECT fiscal_year, rate, peer_group, count() FROM rates GROUP BY ALL ORDER BY ALL"},
		"shares of counties": {"SELECT toString(level), toString(family), fiscal_year, toString(rate), peers, median, length(peer_values) FROM county_peers_history WHERE run_id = (SELECT max(run_id) FROM score_runs) ORDER BY ALL",
			`SELECT toString(level), toString(family), fiscal_year, toString(rate), toInt64(count()), quantileExactInclusive(0.5)(share), count() FROM
			(SELECT level, family, fiscal_year, rate, county, sum(x) / sum(n) AS share FROM county_rates WHERE county != 'unknown' GROUP BY ALL) GROUP BY ALL ORDER BY ALL`},
		"reasons of all": {"SELECT toString(level), toString(form), toString(indicator), fiscal_year, value, known, reports, rated, outcomes FROM reason_sums_history WHERE run_id = (SELECT max(run_id) FROM score_runs) ORDER BY ALL",
			"SELECT if(level = 'all', '', toString(level)) AS of, toString(form), toString(indicator), fiscal_year, sum(value), sum(known), sum(reports), sum(rated), sum(outcomes) FROM county_reasons WHERE level != '' GROUP BY ALL ORDER BY ALL"},
		"statuses": {"SELECT toString(level), toString(family), fiscal_year, toString(listed), agencies FROM status_sums_history WHERE run_id = (SELECT max(run_id) FROM score_runs) ORDER BY ALL",
			`SELECT chosen.1, chosen.2, fiscal_year, multiIf((y.status = 'not_expected' OR y.reason = 'no_deadline') AND report_id IS NULL, '', y.status = 'not_expected' OR y.reason = 'no_deadline', 'not_expected',
				y.status = 'unknown' AND (report_id IS NULL OR y.reason = 'only_brought'), 'unseen', toString(y.status)) AS listed, count()
			FROM agency_years AS y ARRAY JOIN arrayDistinct([('', ''), (ifNull(toString(y.level), ''), ''), ('', ifNull(toString(y.family), '')), (ifNull(toString(y.level), ''), ifNull(toString(y.family), ''))]) AS chosen GROUP BY ALL ORDER BY ALL`},
		"attention": {"SELECT agency_id, fiscal_year, years, reasons FROM attention_history WHERE " + current + " ORDER BY ALL",
			`SELECT agency_id, last, toUInt8(uniqExact(fiscal_year)), toUInt16(count()) FROM
			(SELECT agency_id, fiscal_year FROM agency_years WHERE status IN ('late', 'not_found') UNION ALL SELECT agency_id, fiscal_year FROM agency_years WHERE errors > 0
			UNION ALL SELECT agency_id, fiscal_year FROM scores WHERE which = 'current' AND band IN ('D', 'E') AND (agency_id, fiscal_year) IN (SELECT agency_id, fiscal_year FROM agency_years))
			ARRAY JOIN [fiscal_year, fiscal_year + 1, fiscal_year + 2] AS last GROUP BY agency_id, last ORDER BY ALL`},
	} {
		if got, want := s.tsv(query[0]), s.tsv(query[1]); got != want || want == "" && !few[what] {
			s.Errorf("%s:\n%s\nwant\n%s", what, got, want)
		}
	}
}

// measuredYears holds a measure, which asks more plainly of a run that has written all, against the view.
func (s *scored) measuredYears() {
	s.Helper()
	var rows []dashboards.YearRow
	s.ok(analytics.NewMeasures(s.DB).Select(s.Context(), &rows, "years", map[string]any{"county": "", "level": "", "family": ""}))
	var got strings.Builder
	for _, r := range rows {
		fmt.Fprintf(&got, "%d\t%d\t%d\t%d\n", r.FiscalYear, r.Due, r.Found, r.Reports)
	}
	const view = "SELECT fiscal_year, sum(due), sum(on_time + late + unknown), sum(reports) FROM county_years WHERE level = 'all' AND family = 'all' AND (due > 0 OR reports > 0) GROUP BY fiscal_year ORDER BY fiscal_year"
	if want := s.tsv(view); got.String() != want || want == "" {
		s.Errorf("years:\n%s\nwant\n%s", got.String(), want)
	}
}

// asWhole holds what was taken over and computed again against a run that computes all, as of a day.
func (s *scored) asWhole(day string) {
	s.Helper()
	s.lists()
	s.measuredYears()
	partly := s.everything()
	s.ok(s.RefreshAll(s.Context()))
	_, err := analytics.ScoreAll(s.Context(), s.DB, noon(day))
	s.ok(err)
	s.measuredYears()
	if all := s.everything(); all != partly {
		s.Errorf("a full run says\n%s\nnot\n%s", all, partly)
	}
}

// TestScoreTakesOver: what has not changed is taken over, and the rows are those of a full run.
func TestScoreTakesOver(t *testing.T) {
	s := across{newScored(t)}
	elsewhere := func(family disclosure.Family, year int, figures ...string) {
		r := s.say(family, year, figures...)
		r.Agency.ID, r.Agency.DivisionCode, r.Agency.CountyCode = "361021-"+string(family), "361021", "361021"
	}
	s.years("finance", "2021: requests_carried_out total 3", "2022: requests_carried_in total 5; requests_carried_out total 1")
	s.years("health", "2022: "+table)
	for _, f := range departments { // so many that two more are few
		elsewhere(f, 2020, "requests_new total 1")
	}
	elsewhere("finance", 2021, "requests_carried_out total 4")
	elsewhere("finance", 2022, "requests_carried_in total 2")
	run := func(units, changed, written uint64) {
		t.Helper()
		if got := s.score("2026-07-01"); got.Units != units || got.Changed != changed {
			t.Errorf("%d of %d units computed, want %d of %d", got.Changed, got.Units, changed, units)
		}
		s.same("counties whose expected reports are told again", "SELECT count(), sum(changed) FROM expected_units WHERE run_id = (SELECT max(run_id) FROM score_runs)", fmt.Sprintf("%d\t%d", units, changed))
		s.same("divisions that are written", "SELECT countIf(made_in = run_id) FROM score_parts WHERE run_id = (SELECT max(run_id) FROM score_runs)", fmt.Sprint(written))
	}
	asWhole := func() { t.Helper(); s.asWhole("2026-07-01") }
	run(2, 2, 2)
	run(2, 0, 0)
	// Rows that lie in very many runs are written again, as they are.
	s.ok(s.Exec(t.Context(), "INSERT INTO score_parts (run_id, unit, made_in) SELECT (SELECT max(run_id) FROM score_runs), concat('x', toString(number)), number + 1 FROM numbers(40)", nil))
	run(2, 0, 42) // with those that are gone again
	asWhole()
	s.years("finance", "2023: requests_carried_in total 9") // the next year, beside a year that was there
	s.years("housing", "2022: "+table)                      // a neighbour makes two reports alike
	run(2, 1, 1)
	if found := strings.TrimSpace(s.tsv("SELECT groupArray(rule) FROM (SELECT rule FROM findings ORDER BY report_id, rule)")); found != "['R601','R601','R601','Q103','Q103']" {
		t.Errorf("found %s", found)
	}
	asWhole()
	elsewhere("audit", 2022, "requests_carried_in total 1")
	run(2, 1, 1)
	asWhole()
	for i := range s.readings { // the other county's reports turn out to be none
		if r := &s.readings[i]; strings.HasPrefix(r.Agency.ID, "361021") {
			r.Report.ParserVersion, r.Report.Outcome, r.Report.AgencyID, r.Agency = 2, disclosure.OutcomeNotAReport, nil, disclosure.Agency{}
		}
	}
	run(1, 0, 1) // that it is gone is written
	asWhole()
}

// same compares the rows of a query.
func (s *scored) same(what, query string, want ...string) {
	s.Helper()
	if got := strings.TrimSuffix(s.tsv(query), "\n"); got != strings.Join(want, "\n") {
		s.Errorf("%s:\n got %s\nwant %s", what, got, strings.Join(want, "\n"))
	}
}
