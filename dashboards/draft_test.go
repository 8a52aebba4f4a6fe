package dashboards

import (
	"bytes"
	"context"
	"encoding/json"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"gongkai/disclosure"
)

// sampleOpinion is what is said of a draft whose sum does not hold; a draft that names a refusal is
// refused for it.
func sampleOpinion(d Draft) (*Opinion, error) {
	if reason, is := strings.CutPrefix(string(d.File.Body), "refuse "); is {
		return nil, &DraftRefusal{reason, []string{"image_only", "2024", "2023"}}
	}
	if string(d.File.Body) == "panic" {
		panic("what the draft says")
	}
	form, year, last := disclosure.Form2021, 2024, 2023
	n := disclosure.Int(12)
	k := disclosure.Key{Indicator: "requests_new", Applicant: disclosure.Total}
	at := disclosure.Place{Cell: &disclosure.Cell{Table: 2, Row: 3, Column: 8, Path: "td"}}
	f := disclosure.NewFinding(disclosure.RuleApplicantSum, disclosure.BlameAgency, k, hostile)
	f.Operands = []disclosure.Operand{{Indicator: k.Indicator, Applicant: k.Applicant, Sign: -1, Value: &n}}
	o := &Opinion{
		Report: &disclosure.Report{Outcome: disclosure.OutcomeOK, Title: ptr(hostile), Form: &form, FiscalYear: &year, Figures: []disclosure.Figure{{Indicator: k.Indicator, Applicant: k.Applicant, Value: &n, Unit: "item", State: disclosure.StateNumber, Raw: hostile, Confidence: 1, Where: at}},
			Sections: []disclosure.Section{{Heading: hostile}}},
		Faults: []DraftFault{{Finding: f, Cells: []DraftCell{{Operand: f.Operands[0], Label: "x", Raw: hostile, Where: &at, Year: 2024}}, Causes: []disclosure.Finding{disclosure.NewFinding(disclosure.RuleDigits, disclosure.BlameUnclear, k, hostile)}}},
		Page:   []byte(`<!DOCTYPE html><html><head><style>td{color:red}</style></head><body><p style="top:0">稿"子'</p><span id="requests_new.total" class="gongkai-mark gongkai-mark-selected">12</span></body></html>`),
	}
	if d.Before != nil {
		o.Before = &disclosure.Report{FiscalYear: &last, Form: &form}
		o.Moved = []DraftMovement{{Indicator: k.Indicator, Applicant: k.Applicant, Label: "x", Before: nil, Now: &n, Jump: true}}
	}
	return o, nil
}

// send posts a form of names and contents; a name with a file's after a slash is a file.
func (s *service) send(address string, fields [][2]string, headers ...string) *httptest.ResponseRecorder {
	s.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	for _, f := range fields {
		name, file, is := strings.Cut(f[0], "/")
		w, err := form.CreateFormField(name)
		if is {
			w, err = form.CreateFormFile(name, file)
		}
		if err == nil {
			_, err = w.Write([]byte(f[1]))
		}
		if err != nil {
			s.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		s.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, address, &b)
	r.Header.Set("Content-Type", form.FormDataContentType())
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	return w
}

// The draft is shown in a frame that may do nothing, on a page that may run nothing.
func TestDraftIsShown(t *testing.T) {
	s := newService(t)
	w := s.get("/check")
	for _, want := range []string{`<form class="draft" method="post" action="/check" enctype="multipart/form-data">`, "20 MB", "gongkai.js"} {
		if !strings.Contains(w.Body.String(), want) {
			t.Errorf("the form has no %s", want)
		}
	}
	if w.Header().Get("Referrer-Policy") != "same-origin" || w.Header().Get("Content-Security-Policy") != pagePolicy {
		t.Errorf("the form comes with %v", w.Header())
	}
	w = s.send("/check?lang=en", [][2]string{{"draft/报告.html", "<html>"}, {"before/", ""}, {"before_archived", ""}}, "Origin", "http://example.com", "Sec-Fetch-Site", "same-origin")
	body := w.Body.String()
	if w.Code != http.StatusOK || w.Header().Get("Cache-Control") != "no-store" || w.Header().Get("ETag") != "" || w.Header().Get("Content-Security-Policy") != draftPolicy || w.Header().Get("Content-Language") != "en" {
		t.Fatalf("status %d, %v", w.Code, w.Header())
	}
	for _, want := range []string{"one thing would be found", `<code>R303</code>`, "table 2, row 3, column 8", "Likely cause", `sandbox title="The draft that was uploaded, with the figures marked that were read" srcdoc="&lt;!DOCTYPE html&gt;`, "稿&#34;子&#39;", `[id=&#34;requests_new.total&#34;]::after{content:&#34;R303&#34;}`, "gongkai-aim", `action="/check?lang=en"`} {
		if !strings.Contains(body, want) {
			t.Errorf("not there: %s", want)
		}
	}
	if bad := regexp.MustCompile(`(?i)<script|<style|\sstyle=|\son[a-z]+=|javascript:`).FindString(regexp.MustCompile(`srcdoc="[^"]*"`).ReplaceAllString(body, "")); bad != "" {
		t.Errorf("the page has %q", bad)
	}
	if w = s.send("/check", [][2]string{{"draft/a", "x"}, {"before/b", "y"}}); !strings.Contains(w.Body.String(), "与 2023 年度相比") || !strings.Contains(w.Body.String(), "变动很大") {
		t.Errorf("two years are not compared: %d", w.Code)
	}
}

func TestDraftAsJSON(t *testing.T) {
	s := newService(t)
	w := s.send("/api/v1/check", [][2]string{{"draft/a.html", "x"}, {"before/b.html", "y"}})
	var answer any
	if err := json.Unmarshal(w.Body.Bytes(), &answer); err != nil || w.Code != http.StatusOK || w.Header().Get("Cache-Control") != "no-store" || w.Header().Get("Access-Control-Allow-Origin") != "" {
		t.Fatalf("%d, %v, %v: %s", w.Code, err, w.Header(), w.Body)
	}
	document, err := json.Marshal(checkOperation()["responses"].(object)["200"])
	var schema struct {
		Content map[string]struct{ Schema map[string]any }
	}
	if err == nil {
		err = json.Unmarshal(document, &schema)
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"broken", "faults", "moved", "before"} { // report is as gongkai parse prints it
		properties := schema.Content["application/json"].Schema["properties"].(map[string]any)
		for _, fault := range against(part, answer.(map[string]any)[part], properties[part].(map[string]any)) {
			t.Error(fault)
		}
	}
	if answer.(map[string]any)["broken"] != 1.0 {
		t.Errorf("broken: %v", answer.(map[string]any)["broken"])
	}
}

// What can't be tried is told with what to do, as a page and as a problem.
func TestDraftsThatAreRefused(t *testing.T) {
	s := newService(t)
	file := [2]string{"draft/a.html", "x"}
	for _, c := range []struct {
		fields  [][2]string
		headers []string
		status  int
		says    string
	}{
		{nil, nil, 400, "没有收到文稿"},
		{[][2]string{{"draft/", ""}}, nil, 400, "没有收到文稿"},
		{[][2]string{file, {"other", "x"}}, nil, 400, "请用本站的表单上传"},
		{[][2]string{file, file}, nil, 400, "两份文件"},
		{[][2]string{file, {"before/b", "x"}, {"before_archived", "晴岚县民政局"}}, nil, 400, "只选一种"},
		{[][2]string{file, {"before_archived", strings.Repeat("x", draftText+1)}}, nil, 400, "请用本站的表单上传"},
		{[][2]string{{"draft/a", strings.Repeat("x", DraftBytes)}}, nil, 413, "超过 20 MB"},
		{[][2]string{file}, []string{"Content-Type", "application/json"}, 400, "请用本站的表单上传"},
		{[][2]string{file}, []string{"Content-Type", "multipart/form-data; boundary=other"}, 400, "上传中断"},
		{[][2]string{file}, []string{"Origin", "http://elsewhere.test"}, 403, "来自别的网站"},
		{[][2]string{file}, []string{"Sec-Fetch-Site", "cross-site"}, 403, "来自别的网站"},
		{[][2]string{file}, []string{"Sec-Fetch-Site", "same-site"}, 403, "来自别的网站"},
		{[][2]string{{"draft/a", "refuse unreadable"}}, nil, 422, "正文为图片"},
		{[][2]string{{"draft/a", "refuse other_year"}}, nil, 422, "请给 2023 年度的报告"},
	} {
		for _, address := range []string{"/check", "/api/v1/check"} {
			w := s.send(address, c.fields, c.headers...)
			if w.Code != c.status || !strings.Contains(w.Body.String(), c.says) || w.Header().Get("Cache-Control") != "no-store" {
				t.Errorf("%s, %.60v %v: status %d, want %d; said to be: %s", address, c.fields, c.headers, w.Code, c.status, c.says)
			}
		}
	}
	if w := s.get("/api/v1/check"); w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "POST" {
		t.Errorf("asked with GET: %d, Allow %q", w.Code, w.Header().Get("Allow"))
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, httptest.NewRequest(http.MethodPut, "/check", nil))
	if w.Code != http.StatusMethodNotAllowed || w.Header().Get("Allow") != "GET, HEAD, POST" {
		t.Errorf("PUT: %d, Allow %q", w.Code, w.Header().Get("Allow"))
	}
	off := newServiceWith(t, func(c *Config) { c.Check = nil })
	if w := off.send("/check", [][2]string{file}); w.Code != http.StatusNotFound {
		t.Errorf("a service without it: %d", w.Code)
	}
	if body := off.get("/check").Body.String(); !strings.Contains(body, "本服务不受理自查") || strings.Contains(body, "<form class=\"draft\"") {
		t.Error("a service without it has a form")
	}
}

// Nothing of a draft is logged, whatever becomes of it, and a reader that breaks down takes nobody with it.
func TestDraftIsNotLogged(t *testing.T) {
	var log bytes.Buffer
	s := newServiceWith(t, func(c *Config) {
		c.Log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	})
	w := s.send("/check", [][2]string{{"draft/name-of-the-file", "panic"}})
	if w.Code != http.StatusInternalServerError || !strings.Contains(w.Body.String(), "这是我们的问题") {
		t.Errorf("status %d", w.Code)
	}
	s.send("/check", [][2]string{{"draft/name-of-the-file", "refuse unreadable"}})
	if text := log.String(); !strings.Contains(text, "reading a draft panicked") || strings.Contains(text, "what the draft says") || strings.Contains(text, "name-of-the-file") {
		t.Errorf("logged: %s", text)
	}
}

// Drafts have so many places. One that is read for too long keeps its own until its reading ends,
// though nobody waits for it.
func TestDraftsHavePlaces(t *testing.T) {
	goOn := make(chan struct{})
	s := &server{Config: Config{Log: slog.New(slog.DiscardHandler), Check: func(context.Context, Draft) (*Opinion, error) { <-goOn; return &Opinion{}, nil }}, drafts: make(chan struct{}, 1)}
	leave, err := enter(t.Context(), s.drafts)
	if err != nil {
		t.Fatal(err)
	}
	waiting, stop := context.WithCancel(t.Context())
	stop()
	left := make(chan struct{})
	_, err = s.judge(waiting, Draft{}, func() { leave(); close(left) })
	if f, is := err.(fault); !is || f.status != http.StatusServiceUnavailable || len(s.drafts) != 1 {
		t.Errorf("%v, places taken: %d", err, len(s.drafts))
	}
	if _, err := enter(waiting, s.drafts); err == nil {
		t.Error("a place was given away twice")
	}
	close(goOn)
	<-left
	if len(s.drafts) != 0 {
		t.Error("a place is lost")
	}
}
