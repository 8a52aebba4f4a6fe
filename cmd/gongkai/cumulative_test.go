package main

import (
	"encoding/json"
	"html"
	"regexp"
	"strings"
	"testing"

	"gongkai/demo"
	"gongkai/disclosure"
)

// TestDemoCumulative compares what the two reports of the old form print of all years together with the
// truth, and that no other report has any: value, print, certainty; and what the score run made of it.
func TestDemoCumulative(t *testing.T) {
	t.Parallel()
	s := demoSite(t)
	text, err := query(t, sharedDemo.dir, "SELECT report_id, indicator, value, state, raw, confidence FROM cumulative_figures ORDER BY ALL FORMAT JSONEachRow")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]disclosure.Figure{}
	for line := range strings.Lines(text) {
		var row struct {
			disclosure.Figure
			ReportID string `json:"report_id"`
		}
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatal(err)
		}
		got[row.ReportID+" "+row.Indicator] = row.Figure
	}
	printed := 0
	for _, r := range lastTruth().Seen() {
		for k, w := range r.Cumulative {
			printed++
			f := got[r.ID()+" "+k.String()]
			if f.State != w.State || !sameNumber(f.Value, w.Value) || strings.TrimSpace(f.Raw) != w.Raw || f.Confidence != 1 {
				t.Errorf("%s: all years of %s are %s %v (%q) at %g, printed %v (%q)", r.ID(), k, f.State, show(f.Value), f.Raw, f.Confidence, show(w.Value), w.Raw)
			}
		}
	}
	if printed != 34 || len(got) != printed {
		t.Errorf("%d rows of all years, %d are printed", len(got), printed)
	}
	checked, err := query(t, sharedDemo.dir, "SELECT report_id, pass, fail, vacuous, not_assessable, reasons FROM checks_across WHERE rule = 'R604' ORDER BY 1")
	// Of 17 rows three are of zeros, and one is two too many.
	want := "990122-culture_tourism-2019\t0\t0\t0\t17\t['no_previous_report']\n990122-culture_tourism-2020\t13\t1\t3\t0\t[]"
	if err != nil || checked != want {
		t.Errorf("checks of all years:\n%s\n%v, want\n%s", checked, err, want)
	}
	for _, f := range s.report("990122-culture_tourism-2020").Findings {
		if f.Rule == disclosure.RuleCumulative && (f.Severity != disclosure.SeverityInfo || f.Blame != disclosure.BlameUnclear) {
			t.Errorf("%s blames %s, %s", f.Rule, f.Blame, f.Severity)
		}
	}
}

// TestDemoCumulativePages: the page of the figure shows the sum of all years beside it, the check and its
// three cells; each of these leads to the cell that prints it.
func TestDemoCumulativePages(t *testing.T) {
	t.Parallel()
	s := demoSite(t)
	const report, key = "990122-culture_tourism-2020", "narrative_requests_received"
	page := s.page("/reports/" + report + "/figures/" + key)
	for _, want := range []string{"历年累计", "R604", "应为 21；所印 23", "原因待核", `href="/reports/` + report + "/figures/" + key + `?column=cumulative"`, `href="/reports/990122-culture_tourism-2019/figures/` + key + `?column=cumulative"`} {
		if !strings.Contains(html.UnescapeString(page), want) {
			t.Errorf("the figure's page does not have %s", want)
		}
	}
	frame := regexp.MustCompile(`<iframe id="evidence"[^>]* src="([^"]*)"`)
	mark := regexp.MustCompile(`(?s)gongkai-mark-selected"[^>]*>(.*?)</td>`)
	for address, want := range map[string]string{"/reports/" + report + "/figures/" + key + "?column=cumulative": "23", "/reports/990122-culture_tourism-2019/figures/" + key + "?column=cumulative": "17", "/reports/" + report + "/figures/" + key: "4"} {
		src := frame.FindStringSubmatch(s.page(address))
		if src == nil {
			t.Fatalf("%s has no archived page", address)
		}
		cell := mark.FindStringSubmatch(s.page(html.UnescapeString(src[1])))
		if cell == nil || strings.Join(strings.Fields(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(cell[1], "")), "") != want {
			t.Errorf("%s marks %q, want %s", address, cell, want)
		}
	}
	if status, _, _ := s.get("/reports/990121-civil-2023/figures/requests_new.total?column=cumulative"); status != 404 {
		t.Errorf("a figure without a column of all years: %d", status)
	}
	for _, f := range lastTruth().Reports {
		if f.Fault == demo.FaultCumulative && f.ID() != report {
			t.Errorf("%s has a broken sum too", f.ID())
		}
	}
}
