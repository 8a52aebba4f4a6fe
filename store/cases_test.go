package store

import (
	"testing"

	"gongkai/disclosure"
)

// What is decided to be our error is told as ours in every reading of the same print, whatever parser
// made it, and no longer where the print is another; a figure that is ours takes what counts it with it. So
// does a cell that a person found to be read wrongly, of which is asked again where its print is another.
func TestCasesAreHeeded(t *testing.T) {
	db := fresh(t)
	blamed := func(r Reading) Reading {
		sum := disclosure.NewFinding("R301", disclosure.BlameAgency, newTotal, "does not add up")
		sum.Operands = []disclosure.Operand{{Indicator: newTotal.Indicator, Applicant: newTotal.Applicant, Sign: 1}, {Indicator: inTotal.Indicator, Applicant: inTotal.Applicant, Sign: 1}}
		other := disclosure.NewFinding("R303", disclosure.BlameAgency, outTotal, "does not add up, either")
		r.Report.Findings = []disclosure.Finding{sum, other}
		return r
	}
	const url = "http://county.test/a"
	capture := fetch(t, "c1", url, "first", "2021-03-01 10:00")
	first := blamed(reading(capture, 2020, figures{newTotal: 3, inTotal: 1, outTotal: 9}))
	keep(t, db, first)
	const said = "SELECT arrayStringConcat(groupArray(concat(rule, ' ', blame)), ', ') FROM (SELECT * FROM findings ORDER BY rule)"
	c := disclosure.Case{At: at(t, "2021-04-01 10:00"), By: "a citizen", Objection: "it prints 2", Due: *date(t, "2021-05-01"), ReportID: "361022-education-2020", AgencyID: "361022-education", FiscalYear: 2020, Version: 1,
		SHA256: first.Report.SHA256, SeenAt: at(t, "2021-03-01 10:00"), Key: inTotal, Printed: "1", State: disclosure.StateNumber, Value: pointer(disclosure.Int(1)),
		Cells: []disclosure.CaseCell{{ReportID: "361022-education-2020", SHA256: first.Report.SHA256, SeenAt: at(t, "2021-03-01 10:00"), Key: inTotal, Raw: "1", State: disclosure.StateNumber}}}
	must(t, db.OpenCase(t.Context(), c))
	must(t, db.OpenCase(t.Context(), c))
	same(t, "an objection", text(t, db, said), "R301 agency, R303 agency\n")
	decide := func(as disclosure.CaseState) {
		must(t, db.SayOfCase(t.Context(), disclosure.CaseEvent{CaseID: c.ID(), Event: disclosure.CaseDecision, At: at(t, "2021-04-02 10:00"), By: "the office", Text: "as looked at", Verdict: as}))
	}
	decide(disclosure.CaseOurs)
	same(t, "decided", text(t, db, said), "R301 parser, R303 agency\n")
	same(t, "the case", text(t, db, "SELECT count(), any(state), any(verdict), (SELECT count() FROM case_events) FROM cases"), "1\tconfirmed_ours\tconfirmed_ours\t3\n")

	review := disclosure.Review{ReportID: c.ReportID, AgencyID: c.AgencyID, FiscalYear: 2020, SHA256: c.SHA256, Kind: disclosure.ReviewCell, Key: outTotal, Printed: "9", State: disclosure.StateNumber,
		Value: pointer(disclosure.Int(9)), ShouldBe: pointer(disclosure.Int(7)), At: at(t, "2021-04-03 10:00"), By: "the office", Reason: "as looked at"}
	const reviewed = "SELECT arrayStringConcat(groupArray(concat(verdict, ' ', toString(stands))), ', ') FROM (SELECT * FROM reviews ORDER BY recorded_at)"
	for _, v := range []struct{ verdict, said, stand string }{
		{disclosure.ReviewWrong, "R301 parser, R303 parser\n", "wrong 1\n"}, {disclosure.ReviewRight, "R301 parser, R303 agency\n", "wrong 0, right 1\n"}, {disclosure.ReviewWrong, "R301 parser, R303 parser\n", "wrong 0, right 0, wrong 1\n"},
	} {
		review.Verdict = v.verdict
		must(t, db.KeepReview(t.Context(), review))
		same(t, "a cell that is "+v.verdict, text(t, db, said)+text(t, db, reviewed), v.said+v.stand)
	}

	again := blamed(reading(capture, 2020, figures{newTotal: 4, inTotal: 1, outTotal: 9}))
	again.Report.ParserVersion = 2
	keep(t, db, again)
	same(t, "read again", text(t, db, said)+text(t, db, reviewed), "R301 parser, R303 parser\nwrong 0, right 0, wrong 1\n")
	alike := blamed(reading(fetch(t, "c2", url, "second", "2021-05-01 10:00"), 2020, figures{newTotal: 4, inTotal: 1, outTotal: 8}))
	alike.Report.ParserVersion = 2
	keep(t, db, alike)
	same(t, "another version that prints one alike", text(t, db, said)+text(t, db, reviewed), "R301 parser, R303 agency\nwrong 0, right 0, wrong 0\n")
	decide(disclosure.CaseAgencys)
	same(t, "decided otherwise", text(t, db, said), "R301 agency, R303 agency\n")
	decide(disclosure.CaseOurs)
	otherwise := blamed(reading(fetch(t, "c3", url, "third", "2021-06-01 10:00"), 2020, figures{newTotal: 4, inTotal: 5, outTotal: 8}))
	otherwise.Report.ParserVersion = 2
	keep(t, db, otherwise)
	same(t, "another version that prints it otherwise", text(t, db, said), "R301 agency, R303 agency\n")
	same(t, "the case that the agency mended", text(t, db, "SELECT state, mended_by, reprinted_in, mended_sha256 = '"+otherwise.Report.SHA256+"', days FROM cases"), "mended\treport\t3\t1\t61\n")
}
