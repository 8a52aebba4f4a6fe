package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"gongkai/analytics"
	"gongkai/disclosure"
	"gongkai/store"
	"gongkai/store/engine"
)

// scored is a database, of one test beside others, in which a test says who reported what, and when it was seen.
type scored struct {
	*testing.T
	*store.DB
	dir      string // the data folder
	readings []store.Reading
}

func newScored(t *testing.T) *scored {
	t.Helper()
	needEngine(t)
	t.Parallel()
	dir := newData(t, t.TempDir())
	e, err := engine.Start(t.Context(), engine.Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	db, err := store.Open(t.Context(), store.Config{URL: e.URL(), User: engine.UserAdmin, Reader: engine.UserReader, Password: e.Secret(), Database: engine.Database})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	s := &scored{T: t, DB: db, dir: dir}
	s.ok(db.Migrate(t.Context()))
	s.ok(db.PutSites(t.Context(), []disclosure.Site{{ID: "county", Name: "黎川县人民政府", DivisionCode: "361022", URL: "http://county.test/"}, {ID: "second", Name: "黎川县人民政府", DivisionCode: "361022", URL: "http://second.test/"}}))
	return s
}

func (s *scored) ok(err error) {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
}

// noon is noon in China of a day.
func noon(day string) time.Time {
	t, err := time.ParseInLocation(time.DateOnly, day, disclosure.China)
	if err != nil {
		panic(err)
	}
	return t.Add(12 * time.Hour)
}

// crawl is a finished crawl of a site on a day, with the walks of its lists: "list name state",
// and "empty" where they named nothing.
func (s *scored) crawl(site, day string, walks ...string) {
	s.Helper()
	c, err := s.OpenCrawl(s.Context(), site, noon(day))
	s.ok(err)
	for _, w := range walks {
		f := strings.Fields(w)
		links := 12
		if len(f) > 3 {
			links = 0
		}
		s.ok(s.KeepWalk(s.Context(), disclosure.Walk{SiteID: site, CrawlID: c.ID, URL: f[0], Name: f[1], State: f[2], Links: links, StartedAt: c.StartedAt.Add(time.Minute), FinishedAt: c.StartedAt.Add(time.Hour)}))
	}
	c.FinishedAt, c.Complete = c.StartedAt.Add(2*time.Hour), true
	s.ok(s.CloseCrawl(s.Context(), c))
}

// report is the report of an agency of the county, found in a list by the site's crawl of a day.
// The figures are "indicator applicant value confidence", _ for no applicant, - for a blank.
func (s *scored) report(family disclosure.Family, year int, site, list, day, claim string, figures ...string) *store.Reading {
	s.Helper()
	a := disclosure.Agency{ID: "361022-" + string(family), Name: string(family), DivisionCode: "361022", CountyCode: "361022", Level: disclosure.LevelCounty, Family: family}
	if family == disclosure.FamilyTownship {
		a.Level = disclosure.LevelTownship
	}
	form, body := disclosure.FormDue(year), fmt.Sprint(family, year, figures)
	r := store.Reading{Agency: a, Capture: disclosure.Capture{SiteID: site, URL: fmt.Sprintf("http://%s.test/%s/%d", site, family, year), ListURL: list, Role: disclosure.RoleReport,
		Outcome: disclosure.FetchOK, Status: 200, FetchedAt: noon(day).Add(30 * time.Minute), Body: []byte(body)}}
	if list == "" {
		r.Capture.Role = disclosure.RoleFile
		if site == "brought" { // by a person; else it is from a web archive
			r.Capture.Status = 0
		}
	}
	crawl, err := s.OpenCrawl(s.Context(), site, noon(day))
	s.ok(err)
	r.Capture.CrawlID = crawl.ID
	r.Report = disclosure.Report{Outcome: disclosure.OutcomeOK, ParserVersion: 1, SHA256: fmt.Sprintf("%064x", len(s.readings)+1), AgencyID: &a.ID, FiscalYear: &year, Form: &form, Scope: disclosure.ScopeOwnOffice}
	r.Capture.SHA256 = r.Report.SHA256
	if claim != "" {
		d, err := disclosure.ParseDate(claim)
		s.ok(err)
		r.Report.PublishedOn = &d
	}
	for _, f := range figures {
		r.Report.Figures = append(r.Report.Figures, figureOf(strings.Fields(f)))
	}
	s.readings = append(s.readings, r)
	s.ok(s.Keep(s.Context(), r.Capture))
	return &s.readings[len(s.readings)-1]
}

func figureOf(f []string) disclosure.Figure {
	figure := disclosure.Figure{Indicator: f[0], Applicant: disclosure.Applicant(strings.TrimPrefix(f[1], "_")), State: disclosure.StateBlank, Confidence: 1, Unit: "件"}
	if n, err := strconv.Atoi(f[2]); err == nil {
		value := disclosure.Int(int64(n))
		figure.Value, figure.State, figure.Raw = &value, disclosure.StateNumber, f[2]
	}
	if len(f) > 3 {
		figure.Confidence = 0.9
	}
	return figure
}

// score makes everything current and scores as of a day.
func (s *scored) score(today string) analytics.Summary {
	s.Helper()
	s.ok(s.Write(s.Context(), s.readings))
	s.ok(s.Refresh(s.Context()))
	summary, err := analytics.Score(s.Context(), s.DB, noon(today))
	s.ok(err)
	return summary
}

// isBehind holds whether something is not ready to be shown.
func (s *scored) isBehind(want bool) {
	s.Helper()
	behind, err := analytics.Behind(s.Context(), s.DB)
	s.ok(err)
	if behind != want {
		s.Errorf("the data is behind: %v, want %v", behind, want)
	}
}

// tsv is a query's result as a reader sees it.
func (s *scored) tsv(query string) string {
	s.Helper()
	var out strings.Builder
	s.ok(s.RawQuery(s.Context(), query, "TSV", &out))
	return out.String()
}

const (
	mainList   = "http://county.test/list"
	healthList = "http://county.test/health"
)

func TestExpectedReports(t *testing.T) {
	s := newScored(t)
	s.crawl("county", "2021-01-10", mainList+" 年报 complete")
	s.report(disclosure.FamilyEducation, 2019, "county", mainList, "2021-03-01", "") // absent on 2021-01-10, nearly a year after its deadline
	s.report(disclosure.FamilyEducation, 2020, "county", mainList, "2021-03-01", "")
	s.report(disclosure.FamilyAudit, 2020, "county", mainList, "2021-03-01", "2021-01-31")
	s.report(disclosure.FamilyTownship, 2020, "county", mainList, "2021-03-01", "")
	s.report(disclosure.FamilyTransport, 2020, "files", "", "2021-03-01", "2021-01-20")
	s.report(disclosure.FamilyWater, 2021, "brought", "", "2022-01-10", "2022-01-10")
	s.report(disclosure.FamilyGovOffice, 2020, "second", "http://second.test/list", "2022-02-01", "2021-03-31")
	unresolved := s.report("unresolved", 2020, "county", mainList, "2021-03-01", "")
	unresolved.Agency = disclosure.Agency{ID: "unresolved-某局", Name: "某局", Family: disclosure.FamilyOther}
	s.crawl("county", "2021-03-01", mainList+" 年报 complete")
	s.crawl("second", "2022-02-01", "http://second.test/list 年报 complete")
	s.report(disclosure.FamilyHealth, 2020, "county", mainList, "2021-05-01", "2021-01-15")
	s.crawl("county", "2021-05-01", mainList+" 年报 complete")
	s.ok(s.Keep(t.Context(), disclosure.Capture{SiteID: "county", CrawlID: "x", URL: "http://county.test/unread", ListURL: mainList, Title: "黎川县审计局2021年政府信息公开工作年度报告",
		Role: disclosure.RoleReport, Outcome: disclosure.FetchUnreachable, FetchedAt: noon("2022-05-01")}))
	s.crawl("county", "2022-05-01", mainList+" 年报 complete", healthList+" 县卫生健康委员会 partial", "http://county.test/finance 县财政局 complete", "http://county.test/hub 县财政局 complete empty", "http://county.test/justice 县司法局 complete empty", "http://police.test/ 县公安局 blocked")

	summary := s.score("2022-06-01")
	want := []string{
		"361022-audit 2020 on_time there_by_deadline", "361022-audit 2021 unknown unread_document",
		"361022-education 2019 late absent_after_deadline", "361022-education 2020 unknown interval_spans_deadline", "361022-education 2021 not_found walked_completely",
		"361022-finance 2019 not_found walked_completely", "361022-finance 2020 not_found walked_completely", "361022-finance 2021 not_found walked_completely",
		"361022-gov_office 2020 on_time there_by_deadline", "361022-gov_office 2021 unknown not_walked_since",
		"361022-health 2020 late absent_after_deadline", "361022-health 2021 unknown walk_incomplete",
		"361022-justice 2019 unknown not_walked", "361022-justice 2020 unknown not_walked", "361022-justice 2021 unknown not_walked", // a page of lists is none
		"361022-police 2019 blocked challenge", "361022-police 2020 blocked challenge", "361022-police 2021 blocked challenge",
		"361022-township 2020 unknown no_deadline", "361022-township 2021 unknown no_deadline",
		"361022-transport 2020 on_time there_by_deadline", "361022-transport 2021 unknown not_walked",
		"361022-water 2021 unknown only_brought",
	}
	const query = "SELECT agency_id, fiscal_year, status, reason FROM expected_reports ORDER BY agency_id, fiscal_year"
	got := strings.Split(strings.TrimSpace(strings.ReplaceAll(s.tsv(query), "\t", " ")), "\n")
	if !slices.Equal(got, want) {
		t.Errorf("expected reports:\n got %s\nwant %s", strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
	if summary.Expected != uint64(len(want)) || summary.Statuses["not_found"] != 4 || summary.Statuses["blocked"] != 3 {
		t.Errorf("summary: %+v", summary)
	}
	if line := summary.String(); !strings.HasPrefix(line, "23 reports expected, 3 on time, 2 late, 4 not found, 3 blocked, 11 unknown; 0 findings") {
		t.Errorf("summary: %s", line)
	}

	if got := s.tsv("SELECT report_id, days_late_low, days_late_high FROM expected_reports WHERE agency_id = '361022-health' ORDER BY fiscal_year"); got != "361022-health-2020\t28\t90\n\\N\t\\N\t\\N\n" {
		t.Errorf("days late: %q", got)
	}
	before, runs := s.tsv(query), "SELECT uniqExact(run_id) FROM expected_units"
	// A run stays for minutes after another one has taken its place, and then it goes.
	later := func() {
		s.ok(s.Exec(t.Context(), "ALTER TABLE score_runs UPDATE finished_at = finished_at - INTERVAL 6 MINUTE WHERE 1 SETTINGS mutations_sync = 1", nil))
	}
	for range 3 {
		s.score("2022-06-01")
	}
	if got := s.tsv(runs); got != "4\n" {
		t.Errorf("runs that are kept for who has begun with them: %s", got)
	}
	later()
	s.score("2022-06-01")
	if after := s.tsv(query); after != before {
		t.Errorf("scored again:\n got %s\nwant %s", after, before)
	}
	if got := s.tsv(runs); got != "2\n" {
		t.Errorf("runs that are kept: %s", got)
	}
	// A run that was killed before its last step is not seen, and the next drops nothing wrong.
	s.ok(s.Exec(t.Context(), "INSERT INTO expected_reports_history (run_id, agency_id, fiscal_year) SELECT max(run_id) + 1, 'killed', 2020 FROM score_runs", nil))
	if after := s.tsv(query); after != before {
		t.Errorf("a killed run is seen: %s", after)
	}
	for range 3 {
		s.score("2022-06-01")
		later()
	}
	if got := s.tsv("SELECT count() FROM expected_reports_history WHERE agency_id = 'killed'"); got != "0\n" {
		t.Errorf("a killed run stays: %s", got)
	}
	// A day earlier than the last deadline, its year is not expected.
	s.score("2022-03-31")
	if got := s.tsv("SELECT max(fiscal_year) FROM expected_reports WHERE agency_id = '361022-gov_office'"); got != "2020\n" {
		t.Errorf("the year of a deadline that has not passed: %s", got)
	}
	s.thawedWithout("nation_years_history", "reason_sums_history", "status_sums_history")
}

// A list that named reports of an agency and that the last crawl could not find any more may
// have named the missing one. Where its reports were seen in another, it has moved.
func TestGoneList(t *testing.T) {
	s := newScored(t)
	const own, moved = "http://county.test/own", "http://county.test/moved"
	s.report(disclosure.FamilyAudit, 2020, "county", own, "2021-01-20", "")
	s.report(disclosure.FamilyHealth, 2020, "county", healthList, "2021-01-20", "")
	s.crawl("county", "2021-01-20", own+" 年报 complete", healthList+" 年报 complete")
	s.report(disclosure.FamilyAudit, 2021, "county", mainList, "2022-01-20", "")
	s.report(disclosure.FamilyHealth, 2020, "county", moved, "2022-06-01", "")
	s.report(disclosure.FamilyHealth, 2021, "county", mainList, "2022-06-01", "")
	s.crawl("county", "2022-06-01", mainList+" 年报 complete", moved+" 年报 complete")
	s.crawl("second", "2022-06-01")
	s.report(disclosure.FamilyAudit, 2021, "county", mainList, "2023-06-01", "")
	s.report(disclosure.FamilyHealth, 2020, "county", moved, "2023-06-01", "")
	s.crawl("county", "2023-06-01", mainList+" 年报 complete", moved+" 年报 complete")
	s.score("2023-06-02")
	want := "361022-audit\tunknown\twalk_incomplete\n361022-health\tnot_found\twalked_completely\n"
	defer func() { // a list that names nothing any more is gone as well
		s.report(disclosure.FamilyHealth, 2021, "county", mainList, "2024-06-01", "")
		s.crawl("county", "2024-06-01", mainList+" 年报 complete", own+" 年报 complete", moved+" 年报 complete empty")
		s.score("2024-06-02")
		if got := s.tsv("SELECT status, reason FROM expected_reports WHERE fiscal_year = 2022 AND agency_id = '361022-health'"); got != "unknown\twalk_incomplete\n" {
			t.Errorf("an empty list that named reports: %s", got)
		}
		s.asWhole("2024-06-02")
	}()
	if got := s.tsv("SELECT agency_id, status, reason FROM expected_reports WHERE fiscal_year = 2022 ORDER BY agency_id"); got != want {
		t.Errorf("got\n%s want\n%s", got, want)
	}
}

func TestCarryOverBetweenYears(t *testing.T) {
	s := newScored(t)
	report := func(f disclosure.Family, year int, figures ...string) *store.Reading {
		return s.report(f, year, "files", "", "2024-03-01", "", figures...)
	}
	report(disclosure.FamilyEducation, 2019, "requests_carried_out total 3", "requests_carried_out natural_person 2", "requests_carried_out business -", "requests_carried_out legal_service 1")
	report(disclosure.FamilyEducation, 2020, "requests_carried_in total 5", "requests_carried_in natural_person 2", "requests_carried_in business 1", "requests_carried_in legal_service -", "requests_carried_out total 0")
	report(disclosure.FamilyEducation, 2022, "requests_carried_in total 7") // 2021 is missing
	report(disclosure.FamilyAudit, 2019, "requests_carried_out total 1 unsure")
	report(disclosure.FamilyAudit, 2020, "requests_carried_in total 2")
	report(disclosure.FamilyHealth, 2019, "requests_carried_out total 0")
	report(disclosure.FamilyHealth, 2020, "requests_carried_in total 0")
	report(disclosure.FamilyGovOffice, 2019, "requests_carried_out total 9").Report.Scope = disclosure.ScopeAggregate
	report(disclosure.FamilyGovOffice, 2020, "requests_carried_in total 1")
	for i, year := range []int{2019, 2020} { // of an agency that is not certain
		r := report("x", year, fmt.Sprintf("requests_carried_%s total %d", []string{"out", "in"}[i], i))
		r.Agency = disclosure.Agency{ID: "unresolved-某局", Name: "某局"}
	}
	s.score("2024-06-01")
	const query = "SELECT report_id, rule, severity, blame, indicator, applicant, expected, actual, message FROM findings ORDER BY report_id"
	const title = "上年结转应等于上一年度报告的结转下年度："
	want := "361022-audit-2020\tR601\terror\tunclear\trequests_carried_in\ttotal\t1\t2\t" + title + "2019年度报告结转下年度（总计）为 1，2020年度报告上年结转（总计）为 2\n" +
		"361022-education-2020\tR601\terror\tagency\trequests_carried_in\ttotal\t3\t5\t" + title + "2019年度报告结转下年度（总计）为 3，2020年度报告上年结转（总计）为 5\n"
	if got := s.tsv(query); got != want {
		t.Errorf("findings:\n got %s\nwant %s", got, want)
	}
	operands := `[{"indicator":"requests_carried_out","applicant":"total","sign":1,"value":3,"state":"number","report_id":"361022-education-2019","fiscal_year":2019},` +
		`{"indicator":"requests_carried_in","applicant":"total","sign":-1,"value":5,"state":"number","report_id":"361022-education-2020","fiscal_year":2020}]` + "\n"
	if got := s.tsv("SELECT operands FROM findings WHERE agency_id = '361022-education'"); got != operands {
		t.Errorf("operands:\n got %s\nwant %s", got, operands)
	}
	if s.score("2024-06-01").Findings != 2 || s.tsv(query) != want {
		t.Errorf("scored again: %s", s.tsv(query))
	}
	// A report that is read anew is not held against what it said before.
	again := s.readings[0]
	again.Report.ParserVersion = 2
	again.Report.Figures = []disclosure.Figure{figureOf(strings.Fields("requests_carried_out total 5"))}
	s.ok(s.Write(t.Context(), []store.Reading{again}))
	s.ok(s.Refresh(t.Context()))
	if got := s.tsv("SELECT agency_id FROM findings"); got != "361022-audit\n" {
		t.Errorf("after a re-read: %s", got)
	}
}
