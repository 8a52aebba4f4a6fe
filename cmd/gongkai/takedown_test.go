package main

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/analytics/release"
	"gongkai/disclosure/parcel"
	"gongkai/store"
	"gongkai/store/engine"
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
		return s.ready(strings.TrimPrefix(address, s.base))
	}
	(&scored{T: t, dir: data}).released(releaseCommand{Name: "2022.1", tables: []string{"agencies", "agency_years", "captures", "figures", "report_texts", "reports", "scores", "walks"}, Pages: true, Parquet: true})
	asOf := []string{"/releases/2022.1/reports/" + url.PathEscape(report), "/api/v1/releases/2022.1/reports/" + url.PathEscape(report), "/api/v1/releases/2022.1/figures?report=" + url.QueryEscape(report), "/api/v1/releases/2022.1/reports/" + url.PathEscape(report) + "/figures"}
	s.page(asOf[0]) // waits until the release is ready to be shown
	for _, address := range asOf {
		if code, body := status(s.base + address); code != http.StatusOK || !strings.Contains(body, "318") {
			t.Errorf("%s before anything was taken down: %d %.300s", address, code, body)
		}
	}
	if page := s.page("/reports/" + url.PathEscape(report)); !strings.Contains(page, `<a href="`+asOf[0]+`">`) {
		t.Errorf("the page of now does not lead to %s", asOf[0])
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
	folder := filepath.Join(data, "releases", "2022.1")
	if out := do(exitDone, "takedowns", "withdraw"); !strings.Contains(out, "release 2022.1: it has nothing that was taken down") {
		t.Errorf("nothing to withdraw: %s", out)
	}
	do(exitDone, "takedowns", "add", report, "--reason", "含个人信息", "--by", "某县公开办", "--texts")
	const forgotten = "what its pages were made of is forgotten"
	if out := do(exitDone, "takedowns", "withdraw", "2022.1"); !strings.Contains(out, "release 2022.1, withdrawal 1: documents 1,") || !strings.Contains(out, forgotten) {
		t.Errorf("texts are withdrawn: %s", out)
	}
	before := withdrawnFiles(t, folder, 1, "data/csv/report_texts.csv", "data/parquet/report_texts.parquet", "data/datapackage.json", "data/README.md", "data/SHA256SUMS")
	if slices.Contains(before, "data/csv/figures.csv") {
		t.Errorf("with the texts went figures: %q", before)
	}
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
	for _, address := range asOf { // so that each is kept
		if code, body := status(s.base + address); code != http.StatusOK || !strings.Contains(body, "318") {
			t.Errorf("%s before its figures are hidden: %d %.300s", address, code, body)
		}
	}
	e, err := engine.Attach(t.Context(), data)
	must(t, err)
	defer e.Close()
	db, err := store.Open(t.Context(), store.Config{URL: e.URL(), User: engine.UserAdmin, Reader: engine.UserReader, Password: e.Secret(), Database: engine.Database})
	must(t, err)
	defer db.Close()
	all, err := db.Takedowns(t.Context())
	must(t, err)
	all[0].Hide = true
	must(t, db.TakeDown(t.Context(), all[0])) // and nothing more: what is current follows later
	withdrawn := func() {
		t.Helper()
		for _, address := range asOf {
			if code, body := status(s.base + address); code != http.StatusUnavailableForLegalReasons || strings.Contains(body, "318") || !strings.Contains(body, "含个人信息") || !strings.Contains(body, "SHA-256 为 ") {
				t.Errorf("%s, of which the document was taken down: %d %.300s", address, code, body)
			}
		}
	}
	withdrawn()
	do(exitDone, "takedowns", "add", report, "--reason", "含个人信息", "--by", "某县公开办", "--figures", "hide")
	ask("SELECT (SELECT count() FROM figures), (SELECT count() FROM reports), (SELECT count() FROM captures), (SELECT count() FROM takedowns_history)", "0\t0\t1\t3")
	withdrawn()
	if out := do(exitDone, "takedowns", "withdraw"); !strings.Contains(out, "release 2022.1, withdrawal 2: documents 1,") {
		t.Errorf("figures are withdrawn: %s", out)
	}
	withdrawnFiles(t, folder, 2, "data/csv/figures.csv", "data/parquet/figures.parquet", "data/csv/reports.csv", "data/parquet/reports.parquet", "pages/reading_figures.native.gz", "pages/report_states.native.gz", "index/figures.csv")
	for _, file := range tree(t, folder) {
		if name, text, _ := strings.Cut(file, "\n"); strings.HasSuffix(name, "figures.csv") && strings.Contains(text, "318") {
			t.Errorf("%s has what was withdrawn", name)
		}
	}
	must(t, parcel.Check(t.Context(), filepath.Join(folder, "data"), nil))
	must(t, parcel.Check(t.Context(), folder, nil))
	if out := do(exitDone, "verify", "2022.1"); !strings.Contains(out, "by 某县公开办: 含个人信息") || !strings.Contains(out, "withdrawal: 2 of ") {
		t.Errorf("verify does not say what was withdrawn: %s", out)
	}
	if out := do(exitFailed, "verify", "2022.1", "--figure", report+"/requests_new.total"); !strings.Contains(out, "is withdrawn from the release since ") || !strings.Contains(out, "含个人信息") || strings.Contains(out, "WRONG") {
		t.Errorf("verify of a figure that was withdrawn: %s", out)
	}
	for _, address := range asOf { // made ready anew from the files as they are now
		if code, body := status(s.base + address); code != http.StatusUnavailableForLegalReasons || strings.Contains(body, "318") {
			t.Errorf("%s, withdrawn from the files: %d %.300s", address, code, body)
		}
	}
	if out := do(exitDone, "takedowns", "withdraw"); !strings.Contains(out, "release 2022.1: nothing new is to be withdrawn") || strings.Contains(out, forgotten) {
		t.Errorf("withdrawn again: %s", out)
	}
	if page := s.page("/releases/2022.1"); !strings.Contains(page, `id="withdrawn"`) || !strings.Contains(page, "已改写，撤下 4 行") || !strings.Contains(page, "/releases/2022.1/files/withdrawals/000002.json.sig") {
		t.Errorf("the page of the release does not say what was withdrawn: %.3000s", page)
	}
	for _, file := range []string{"data/csv/figures.csv", "data/parquet/figures.parquet", "withdrawals/000001.json", "SHA256SUMS", "release.json"} {
		code, header, body := s.get("/releases/2022.1/files/" + file)
		sum := fmt.Sprintf("%x", sha256.Sum256([]byte(body)))
		if tag := header.Get("ETag"); code != http.StatusOK || strings.HasPrefix(file, "data/") && tag != `"`+sum+`"` || strings.Contains(header.Get("Cache-Control"), "immutable") != (file == "release.json") {
			t.Errorf("%s: %d, %v, has the SHA-256 %s", file, code, header, sum)
		}
	}
	if code, _ := status(evidence); code != http.StatusNotFound {
		t.Errorf("the archived page of a report that is hidden: %d", code)
	}
}

// withdrawnFiles are those that a record names, and have to be some at least.
func withdrawnFiles(t *testing.T, folder string, number int, want ...string) (all []string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, release.WithdrawalsFolder, fmt.Sprintf("%06d.json", number)))
	must(t, err)
	var w release.Withdrawal
	must(t, json.Unmarshal(text, &w))
	counts := map[string][2]uint64{}
	for _, f := range w.Files {
		if rest, csv := strings.CutPrefix(f.Path, "data/csv/"); csv {
			counts[strings.TrimSuffix(rest, ".csv")] = [2]uint64{f.Withdrawn, f.Emptied}
		}
	}
	for _, f := range w.Files { // a table has lost the same in both
		name, parquet := strings.CutPrefix(f.Path, "data/parquet/")
		if of := strings.TrimSuffix(name, ".parquet"); parquet && counts[of] != [2]uint64{f.Withdrawn, f.Emptied} {
			t.Errorf("withdrawal %d: %s has lost %d rows, %d emptied, as CSV %v", number, f.Path, f.Withdrawn, f.Emptied, counts[of])
		}
	}
	for _, f := range w.Files {
		all = append(all, f.Path)
	}
	for _, f := range want {
		if !slices.Contains(all, f) {
			t.Errorf("withdrawal %d has not written %s anew, but %q", number, f, all)
		}
	}
	return all
}
