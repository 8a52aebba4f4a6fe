package main

import (
	"encoding/csv"
	"encoding/json"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"gongkai/analytics/release"
)

// sheet is the sheet of the cells of an audit that are still to read.
func (s *scored) sheet(audit string) [][]string {
	s.Helper()
	path := filepath.Join(s.TempDir(), "sheet.csv")
	if out := s.done("audit", "list", audit, "--sheet", path); !strings.Contains(out, "4 cells to read") {
		s.Errorf("the sheet: %s", out)
	}
	if out := s.refused("audit", "list", audit, "--sheet", path); !strings.Contains(out, "may have been filled in") {
		s.Errorf("a sheet that is there: %s", out)
	}
	text, err := os.ReadFile(path)
	s.ok(err)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), "\ufeff"))).ReadAll()
	s.ok(err)
	return rows
}

// fillIn answers a sheet.
func (s *scored) fillIn(audit string, rows [][]string) string {
	s.Helper()
	var out strings.Builder
	s.ok(csv.NewWriter(&out).WriteAll(rows))
	path := filepath.Join(s.TempDir(), "sheet.csv")
	s.ok(os.WriteFile(path, []byte("\ufeff"+out.String()), 0o600))
	return s.done("audit", "answer", audit, "--sheet", path, "--by", "市公开办")
}

// audit draws four of the six cells that stand there before the second release, and reads one otherwise than we did.
func (s *scored) audit() string {
	s.Helper()
	if out := s.done("audit"); !strings.Contains(out, "no audit was made yet: gongkai audit draw") {
		s.Errorf("no audit: %s", out)
	}
	draw := []string{"audit", "draw", "--cells", "4", "--least", "1", "--by", "市公开办"}
	out := s.done(draw...)
	named := regexp.MustCompile(`(?m)^(a[0-9a-f]{12}): 4 of 6 cells, seed [0-9a-f]{16} \(data\)$`).FindStringSubmatch(out)
	if named == nil || !strings.Contains(out, "2019/unknown/unknown: 4 of 6\n") {
		s.Fatalf("drawing: %s", out)
	}
	id := named[1]
	if again := s.done(draw...); !strings.Contains(again, id+": this sample was drawn already, by 市公开办, and has 0 of 4") {
		s.Errorf("drawn again: %s", again)
	}
	// The truth of the page, and one cell that is read otherwise.
	truth := map[string]string{"361022-education requests_new.total": "13", "361022-education requests_new.natural_person": "１２件", "361022-education granted.total": "''",
		"361022-audit requests_new.total": "8", "361022-finance requests_new.total": "70,707", "361022-health requests_new.total": "1"}
	rows := s.sheet(id)
	if len(rows) != 5 || len(rows[1]) != len(sheetColumns) {
		s.Fatalf("the sheet: %q", rows)
	}
	key := regexp.MustCompile(`([a-z_.]+)\)?$`)
	for i, r := range rows[1:] {
		name := "361022-" + strings.Fields(r[1])[0] + " " + key.FindStringSubmatch(r[2])[1]
		read, known := truth[name]
		if !known || r[5] != "" || !strings.HasPrefix(r[4], "/audits/"+id+"/cells/") {
			s.Fatalf("the sheet names %q: %q", name, r)
		}
		if r[5] = read; i == 0 {
			r[5] = "99"
		}
	}
	for says, args := range map[string][]string{
		"is no number in 件":             {"1", "--read", "many"},
		"say what the cell prints":      {"1", "--read", "1", "--unreadable"},
		"there are only the cells 1 to": {"5", "--read", "1"},
		"or many with --sheet":          {"1", "--unreadable", "--sheet", "x"},
	} {
		if out := s.refused(append([]string{"audit", "answer", id}, args...)...); !strings.Contains(out, says) {
			s.Errorf("audit answer %q says %s", args, out)
		}
	}
	if out := s.refused("audit", "answer", "a000000000000", "1", "--unreadable"); !strings.Contains(out, `there is no audit "a000000000000"`) {
		s.Errorf("an audit that is none: %s", out)
	}
	if out := s.done("audit", "result", id); !strings.Contains(out, "no estimate (0.00 to 100.00 %)") || !strings.Contains(out, "not finished: 0 of 4 are read") {
		s.Errorf("the result before anything is read: %s", out)
	}
	if out := s.done("audit", "show", id, "1"); strings.Contains(out, "we read") || !strings.Contains(out, "/audits/"+id+"/cells/1") {
		s.Errorf("a cell, blind: %s", out)
	}
	if out := s.fillIn(id, rows); !strings.Contains(out, "recorded 4, read 4 of 4") {
		s.Errorf("the sheet, filled in: %s", out)
	}
	s.auditReplaced(id)
	return id
}

// auditReplaced has answers replaced: only with a reason, the later counts, all stay, and what was shown is told.
func (s *scored) auditReplaced(id string) {
	s.Helper()
	// Wilson of 1 in 4.
	const one = "1 errors in 4 of 6 cells, 0 unreadable, 0 answered with our reading known: rate of errors 25.00 % (4.56 to 69.94 %)"
	if out := s.done("audit", "result"); !strings.Contains(out, one) || !strings.Contains(out, `reads "99" as 99`) {
		s.Errorf("the result: %s", out)
	}
	if out := s.refused("audit", "answer", id, "1", "--read", "98"); !strings.Contains(out, "市公开办 has read it already: say with --reason why") {
		s.Errorf("an answer without a reason: %s", out)
	}
	s.done("audit", "answer", id, "1", "--unreadable", "--reason", "再看不清", "--by", "市公开办")
	if out := s.done("audit", "result", id); !strings.Contains(out, "0 errors in 4 of 6 cells, 1 unreadable, 1 answered with our reading known: rate of errors 0.00 % (0.00 to 69.94 %)") {
		s.Errorf("what can't be read is not right: %s", out)
	}
	if out := s.done("audit", "show", id, "2", "--ours"); !strings.Contains(out, "we read ") || !strings.Contains(out, "市公开办 read ") {
		s.Errorf("a cell with our reading: %s", out)
	}
	s.done("audit", "answer", id, "1", "--read", "99", "--reason", "对照原件", "--by", "市公开办")
	got := s.tsv("SELECT groupArray(concat(read_text, ' ', read_state, ' ', toString(blind))) FROM (SELECT * FROM audit_answers WHERE position = 1 ORDER BY recorded_at)")
	if got != "['99 number 1',' unreadable 0','99 number 0']\n" {
		s.Errorf("the history of an answer: %s", got)
	}
	// One that is drawn later and never finished changes nothing, and stays visible.
	if out := s.done("audit", "draw", "--cells", "1", "--least", "1", "--seed", "lucky"); !strings.Contains(out, "seed lucky (given)") {
		s.Errorf("a seed that is given: %s", out)
	}
	if out := s.done("audit"); strings.Count(out, "\n") != 3 || !strings.Contains(out, "not finished") || !strings.Contains(out, "25.00 % (4.56 to 69.94 %)") {
		s.Errorf("the list: %s", out)
	}
}

// auditReleased looks at what a release says of an audit, and at one of before.
func (s *scored) auditReleased(pages site, id, dir, said string) {
	s.Helper()
	if !strings.Contains(said, "audit "+id+": 1 errors in 4 of 6 cells, rate 25.00 % (4.56 to 69.94 %)\n") {
		s.Errorf("the release: %s", said)
	}
	m, _, err := release.Open(dir)
	s.ok(err)
	if a := m.Audit; a == nil || a.ID != id || !a.SameData || a.AsDrawn != 4 || a.Errors != 1 || a.Sampled != 4 || a.Cells != 6 || a.NotBlind != 1 || *a.Rate != 0.25 {
		s.Errorf("the audit of the manifest: %+v", m.Audit)
	}
	if out := s.done("verify", dir); !strings.Contains(out, "ok     audit: "+id+", 1 errors in 4 cells of 6, 25.00 % (4.56 to 69.94 %)") {
		s.Errorf("verify: %s", out)
	}
	var list []struct {
		Name  string
		Audit *string
		Rate  *float64 `json:"audit_rate"`
		High  *float64 `json:"audit_high"`
	}
	_, _, body := pages.get("/api/v1/releases")
	s.ok(json.Unmarshal([]byte(body), &list))
	if len(list) != 2 || list[1].Audit != nil || list[1].Rate != nil || list[0].Audit == nil || *list[0].Audit != id || *list[0].Rate != 0.25 || *list[0].High < 0.69 {
		s.Errorf("the releases: %s", body)
	}
	for path, want := range map[string]string{"/releases/2021.1": "没有做完的抽查适用于此版本的数据：错误率不明。", "/releases/2021.2": "错误率 25.00%，95% 区间 4.56–69.94%。", "/releases": "未抽查",
		"/audits": "从 6 个单元格中抽查 4 个，读错 1 个。", "/audits/" + id: "取自数据摘要，无从挑选", "/audits/" + id + "/cells/1": "本页不显示本站所读"} {
		if page := pages.page(path); !strings.Contains(page, want) {
			s.Errorf("%s does not say %q", path, want)
		}
	}
	if status, _, _ := pages.get("/audits/" + id + "/cells/5"); status != http.StatusNotFound {
		s.Errorf("a cell that is none: status %d", status)
	}
	// Drawn from the tables of the release by Go it is the sample that the engine drew from the same data.
	out := s.done("audit", "draw", "--release", "2021.2", "--seed", m.Data.Digest, "--cells", "4", "--least", "1")
	other := regexp.MustCompile(`(?m)^(a[0-9a-f]{12}): 4 of 6`).FindStringSubmatch(out)
	if other == nil {
		s.Fatalf("drawing from a release: %s", out)
	}
	const sample = "SELECT position, draw, report_id, indicator, applicant, agency_id, fiscal_year, form, site_family, format, sha256, reading_id, printed, print_state, value, unit FROM audit_cells WHERE audit_id = '"
	if byEngine, byGo := s.tsv(sample+id+"' ORDER BY position"), s.tsv(sample+other[1]+"' ORDER BY position"); byEngine != byGo || strings.Count(byGo, "\n") != 4 {
		s.Errorf("the engine draws\n%sand from the release it is\n%s", byEngine, byGo)
	}
	if out := s.refused("audit", "draw", "--release", "2031.1"); !strings.Contains(out, "there is no release 2031.1 here") {
		s.Errorf("a release that is none: %s", out)
	}
}
