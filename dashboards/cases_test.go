package dashboards

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// caseSample is an objection to a finding that its agency has mended, one to a figure that is open, and one to
// what is said of a report that was not published.
func caseSample() map[string]func(map[string]any) any {
	mended := CaseRow{CaseID: "c0011", State: "mended", Verdict: "confirmed_agency", ReportID: "990101-civil-2024", AgencyID: "990101-civil", Name: "晴岚县民政局", County: "990101", FiscalYear: 2024, Version: 1, SHA256: strings.Repeat("ab", 32),
		Rule: "R303", Indicator: "requests_new", Applicant: "total", Message: "=各类申请人之和", Cells: []string{"990101-civil-2024/requests_new.total", "990101-civil-2024/requests_new.natural_person"}, Prints: []string{"12", "13"},
		OpenedOn: date("2026-01-02"), OpenedBy: hostile, Objection: "总计有误" + hostile, Evidence: "javascript:alert(1)", DueOn: date("2026-02-01"), Reply: "已更正" + hostile, RepliedBy: "晴岚县民政局", RepliedOn: date("2026-01-05"), ReplyEvidence: "https://qinglan.demo.test/reply", Replies: 1,
		DecidedOn: date("2026-01-06"), DecidedBy: "市公开办", Reason: "存档如此", ReprintedIn: ptr[int64](2), MendedBy: "report", MendedOn: date("2026-01-20"), MendedAfter: &seen, MendedReportID: ptr("990101-civil-2024"), MendedSHA256: ptr(strings.Repeat("cd", 32)), Days: ptr[int64](18), Total: 2}
	open := CaseRow{CaseID: "c0022", State: "open", ReportID: "990101-civil-2024", AgencyID: "990101-civil", Name: "晴岚县民政局", County: "990101", FiscalYear: 2024, Version: 2, Indicator: "proactive_rules_made", Printed: "3", PrintState: "number", Value: number(3),
		Cells: []string{"990101-civil-2024/proactive_rules_made"}, Prints: []string{"3"}, OpenedOn: date("2026-01-10"), OpenedBy: "市民", Objection: "应为 4", DueOn: date("2026-02-09"), Total: 2}
	absent := CaseRow{CaseID: "c0033", State: "confirmed_agency", Verdict: "confirmed_agency", ReportID: "990101-civil-2021", AgencyID: "990101-civil", Name: "晴岚县民政局", County: "990101", FiscalYear: 2021, Rule: "timeliness", Printed: "not_published",
		Message: "未公布报告", Cells: []string{}, Prints: []string{}, OpenedOn: date("2026-01-10"), OpenedBy: "晴岚县民政局", Objection: "已报送上级", DueOn: date("2026-02-09"), DecidedOn: date("2026-01-12"), DecidedBy: "市公开办", Reason: "网站上确实没有", Total: 1}
	return map[string]func(map[string]any) any{
		"cases": func(p map[string]any) any {
			var all []CaseRow
			for _, c := range []CaseRow{open, mended, absent} {
				if (p["state"] == "" || p["state"] == c.State) && (p["case"] == "" || p["case"] == c.CaseID) && (p["report"] == "" || p["report"] == c.ReportID) {
					all = append(all, c)
				}
			}
			return all
		},
		"reviews":     always([]ReviewRow{{ReportID: "990101-civil-2024", Kind: "scan", Verdict: "right", DecidedAt: seen, DecidedBy: "市公开办", Reason: "确为扫描件", Total: 2}, {ReportID: "990101-civil-2024", Kind: "cell", Indicator: "requests_new", Applicant: "total", Printed: hostile, PrintState: "number", Value: number(12), Verdict: "wrong", ShouldBe: number(13), DecidedAt: seen, DecidedBy: hostile, Reason: "看过", Stands: 1, Total: 2}}),
		"case_states": always([]CaseStateRow{{State: "mended", Cases: 1, Days: ptr(18.5)}, {State: "open", Cases: 1}}),
		"case_events": always([]CaseEventRow{{Event: "objection", SaidAt: seen, SaidBy: hostile, Text: "总计有误", DueOn: date("2026-02-01"), RecordedAt: seen}, {Event: "decision", SaidAt: seen, SaidBy: "市公开办", Text: "存档如此", Verdict: "confirmed_agency", RecordedAt: seen}}),
	}
}

// casePages are addresses with what must be read there.
var casePages = []pageWant{
	{"/ledger", []string{"<h1>整改台账</h1>", "全部地区的异议共 2 件：处理中 1 件", "已整改 1 件。从提出到整改的天数，中位数 18.5。", `<a href="/ledger/c0011">`, `<td class="num">18</td>`, "机关更正了报告", "市公开办", "/api/v1/cases?format=csv", "总计有误&lt;script&gt;"}},
	{"/ledger?state=open&county=990101&year=2024&lang=en", []string{"Ledger of corrections", `<option value="open" selected>`, "/api/v1/cases?county=990101&amp;format=csv&amp;state=open&amp;year=2024", "应为 4"}},
	{"/ledger/c0011", []string{"异议 c0011", "晴岚县民政局 2024 年度报告；已整改。", "自提出起 18 天", strings.Repeat("cd", 32), "报告所印如此", `href="/reports/990101-civil-2024/figures/requests_new.total"`}},
	{"/ledger/c0022?lang=en", []string{"Case c0022", "nothing is decided yet", "“3”"}},
	{"/ledger/c0033", []string{"公布情况：未公布", "晴岚县民政局 2021 年度报告；情况属实。", "经核，所述公布情况属实。", `href="/agencies/990101-civil/absence/2021#cases"`}},
	{"/ledger?lang=en", []string{"Publication: Not published", "as it is said"}},
	{"/reports/990101-civil-2024", []string{`<section id="reviews">`, "读取有误", "复核者读作 13。", "扫描件或未读完的文件", "确为扫描件", "本决定不再适用"}},
	{"/reports/990101-civil-2024/figures/requests_new.total?lang=en", []string{"Looked at by a person", "read wrongly", "The person reads 13.", "看过"}},
	{"/reports/990101-civil-2024", []string{`<section id="cases">`, "已更正&lt;script&gt;", "https://qinglan.demo.test/reply", "2026年1月20日 整改（机关更正了报告），自提出起 18 天。", "应为 4"}},
	{"/reports/990101-civil-2024/figures/requests_new.natural_person", []string{`<section id="cases">`, "总计有误", "晴岚县民政局 · "}},
	{"/reports/990101-civil-2024/figures/proactive_rules_made?lang=en", []string{"Objections and replies", "Due by ", "应为 4"}},
}

// TestCasesOfTheAPI: a figure's answer has the cases that are about it, and no others.
func TestCasesOfTheAPI(t *testing.T) {
	s := newService(t)
	var figure struct {
		Cases []struct {
			ID string `json:"case_id"`
		}
		Reviews []struct{ Verdict string }
	}
	if err := json.Unmarshal(s.get("/api/v1/reports/990101-civil-2024/figures/proactive_rules_made").Body.Bytes(), &figure); err != nil || len(figure.Cases) != 1 || figure.Cases[0].ID != "c0022" {
		t.Errorf("the cases of a figure: %+v, %v", figure, err)
	}
	if len(figure.Reviews) > 0 {
		t.Errorf("a figure that nobody looked at has decisions: %+v", figure.Reviews)
	}
	if err := json.Unmarshal(s.get("/api/v1/reports/990101-civil-2024/figures/requests_new.total").Body.Bytes(), &figure); err != nil || len(figure.Reviews) != 1 || figure.Reviews[0].Verdict != "wrong" {
		t.Errorf("the decisions on a figure: %+v, %v", figure.Reviews, err)
	}
	var one struct {
		Case struct {
			Days  *int64
			Value *float64
		}
		Events []struct{ Event string }
	}
	if err := json.Unmarshal(s.get("/api/v1/cases/c0011").Body.Bytes(), &one); err != nil || len(one.Events) != 2 || *one.Case.Days != 18 {
		t.Errorf("a case: %+v, %v", one, err)
	}
	for address, want := range map[string]int{"/ledger/none": http.StatusNotFound, "/api/v1/cases/none": http.StatusNotFound, "/ledger?state=won": http.StatusBadRequest, "/api/v1/cases?state=won": http.StatusBadRequest} {
		if got := s.get(address).Code; got != want {
			t.Errorf("%s: status %d, want %d", address, got, want)
		}
	}
	if list := s.get("/api/v1/cases?format=csv&state=open").Body.String(); strings.Count(list, "\n") != 2 || !strings.Contains(list, "应为 4") {
		t.Errorf("the list as a table: %s", list)
	}
}
