package store

import (
	"errors"
	"strings"
	"testing"

	"gongkai/disclosure"
)

// A body that was taken down is gone, whatever a site serves afterwards: its hash and its sightings
// stay, with who decided it; its figures stay or go, its texts as well.
func TestTakeDown(t *testing.T) {
	db := fresh(t)
	one := reading(fetch(t, "c1", "http://county.test/a", "first", "2021-03-01 10:00"), 2020, map[disclosure.Key]int64{{Indicator: "requests_new", Applicant: disclosure.Total}: 3})
	one.Report.Problems = []string{"a problem"}
	one.Report.Sections = []disclosure.Section{{Kind: "overview", Heading: "一、总体情况", Characters: 4, Text: "personal"}}
	two := reading(fetch(t, "c1", "http://county.test/b", "other", "2021-03-01 10:00"), 2019, nil)
	keep(t, db, one, two)
	sum := one.Capture.SHA256
	if sum == "" {
		sum = one.Report.SHA256
	}
	decision := disclosure.Takedown{SHA256: sum, At: at(t, "2022-01-01 10:00"), By: "the office", Reason: "names of persons", Texts: true}
	for _, derived := range []string{
		"INSERT INTO changes_history (run_id, report_id, kind, from_sha256, from_text) VALUES (1, 'r', 'sentence', '" + sum + "', 'personal'), (1, 'r', 'figure', '" + sum + "', '3'), (1, 'r', 'sentence', 'aa', 'another')",
		"INSERT INTO rewordings_history (run_id, report_id, from_text) SELECT 1, report_id, 'personal' FROM reports",
	} {
		must(t, db.Exec(t.Context(), derived, nil))
	}
	state := func(before string) string {
		t.Helper()
		now, err := db.TakedownsState(t.Context())
		must(t, err)
		if now == before || now == "" {
			t.Errorf("a decision was written, and the state is %q as before", now)
		}
		return now
	}
	if before, err := db.TakedownsState(t.Context()); err != nil || before != "" {
		t.Errorf("before anything was taken down the state is %q, %v", before, err)
	}
	must(t, db.TakeDown(t.Context(), decision))
	once := state("")
	if again, err := db.TakedownsState(t.Context()); err != nil || again != once {
		t.Errorf("nothing more was taken down, and the state is %q after %q, %v", again, once, err)
	}
	same(t, "what was made of its texts", text(t, db, "SELECT (SELECT groupArray(from_text) FROM (SELECT from_text FROM changes_history ORDER BY from_text)), (SELECT count() FROM rewordings_history)"), "['3','another']\t1\n")

	_, err := db.Body(t.Context(), sum)
	var taken *TakenDown
	if !errors.As(err, &taken) || !errors.Is(err, ErrNoBody) || taken.By != "the office" || taken.Reason != "names of persons" {
		t.Errorf("its body: %v", err)
	}
	if _, err := db.Body(t.Context(), two.Report.SHA256); err != nil {
		t.Errorf("another body: %v", err)
	}
	const said = "SELECT (SELECT count() FROM captures WHERE sha256 != ''), (SELECT count() FROM bodies), (SELECT count() FROM figures), (SELECT arrayStringConcat(groupArray(concat(taken_by, ' ', figures)), ',') FROM takedowns)"
	same(t, "afterwards", text(t, db, said), "2\t1\t1\tthe office keep\n")
	same(t, "texts", text(t, db, "SELECT length(r.problems), length(t.text) FROM reports AS r LEFT JOIN report_texts AS t ON t.report_id = r.report_id WHERE r.fiscal_year = 2020"), "0\t0\n")

	// The site serves it again, and a server says that it has not changed: both are seen, neither brings it back.
	must(t, db.Keep(t.Context(), fetch(t, "c2", "http://county.test/a", "first", "2022-03-01 10:00")))
	must(t, db.Refresh(t.Context()))
	known, err := db.Known(t.Context(), county.ID)
	must(t, err)
	if _, is := known["http://county.test/a"]; is || len(known) != 1 {
		t.Errorf("a crawl would ask whether it has changed: %v", known)
	}
	same(t, "served again", text(t, db, said), "3\t1\t1\tthe office keep\n")
	unread := 0
	must(t, db.Unread(t.Context(), 99, true, func(batch []Document) error { unread += len(batch); return nil }))
	if unread != 1 {
		t.Errorf("%d documents would be read again", unread)
	}

	// Another decision stands beside the first one.
	decision.Hide, decision.At = true, at(t, "2022-04-01 10:00")
	must(t, db.TakeDown(t.Context(), decision))
	twice := state(once)
	reports, err := db.ReadFromTaken(t.Context(), db)
	must(t, err)
	if all := reports["361022-education-2020"]; len(reports) != 1 || len(all) != 1 || all[0].SHA256 != sum || !all[0].Hide || !all[0].Texts || all[0].By != "the office" {
		t.Errorf("reports that were read from what was taken down: %+v", reports)
	}
	must(t, db.TakeDown(t.Context(), disclosure.Takedown{SHA256: strings.Repeat("0", 64), At: decision.At.AddDate(-9, 0, 0)})) // dated back
	state(twice)
	must(t, db.Exec(t.Context(), "ALTER TABLE takedowns_history DELETE WHERE sha256 = '"+strings.Repeat("0", 64)+"' SETTINGS mutations_sync = 2", nil))
	must(t, db.RefreshAll(t.Context()))
	same(t, "hidden", text(t, db, "SELECT (SELECT count() FROM figures), (SELECT groupArray(fiscal_year) FROM reports), (SELECT count() FROM takedowns_history), (SELECT figures FROM takedowns)"), "0\t[2019]\t2\thide\n")
	for _, name := range []string{"", "x", strings.ToUpper(sum), sum[:63] + "'"} {
		if err := db.TakeDown(t.Context(), disclosure.Takedown{SHA256: name}); err == nil {
			t.Errorf("%q was taken down", name)
		}
	}
}
