package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/demo"
	"gongkai/disclosure"
)

// upload posts a form; a name with a file's after a slash is a file.
func upload(t *testing.T, address string, fields ...string) (status int, answer string) {
	t.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for i := 0; i+1 < len(fields); i += 2 {
		name, file, is := strings.Cut(fields[i], "/")
		w, err := form.CreateFormField(name)
		if is {
			w, err = form.CreateFormFile(name, file)
		}
		if err == nil {
			_, err = io.WriteString(w, fields[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	r, err := http.Post(address, form.FormDataContentType(), &b)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return r.StatusCode, string(body)
}

// planted are the page and the name of the file of the first report with a fault that stands at its
// own address; its words are changed a little, so that nobody has it in an archive.
func planted(t testing.TB, fault demo.Fault) (r demo.TruthReport, body, name string) {
	t.Helper()
	pages := maps.Collect(demo.New().Pages(demo.Phases))
	for _, r := range lastTruth().Reports {
		p, ok := pages[r.ShownAt()]
		if r.Fault != fault || !ok {
			continue
		}
		body := string(p.Body)
		if strings.HasPrefix(body, "<") {
			body += "<!-- a draft -->"
		}
		return r, body, filepath.Base(r.ShownAt())
	}
	t.Fatalf("no report with the fault %s", fault)
	return
}

// An agency tries its draft on the service: it is told what is planted in it, with its cells, beside
// the archived report of the year before; the draft is shown with its marks, and nothing of it is kept.
func TestDraftsAreTried(t *testing.T) {
	s := demoSite(t)
	type answer struct {
		Broken int
		Faults []struct {
			disclosure.Finding
			Cells []struct {
				disclosure.Operand
				Raw   string
				Where *disclosure.Place
			}
		}
		Before *struct {
			FiscalYear *int `json:"fiscal_year"`
		}
		Moved  []struct{ Label string }
		Report disclosure.Report
	}
	kept := func() string {
		return s.page("/api/v1/sql?q=" + url.QueryEscape("SELECT (SELECT count() FROM captures) AS captures, (SELECT count() FROM bodies) AS bodies, (SELECT count() FROM readings) AS readings"))
	}
	before := kept()
	for _, c := range []struct {
		fault demo.Fault
		rule  string
		with  bool // the archived report of the year before
	}{{demo.FaultFlow, "R301", false}, {demo.FaultApplicantSum, "R303", false}, {demo.FaultCarryOver, "R601", true}, {demo.FaultAttachmentPDF, "", true}, {demo.FaultAttachmentDOCX, "", false}} {
		r, body, name := planted(t, c.fault)
		fields := []string{"draft/" + name, body}
		if c.with {
			fields = append(fields, "before_archived", r.Agency)
		}
		status, text := upload(t, s.base+"/api/v1/check", fields...)
		var a answer
		if err := json.Unmarshal([]byte(text), &a); err != nil || status != http.StatusOK {
			t.Errorf("%s: %d, %v: %.300s", c.fault, status, err, text)
			continue
		}
		if a.Report.FiscalYear == nil || *a.Report.FiscalYear != r.FiscalYear || len(a.Report.Figures) < len(r.Figures)/2 {
			t.Errorf("%s: read was %v with %d figures of %d", c.fault, a.Report.FiscalYear, len(a.Report.Figures), len(r.Figures))
		}
		if c.with && (a.Before == nil || a.Before.FiscalYear == nil || *a.Before.FiscalYear != r.FiscalYear-1 || len(a.Moved) == 0) {
			t.Errorf("%s: it is not compared with the year before", c.fault)
		}
		if c.rule != "" && !slices.ContainsFunc(a.Faults, func(f struct {
			disclosure.Finding
			Cells []struct {
				disclosure.Operand
				Raw   string
				Where *disclosure.Place
			}
		}) bool {
			return f.Rule == c.rule && len(f.Cells) > 1 && f.Cells[0].Where != nil && f.Cells[0].Raw != ""
		}) {
			t.Errorf("%s: %s is not found with its cells: %+v", c.fault, c.rule, a.Faults)
		}
		status, page := upload(t, s.base+"/check", fields...)
		for _, want := range []string{`<iframe id="evidence" sandbox title=`, "srcdoc=", "gongkai-mark", c.rule} {
			if status != http.StatusOK || !strings.Contains(page, want) {
				t.Errorf("%s: the page (%d) has no %s", c.fault, status, want)
			}
		}
	}
	_, body, _ := planted(t, demo.FaultFlow)
	for _, c := range []struct {
		fields []string
		status int
		says   string
	}{
		{[]string{"draft/a.html", body, "before_archived", "无此机关"}, 422, "存档中没有“无此机关”"},
		{[]string{"draft/a.html", body, "before/b.html", body}, 422, "用来比较的报告是"},
		{[]string{"draft/a.html", "<html><body>通知</body></html>"}, 422, "无法作为年度报告读取"},
		{[]string{"draft/a.pdf", "%PDF-1.7 nothing"}, 422, "文件损坏"},
		{[]string{"draft/a.html", strings.Repeat("<table><tr><td>", 60_000)}, 422, "无法作为年度报告读取"},
	} {
		if status, text := upload(t, s.base+"/api/v1/check", c.fields...); status != c.status || !strings.Contains(text, c.says) {
			t.Errorf("%.80v: %d, want %d and %s: %.300s", c.fields, status, c.status, c.says, text)
		}
	}
	if after := kept(); after != before {
		t.Errorf("something was kept: %s, %s before", after, before)
	}
}

// draftFiles writes drafts for the browser's tests: one with a sum that does not hold, one whose
// year before carried out another number.
func draftFiles(t *testing.T) (all []browserDraft) {
	t.Helper()
	for _, fault := range []demo.Fault{demo.FaultFlow, demo.FaultCarryOver} {
		r, body, name := planted(t, fault)
		file := filepath.Join(t.TempDir(), fmt.Sprintf("%d-%s", r.FiscalYear, name))
		if err := os.WriteFile(file, []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
		all = append(all, browserDraft{File: file, Agency: r.Agency, Rule: map[demo.Fault]string{demo.FaultFlow: "R301", demo.FaultCarryOver: "R601"}[fault]})
	}
	return all
}
