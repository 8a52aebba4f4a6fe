package dashboards

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// The report page says what came with each version, in both languages, and nothing that a page
// printed gets out of its quotes.
func TestReportPageShowsChanges(t *testing.T) {
	s := newService(t)
	for lang, want := range map[string][]string{
		"zh": {`<a href="#version-2">标题；信息栏日期；改数字 1 项；删数字 1 项；删文字 1 句；增文字 1 句</a>`, "最早见到的版本", "<del>14</del>", "<ins>12</ins>", "第 2 个表格第 4 行第 9 列",
			"<del>旧题</del>", `<del><time datetime="2025-02-07">2025年2月7日</time></del>`, `<span class="sign">删</span> <del>培训2次。</del>`, "最近确认未改动", "未曾答复"},
		"en": {"Title; Date in the box; figures changed: 1; figures removed: 1; sentences removed: 1; sentences added: 1", "table 2, row 4, column 9", "not printed", "Last confirmed unchanged"},
	} {
		body := s.get("/reports/990101-civil-2024?lang=" + lang).Body.String()
		for _, w := range want {
			if !strings.Contains(body, w) {
				t.Errorf("%s: the page lacks %q", lang, w)
			}
		}
		if strings.Contains(body, "<script>alert") {
			t.Errorf("%s: a printed text became markup", lang)
		}
	}
}

func TestChangesOverTheAPI(t *testing.T) {
	s := newService(t)
	r := s.get("/api/v1/reports/990101-civil-2024/changes")
	var rows []map[string]any
	if err := json.Unmarshal(r.Body.Bytes(), &rows); err != nil || len(rows) != 6 {
		t.Fatalf("%v, %d rows: %s", err, len(rows), r.Body)
	}
	if rows[2]["from_value"] != 14.0 || rows[2]["to_value"] != 12.0 || rows[3]["from_value"] != nil {
		t.Errorf("values: %v, %v", rows[2], rows[3])
	}
	if got := s.get("/api/v1/reports/990101-none-2024/changes").Code; got != http.StatusNotFound {
		t.Errorf("a report that is not there: %d", got)
	}
	if !strings.Contains(s.get("/api/v1/openapi.json").Body.String(), `"/api/v1/reports/{id}/changes"`) {
		t.Error("the description lacks it")
	}
}

// A report that is gone says so with its evidence, in both languages.
func TestReportPageSaysThatItIsGone(t *testing.T) {
	s := newService(t)
	for lang, want := range map[string]string{"zh": "2026年4月2日 认定已不在网站上", "en": "Held to be gone since 2 Apr 2026"} {
		body := s.get("/reports/990101-civil-2024?lang=" + lang).Body.String()
		if !strings.Contains(body, want) || !strings.Contains(body, "2026-01-30") || !strings.Contains(body, `datetime="2026-03-01"`) || strings.Contains(body, `href="javascript:`) {
			t.Errorf("%s: the page does not say that the report is gone, or says it in links", lang)
		}
	}
}

// A version whose difference is not known yet says so instead of showing nothing.
func TestVersionWithoutKnownChange(t *testing.T) {
	views := versionViews(chinese, "2021", []ReportVersionRow{{Version: 1}, {Version: 2}}, nil)
	if views[0].Unknown || !views[1].Unknown {
		t.Errorf("unknown: %v, %v", views[0].Unknown, views[1].Unknown)
	}
}
