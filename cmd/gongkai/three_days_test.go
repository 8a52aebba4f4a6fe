package main

import (
	"slices"
	"strings"
	"testing"

	"gongkai/disclosure"
)

// What is absent on three days over two months after the deadline, on which all lists of the agency
// were walked to their end and nothing was in doubt, has that as its reason. It is said not to be
// published only where, then, the site's search does not have it either and all attachments were
// read. The report takes it back when it comes.
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

	s.sought("2022-04-10", "") // nothing is proved by 59 days
	s.sought("2022-04-12", "audit finance health justice transport water")
	for agency, said := range map[string]string{"audit": "2022-04-11 nothing", "health": "2022-04-11 control", "justice": "2022-03-20 nothing", "finance": "2022-04-11 blocked", "water": "2022-04-11 others"} {
		day, outcome, _ := strings.Cut(said, " ")
		s.ok(s.KeepSearch(t.Context(), disclosure.Search{SiteID: "county", CrawlID: "county" + day, Sought: disclosure.Sought{AgencyID: "361022-" + agency, FiscalYear: 2021}, Outcome: outcome, AskedAt: noon(day)}))
	}
	crawl, err := s.OpenCrawl(t.Context(), "county", noon("2022-04-11"))
	s.ok(err)
	s.ok(s.Keep(t.Context(), disclosure.Capture{SiteID: "county", CrawlID: crawl.ID, URL: at("all.zip"), ParentURL: at("notice"), ListURL: at("water2"), Title: "各部门年报",
		Role: disclosure.RoleAttachment, Outcome: disclosure.FetchNotFound, Status: 404, FetchedAt: noon("2022-04-11")}))
	day("2022-04-12", nil)
	s.score("2022-04-13")
	same("audit not_published absent_from_search\nfinance not_found search_blocked\nhealth not_found search_control\njustice not_found absent_on_three_days\ntransport unknown unread_document\nwater not_found attachments_unchecked\n")
	s.sought("2022-04-20", "transport")
	s.sought("2022-05-10", "health transport") // what proved nothing is asked again, a challenge left alone
	s.sought("2022-10-11", "audit finance health justice transport water")

	s.report(disclosure.FamilyAudit, 2021, "county", at("audit"), "2022-05-01", "")
	day("2022-05-01", map[string]string{"health": "partial"})
	s.score("2022-05-02")
	if got := strings.ReplaceAll(s.tsv(query), "\t", " "); !strings.HasPrefix(got, "audit late absent_after_deadline\n") || !strings.Contains(got, "health unknown walk_incomplete\n") || !strings.HasSuffix(got, "\nwater not_published absent_from_search\n") {
		t.Errorf("a report that came late, a list that broke off, an attachment that is not named any more: %s", got)
	}
	s.asWhole("2022-05-02")
}

// sought checks what the search of the county's site is asked for on a day, by family of its agencies.
func (s *scored) sought(day, want string) {
	s.Helper()
	sought, shown, err := s.Sought(s.Context(), "county", noon(day))
	s.ok(err)
	var got []string
	for _, r := range sought {
		family := strings.TrimPrefix(r.AgencyID, "361022-")
		proof := slices.ContainsFunc(shown, func(p disclosure.Shown) bool {
			return p.AgencyID == r.AgencyID && p.Agency == r.Agency && p.FiscalYear == 2020 && p.Newest && p.URL == "http://county.test/"+family+"/2020"
		})
		if r.FiscalYear != 2021 || r.Agency != family || !proof {
			s.Errorf("%s: %+v of %+v", day, r, shown)
		}
		got = append(got, family)
	}
	slices.Sort(got)
	if strings.Join(got, " ") != want {
		s.Errorf("%s: sought %s, want %s", day, got, want)
	}
}
