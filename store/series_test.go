package store

import (
	"testing"

	"gongkai/disclosure"
)

// Reports of all four forms, made by hand: each series is the sum of its figures, with the grade
// of its form; what is not known is NULL and says why.
func TestSeries(t *testing.T) {
	db := fresh(t)
	k := func(indicator string) disclosure.Key { return disclosure.Key{Indicator: indicator} }
	total := func(indicator string) disclosure.Key {
		return disclosure.Key{Indicator: indicator, Applicant: disclosure.Total}
	}
	var all []Reading
	say := func(year int, form disclosure.Form, said figures) {
		r := reading(fetch(t, "c1", "http://county.test/"+itoa(year), itoa(year), "2026-06-01 10:00"), year, said)
		r.Report.Form = &form
		all = append(all, r)
	}
	say(2010, disclosure.Form2008, figures{k("narrative_requests_received"): 9, k("narrative_answer_denied_not_exist"): 2, k("narrative_answer_denied_not_held"): 3})
	say(2016, disclosure.Form2014, figures{k("requests_received"): 12, k("answer_granted"): 4, k("answer_already_public"): 5, k("answer_denied"): 6, k("answer_denied_not_gov_info"): 2,
		k("answer_denied_trade_secret"): 1, k("answer_denied_privacy"): -1, k("reconsideration_upheld"): 3, k("reconsideration_corrected"): 1})
	say(2020, disclosure.Form2019, figures{total("requests_new"): 15, total("outcome_granted"): 7, total("outcome_other"): 2, k("reconsideration_total"): 5, k("reconsideration_pending"): 1,
		k("litigation_direct_upheld"): 1, k("litigation_after_review_upheld"): 2, k("proactive_normative_documents_total_published"): 8})
	say(2023, disclosure.Form2021, figures{total("requests_new"): 20, total("outcome_other_no_correction"): 1, total("outcome_other_fee_unpaid"): 0, total("outcome_other_misc"): 3,
		k("reconsideration_upheld"): 2, k("proactive_normative_documents_in_force"): 6})
	say(2024, disclosure.Form2021, figures{total("requests_new"): 21, total("outcome_other"): 4, k("reconsideration_upheld"): 2, total("outcome_denied_state_secret"): 1})
	keep(t, db, all...)
	same(t, "series", text(t, db, "SELECT fiscal_year, series, value, form, grade, segment, if(value IS NULL, note, '') FROM series WHERE NOT startsWith(series, 'h_denied') OR fiscal_year != 2024 ORDER BY fiscal_year, series"),
		"2010\th_not_held\t5\t2008\tpartial\t0\t\n2010\th_requests_received\t9\t2008\tcomparable\t0\t\n"+
			"2016\th_denied\t4\t2014\tpartial\t0\t\n2016\th_granted\t9\t2014\tpartial\t0\t\n2016\th_requests_received\t12\t2014\tcomparable\t0\t\n"+
			"2016\th_review_corrected\t1\t2014\tcomparable\t0\t\n2016\th_review_upheld\t3\t2014\tcomparable\t0\t\n2016\th_third_party\t\\N\t2014\tpartial\t0\tunknown_value\n"+
			"2020\th_granted\t7\t2019\tcomparable\t0\t\n2020\th_lit_upheld\t3\t2019\tcomparable\t0\t\n2020\th_normative_documents_stock\t8\t2019\tpartial\t0\t\n"+
			"2020\th_other\t2\t2019\tcomparable\t0\t\n2020\th_requests_received\t15\t2019\tcomparable\t0\t\n2020\th_review_decided\t4\t2019\tcomparable\t0\t\n"+
			"2023\th_normative_documents_stock\t6\t2021\tcomparable\t0\t\n2023\th_other\t4\t2021\tcomparable\t0\t\n2023\th_requests_received\t20\t2021\tcomparable\t0\t\n2023\th_review_upheld\t2\t2021\tcomparable\t0\t\n"+
			"2024\th_other\t4\t2021\tcomparable\t0\t\n2024\th_requests_received\t21\t2021\tcomparable\t0\t\n2024\th_review_upheld\t2\t2021\tcomparable\t2024\t\n")
	same(t, "a row that is not printed is not 0", text(t, db, "SELECT value, note FROM series WHERE series = 'h_denied' AND fiscal_year = 2024"), "\\N\tnot_printed\n")
	same(t, "the catalogue", text(t, db, "SELECT count() = "+itoa(len(disclosure.SeriesCatalogue()))+", countIf(grade = 'not_comparable' AND formula = '') FROM series_catalogue"), "1\t8\n")
}
