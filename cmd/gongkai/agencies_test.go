package main

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/cmd/gongkai/agencylist"
	"gongkai/dashboards"
	"gongkai/disclosure"
)

// register hands a list in, as gongkai agencies register does.
func (s *scored) register(text string) {
	s.Helper()
	counties, err := agencylist.Load(strings.NewReader(text), "agencies.yaml")
	s.ok(err)
	for _, c := range counties {
		s.ok(s.PutRegister(s.Context(), c, "test"))
	}
}

// Which years are expected of agencies that were founded, merged and registered: nobody misses a
// report of a year in which there was no such body, or may have been none.
func TestExpectedOverReforms(t *testing.T) {
	s := newScored(t)
	family := func(name string, years ...int) {
		a, ok := disclosure.ResolveAgency(name, disclosure.Division{Code: "361022", Name: "黎川县"})
		if !ok {
			t.Fatalf("%s is no certain agency", name)
		}
		for _, year := range years {
			s.report(a.Family, year, "county", mainList, "2026-05-01", "").Agency = a
		}
	}
	family("教育局", 2016, 2025)
	family("工商局", 2016)
	family("工商行政管理局", 2017) // the same agency
	family("乡村振兴局", 2021)
	family("市场监督管理局", 2019)
	s.crawl("county", "2026-05-01", mainList+" 年报 complete", "http://county.test/yb 县医疗保障局 complete", "http://county.test/dsj 县大数据局 complete", "http://county.test/zs 县招商局 complete")
	s.register(`
counties:
  - division_code: "361022"
    source: 机构改革方案
    agencies:
      - {name: 信访局, from: 2023-03-01}
      - {name: 退役军人事务局, from: 2019-01-10}
      - {name: 招商局, from: 2022-03-01}
    notices:
      - {fiscal_year: 2024, deadline: 2025-02-20, issued_on: 2024-12-01, covers: [departments], source: 通知}
`)
	s.score("2026-06-01")
	status := func(agency string) string {
		rows := s.tsv("SELECT fiscal_year, status, reason FROM expected_reports WHERE agency_id = '361022-" + agency + "' AND status != 'unknown' OR agency_id = '361022-" + agency + "' AND reason = 'existence_uncertain' ORDER BY fiscal_year")
		return strings.ReplaceAll(strings.TrimSpace(strings.NewReplacer("\tnot_found\twalked_completely", " -", "\tunknown\texistence_uncertain", " ?").Replace(rows)), "\n", ", ")
	}
	for agency, want := range map[string]string{
		"medical_insurance": "2018 ?, 2019 -, 2020 -, 2021 -, 2022 -, 2023 -, 2024 -, 2025 -", // known from its column only
		// Known from their columns: when the county founded the one nobody says, of the other its register.
		"admin_approval-大数据局": "2016 ?, 2017 ?, 2018 ?, 2019 ?, 2020 ?, 2021 ?, 2022 ?, 2023 ?, 2024 ?, 2025 ?",
		"commerce-招商局":        "2022 -, 2023 -, 2024 -, 2025 -",
		"market-工商行政管理局":      "2018 ?",
		"market":              "2020 -, 2021 -, 2022 -, 2023 -, 2024 -, 2025 -",
		"rural_revital":       "2022 -, 2023 ?, 2024 ?",
		"education":           "2017 -, 2018 -, 2019 -, 2020 -, 2021 -, 2022 -, 2023 -, 2024 -",
	} {
		if got := status(agency); got != want {
			t.Errorf("%s: %s\nwant %s", agency, got, want)
		}
	}
	// Registered and never seen: expected from its first year on, and where no list is its own nothing is said.
	if got := s.tsv("SELECT fiscal_year, status, reason, deadline, deadline_basis FROM expected_reports WHERE agency_id = '361022-petition' ORDER BY fiscal_year"); got != "2023\tunknown\tnot_walked\t2024-01-31\tart49_dept\n2024\tunknown\tnot_walked\t2025-02-20\tlocal_notice\n2025\tunknown\tnot_walked\t2026-01-31\tart49_dept\n" {
		t.Errorf("信访局: %s", got)
	}
	if got := s.tsv("SELECT valid_from, registered, predecessors FROM agencies WHERE agency_id IN ('361022-petition', '361022-market') ORDER BY agency_id"); got != "\\N\t0\t['361022-market-工商行政管理局']\n2023-03-01\t1\t[]\n" {
		t.Errorf("agencies: %s", got)
	}
	// A list that is handed in again replaces the one before, which stays on record.
	others := "SELECT * FROM expected_reports WHERE agency_id NOT IN ('361022-petition', '361022-commerce-招商局') AND fiscal_year != 2024 ORDER BY agency_id, fiscal_year"
	before := s.tsv(others)
	s.register("counties: [{division_code: \"361022\", source: y, agencies: [{name: 退役军人事务局, from: 2019-01-10}]}]")
	s.score("2026-06-01")
	if got := s.tsv("SELECT count() FROM agencies WHERE agency_id = '361022-petition'"); got != "0\n" {
		t.Errorf("an agency that no list names any more is there: %s", got)
	}
	if after := s.tsv(others); after != before {
		t.Errorf("what the list does not speak of has changed:\n got %s\nwant %s", after, before)
	}
	if got := s.tsv("SELECT source, registered_by, agencies FROM registers ORDER BY registered_at"); got != "机构改革方案\ttest\t3\ny\ttest\t1\n" {
		t.Errorf("registers: %s", got)
	}
}

// A name that means no agency for certain waits for a person; once one has said which it is, the
// report is that agency's, and when the word is taken back it waits again.
func TestUndecidedName(t *testing.T) {
	t.Parallel()
	needEngine(t)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		switch r.URL.Path {
		case "/":
			fmt.Fprint(w, `<html><head><title>黎川县人民政府</title></head><body><a href="/nb/">政府信息公开年报</a></body></html>`)
		case "/nb/":
			fmt.Fprint(w, `<html><head><title>政府信息公开年报</title></head><body><ul><li><a href="/r2021.html">财富大厦2021年政府信息公开工作年度报告</a><i>2022-01-12</i></li>
				<li><a href="/r2015.html">黎川县日峰镇人民政府2015年政府信息公开工作年度报告</a><i>2016-01-12</i></li>
				<li><a href="/r2012.html">黎川县日峰乡人民政府2012年政府信息公开工作年度报告</a><i>2013-01-12</i></li></ul></body></html>`)
		case "/r2021.html", "/r2015.html", "/r2012.html":
			who := map[string]string{"/r2021.html": "财富大厦", "/r2015.html": "黎川县日峰镇人民政府", "/r2012.html": "黎川县日峰乡人民政府"}[r.URL.Path]
			fmt.Fprintf(w, `<html><body><h1>`+who+r.URL.Path[2:6]+`年政府信息公开工作年度报告</h1><div id="zoom"><p>一、总体情况</p><p>%s</p></div></body></html>`, strings.Repeat("本单位主动公开政府信息12条，未收到政府信息公开申请。", 12))
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(server.Close)
	dir := engineIn(t)
	write := func(name, text string) string {
		file := filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return file
	}
	do := func(args ...string) string {
		t.Helper()
		out, errs := &lockedBuffer{}, &lockedBuffer{}
		if status := run(t.Context(), append(args, "--data", dir, "--log-level", "error"), streams{strings.NewReader(""), out, errs}); status != exitDone {
			t.Fatalf("%s: status %d: %s", args, status, errs)
		}
		return out.String()
	}
	reports := func() string {
		return do("sql", "--format", "TSV", "SELECT report_id FROM reports WHERE fiscal_year = 2021")
	}
	do("crawl", "--sites", write("sites.yaml", fmt.Sprintf("sites: [{id: lichuan, name: 黎川县人民政府, division_code: \"361022\", url: \"%s/\", pace: 0s, allow_private: true}]\n", server.URL)))
	do("ingest")
	if got := reports(); got != "unresolved-财富大厦-2021\n" {
		t.Fatalf("reports: %s", got)
	}
	if got := do("agencies", "undecided"); !strings.Contains(got, "财富大厦  lichuan  361022    1        2021–2021") {
		t.Errorf("undecided: %s", got)
	}
	if got := strings.Join(strings.Fields(do("agencies", "undecided")), " "); !strings.Contains(got, "361022-township-日峰乡 2012–2012 361022-township-日峰镇 2015–2015") {
		t.Errorf("townships that may be one: %s", got)
	}
	// The earlier name misses nothing after its last report.
	if got := do("sql", "--format", "TSV", "SELECT agency_id, groupArray(fiscal_year) FROM (SELECT agency_id, fiscal_year FROM expected_reports WHERE agency_id LIKE '%township%' AND reason = 'existence_uncertain' AND fiscal_year < 2018 ORDER BY fiscal_year) GROUP BY agency_id ORDER BY agency_id"); got != "361022-township-日峰乡\t[2013,2014,2015,2016,2017]\n" {
		t.Errorf("uncertain: %s", got)
	}
	// To score takes seconds: the answers are kept and heeded as the command does, and not scored.
	out := &lockedBuffer{}
	a, err := newApp(&globals{Data: dir, LogLevel: "error"}, streams{strings.NewReader(""), out, out})
	if err != nil {
		t.Fatal(err)
	}
	h, err := a.open(t.Context(), embedded{})
	if err != nil {
		t.Fatal(err)
	}
	defer h.close()
	keep := func(c agenciesAnswerCommand) {
		t.Helper()
		if _, err := c.keep(t.Context(), h, "王五"); err != nil {
			t.Fatal(err)
		}
	}
	heed := func() {
		t.Helper()
		if _, err := h.ingest(t.Context(), a, false); err != nil {
			t.Fatal(err)
		}
	}
	onPage := newDesk(h, a) // as a reviewer does on a page
	said := dashboards.NameAnswer{Name: "财富大厦", Division: "361022", Agency: "银海", By: "王五", Source: "电话"}
	if refusal, is := errors.AsType[*dashboards.Refusal](onPage.answer(t.Context(), said)); !is || !strings.HasPrefix(refusal.Text, "银海: ") {
		t.Errorf("an agency of which nobody knows the kind: %v", refusal)
	}
	said.Agency = "财政局"
	if err := onPage.answer(t.Context(), said); err != nil {
		t.Fatal(err)
	}
	if refusal, is := errors.AsType[*dashboards.Refusal](onPage.answer(t.Context(), said)); !is || !strings.Contains(refusal.Text, "王五 · ") {
		t.Errorf("answered twice before it was read: %v", refusal)
	}
	if onPage.pending != (following{read: true}) || len(onPage.wake) != 1 {
		t.Errorf("what has to follow an answer: %+v", onPage.pending)
	}
	heed()
	if got := reports(); got != "361022-finance-2021\n" {
		t.Errorf("answered: %s", got)
	}
	if got := do("sql", "--format", "TSV", "SELECT count() FROM agencies WHERE registered OR agency_id LIKE 'unresolved-%'"); got != "0\n" {
		t.Errorf("an answer registers %s agencies or leaves a name", got)
	}
	if got := strings.Join(strings.Fields(do("agencies", "answers")), " "); !strings.Contains(got, "财富大厦 361022 361022-finance 电话 王五") {
		t.Errorf("answers: %s", got)
	}
	keep(agenciesAnswerCommand{Name: "黎川县日峰乡人民政府", Is: "黎川县日峰镇人民政府", Source: "民政厅批复"})
	keep(agenciesAnswerCommand{Name: "财富大厦", Withdraw: true, Source: "又看错"})
	heed()
	if got := do("sql", "--format", "TSV", "SELECT report_id FROM reports ORDER BY 1"); got != "361022-township-日峰镇-2012\n361022-township-日峰镇-2015\nunresolved-财富大厦-2021\n" {
		t.Errorf("two are one, and an answer is taken back: %s", got)
	}
	if got := do("agencies", "undecided"); !strings.Contains(got, "财富大厦") || strings.Contains(got, "日峰") || !strings.Contains(do("agencies", "answers"), "又看错") {
		t.Errorf("undecided: %s", got)
	}
	keep(agenciesAnswerCommand{Name: "财富大厦", None: true, Source: "看错"})
	if got := do("agencies", "undecided"); !strings.Contains(got, "every name") {
		t.Errorf("a name that is answered to be none still waits: %s", got)
	}
	if got := do("sql", "--format", "TSV", "SELECT registered_by, source FROM registers WHERE content LIKE '%王五%' ORDER BY registered_at LIMIT 1"); got != "王五\tsingle answers, each with its source\n" {
		t.Errorf("on record: %s", got)
	}
	fails := func(want string, args ...string) {
		t.Helper()
		errs := &lockedBuffer{}
		if status := run(t.Context(), append(args, "--data", dir, "--log-level", "error"), streams{strings.NewReader(""), &lockedBuffer{}, errs}); status == exitDone || !strings.Contains(errs.String(), want) {
			t.Errorf("%s: status %d: %s", args, status, errs)
		}
	}
	fails("no name 无此名 waits", "agencies", "answer", "无此名", "--none", "--source", "x")
	fails("say its family", "agencies", "answer", "财富大厦", "--is", "银海", "--source", "x")
	fails("no name 银海 waits", "agencies", "answer", "银海", "--withdraw", "--source", "x")
	fails("--is", "agencies", "answer", "财富大厦", "--source", "x")
	do("agencies", "register", write("a.yaml", "counties: [{division_code: \"361022\", source: 电话询问, agencies: [{name: 财富大厦管理处, family: other, also: [财富大厦]}]}]"), "--by", "张三")
	if got := reports(); got != "361022-other-财富大厦管理处-2021\n" {
		t.Errorf("after the answer: %s", got)
	}
	if got := do("agencies", "undecided"); !strings.Contains(got, "every name on a report is one of a known agency") {
		t.Errorf("undecided after the answer: %s", got)
	}
	do("agencies", "register", write("b.yaml", "counties: [{division_code: \"361022\", source: 更正, not_agencies: [财富大厦]}]"), "--by", "李四")
	if got := reports(); got != "unresolved-财富大厦-2021\n" {
		t.Errorf("after the word was taken back: %s", got)
	}
	if got := do("agencies", "undecided"); !strings.Contains(got, "every name") {
		t.Errorf("a name that is no agency still waits: %s", got)
	}
}
