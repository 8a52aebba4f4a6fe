package main

import (
	"encoding/json"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongkai/disclosure"
	"gongkai/store"
)

// reviewed is a report whose table of reviews adds up to 2, with the findings that the parser would make.
func (s *scored) reviewed(family disclosure.Family, day, total string, more ...string) (sha256 string) {
	s.Helper()
	figures := []string{"reconsideration_upheld _ 1", "reconsideration_corrected _ 1", "reconsideration_other _ 0", "reconsideration_pending _ 0", "reconsideration_total _ " + total}
	r := s.report(family, 2020, "county", mainList, day, "2021-01-20", append(figures, more...)...)
	heldToRules(&r.Report)
	return r.Report.SHA256
}

func heldToRules(r *disclosure.Report) {
	found := disclosure.Examine(r)
	r.Findings, r.Checks, r.Cells = found.Findings, found.Count, found.Cells
}

// reread has a newer parser read a document again: where total is not empty, with another figure.
func (s *scored) reread(sha256 string, parser int, total string) {
	s.Helper()
	at := slices.IndexFunc(s.readings, func(r store.Reading) bool { return r.Report.SHA256 == sha256 })
	r := s.readings[at]
	r.Report.ParserVersion, r.Report.Figures = parser, slices.Clone(r.Report.Figures)
	if total != "" {
		r.Report.Figures[4] = figureOf([]string{"reconsideration_total", "_", total})
	}
	heldToRules(&r.Report)
	s.readings = append(s.readings, r)
}

// caseAnswer is a case as the API answers.
type caseAnswer struct {
	ID       string  `json:"case_id"`
	Report   string  `json:"report_id"`
	State    string  `json:"state"`
	Verdict  string  `json:"verdict"`
	Reply    string  `json:"reply"`
	Replied  string  `json:"replied_on"`
	MendedBy string  `json:"mended_by"`
	MendedOn string  `json:"mended_on"`
	SHA256   *string `json:"mended_sha256"`
	Days     *int    `json:"days"`
}

// opened runs cases open and gives the name of the case.
func (s *scored) opened(args ...string) string {
	s.Helper()
	out := s.done(append([]string{"cases", "open"}, args...)...)
	name := regexp.MustCompile(`^(c[0-9a-f]{12}): open, due 20[0-9]{2}-`).FindStringSubmatch(out)
	if name == nil {
		s.Fatalf("cases open %q says %s", args, out)
	}
	return name[1]
}

// doubted has a person look at the one cell that was read with doubt: then nobody is asked again. That a print
// that changes is asked about anew, and a decision survives every reading, is TestLoop's.
func (s *scored) doubted() {
	s.Helper()
	const cell = "/reports/361022-water-2020/figures/reconsideration_total"
	out := s.done("review", "--kind", "cell")
	for _, want := range []string{"4       cell  361022-water-2020 reconsideration_total", `"8" as 8, confidence 0.9, 1 findings wait`, cell} {
		if !strings.Contains(out, want) {
			s.Errorf("review does not say %q:\n%s", want, out)
		}
	}
	if out := s.done("review", "--kind", "scan"); out != "nothing is doubted that nobody has decided\n" {
		s.Errorf("pictures: %s", out)
	}
	for says, args := range map[string][]string{
		"--figure KEY, or --kind": {"361022-water-2020"},
		"say something":           {"361022-water-2020", "--figure", "reconsideration_total", "--reason", " "},
		"--value":                 {"361022-water-2020", "--figure", "reconsideration_total", "--value", "many"},
		"has no figure":           {"361022-water-2020", "--figure", "requests_new.total"},
		"there is no report":      {"nobody-2020", "--kind", "scan"},
	} {
		if out := s.refused(append([]string{"review", "decide", "--as", "right", "--reason", "x"}, args...)...); !strings.Contains(out, says) {
			s.Errorf("review decide %q says %s", args, out)
		}
	}
	s.done("review", "decide", "361022-water-2020", "--figure", "reconsideration_total", "--as", "right", "--value", "8", "--reason", "存档页面所印为 8", "--by", "市公开办")
	if out := s.done("review"); out != "nothing is doubted that nobody has decided\n" {
		s.Errorf("after the decision: %s", out)
	}
}

// publications is what is said of when two reports were published: status and why, and whether days and score are unknown.
const publications = `SELECT agency_id, status, reason, days_late_low IS NULL, agency_id IN (SELECT agency_id FROM scores WHERE fiscal_year = 2020 AND dimension = 'timeliness' AND which = 'current' AND value IS NULL)
	FROM expected_reports WHERE fiscal_year = 2020 AND agency_id IN ('361022-audit', '361022-finance') ORDER BY agency_id`

// notLate has somebody object to that a report is late, and a person decide that it is our error: the next
// score run counts nothing against the agency.
func (s *scored) notLate(report string) string {
	s.Helper()
	if got := s.tsv(publications); got != "361022-audit\tlate\tabsent_after_deadline\t0\t0\n361022-finance\tlate\tabsent_after_deadline\t0\t0\n" {
		s.Errorf("publications before the decision: %s", got)
	}
	name := s.opened(report, "--timeliness", "--objection", "一月已公布，栏目改版时看不到", "--by", "黎川县审计局", "--on", "2021-04-01")
	for says, args := range map[string][]string{
		"case " + name + " is about the same print already, and is open": {report, "--timeliness", "--objection", "again", "--by", "x"},
		"nothing is said of the publication of":                          {"nobody-2020", "--timeliness", "--objection", "x"},
	} {
		if out := s.refused(append([]string{"cases", "open"}, args...)...); !strings.Contains(out, says) {
			s.Errorf("cases open %q says %s", args, out)
		}
	}
	s.ok(s.SayOfCase(s.Context(), disclosure.CaseEvent{CaseID: name, Event: disclosure.CaseDecision, At: noon("2021-04-06"), By: "市公开办", Text: "栏目当时正在改版", Verdict: disclosure.CaseOurs}))
	return name
}

// TestCases: an objection, a decision, a corrected report that is crawled, and the case
// is closed by itself; an error of ours blames nobody from the decision on, whatever parser reads the page
// again. TestLoop does it with a crawl, releases before and after, and as a user types it.
func TestCases(t *testing.T) {
	s := newScored(t)
	s.crawl("county", "2021-01-10", mainList+" 年报 complete empty")
	s.crawl("county", "2021-02-20", mainList+" 年报 complete") // after the deadline
	s.reviewed(disclosure.FamilyEducation, "2021-03-01", "3")
	audited := s.reviewed(disclosure.FamilyAudit, "2021-03-01", "4")
	s.reviewed(disclosure.FamilyFinance, "2021-03-01", "5")
	s.reviewed(disclosure.FamilyHealth, "2021-03-01", "6")
	misread := s.reviewed(disclosure.FamilyTransport, "2021-03-01", "7")
	s.reviewed(disclosure.FamilyWater, "2021-03-01", "8 doubtful")
	s.crawl("county", "2021-03-01", mainList+" 年报 complete")
	s.score("2021-06-01")
	const blames = "SELECT agency_id, blame FROM findings WHERE rule = 'R401' ORDER BY agency_id"
	if got := s.tsv(blames); strings.Count(got, "agency\n") != 5 {
		t.Fatalf("before anybody objects: %s", got)
	}
	if out := s.done("cases"); out != "there is no such case\n" {
		t.Errorf("no case: %s", out)
	}
	report := "361022-education-2020"
	for _, c := range []struct {
		says string
		args []string
	}{
		{"--objection", []string{report, "--figure", "reconsideration_total"}},
		{"say something", []string{report, "--figure", "reconsideration_total", "--objection", " "}},
		{"--figure KEY, or --finding RULE, or --timeliness", []string{report, "--objection", "x"}},
		{"--figure KEY, or --finding RULE, or --timeliness", []string{report, "--objection", "x", "--timeliness", "--finding", "R401"}},
		{"--figure KEY, or --finding RULE", []string{report, "--objection", "x", "--figure", "a", "--finding", "R401"}},
		{"a day like 2026-01-31 that has come", []string{report, "--objection", "x", "--figure", "reconsideration_total", "--on", "2999-01-01"}},
		{"a day like 2026-01-31 that has come", []string{report, "--objection", "x", "--figure", "reconsideration_total", "--on", "soon"}},
		{"has no figure", []string{report, "--objection", "x", "--figure", "requests_new.total"}},
		{"it has R401:reconsideration_total", []string{report, "--objection", "x", "--finding", "R999"}},
		{"there is no report", []string{"nobody-2020", "--objection", "x", "--finding", "R401"}},
	} {
		if out := s.refused(append([]string{"cases", "open"}, c.args...)...); !strings.Contains(out, c.says) {
			t.Errorf("cases open %q says %s", c.args, out)
		}
	}
	agencys := s.opened(report, "--finding", "R401", "--objection", "总计应为 2", "--by", "黎川县教育局", "--evidence", "https://www.example.gov.cn/letter", "--on", "2021-04-01", "--days", "10")
	ours := s.opened("361022-audit-2020", "--figure", "reconsideration_total", "--objection", "页面所印为 2", "--by", "市民", "--on", "2021-04-01")
	rejected := s.opened("361022-finance-2020", "--finding", "R401:reconsideration_total", "--objection", "没有错", "--by", "黎川县财政局", "--on", "2021-04-01")
	open := s.opened("361022-health-2020", "--figure", "reconsideration_total", "--objection", "应为 2", "--by", "市民", "--on", "2021-04-01")
	reading := s.opened("361022-transport-2020", "--finding", "R401", "--objection", "页面所印为 2", "--by", "市民", "--on", "2021-04-01")
	if out := s.refused("cases", "open", report, "--finding", "R401", "--objection", "again", "--by", "x"); !strings.Contains(out, "case "+agencys+" is about the same print already, and is open") {
		t.Errorf("a second time: %s", out)
	}
	if out := s.done("cases", "decide", agencys, "--as", "agency", "--reason", "存档页面如此", "--by", "市公开办", "--on", "2021-04-06", "--days", "20"); out != agencys+": confirmed_agency, due 2021-04-26 OVERDUE\n" {
		t.Errorf("a decision: %s", out)
	}
	s.done("cases", "decide", rejected, "--as", "rejected", "--reason", "存档页面确有不符", "--by", "市公开办", "--on", "2021-04-06")
	for _, refused := range [][]string{{"cases", "decide", "c0", "--as", "ours", "--reason", "x"}, {"cases", "decide", ours, "--as", "theirs", "--reason", "x"}, {"cases", "reply", ours}} {
		s.refused(refused...)
	}

	// What is ours blames nobody from the decision on, in findings, counts and scores.
	const counted = "SELECT agency_id, errors, doubts FROM agency_years WHERE fiscal_year = 2020 ORDER BY agency_id"
	if got := s.tsv(counted); !strings.Contains(got, "361022-audit\t1\t0\n") {
		t.Errorf("before the decision: %s", got)
	}
	late := s.notLate("361022-audit-2020")
	s.done("cases", "decide", ours, "--as", "ours", "--reason", "程序读错一位", "--by", "市公开办", "--on", "2021-04-06")
	want := "361022-audit\tparser\n361022-education\tagency\n361022-finance\tagency\n361022-health\tagency\n361022-transport\tagency\n361022-water\tunclear\n"
	if got := s.tsv(blames); got != want {
		t.Errorf("after the decision: %s", got)
	}
	if got := s.tsv(counted); !strings.Contains(got, "361022-audit\t0\t1\n") || strings.Count(got, "\t1\t0\n") != 4 {
		t.Errorf("counted after the decision: %s", got)
	}
	if got := s.tsv("SELECT agency_id, reason FROM scores WHERE dimension = 'consistency' AND which = 'current' AND fiscal_year = 2020 AND reason = 'needs_review' AND agency_id != '361022-water'"); got != "361022-audit\tneeds_review\n" {
		t.Errorf("scored after the decision: %s", got)
	}
	if got := s.tsv(publications); got != "361022-audit\tunknown\tconfirmed_ours\t1\t1\n361022-finance\tlate\tabsent_after_deadline\t0\t0\n" {
		t.Errorf("publications after the decision: %s", got)
	}
	s.doubted()
	asked := narrow{T: t, db: s.DB, rows: map[string]int{}}
	asked.ledger()
	pages := serveFolder(t, s.dir)
	page := pages.page("/reports/" + report)
	for _, want := range []string{`<section id="cases">`, "总计应为 2", "https://www.example.gov.cn/letter", "存档页面如此", "报告所印如此"} {
		if !strings.Contains(page, want) {
			t.Errorf("the report's page does not say %s", want)
		}
	}
	if page := pages.page("/reports/361022-audit-2020/figures/reconsideration_total"); !strings.Contains(page, "相关疑点不归于机关") || !strings.Contains(page, "程序读错一位") {
		t.Error("the figure's page does not say that it is ours")
	}

	// A newer parser reads the same bytes alike, another version changes what the case is not about: both
	// stay ours. One agency corrects its report, another changes it and errs again, and one page is read
	// right at last.
	s.reread(audited, 2, "")
	s.reread(misread, 2, "2")
	s.reviewed(disclosure.FamilyAudit, "2021-05-01", "4", "litigation_direct_total _ 0")
	mended := s.reviewed(disclosure.FamilyEducation, "2021-05-01", "2")
	s.reviewed(disclosure.FamilyFinance, "2021-05-01", "7")
	s.reviewed(disclosure.FamilyHealth, "2021-05-01", "2")
	s.reviewed(disclosure.FamilyWater, "2021-05-01", "9 doubtful")
	s.crawl("county", "2021-05-01", mainList+" 年报 complete")
	s.score("2021-06-02")
	asked.ledger()
	if got := s.tsv(blames); got != "361022-audit\tparser\n361022-finance\tagency\n361022-water\tunclear\n" {
		t.Errorf("after the crawl: %s", got)
	}
	if got := s.tsv("SELECT agency_id, version FROM reports WHERE agency_id IN ('361022-audit', '361022-education') ORDER BY 1"); got != "361022-audit\t2\n361022-education\t2\n" {
		t.Errorf("versions: %s", got)
	}
	if out := s.done("review", "decisions", "--report", "361022-water-2020"); !strings.Contains(out, "no: followed by another, or printed otherwise now") {
		t.Errorf("the decision on the earlier print: %s", out)
	}
	states := map[string]caseAnswer{}
	var list []caseAnswer
	_, _, body := pages.get("/api/v1/cases?county=361022&year=2020")
	s.ok(json.Unmarshal([]byte(body), &list))
	for _, c := range list {
		states[c.ID] = c
	}
	for _, c := range []struct{ name, state, by string }{{agencys, "mended", "report"}, {ours, "confirmed_ours", ""}, {rejected, "rejected", ""}, {open, "mended", "report"}, {reading, "mended", "reading"}} {
		if got := states[c.name]; got.State != c.state || got.MendedBy != c.by {
			t.Errorf("%s of %s is %s, mended by %q; want %s, %q", c.name, got.Report, got.State, got.MendedBy, c.state, c.by)
		}
	}
	if c := states[agencys]; c.Days == nil || *c.Days != 30 || c.MendedOn != "2021-05-01" || *c.SHA256 != mended || c.Verdict != "confirmed_agency" {
		t.Errorf("the case that is closed: %+v", c)
	}
	if page := pages.page("/ledger?state=mended&county=361022"); !strings.Contains(page, "/ledger/"+agencys) || strings.Contains(page, "/ledger/"+ours) || !strings.Contains(page, `<td class="num">30</td>`) || !strings.Contains(page, "已整改 3 件") {
		t.Error("the ledger does not have the mended cases alone, with their days")
	}
	if page := pages.page("/ledger/" + agencys + "?lang=en"); !strings.Contains(page, "days after the objection: 30") || !strings.Contains(page, mended) {
		t.Error("the page of the case does not say what closed it")
	}
	if page := pages.page("/ledger/" + late); !strings.Contains(page, "公布情况：逾期") || !strings.Contains(page, "逾期公布，至少晚 ") || !strings.Contains(page, "栏目当时正在改版") {
		t.Error("the page of a case about a publication does not say what it is about")
	}
	if page := pages.page("/agencies/361022-audit/absence/2020"); !strings.Contains(page, `<section id="cases">`) || !strings.Contains(page, "有人提出异议，经核是本站判断有误") {
		t.Error("the page of the publication does not have the case")
	}
	if status, _, _ := pages.get("/ledger/" + strings.Repeat("c", 13)); status != http.StatusNotFound {
		t.Errorf("no such case: status %d", status)
	}
	if out := s.done("cases", "show", agencys); strings.Count(out, "\n") < 9 || !strings.Contains(out, "mended on 2021-05-01 by the report, 30 days") {
		t.Errorf("cases show: %s", out)
	}
	// Of another print anybody may object anew; it is another case.
	if anew := s.opened("361022-finance-2020", "--finding", "R401", "--objection", "仍有异议", "--by", "黎川县财政局"); anew == rejected {
		t.Error("another print has the same case")
	}
	if asked.ledger(); asked.rows["cases"] < 3*6 || asked.rows["case_states"] < 3*3 {
		t.Errorf("what the ledger says was compared in few cases: %v", asked.rows)
	}
}
