package store

import (
	"testing"
	"time"

	"gongkai/disclosure"
	"gongkai/store/block"
)

// leave writes figures and findings as a write does that is killed before its readings.
func leave(t *testing.T, db *DB, r Reading, id string) {
	t.Helper()
	r.complete(registers{})
	figures := newFigureColumns(r.Figures())
	figures.add(&r, id)
	must(t, figures.insert(t.Context(), db))
	var sums, findings block.Lines
	addCumulative(&sums, &r, id)
	addFindings(&findings, &r, id)
	must(t, db.insertLines(t.Context(), cumulativeTarget, &sums, nil))
	must(t, db.insertLines(t.Context(), findingTarget, &findings, nil))
}

// What a killed write left is removed when no writer can still be at it, and nothing else is.
func TestSweep(t *testing.T) {
	db := fresh(t)
	figures := map[disclosure.Key]int64{{Indicator: "requests_new", Applicant: "total"}: 3, {Indicator: "published_total"}: 5}
	r := reading(fetch(t, "c1", "http://county.test/a", "a", "2021-02-01 10:00"), 2020, figures)
	r.Report.Findings = []disclosure.Finding{{Rule: "R301", Severity: disclosure.SeverityError, Blame: disclosure.BlameAgency, Message: "x"}}
	r.Report.Figures = append(r.Report.Figures, r.Report.Figures[0]) // a double is one row
	r.Report.Figures[1].Cumulative = &disclosure.Cumulative{Value: pointer(disclosure.Int(9)), State: disclosure.StateNumber, Raw: "9", Confidence: 1}
	keep(t, db, r)
	state := "SELECT (SELECT count() FROM reading_figures), (SELECT count() FROM reading_findings), (SELECT count() FROM figures), (SELECT sum(figures) FROM readings), (SELECT count() FROM reading_cumulative)"
	same(t, "written", text(t, db, state), "2\t1\t2\t2\t1\n")

	old := readingIDBefore(time.Now().Add(-orphanAge-time.Minute)) + "-7000-8000-000000000000"
	young := readingIDBefore(time.Now().Add(-orphanAge+time.Hour)) + "-7000-8000-000000000000"
	leave(t, db, r, old)
	leave(t, db, r, young)
	leave(t, db, r, newReadingID())
	same(t, "left behind", text(t, db, state), "8\t4\t2\t2\t4\n")
	must(t, db.Refresh(t.Context()))
	same(t, "swept", text(t, db, state), "6\t3\t2\t2\t3\n")
	same(t, "the old ones", text(t, db, "SELECT count() FROM reading_figures WHERE reading_id = '"+old+"'"), "0\n")

	must(t, db.sweep(t.Context(), time.Now().Add(2*orphanAge))) // two days later
	same(t, "all of it", text(t, db, state), "2\t1\t2\t2\t1\n")
	must(t, db.sweep(t.Context(), time.Now().Add(2*orphanAge)))
	same(t, "again", text(t, db, state), "2\t1\t2\t2\t1\n")
}

// Findings alone are swept as well: documents that are no reports have no figures.
func TestSweepFindings(t *testing.T) {
	db := fresh(t)
	r := reading(fetch(t, "c1", "http://county.test/a", "a", "2021-02-01 10:00"), 2020, nil)
	r.Report.Findings = []disclosure.Finding{{Rule: disclosure.RuleNotReadable, Severity: disclosure.SeverityInfo, Blame: disclosure.BlameParser, Message: "x"}}
	keep(t, db, r)
	leave(t, db, r, readingIDBefore(time.Now().Add(-2*orphanAge))+"-7000-8000-000000000000")
	must(t, db.Refresh(t.Context()))
	same(t, "findings", text(t, db, "SELECT count() FROM reading_findings"), "1\n")
}

// The names of readings sort by the time of their attempt; the bound lies between.
func TestReadingIDsSortByTime(t *testing.T) {
	id := newReadingID()
	if before, after := readingIDBefore(time.Now().Add(-time.Second)), readingIDBefore(time.Now().Add(time.Second)); id <= before || id >= after {
		t.Errorf("%s is not between %s and %s", id, before, after)
	}
}
