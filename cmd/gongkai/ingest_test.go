package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"gongkai/disclosure"
)

// ingest runs gongkai ingest on paths into a data folder and expects a status.
func ingest(t *testing.T, data string, status int, args ...string) (out, errText string) {
	t.Helper()
	needEngine(t)
	stdout, stderr := &lockedBuffer{}, &lockedBuffer{}
	got := run(t.Context(), append([]string{"ingest", "--data", data}, args...), streams{strings.NewReader(""), stdout, stderr})
	if got != status {
		t.Fatalf("ingest %q: status %d, want %d\n%s%s", args, got, status, stdout, stderr)
	}
	return stdout.String(), stderr.String()
}

// serveFolder starts the dashboards of a data folder as a user would.
func serveFolder(t testing.TB, data string) site {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	out, errs := &lockedBuffer{}, &lockedBuffer{}
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, []string{"serve", "--data", data, "--listen", "127.0.0.1:0", "--no-seal", "--log-level", "warn"}, streams{strings.NewReader(""), out, errs})
		cancel()
	}()
	t.Cleanup(func() { cancel(); <-done })
	address, err := out.await(ctx, "dashboards: ")
	if err != nil {
		t.Fatalf("%v\n%s", err, errs)
	}
	return site{t, strings.TrimSuffix(address, "/")}
}

// TestIngestNarrative brings a report in from disk that has no table and that is printed in
// Traditional characters with readings in brackets, and reads the pages as a person would.
func TestIngestNarrative(t *testing.T) {
	t.Parallel()
	data := newData(t, t.TempDir())
	ingest(t, data, exitDone, "--files", "testdata/narrative.txt")
	s := serveFolder(t, data)
	checkNarrative(s, "晴岚县林业局", 2021, "318", map[string]string{
		"narrative_published_total":       "318條",
		"narrative_requests_received":     "未收到過(guò)公開(kāi)申請",
		"narrative_reconsideration_total": "未發(fā)生", // where two marks lie on each other, each goes on in pieces
		"narrative_litigation_total":      "未發(fā)生",
	})
}

// TestIngestCorpus does the same with real reports, where they are at hand.
func TestIngestCorpus(t *testing.T) {
	t.Parallel()
	files, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "corpus", "seed-*.txt")) // beside the repository
	if len(files) != 1 {
		t.Skip("the collection of real reports is not here")
	}
	data := newData(t, t.TempDir())
	out, _ := ingest(t, data, exitDone, "--files", filepath.Dir(files[0]))
	// Two lists and a form that nobody has filled in; everything else there is a report, PDF included.
	if !strings.Contains(out, "(not_a_report 3, ok 11)") {
		t.Errorf("does not read every report of the collection: %s", out)
	}
	s := serveFolder(t, data)
	checkNarrative(s, "黎川县生态环境局", 2020, "225", map[string]string{
		"narrative_published_total":   "225條",
		"narrative_requests_received": "未收到過(guò)公開(kāi)申請",
	})
	var all []listed
	s.read("/api/v1/reports?limit=10000", &all)
	if len(all) < 9 {
		t.Errorf("only %d reports", len(all))
	}
	for _, r := range all {
		if strings.Contains(r.URL, "-list-") {
			t.Errorf("the list %s counts as report %s", r.URL, r.ReportID)
		}
	}
}

// checkNarrative looks at the agency's page (what it published; no request) and at the
// evidence page (the sentences that say so are marked).
func checkNarrative(s site, agency string, year int, published string, sentences map[string]string) {
	s.t.Helper()
	var all []struct {
		ReportID   string `json:"report_id"`
		AgencyID   string `json:"agency_id"`
		AgencyName string `json:"agency_name"`
		FiscalYear int    `json:"fiscal_year"`
	}
	s.read("/api/v1/reports?limit=10000", &all)
	for _, r := range all {
		page := s.page("/agencies/" + url.PathEscape(r.AgencyID))
		if r.FiscalYear != year || !strings.Contains(page, "<h1>"+agency) {
			continue
		}
		row := tableRow(page, itoa(year), "主动公开")
		if row["主动公开"] != published || row["收到"] != "0" {
			s.t.Errorf("the page of %s shows %v for %d, want %s published and 0 requests", agency, row, year, published)
		}
		evidence := s.page("/reports/" + url.PathEscape(r.ReportID) + "/evidence")
		for indicator, sentence := range sentences {
			if marked, _ := markedText(evidence, indicator); !strings.Contains(marked, sentence) {
				s.t.Errorf("%s: %s marks %q, want %q in it", agency, indicator, marked, sentence)
			}
		}
		report := s.page("/reports/" + url.PathEscape(r.ReportID))
		if !strings.Contains(report, `figure=narrative_published_total`) || !strings.Contains(report, "iframe") {
			s.t.Errorf("the report page of %s does not lead to its evidence", agency)
		}
		return
	}
	s.t.Errorf("no report of %s for %d among %+v", agency, year, all)
}

func itoa(n int) string { return disclosure.Int(int64(n)).String() }

// tableRow finds the row with the heading in the first table of a page that has the column, by the
// headings of the columns.
func tableRow(page, heading, column string) map[string]string {
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		return nil
	}
	var columns []string
	for node := range root.Descendants() {
		if node.Type != html.ElementNode || node.Data != "tr" {
			continue
		}
		var cells []string
		for cell := range node.ChildNodes() {
			if cell.Type == html.ElementNode {
				cells = append(cells, strings.Join(strings.Fields(textOf(cell)), " "))
			}
		}
		if len(cells) > 0 && cells[0] == heading && slices.Contains(columns, column) {
			row := map[string]string{}
			for i, c := range cells {
				if i < len(columns) {
					row[columns[i]] = c
				}
			}
			return row
		}
		if node.Parent.Data == "thead" {
			columns = cells
		}
	}
	return nil
}

// TestIngestKeepsWhatItCannotRead: documents that are broken or of no format that is read
// are in the archive byte for byte, and it is said of each that it was not read and why.
func TestIngestKeepsWhatItCannotRead(t *testing.T) {
	needEngine(t)
	t.Parallel()
	files := map[string]string{
		"reports/a.pdf":  "%PDF-1.7\nthe rest of it",
		"reports/b.doc":  "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 a Word file cut short",
		"reports/c.docx": "PK\x03\x04 a newer one, as well",
		"reports/d.xls":  "Rar!\x1A\x07\x01\x00 an archive under another name",
		"reports/e.xlsx": "7z\xBC\xAF\x27\x1C another one",
		"reports/f.html": "<html><title>通知公告</title><p>关于放假的通知</p></html>",
		"reports/g.css":  "p{}",
	}
	top := archive(t, files)
	data := engineIn(t)
	out, errText := ingest(t, data, exitDone, "--by", "某人", filepath.Join(top, "reports"))
	for _, w := range []string{"6 documents brought in, 1 of other kinds passed over", "6 documents read", "broken 3", "unsupported 2", "not_a_report 1", "0 reports"} {
		if !strings.Contains(out, w) {
			t.Errorf("does not say %q: %s", w, out)
		}
	}
	for name, content := range files {
		if strings.HasSuffix(name, ".css") {
			continue
		}
		if address := "file:" + name; !strings.Contains(errText, address+" ") {
			t.Errorf("does not say that %s was not read: %s", address, errText)
		}
		sum := sha256.Sum256([]byte(content))
		want := fmt.Sprintf("%x\t%d\tok\t某人\t1", sum, len(content))
		if got, err := query(t, data, `SELECT sha256, bytes, outcome, obtained_by, sha256 IN (SELECT lower(hex(SHA256(body))) FROM bodies) FROM captures WHERE url = 'file:`+name+`'`); err != nil || got != want {
			t.Errorf("%s: %q %v, want %q", name, got, err, want)
		}
	}
	if got, err := query(t, data, `SELECT outcome, count() FROM documents GROUP BY outcome ORDER BY outcome`); err != nil || got != "broken\t3\nnot_a_report\t1\nunsupported\t2" {
		t.Errorf("documents: %q %v", got, err)
	}
	// Again: nothing changes, and nothing is read a second time.
	if out, _ := ingest(t, data, exitDone, filepath.Join(top, "reports")); !strings.Contains(out, "0 documents read") {
		t.Errorf("a second time: %s", out)
	}
	if got, err := query(t, data, `SELECT count() FROM captures`); err != nil || got != "6" {
		t.Errorf("%s captures %v", got, err)
	}
}

// TestIngestGoesOn: what can't be brought in is named in a line each, and stops nothing else.
func TestIngestGoesOn(t *testing.T) {
	needEngine(t)
	t.Parallel()
	text, err := os.ReadFile("testdata/narrative.txt")
	if err != nil {
		t.Fatal(err)
	}
	top := archive(t, map[string]string{"reports/a/x.txt": string(text), "reports/b/x.txt": string(text) + "\n补充一行。\n", "reports/empty.html": "", "nothing/": ""})
	if err := os.Symlink("nowhere", filepath.Join(top, "reports", "broken.html")); err != nil {
		t.Fatal(err)
	}
	data := engineIn(t)
	in := func(name string) string { return filepath.Join(top, name) }
	out, errText := ingest(t, data, exitFailed, "--log-level", "error", in("nothing"), in("none"), in("reports"))
	if !strings.Contains(out, "2 documents brought in\n") || !strings.Contains(errText, "4 files, folders or records could not be brought in") || strings.Count(errText, "\n") != 5 {
		t.Errorf("%s%s", out, errText)
	}
	for _, w := range []string{"nothing holds no document", "none: no such file", "broken.html: no such file", "empty.html is empty"} {
		if !strings.Contains(errText, w) {
			t.Errorf("does not say %q: %s", w, errText)
		}
	}
	// Two folders, one name: two documents, not two versions of one.
	got, err := query(t, data, `SELECT url FROM captures ORDER BY url`)
	if err != nil || got != "file:reports/a/x.txt\nfile:reports/b/x.txt" {
		t.Errorf("captures: %q %v", got, err)
	}
	if got, err := query(t, data, `SELECT versions FROM reports`); err != nil || got != "1" {
		t.Errorf("versions: %q %v", got, err)
	}
}

// TestIngestSourceURL: a text that was saved from a page is read as the text that it is.
func TestIngestSourceURL(t *testing.T) {
	t.Parallel()
	data := newData(t, t.TempDir())
	const source = "http://www.example.gov.cn/lyj/nb/2021.shtml"
	ingest(t, data, exitDone, "--source-url", source, "--obtained-at", "2022-03-01T09:00:00+08:00", "--by", "an archivist", "testdata/narrative.txt")
	got, err := query(t, data, `SELECT url, toString(first_seen_at), content_type, figures FROM reports`)
	if err != nil || got != source+"\t2022-03-01 01:00:00.000\ttext/plain\t4" {
		t.Errorf("%q %v", got, err)
	}
	// Somebody's word is no sighting on the site, whatever day it names.
	got, err = query(t, data, `SELECT obtained, seen_on_site, published_high IS NULL, (SELECT concat(how, ' ', obtained_by) FROM captures) FROM reports AS r`)
	if err != nil || got != "brought\t0\t1\tbrought an archivist" {
		t.Errorf("how it was obtained: %q %v", got, err)
	}
	for _, args := range [][]string{{"--source-url", "somewhere", "testdata/narrative.txt"}, {"--source-url", source, "testdata/narrative.txt", "files.go"}} {
		ingest(t, data, exitUsage, args...)
	}
}
