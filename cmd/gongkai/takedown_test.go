package main

import (
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A document is taken down: its bytes are gone from the archive, from WARC files and from the pages,
// which say who decided it and why; its hash, its sighting and, as told, its figures stay. Whoever
// brings it again does not bring it back.
func TestTakedownsOfTheProgram(t *testing.T) {
	t.Parallel()
	data := newData(t, t.TempDir())
	do := func(want int, args ...string) string {
		t.Helper()
		out, errText, status := gongkai(t, append(args, "--data", data, "--log-level", "error")...)
		if status != want {
			t.Fatalf("%q: status %d: %s%s", args, status, out, errText)
		}
		return out + errText
	}
	bring := []string{"ingest", "--source-url", "http://www.example.gov.cn/lyj/2021.shtml", "--by", "an archivist", "testdata/narrative.txt"}
	s := serveFolder(t, data) // one engine for all of it
	do(exitDone, bring...)
	ask := func(sql, want string) {
		t.Helper()
		if got, err := query(t, data, sql); err != nil || got != want {
			t.Errorf("%s: %q, want %q, %v", sql, got, want, err)
		}
	}
	report, err := query(t, data, "SELECT report_id FROM reports")
	if err != nil || report == "" {
		t.Fatal(report, err)
	}
	evidence := s.base + "/reports/" + url.PathEscape(report) + "/evidence"
	status := func(address string) (int, string) {
		t.Helper()
		r, err := http.Get(address)
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
	(&scored{T: t, dir: data}).released(releaseCommand{Name: "2022.1", tables: []string{"agencies", "captures", "figures", "reports", "scores", "walks"}, Pages: true})
	asOf := []string{"/releases/2022.1/reports/" + url.PathEscape(report), "/api/v1/releases/2022.1/reports/" + url.PathEscape(report), "/api/v1/releases/2022.1/figures?report=" + url.QueryEscape(report), "/api/v1/releases/2022.1/reports/" + url.PathEscape(report) + "/figures"}
	s.page(asOf[0]) // waits until the release is ready to be shown
	for _, address := range asOf {
		if code, body := status(s.base + address); code != http.StatusOK || !strings.Contains(body, "318") {
			t.Errorf("%s before anything was taken down: %d %.300s", address, code, body)
		}
	}
	for _, c := range []struct {
		args []string
		want int
		says string
	}{
		{[]string{"takedowns"}, exitDone, "nothing was taken down"},
		{[]string{"takedowns", "add", report}, exitUsage, "--reason"},
		{[]string{"takedowns", "add", report, "--reason", " ", "--by", "x"}, exitUsage, "say why"},
		{[]string{"takedowns", "add", "nobody-2021", "--reason", "x", "--by", "x"}, exitFailed, "neither the SHA-256"},
	} {
		if out := do(c.want, c.args...); !strings.Contains(out, c.says) {
			t.Errorf("%q says %s", c.args, out)
		}
	}
	do(exitDone, "takedowns", "add", report, "--reason", "含个人信息", "--by", "某县公开办", "--texts")
	do(exitDone, bring...) // again
	do(exitDone, "ingest", "--reparse")
	ask("SELECT (SELECT count() FROM bodies), (SELECT count() FROM captures), (SELECT count() FROM figures), (SELECT sum(length(text)) FROM report_texts), (SELECT concat(taken_by, ' ', reason) FROM takedowns)", "0\t1\t4\t0\t某县公开办 含个人信息")
	if code, body := status(evidence); code != http.StatusUnavailableForLegalReasons || !strings.Contains(body, "含个人信息") || strings.Contains(body, "318條") {
		t.Errorf("the archived page: %d: %.300s", code, body)
	}
	page := s.page("/reports/" + url.PathEscape(report))
	for _, want := range []string{`id="taken-down"`, "某县公开办", "含个人信息", "由他人提供"} {
		if !strings.Contains(page, want) {
			t.Errorf("the report's page does not say %s", want)
		}
	}
	if strings.Contains(page, "<iframe") {
		t.Error("the report's page has a frame for what is not there")
	}
	if list := s.page("/api/v1/takedowns"); !strings.Contains(list, report) || !strings.Contains(list, "www.example.gov.cn") {
		t.Errorf("the public list: %s", list)
	}
	if out := do(exitDone, "takedowns"); !strings.Contains(out, report) || !strings.Contains(out, "removed") {
		t.Errorf("the list: %s", out)
	}
	file := filepath.Join(t.TempDir(), "out.warc.gz")
	do(exitDone, "warc", file)
	if info, err := os.Stat(file); err != nil || info.Size() > 1000 { // the record that says what the file is
		t.Errorf("the WARC file: %v, %v", info, err)
	}
	do(exitDone, "takedowns", "add", report, "--reason", "含个人信息", "--by", "某县公开办", "--figures", "hide")
	ask("SELECT (SELECT count() FROM figures), (SELECT count() FROM reports), (SELECT count() FROM captures), (SELECT count() FROM takedowns_history)", "0\t0\t1\t2")
	for _, address := range asOf {
		if code, body := status(s.base + address); code != http.StatusUnavailableForLegalReasons || strings.Contains(body, "318") || !strings.Contains(body, "含个人信息") || !strings.Contains(body, "SHA-256 为 ") {
			t.Errorf("%s, of which the document was taken down: %d %.300s", address, code, body)
		}
	}
	if code, _ := status(evidence); code != http.StatusNotFound {
		t.Errorf("the archived page of a report that is hidden: %d", code)
	}
}
