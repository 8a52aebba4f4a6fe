package main

import (
	"strings"
	"testing"

	"gongkai/disclosure"
)

// What is absent on three days over two months after the deadline, on which all lists of the agency
// were walked to their end and nothing was in doubt, has that as its reason. It is not said not to
// be published: no site's search was asked. The report takes it back when it comes.
// The FY2021 reports of departments were due on 31 January 2022.
func TestAbsentOnThreeDays(t *testing.T) {
	s := newScored(t)
	at := func(path string) string { return "http://county.test/" + path }
	columns := map[string]disclosure.Family{"audit": disclosure.FamilyAudit, "health": disclosure.FamilyHealth, "water": disclosure.FamilyWater,
		"transport": disclosure.FamilyTransport, "justice": disclosure.FamilyJustice, "finance": disclosure.FamilyFinance}
	day := func(date string, states map[string]string) {
		t.Helper()
		var walks []string
		for column, family := range columns {
			state, known := states[column]
			list := at(column)
			if column == "water" && date > "2022-02" && states["water"] != "gone" { // its column moves after the first crawl
				list = at("water2")
			}
			if state == "gone" {
				continue
			}
			if !known {
				state = "complete"
				s.report(family, 2020, "county", list, date, "")
			}
			walks = append(walks, list+" 年报 "+state)
		}
		s.crawl("county", date, walks...)
	}
	day("2022-01-10", nil) // before the deadline
	day("2022-02-10", nil)
	day("2022-03-01", map[string]string{"health": "partial"})
	day("2022-03-02", map[string]string{"justice": "complete empty"})
	day("2022-04-01", map[string]string{"finance": "blocked"})
	s.score("2022-04-02")
	const query = "SELECT splitByChar('-', agency_id)[2], status, reason FROM expected_reports WHERE fiscal_year = 2021 ORDER BY 1"
	same := func(want string) {
		t.Helper()
		if got := strings.ReplaceAll(s.tsv(query), "\t", " "); got != want {
			t.Errorf("got\n%swant\n%s", got, want)
		}
	}
	same("audit not_found walked_completely\nfinance blocked challenge\nhealth not_found walked_completely\njustice not_found walked_completely\ntransport not_found walked_completely\nwater not_found walked_completely\n") // 50 days

	s.ok(s.Keep(t.Context(), disclosure.Capture{SiteID: "county", CrawlID: "x", URL: at("unread"), ListURL: at("transport"), Title: "年度报告",
		Role: disclosure.RoleReport, Outcome: disclosure.FetchUnreachable, FetchedAt: noon("2022-04-11")}))
	day("2022-04-11", nil) // 60 days after 10 February
	s.score("2022-04-12")
	same("audit not_found absent_on_three_days\nfinance not_found absent_on_three_days\nhealth not_found absent_on_three_days\njustice not_found absent_on_three_days\ntransport unknown unread_document\nwater not_found absent_on_three_days\n")
	if got := s.tsv("SELECT day, lists, complete FROM agency_walks WHERE agency_id = '361022-health' ORDER BY day"); got !=
		"2022-01-10\t1\t1\n2022-02-10\t1\t1\n2022-03-01\t1\t0\n2022-03-02\t1\t1\n2022-04-01\t1\t1\n2022-04-11\t1\t1\n" {
		t.Errorf("what it rests on:\n%s", got)
	}
	if got := s.tsv("SELECT from_url, to_url, reports, followed FROM column_moves"); got != at("water")+"\t"+at("water2")+"\t1\t1\n" {
		t.Errorf("columns that moved: %s", got)
	}

	s.report(disclosure.FamilyAudit, 2021, "county", at("audit"), "2022-05-01", "")
	day("2022-05-01", map[string]string{"health": "partial"})
	s.score("2022-05-02")
	if got := strings.ReplaceAll(s.tsv(query), "\t", " "); !strings.HasPrefix(got, "audit late absent_after_deadline\n") || !strings.Contains(got, "health unknown walk_incomplete\n") {
		t.Errorf("a report that came late, a list that broke off: %s", got)
	}
}
