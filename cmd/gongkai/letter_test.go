package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/demo"
	"gongkai/disclosure"
	"gongkai/letters/browser"
	"gongkai/parse"
)

// letterText is what stands in a letter, read by our own reader; rows of tables are parted by tabs.
func letterText(t *testing.T, path string) string {
	t.Helper()
	body, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text, err := parse.Text(parse.Input{Source: path, Body: body})
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	return text
}

// isTold reports whether a planted fault is one of figures that is the agency's, and no hint.
func isTold(f demo.TruthFinding) bool {
	rule, _ := disclosure.RuleByID(f.Rule)
	return f.Expected != nil && rule.Severity != disclosure.SeverityInfo
}

// lettersOf are the agencies with planted faults of figures, and those that published late or not at all.
func lettersOf(truth demo.Truth) (agencies []string) {
	for _, r := range truth.Seen() {
		if slices.ContainsFunc(r.Findings, isTold) {
			agencies = append(agencies, r.AgencyID)
		}
	}
	for _, e := range truth.Expected {
		if e.Status == "late" || e.Status == "not_published" {
			agencies = append(agencies, e.AgencyID)
		}
	}
	slices.Sort(agencies)
	return slices.Compact(agencies)
}

// TestLetters: every planted fault of the figures is named with its cell and its page, a late and an absent
// report are told, nothing is told that was not planted, and the same flags give the same bytes.
func TestLetters(t *testing.T) {
	t.Parallel()
	s := demoSite(t)
	truth := lastTruth()
	agencies := lettersOf(truth)
	first, again := filepath.Join(t.TempDir(), "letters"), t.TempDir()
	args := append([]string{"letter", "--data", sharedDemo.dir, "--pictures", "no", "--date", "2026-03-02", "--from", "某市政务公开办公室", "--reply-by", "2026-03-31", "--base-url", "https://gk.example.gov.cn/", "--to"}, first)
	out, errs, status := gongkai(t, append(args, agencies...)...)
	if status != 0 || strings.Count(out, ".docx: findings ") != len(agencies) {
		t.Fatalf("status %d\n%s%s", status, out, errs)
	}
	text := map[string]string{}
	for _, agency := range agencies {
		text[agency] = letterText(t, filepath.Join(first, agency+".docx"))
	}
	told := 0
	for _, r := range truth.Seen() {
		letter := text[r.AgencyID]
		for _, f := range r.Findings {
			if !isTold(f) {
				continue
			}
			told++
			print := r.Figures[f.Key]
			for _, want := range []string{fmt.Sprintf("事项编号：%s %s:%s\n", r.ID(), f.Rule, f.Key), "https://gk.example.gov.cn/reports/" + r.ID() + "/figures/" + f.Key.String(),
				f.Expected.String() + "\t" + print.Raw + "\n", s.sha(r.ID())} {
				if !strings.Contains(letter, want) {
					t.Errorf("%s: the letter does not say %q", r.ID(), want)
				}
			}
		}
		for _, f := range s.report(r.ID()).Findings {
			name := fmt.Sprintf("%s %s:%s", r.ID(), f.Rule, disclosure.Key{Indicator: f.Indicator, Applicant: f.Applicant})
			if (f.Blame != disclosure.BlameAgency || f.Severity == disclosure.SeverityInfo) && strings.Contains(letter, "事项编号："+name+"\n") {
				t.Errorf("%s is told although it is %s, blame %s", name, f.Severity, f.Blame)
			}
		}
	}
	if told < 10 {
		t.Errorf("only %d faults were planted", told)
	}
	for _, e := range truth.Expected {
		switch e.Status {
		case "late":
			if !strings.Contains(text[e.AgencyID], fmt.Sprintf("%d年度：报告公布晚于法定期限", e.FiscalYear)) || !strings.Contains(text[e.AgencyID], "逾期至少") {
				t.Errorf("%s %d is not called late", e.AgencyID, e.FiscalYear)
			}
		case "not_published":
			if !strings.Contains(text[e.AgencyID], fmt.Sprintf("%d年度：未见公布年度报告", e.FiscalYear)) {
				t.Errorf("%s %d is not called absent", e.AgencyID, e.FiscalYear)
			}
		}
	}
	for agency, letter := range text {
		for _, want := range []string{"有关问题的函", "某市政务公开办公室", "2026年3月2日", "请于2026年3月31日前", "https://gk.example.gov.cn/method#object"} {
			if !strings.Contains(letter, want) {
				t.Errorf("%s: the letter does not say %q", agency, want)
			}
		}
	}
	args[len(args)-1] = again
	if out, errs, status := gongkai(t, append(args, agencies[0])...); status != 0 {
		t.Fatalf("again: %s%s", out, errs)
	}
	one, _ := os.ReadFile(filepath.Join(first, agencies[0]+".docx"))
	two, _ := os.ReadFile(filepath.Join(again, agencies[0]+".docx"))
	if len(one) == 0 || string(one) != string(two) {
		t.Error("the same data, day and flags give another file")
	}
	if _, errs, status := gongkai(t, append(args, agencies[0])...); status != exitFailed || !strings.Contains(errs, "is there already: --overwrite replaces it") {
		t.Errorf("a letter that is there: status %d, %s", status, errs)
	}
	if out, errs, status := gongkai(t, append(args, agencies[0], "--overwrite")...); status != 0 {
		t.Errorf("--overwrite: %s%s", out, errs)
	}
}

// sha is the hash of the current document of a report.
func (s site) sha(report string) string {
	s.t.Helper()
	text, err := query(s.t, sharedDemo.dir, "SELECT sha256 FROM reports WHERE report_id = '"+report+"' FORMAT TSV")
	if err != nil {
		s.t.Fatal(err)
	}
	return strings.TrimSpace(text)
}

// TestLetterPrinted: with a browser the marked cells are pictures, in the Word file and in the PDF, which our
// own reader reads.
func TestLetterPrinted(t *testing.T) {
	t.Parallel()
	if _, err := browser.Find(""); err != nil {
		if os.Getenv("GONGKAI_REQUIRE_BROWSER") != "" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
	demoSite(t)
	const agency = "990121-housing"
	dir := t.TempDir()
	out, errs, status := gongkai(t, "letter", agency, "--data", sharedDemo.dir, "--format", "docx,pdf", "--pictures", "yes", "--year", "2023", "--to", dir, "--base-url", "https://gk.example.gov.cn")
	if status != 0 || strings.Count(out, "findings ") != 2 {
		t.Fatalf("status %d\n%s%s", status, out, errs)
	}
	pdf := squeeze(letterText(t, filepath.Join(dir, agency+"-2023.pdf")))
	for _, want := range []string{"关于晴岚县住房和城乡建设局政府信息公开工作年度报告有关问题的函", "R401", "第五十条第一款第（三）项", "https://gk.example.gov.cn/reports/990121-housing-2023/figures/reconsideration_total", "所列事项一览表"} {
		if !strings.Contains(pdf, squeeze(want)) {
			t.Errorf("the PDF does not say %q:\n%s", want, pdf)
		}
	}
	word := letterText(t, filepath.Join(dir, agency+"-2023.docx"))
	body, _ := os.ReadFile(filepath.Join(dir, agency+"-2023.docx"))
	if !strings.Contains(word, "红框为所指单元格") || !strings.Contains(string(body), "word/media/image1.png") {
		t.Error("the Word file has no picture of the cell")
	}
}

// TestLetterTable: the office's table has every fault that was planted, once.
func TestLetterTable(t *testing.T) {
	t.Parallel()
	demoSite(t)
	file := filepath.Join(t.TempDir(), "cases.csv")
	if out, errs, status := gongkai(t, "letter", "--data", sharedDemo.dir, "--table", file, "--base-url", "https://gk.example.gov.cn"); status != 0 || !strings.Contains(out, "cases.csv: rows ") {
		t.Fatalf("status %d\n%s%s", status, out, errs)
	}
	body, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(body), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	lines := map[string]int{}
	for _, row := range rows[1:] {
		lines[row[4]+" "+row[20]+" "+row[5]+" "+row[21][strings.LastIndexByte(row[21], '/')+1:]]++
	}
	for _, r := range lastTruth().Seen() {
		for _, f := range r.Findings {
			if name := fmt.Sprintf("疑点 %s %s %s", r.ID(), f.Rule, f.Key); isTold(f) && lines[name] != 1 {
				t.Errorf("%s stands there %d times", name, lines[name])
			}
		}
	}
	for _, e := range lastTruth().Expected {
		if name := fmt.Sprintf("逾期 %s-%d  %d", e.AgencyID, e.FiscalYear, e.FiscalYear); e.Status == "late" && lines[name] != 1 {
			t.Errorf("%s stands there %d times", name, lines[name])
		}
	}
}

func TestLetterRefuses(t *testing.T) {
	t.Parallel()
	demoSite(t)
	dir := t.TempDir()
	for _, c := range []struct {
		says   string
		status int
		args   []string
	}{
		{"say whom to write to", exitUsage, nil},
		{"not both", exitUsage, []string{"990121-housing", "--county", "990121"}},
		{"--date \"soon\"", exitUsage, []string{"990121-housing", "--date", "soon"}},
		{"--reply-by \"2026-01-01\"", exitUsage, []string{"990121-housing", "--date", "2026-03-01", "--reply-by", "2026-01-01"}},
		{"--base-url \"ftp://x\"", exitUsage, []string{"990121-housing", "--base-url", "ftp://x"}},
		{"--format", exitUsage, []string{"990121-housing", "--format", "odt"}},
		{"there is no such agency", exitFailed, []string{"nobody", "--pictures", "no", "--to", dir}},
		{"gongkai agencies answer says which", exitFailed, []string{"unresolved-某局", "--pictures", "no", "--to", dir}},
		{"nothing is known of an agency of this division", exitFailed, []string{"--county", "110000", "--pictures", "no", "--to", dir}},
		{"--browser names a Chromium", exitFailed, []string{"990121-housing", "--format", "pdf", "--browser", filepath.Join(dir, "none"), "--to", dir}},
	} {
		_, errs, status := gongkai(t, append([]string{"letter", "--data", sharedDemo.dir}, c.args...)...)
		if status != c.status || !strings.Contains(errs, c.says) || strings.Count(errs, "\n") != 1 {
			t.Errorf("%q: status %d, %s", c.args, status, errs)
		}
	}
	if out, errs, status := gongkai(t, "letter", "--data", sharedDemo.dir, "--pictures", "no", "--to", dir, "990121-finance"); status != 0 || !strings.Contains(out, "nothing to tell") {
		t.Errorf("an agency without faults: status %d, %s%s", status, out, errs)
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("refusals left %v", left)
	}
}
