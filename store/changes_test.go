package store

import (
	"fmt"
	"strings"
	"testing"

	"gongkai/disclosure"
)

// says gives a reading a text.
func says(r Reading, text string) Reading {
	r.Report.Sections = []disclosure.Section{{Kind: "overview", Heading: "一、总体情况", Characters: len([]rune(text)), Text: text}}
	return r
}

// What differs between two versions is said thing by thing: figures with the cell of each,
// sentences, titles and dates. A sentence that only moved is no change.
func TestChangesBetweenVersions(t *testing.T) {
	db := fresh(t)
	const url = "http://county.test/a"
	one := says(reading(fetch(t, "c1", url, "one", "2021-02-01 10:00"), 2020, figures{newTotal: 14, inTotal: 1}), "全年公开信息120条。培训2次！\n无收费。无收费。")
	one.Report.DateCandidates = []disclosure.DateCandidate{{Kind: "box", Date: *date(t, "2021-01-20"), Raw: "2021-01-20"}, {Kind: "list", Date: *date(t, "2021-01-21")}}
	two := says(reading(fetch(t, "c2", url, "two", "2021-05-01 10:00"), 2020, figures{newTotal: 15, outTotal: 2}), "培训2次！\n全年公开信息210条。无收费。")
	two.Report.DateCandidates = []disclosure.DateCandidate{{Kind: "box", Date: *date(t, "2021-01-10"), Raw: "2021-01-10"}, {Kind: "list", Date: *date(t, "2021-04-29")}}
	two.Report.Title = pointer("黎川县教育局2020年政府信息公开工作年度报告(更正)")
	keep(t, db, one, two)
	const query = `SELECT kind, change, indicator, part, from_text, to_text, JSONExtractInt(from_evidence, 'row'), JSONExtractString(to_evidence, 'sha256') = to_sha256, toDate(changed_after), toDate(changed_by)
		FROM report_changes WHERE version = 2 ORDER BY kind, change, indicator, ordinal`
	const days = "\t2021-02-01\t2021-05-01\n"
	want := "date\tchanged\t\tbox\t2021-01-20\t2021-01-10\t0\t0" + days +
		"figure\tadded\trequests_carried_out\t\t\\N\t2\t0\t1" + days +
		"figure\tchanged\trequests_new\t\t14\t15\t2\t1" + days +
		"figure\tremoved\trequests_carried_in\t\t1\t\\N\t2\t0" + days +
		"sentence\tadded\t\t一、总体情况\t\\N\t全年公开信息210条。\t0\t0" + days +
		"sentence\tremoved\t\t一、总体情况\t全年公开信息120条。\t\\N\t0\t0" + days +
		"sentence\tremoved\t\t一、总体情况\t无收费。\t\\N\t0\t0" + days +
		"title\tchanged\t\t\t黎川县教育局2020年政府信息公开工作年度报告\t黎川县教育局2020年政府信息公开工作年度报告(更正)\t0\t0" + days
	same(t, "changes", text(t, db, query), want)

	// And back: the third version undoes it.
	sighting(t, db, "c3", url, one.Report.SHA256, "2021-06-01 10:00")
	same(t, "back", text(t, db, "SELECT version, kind, from_text, to_text FROM report_changes WHERE version = 3 AND kind IN ('title', 'figure') AND change = 'changed' ORDER BY kind"),
		"3\tfigure\t15\t14\n3\ttitle\t黎川县教育局2020年政府信息公开工作年度报告(更正)\t黎川县教育局2020年政府信息公开工作年度报告\n")
}

// A sentence that was reworded stands beside what took its place; others have no counterpart, and
// each has one at most.
func TestRewordings(t *testing.T) {
	db := fresh(t)
	const url = "http://county.test/a"
	keep(t, db, says(reading(fetch(t, "c1", url, "one", "2021-02-01 10:00"), 2020, nil), "受理3件。全年召开专题会议研究公开工作。网站栏目更新及时。培训干部职工。"),
		says(reading(fetch(t, "c2", url, "two", "2021-05-01 10:00"), 2020, nil), "受理12件。受理8件。全年多次召开专题会议研究公开工作。窗口延长服务时间。培训干部职工。"))
	same(t, "rewordings", text(t, db, "SELECT version, section, from_ordinal, to_ordinal, from_text, to_text, similarity = 1 FROM report_rewordings WHERE report_id = '361022-education-2020' ORDER BY to_ordinal"),
		"2\toverview\t2\t2\t受理3件。\t受理12件。\t1\n2\toverview\t3\t4\t全年召开专题会议研究公开工作。\t全年多次召开专题会议研究公开工作。\t0\n")
}

// A text that changed without a change of its length is another version.
func TestTextOfTheSameLength(t *testing.T) {
	db := fresh(t)
	keep(t, db, says(reading(fetch(t, "c1", "http://county.test/a", "a", "2021-02-01 10:00"), 2020, nil), "受理3件。"),
		says(reading(fetch(t, "c2", "http://county.test/a", "b", "2021-03-01 10:00"), 2020, nil), "受理8件。"))
	same(t, "versions", text(t, db, "SELECT versions FROM reports"), "2\n")
	same(t, "sentences", text(t, db, "SELECT change, coalesce(from_text, to_text) FROM report_changes ORDER BY change"), "added\t受理8件。\nremoved\t受理3件。\n")
}

// What a newer parser reads otherwise is no version of the report, neither while only some
// documents were read again nor afterwards; what the agency changed stays one.
func TestReparseIsNoVersion(t *testing.T) {
	cases := []struct {
		first, second      figures // as the old parser read them
		newFirst, newLater figures // as the new one does
		during, after      int     // versions
	}{
		{figures{newTotal: 1}, figures{newTotal: 1}, figures{newTotal: 1, inTotal: 3}, figures{newTotal: 1, inTotal: 3}, 1, 1}, // the same to both
		{figures{newTotal: 1}, figures{newTotal: 2}, figures{newTotal: 1, inTotal: 3}, figures{newTotal: 2, inTotal: 3}, 2, 2}, // a change to both
		{figures{newTotal: 1}, figures{newTotal: 1}, figures{newTotal: 1, inTotal: 3}, figures{newTotal: 1, inTotal: 4}, 1, 2}, // a change to the new one only
		{figures{newTotal: 1}, figures{newTotal: 7}, figures{newTotal: 1}, figures{newTotal: 1}, 2, 1},                         // a misreading of the old one
	}
	read := func(i, parser int, body, day string, figures figures) Reading {
		r := reading(fetch(t, "crawl of "+day, fmt.Sprintf("http://county.test/%d", i), body+itoa(i), day+" 10:00"), 2020, figures)
		r.Agency.ID, r.Report.ParserVersion = "agency"+itoa(i), parser // each case is an agency
		r.Report.AgencyID = &r.Agency.ID
		return r
	}
	db := fresh(t)
	held := func(when, query string, want func(i int) int) {
		t.Helper()
		var all strings.Builder
		for i := range cases {
			fmt.Fprintf(&all, "agency%d\t%d\n", i, want(i))
		}
		same(t, when, text(t, db, query), all.String())
	}
	var first, second, firstAgain, secondAgain []Reading
	for i, c := range cases {
		first, second = append(first, read(i, 1, "one", "2021-02-01", c.first)), append(second, read(i, 1, "two", "2021-03-01", c.second))
		firstAgain, secondAgain = append(firstAgain, read(i, 2, "one", "2021-02-01", c.newFirst)), append(secondAgain, read(i, 2, "two", "2021-03-01", c.newLater))
	}
	const versions = "SELECT agency_id, versions FROM reports ORDER BY agency_id"
	keep(t, db, append(first, second...)...)
	held("before", versions, func(i int) int { return cases[i].during })
	keep(t, db, firstAgain...)
	held("half way", versions, func(i int) int { return cases[i].during })
	keep(t, db, secondAgain...)
	held("read again", versions, func(i int) int { return cases[i].after })
	held("every version says what changed", "SELECT agency_id, uniqExact(version) FROM (SELECT agency_id, 1 AS version FROM reports UNION ALL SELECT agency_id, version FROM report_changes) GROUP BY agency_id ORDER BY agency_id", func(i int) int { return cases[i].after })
}

// The server's word that nothing has changed is a sighting of its own kind.
func TestLastConfirmed(t *testing.T) {
	db := fresh(t)
	one := reading(fetch(t, "c1", "http://county.test/a", "one", "2021-02-01 10:00"), 2020, figures{newTotal: 1})
	keep(t, db, one)
	same(t, "never", text(t, db, "SELECT last_confirmed_at FROM reports"), "\\N\n")
	sighting(t, db, "c2", "http://county.test/a", one.Report.SHA256, "2021-03-01 10:00")
	same(t, "304", text(t, db, "SELECT first_seen_at, last_seen_at, last_confirmed_at FROM reports"), "2021-02-01 02:00:00.000\t2021-03-01 02:00:00.000\t2021-03-01 02:00:00.000\n")
	again := fetch(t, "c3", "http://county.test/a", "one", "2021-04-01 10:00")
	must(t, db.Keep(t.Context(), again))
	must(t, db.Refresh(t.Context()))
	same(t, "a whole answer is no 304", text(t, db, "SELECT last_seen_at, last_confirmed_at FROM reports"), "2021-04-01 02:00:00.000\t2021-03-01 02:00:00.000\n")
}
