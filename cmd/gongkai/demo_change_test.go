package main

import (
	"fmt"
	"html"
	"net/url"
	"strings"
	"testing"

	"gongkai/demo"
)

// TestDemoChange: the report that was taken down is called vanished, no other is, and the column
// that moved is found again with all that it names. Nobody is blamed for either.
func TestDemoChange(t *testing.T) {
	t.Parallel()
	s := demoSite(t)
	truth := lastTruth()
	var want strings.Builder
	for _, r := range truth.Vanished {
		fmt.Fprintf(&want, "%s\t%s\t%s\tnot_found\t3\t62\t\\N\n", r.ID(), r.SiteID, r.URL)
	}
	ask := func(sql string) string {
		t.Helper()
		got, err := query(t, sharedDemo.dir, sql)
		if err != nil {
			t.Fatal(err)
		}
		return got + "\n"
	}
	if got := ask("SELECT report_id, site_id, url, answer, length(walks), dateDiff('day', walks[1].1, walks[-1].1), returned_at FROM vanished_reports ORDER BY ALL"); got != want.String() {
		t.Errorf("vanished:\n%swant\n%s", got, &want)
	}
	want.Reset()
	for _, m := range truth.Moved {
		fmt.Fprintf(&want, "%s\t%s\t%s\t%d\t%d\n", m.SiteID, m.From, m.To, m.Reports, m.Reports)
	}
	if got := ask("SELECT site_id, from_url, to_url, reports, followed FROM column_moves ORDER BY ALL"); got != want.String() {
		t.Errorf("moved:\n%swant\n%s", got, &want)
	}
	if len(truth.Vanished) != 1 || len(truth.Moved) != 1 {
		t.Fatalf("%d reports vanish, %d columns move", len(truth.Vanished), len(truth.Moved))
	}
	// What was never there is absent on three days now, and the site's search, which has just found
	// the report of the year before, has it not: it was not published.
	if got := ask("SELECT status, reason FROM expected_reports WHERE agency_id = '990121-water' AND fiscal_year = 2021"); got != "not_published\tabsent_from_search\n" {
		t.Errorf("the report that was never there: %s", got)
	}
	if got := ask("SELECT s.outcome, a.role, a.sha256 != '', c.role, c.sha256 != '' FROM searches AS s INNER JOIN captures AS a ON a.capture_id = s.capture_id INNER JOIN captures AS c ON c.capture_id = s.control_capture_id"); got != "others\tsearch\t1\tsearch\t1\n" {
		t.Errorf("what its search said, and its evidence: %s", got)
	}
	// What was taken down is still to be read, with its figures, and its page says that it is gone.
	gone := truth.Vanished[0]
	if got := s.report(gone.ID()); len(got.Figures) != len(gone.Figures) || got.Report.URL != gone.URL {
		t.Errorf("%s: %d figures of %d at %s", gone.ID(), len(got.Figures), len(gone.Figures), got.Report.URL)
	}
	if page := s.page("/reports/" + url.PathEscape(gone.ID())); !strings.Contains(page, "从网站上消失") || !strings.Contains(page, html.EscapeString(gone.URL)) {
		t.Errorf("the page of %s does not say that it is gone", gone.ID())
	}
	if page := s.page("/status"); !strings.Contains(page, truth.Moved[0].From) || !strings.Contains(page, truth.Moved[0].To) {
		t.Error("the status page does not say which column moved where")
	}
	// The walks of the last crawl: the list at its new address to its end, none at the old one.
	move := truth.Moved[0]
	if got := ask("SELECT url, state, links FROM walks WHERE url IN ('" + move.From + "', '" + move.To + "') AND crawl_id = (SELECT argMax(crawl_id, started_at) FROM crawls WHERE site_id = '" + move.SiteID + "')"); got != fmt.Sprintf("%s\tcomplete\t%d\n", move.To, move.Reports) {
		t.Errorf("the last crawl walked %s", got)
	}
}

// A report that was seen in time stays in time, wherever it is now: what is expected of the agencies
// in phase 3 is what was expected in phase 2, but for what was never there and is known by now not to be.
func TestVanishedIsNotMissing(t *testing.T) {
	before := demo.New().Truth(2).Expected
	for i, e := range lastTruth().Expected {
		if e != before[i] && (before[i].Status != "not_found" || e.Status != "not_published") {
			t.Errorf("%v is expected, %v was before", e, before[i])
		}
	}
}
