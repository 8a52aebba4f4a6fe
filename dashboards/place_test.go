package dashboards

import (
	"context"
	"net/http"
	"strings"
	"testing"
)

func TestWhere(t *testing.T) {
	for _, c := range []struct{ evidence, zh, en string }{
		{`{"page":2,"box":[72.4,130,210,150.6]}`, "第 2 页，框 (72, 130)–(210, 151)（点，自左上角）", "page 2, box (72, 130)–(210, 151) in points from the top left"},
		{`{"table":2,"row":4,"column":3,"path":"td"}`, "第 2 个表格第 4 行第 3 列", "table 2, row 4, column 3"},
		{`{"offset":120,"length":2}`, "正文第 121–122 字", "characters 121–122 of the text"},
		{`{}`, "", ""},
		{``, "", ""},
		{`broken`, "", ""},
	} {
		if zh, en := chinese.where(c.evidence), english.where(c.evidence); zh != c.zh || en != c.en {
			t.Errorf("%s: %q and %q, want %q and %q", c.evidence, zh, en, c.zh, c.en)
		}
	}
}

func TestKindOf(t *testing.T) {
	for media, want := range map[string]string{
		"": "", "text/html": "", "text/plain; charset=utf-8": "", "text/xml": "", "multipart/related": "", "application/xhtml+xml": "",
		"application/pdf": "pdf", "application/msword": "word", "application/rtf": "word", "application/vnd.ms-excel": "excel",
		"application/vnd.openxmlformats-officedocument.wordprocessingml.document": "word",
		"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":       "excel",
		"application/vnd.oasis.opendocument.text":                                 "word",
		"application/vnd.oasis.opendocument.spreadsheet":                          "excel",
		"application/ofd": "other",
	} {
		if got := kindOf(media); got != want {
			t.Errorf("%q is %q, want %q", media, got, want)
		}
	}
}

func TestReadable(t *testing.T) {
	for address, want := range map[string]string{
		"file:%E6%8A%A5%E5%91%8A/2023%20a.docx": "file:报告/2023 a.docx",
		"file:100%":                             "file:100%",
		"http://a.test/%E6%8A%A5":               "http://a.test/%E6%8A%A5",
	} {
		if got := readable(address); got != want {
			t.Errorf("%s is shown as %s, want %s", address, got, want)
		}
	}
}

// reportOf serves the sample report after a change, in a language.
func reportOf(t *testing.T, change func(*ReportRow), query string) string {
	t.Helper()
	s := newService(t)
	rows := s.measures.rows["report"](map[string]any{"report": "990101-civil-2024"}).([]ReportRow)
	change(&rows[0])
	s.measures.rows["report_captures"] = always([]CaptureRow{{FetchedAt: seen, Status: 200, Outcome: "ok", PageURL: rows[0].PageURL}})
	w := s.get("/reports/990101-civil-2024" + query)
	if w.Code != http.StatusOK {
		t.Fatalf("status %d", w.Code)
	}
	return w.Body.String()
}

// TestAttachmentReport: a report that is an attachment links the file and the page that
// announces it, and says that what is shown was converted; other reports say neither.
func TestAttachmentReport(t *testing.T) {
	const file, announced = `href="http://a.test/x.pdf"`, `href="http://a.test/x.html"`
	change := func(r *ReportRow) {
		r.URL, r.PageURL, r.ContentType = "http://a.test/x.pdf", ptr("http://a.test/x.html"), ptr("application/pdf")
	}
	for query, want := range map[string][]string{
		"":                                     {file, announced, ">附件</a>", ">发布页面</a>", "原件为 PDF 文件，以下由程序转换"},
		"?figure=proactive_rules_made&lang=en": {file, announced, ">Attached file</a>", ">Page that announces it</a>", "The original is a PDF file.", "· page 2, box (72, 130)"},
	} {
		body := reportOf(t, change, query)
		for _, w := range want {
			if !strings.Contains(body, w) {
				t.Errorf("%q lacks %q", query, w)
			}
		}
	}
	plain := reportOf(t, func(r *ReportRow) { r.URL, r.ContentType = "http://a.test/x.html", ptr("text/html") }, "")
	for _, w := range []string{"发布页面", "由程序转换"} {
		if strings.Contains(plain, w) {
			t.Errorf("a web page says %q", w)
		}
	}
}

// TestFileAddress: the address of a file from disk is for people, and leads nowhere.
func TestFileAddress(t *testing.T) {
	body := reportOf(t, func(r *ReportRow) { r.URL = "file:%E6%8A%A5%E5%91%8A/a.docx" }, "")
	if !strings.Contains(body, "file:报告/a.docx") || strings.Contains(body, `href="file:`) || strings.Contains(body, "%E6%8A%A5") {
		t.Error("the address of a file is not shown decoded, or is a link")
	}
}

// TestDoubtsAreNoErrors: what may be our reading is said as such, and a difference between
// text and table says what stands where, not what should.
func TestDoubtsAreNoErrors(t *testing.T) {
	s := newService(t)
	rows := s.measures.rows["findings"](nil).([]FindingRow)
	rows[0].Blame = "unclear"
	rows = append(rows, FindingRow{ReportID: rows[0].ReportID, AgencyID: rows[0].AgencyID, Name: "局", County: "990101", FiscalYear: rows[0].FiscalYear, Rule: "E112", Severity: "warning", Blame: "unclear", Message: "表格为 3，正文为 5", Indicator: "requests_new", Applicant: "total", Expected: number(3), Actual: number(5), Total: 2})
	s.measures.rows["findings"] = always(rows)
	for address, want := range map[string][]string{
		"/reports/990101-civil-2024":         {"不符 1 项（其中 1 项读取有疑义，可能是我们读错）", "表格为 3，正文为 5", "/method#confidence"},
		"/reports/990101-civil-2024?lang=en": {"1 do not (1 of these read with doubt: it may be our reading)", "the text and the table state the same figure differently"},
		"/findings":                          {"原因待核", "表格为 3，正文为 5"},
	} {
		body := s.get(address).Body.String()
		for _, w := range want {
			if !strings.Contains(body, w) {
				t.Errorf("%s lacks %q", address, w)
			}
		}
		if strings.Contains(body, "应为 <b>3</b>") || strings.Contains(body, "Expected <b>3</b>") {
			t.Errorf("%s says what the text should say", address)
		}
	}
}

// Who narrows the overview to a kind of agencies gets the numbers of these alone: every measure is asked for them.
func TestOverviewAsksForTheBodiesThatAreMeant(t *testing.T) {
	s := newService(t)
	asked := map[string]map[string]any{}
	for name, rows := range s.measures.rows {
		s.measures.rows[name] = func(p map[string]any) any { asked[name] = p; return rows(p) }
	}
	s.get("/?level=county&family=civil&year=2024")
	for _, name := range []string{"timeliness", "requests", "identities", "legal", "quality", "errors_by_county", "coverage", "attention"} {
		if p := asked[name]; p["level"] != "county" || p["family"] != "civil" {
			t.Errorf("%s is asked for %v", name, p)
		}
	}
	for _, address := range []string{"/?level=village", "/?family=A%20B"} {
		if w := s.get(address); w.Code != 400 {
			t.Errorf("%s: status %d", address, w.Code)
		}
	}
}

// A document that somebody brought is called so wherever it is shown, and so is what no crawl saw on its site.
func TestWhatWasBroughtIsCalledSo(t *testing.T) {
	s := newService(t)
	before := s.measures.rows["report"]
	s.measures.rows["report"] = func(p map[string]any) any {
		rows, _ := before(p).([]ReportRow)
		for i := range rows {
			rows[i].Obtained, rows[i].SeenOnSite = "brought", 0
		}
		return rows
	}
	s.measures.rows["report_obtained"] = always([]ObtainedRow{{ptr(hostile), seen}})
	for _, address := range []string{"/reports/990101-civil-2024", "/reports/990101-civil-2024/figures/requests_new.total"} {
		body := s.get(address).Body.String()
		for _, want := range []string{`id="obtained"`, "由他人提供", "&lt;script&gt;alert(1)&lt;/script&gt;&amp;&#34;局提供", "本站未在其网站上见到", "据提供者所述，取得于"} {
			if !strings.Contains(body, want) {
				t.Errorf("%s does not say %s", address, want)
			}
		}
	}
	if body := newService(t).get("/reports/990101-civil-2024").Body.String(); strings.Contains(body, `id="obtained"`) || !strings.Contains(body, "首次抓取") {
		t.Error("what was crawled is said to be brought")
	}
}

// In the place of a document that was taken down stands who decided it, when and why.
func TestWhatWasTakenDownIsSaid(t *testing.T) {
	s := newServiceWith(t, func(c *Config) {
		c.Evidence = func(context.Context, string, uint32, []string, string) ([]byte, error) {
			return nil, &TakenDown{seen, hostile, "含个人信息"}
		}
	})
	s.measures.rows["report_taken"] = always([]TakenRow{{seen, hostile, "含个人信息"}})
	for _, address := range []string{"/reports/990101-civil-2024", "/reports/990101-civil-2024/figures/requests_new.total"} {
		body := s.get(address).Body.String()
		if !strings.Contains(body, `id="taken-down"`) || !strings.Contains(body, "含个人信息") || strings.Contains(body, "<iframe") || strings.Contains(body, "<script>alert") {
			t.Errorf("%s does not say that its document is gone", address)
		}
	}
	w := s.get("/reports/990101-civil-2024/evidence")
	if w.Code != http.StatusUnavailableForLegalReasons || !strings.Contains(w.Body.String(), "含个人信息") || w.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("in its place: %d: %s", w.Code, w.Body)
	}
}

// A report that no walk would have shown is nowhere called found.
func TestUnseenIsNotFound(t *testing.T) {
	s := newService(t)
	s.measures.rows["coverage"] = always([]CoverageRow{{AgencyID: "990101-civil", Name: "晴岚县民政局", FiscalYear: 2022, Status: "unknown", Reason: ptr("walk_incomplete")}})
	for _, address := range []string{"/agencies/990101-civil/absence/2022", "/agencies/990101-civil", "/expected?year=2022"} {
		if body := s.get(address).Body.String(); !strings.Contains(body, "无从判定</span>") || strings.Contains(body, "已找到，早晚不详</span>") {
			t.Errorf("%s calls a report found that nobody saw", address)
		}
	}
}
