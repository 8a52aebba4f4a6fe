package dashboards

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// auditSample is an audit that is finished, with an error, and one that is not.
func auditSample() map[string]func(map[string]any) any {
	done := AuditRow{AuditID: "a0011", DrawnAt: seen, DrawnBy: hostile, Seed: "00ff", SeedOf: "data", Digest: "00ff", Wanted: 4, Least: 1, OldestParser: 1, NewestParser: 2, Cells: 600, Sampled: 4, Answered: 4, Errors: 1, Unreadable: 1, NotBlind: 1, Finished: 1, Total: 2}
	open := AuditRow{AuditID: "a0022", DrawnAt: seen, DrawnBy: "市公开办", Seed: "lucky", SeedOf: "given", Digest: "00fe", Release: "2025.1", Wanted: 2, Least: 1, OldestParser: 2, NewestParser: 2, Cells: 600, Sampled: 2, Answered: 1, Total: 2}
	cell := func(audit string, n uint32, verdict string) AuditCellRow {
		return AuditCellRow{AuditID: audit, Position: n, Draw: "00", ReportID: "990101-civil-2024", Indicator: "requests_new", Applicant: "total", AgencyID: "990101-civil", Name: "晴岚县民政局", FiscalYear: 2024, Form: "2021", SiteFamily: "trs", Format: "html",
			SHA256: strings.Repeat("ab", 32), Version: 2, URL: "http://qinglan.demo.test/report", Printed: "918273", PrintState: "number", Value: number(918273), Unit: "件", Verdict: verdict}
	}
	wrong, unreadable, converted := cell("a0011", 1, "wrong"), cell("a0011", 2, "unreadable"), cell("a0022", 2, "open")
	wrong.ReadText, wrong.ReadState, wrong.ReadValue, wrong.AnsweredAt, wrong.AnsweredBy, wrong.Answers, wrong.Reason = hostile, "number", number(13), &seen, hostile, 2, "看错"
	unreadable.ReadState, unreadable.AnsweredAt, unreadable.Answers = "unreadable", &seen, 1
	converted.Format, converted.Version = "pdf", 0
	return map[string]func(map[string]any) any{
		"audits": func(p map[string]any) any {
			var all []AuditRow
			for _, a := range []AuditRow{open, done} {
				if (p["audit"] == "" || p["audit"] == a.AuditID) && (p["release"] == "" || p["release"] == a.Release) {
					all = append(all, a)
				}
			}
			return all
		},
		"audit_strata": func(p map[string]any) any {
			var all []AuditStratumRow
			for _, s := range []AuditStratumRow{{AuditID: "a0011", Form: "2021", SiteFamily: "trs", Format: "html", Cells: 500, Sampled: 3, Right: 1, Wrong: 1, Unreadable: 1}, {AuditID: "a0011", Form: "unknown", SiteFamily: "unknown", Format: "pdf", Cells: 100, Sampled: 1, Right: 1},
				{AuditID: "a0022", Form: "2021", SiteFamily: "trs", Format: "pdf", Cells: 600, Sampled: 2, Right: 1, Open: 1}} {
				if p["audit"] == "" || p["audit"] == s.AuditID {
					all = append(all, s)
				}
			}
			return all
		},
		"audit_cells": func(p map[string]any) any {
			if p["audit"] == "a0022" {
				return []AuditCellRow{cell("a0022", 1, "right"), converted}
			}
			return []AuditCellRow{wrong, unreadable, cell("a0011", 3, "right")}
		},
	}
}

// sampleAuditRate is of no formula.
func sampleAuditRate(strata []AuditStratumRow) AuditRate {
	for _, s := range strata {
		if s.Open == s.Sampled {
			return AuditRate{nil, 0, 1}
		}
	}
	return AuditRate{ptr(0.1234), 0.0123, 0.5}
}

// auditPages are addresses with what must be read there.
var auditPages = []pageWant{
	{"/audits", []string{"<h1>读取抽查</h1>", "从 600 个单元格中抽查 4 个，读错 1 个。人也无法辨认 1 个，不算读对。错误率 12.34%，95% 区间 1.23–50.00%。", `<a href="/audits/a0011">a0011</a>`, `<td colspan="2">未读完</td>`, "/api/v1/audits?format=csv"}},
	{"/audits?release=2025.1&lang=en", []string{"No audit is finished yet: the rate of our errors is not known.", `<a href="/audits/a0022?lang=en">a0022</a>`}},
	{"/audits?release=2024.9", []string{"尚未做过读取抽查：错误率不明。", "gongkai audit draw"}},
	{"/audits/a0011", []string{"取自数据摘要，无从挑选", "另一个数", `“918273”`, "&lt;script&gt;", "看错", "1–2", "人也无法辨认的单元格", `<a href="/audits/a0011/cells/2">`}},
	{"/audits/a0022?lang=en", []string{"Read: 1 of 2. Nothing is concluded before all are.", "named by who drew it", `<a href="/audits/a0022/cells/2?lang=en">2 · `, `<a href="/releases/2025.1?lang=en">2025.1</a>`}},
	{"/audits/a0011/cells/1", []string{"读取抽查 a0011 第 1 格", "晴岚县民政局 2024 年度报告：", `src="/reports/990101-civil-2024/evidence?figure=requests_new.total&amp;version=2#gongkai-aim"`, "gongkai audit answer a0011 1 --read", "已有人读过这一格。"}},
	{"/audits/a0022/cells/2?lang=en", []string{"Audit a0022, cell 2", "The archive has the document no more as it was when drawn", "read the original", "Still to read: 0."}},
	{"/releases/2025.1", []string{`<section id="audit">`, "从 600 个单元格中抽查 4 个，读错 1 个。错误率 12.00%，95% 区间 1.00–50.00%。", "抽取的单元格中，3 个（共 4 个）在此版本中文件和所读都与抽取时相同。", `<a href="/audits/a0011">`, `<a href="/audits?release=2025.1">`}},
	{"/releases/2024.9?lang=en", []string{"No finished audit speaks for the data of this release: the rate of our errors is not known."}},
	{"/releases", []string{"12.00% (1.00–50.00%; n=4)", "未抽查"}},
}

// TestAuditIsReadBlind: nothing on the page on which a cell is read says what we read there, nor does the list of
// open cells.
func TestAuditIsReadBlind(t *testing.T) {
	s := newService(t)
	for _, address := range []string{"/audits/a0022/cells/2", "/audits/a0011/cells/1?lang=en", "/audits/a0022"} {
		page := s.get(address)
		if text := page.Body.String(); page.Code != http.StatusOK || strings.Contains(text, "918273") || strings.Contains(text, "918,273") {
			t.Errorf("%s: status %d, or it says what was read", address, page.Code)
		}
	}
}

func TestAuditsOfTheAPI(t *testing.T) {
	s := newService(t)
	var one struct {
		Audit  struct{ Rate *float64 }
		Strata []struct{ Rate, Low, High *float64 }
		Cells  []struct {
			Verdict string
			Read    *float64 `json:"read_value"`
		}
	}
	if err := json.Unmarshal(s.get("/api/v1/audits/a0011").Body.Bytes(), &one); err != nil || *one.Audit.Rate != 0.1234 || len(one.Strata) != 2 || len(one.Cells) != 3 || *one.Cells[0].Read != 13 || one.Cells[1].Read != nil {
		t.Errorf("an audit: %+v, %v", one, err)
	}
	for address, want := range map[string]int{"/audits/none": http.StatusNotFound, "/api/v1/audits/none": http.StatusNotFound, "/audits/a0011/cells/9": http.StatusNotFound, "/audits/a0011/cells/x": http.StatusNotFound, "/audits?release=%3C": http.StatusBadRequest} {
		if got := s.get(address).Code; got != want {
			t.Errorf("%s: status %d, want %d", address, got, want)
		}
	}
	if list := s.get("/api/v1/releases?format=csv").Body.String(); !strings.Contains(list, "audit_rate") || !strings.Contains(list, ",a0011,0.12,0.01,0.5,4,1") || !strings.Contains(list, ",,,,,\n") {
		t.Errorf("the list of releases: %s", list)
	}
}
