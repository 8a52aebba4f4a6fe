package main

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gongkai/analytics/release"
	"gongkai/crawler"
	"gongkai/disclosure"
)

// done runs a command on the data folder, which must succeed.
func (s *scored) done(args ...string) string {
	s.Helper()
	out, errText, status := inProcess(s.T, append(args, "--data", s.dir)...)
	if status != exitDone {
		s.Fatalf("gongkai %s: status %d, %s%s", strings.Join(args, " "), status, out, errText)
	}
	return out
}

// refused runs one that must fail, and gives its message.
func (s *scored) refused(args ...string) string {
	s.Helper()
	out, errText, status := inProcess(s.T, append(args, "--data", s.dir)...)
	if status == exitDone || strings.Count(errText, "\n") != 1 {
		s.Errorf("gongkai %s: status %d, %s%s", strings.Join(args, " "), status, out, errText)
	}
	return out + errText
}

// releaseSome releases some tables only: to copy all takes the engine seconds.
func (s *scored) releaseSome(name string, tables ...string) string {
	s.Helper()
	return s.released(releaseCommand{Name: name, tables: tables})
}

func (s *scored) released(c releaseCommand) string {
	s.Helper()
	var out lockedBuffer
	a, err := newApp(&globals{Data: s.dir, LogLevel: "error", LogFormat: "text"}, streams{strings.NewReader(""), &out, &out})
	s.ok(err)
	s.ok(c.Run(s.Context(), a))
	return out.String()
}

// TestRelease: what was released stays as it was, whatever is read later; what has changed since is
// told with its cause; and nothing of it can be changed unseen.
func TestRelease(t *testing.T) {
	s := newScored(t)
	s.crawl("county", "2021-01-10", mainList+" 年报 complete empty", healthList+" 卫生 partial")
	s.report(disclosure.FamilyEducation, 2020, "county", mainList, "2021-03-01", "2021-01-20", "requests_new total 12", "requests_new natural_person 12", "granted total -")
	s.report(disclosure.FamilyAudit, 2020, "county", mainList, "2021-03-01", "2021-01-20", "requests_new total 3")
	s.report(disclosure.FamilyFinance, 2020, "county", mainList, "2021-03-01", "2021-01-20", "requests_new total 70707")
	s.crawl("county", "2021-03-01", mainList+" 年报 complete")
	s.score("2021-06-01")
	s.sealsDaily()
	if out := s.done("releases"); !strings.Contains(out, "nothing was released yet") {
		t.Errorf("no release: %s", out)
	}
	out := s.releaseSome("2021.1", "agencies", "captures", "figures", "reports", "scores", "walks")
	first := filepath.Join(s.dir, "releases", "2021.1")
	if !strings.Contains(out, "release 2021.1, number 1: ") || !strings.Contains(out, "reports 3, seal 1,") || !strings.Contains(out, "audit: none that is finished speaks") || !strings.Contains(out, "cite: ") {
		t.Errorf("the first release: %s", out)
	}
	if out := s.refused("release", "2021.1"); !strings.Contains(out, "a release is never changed: choose another name") {
		t.Errorf("a second of the name: %s", out)
	}
	if out := s.refused("release", "../x"); !strings.Contains(out, "is no name of a release") {
		t.Errorf("a name that is none: %s", out)
	}
	before := tree(t, first)
	pages := serveFolder(t, s.dir)
	asOf := pages.asOf()

	// The agency of one report changes it, a newer parser reads another one otherwise, a third
	// report is new.
	s.readings = nil
	s.report(disclosure.FamilyHealth, 2020, "county", mainList, "2021-05-01", "", "requests_new total 1")
	sum := sha256.Sum256(s.readings[0].Capture.Body)
	s.readings[0].Capture.SHA256 = hex.EncodeToString(sum[:])
	s.readings[0].Report.SHA256 = s.readings[0].Capture.SHA256
	body := filepath.Join(t.TempDir(), "body")
	s.ok(os.WriteFile(body, s.readings[0].Capture.Body, 0o600))
	changed := s.report(disclosure.FamilyEducation, 2020, "county", mainList, "2021-05-01", "2021-01-20", "requests_new total 13", "requests_new natural_person 12", "granted total -")
	changed.Capture.SHA256, changed.Report.SHA256 = strings.Repeat("5", 64), strings.Repeat("5", 64)
	s.ok(s.Keep(t.Context(), s.readings[0].Capture))
	s.ok(s.Keep(t.Context(), changed.Capture))
	s.report(disclosure.FamilyAudit, 2020, "county", mainList, "2021-03-01", "2021-01-20", "requests_new total 8")
	reread := &s.readings[2]
	reread.Report.SHA256, reread.Report.ParserVersion = fmt.Sprintf("%064x", 2), 2
	reread.Capture.SHA256 = reread.Report.SHA256
	s.ok(s.Keep(t.Context(), reread.Capture))
	s.crawl("county", "2021-05-01", mainList+" 年报 complete")
	s.score("2021-06-02")
	audit := s.audit()
	out = s.done("release", "2021.2", "--no-parquet")
	saidOfSecond := out
	if !strings.Contains(out, "since 2021.1: figures added 1, changed 2, withdrawn 0;") {
		t.Errorf("the second release: %s", out)
	}
	second := filepath.Join(s.dir, "releases", "2021.2")
	got := changesOf(t, second)
	want := []string{"361022-audit-2020 requests_new.total changed reading 3 8", "361022-education-2020 requests_new.total changed agency 12 13", "361022-health-2020 requests_new.total added new_report  1"}
	if !slices.Equal(got, want) {
		t.Errorf("changes: %q\n want %q", got, want)
	}
	if after := tree(t, first); !slices.Equal(after, before) {
		t.Error("the first release is not what it was")
	}
	figures, err := release.Lookup(first, "361022-education-2020")
	s.ok(err)
	if len(figures) != 3 || figures[0].Value != nil || figures[0].State != "blank" || *figures[2].Value != "12" {
		t.Errorf("the report in the first release: %+v", figures)
	}
	if none, err := release.Lookup(first, "361022-health-2020"); err != nil || len(none) > 0 {
		t.Errorf("a report that came later: %v, %v", none, err)
	}
	out = s.done("verify", "2021.2", "--figure", "361022-education-2020/requests_new.total")
	for _, want := range []string{"ok     signature: the manifest is signed", "release before: 2021.1, number 1, is the one", "13 件, state number, printed \"13\"", "sealed by seal 2", "evidence: 6 figures of 4 reports"} {
		if !strings.Contains(out, want) {
			t.Errorf("verify does not say %q:\n%s", want, out)
		}
	}
	if out := s.done("verify", "2021.2", "--figure", "361022-health-2020/requests_new.total", "--body", body); !strings.Contains(out, "ok     bytes: "+body+" has the SHA-256 "+hex.EncodeToString(sum[:])) {
		t.Errorf("the document of a figure: %s", out)
	}
	if out := s.done("releases"); !strings.Contains(out, "2021.2") || strings.Count(out, "\n") != 3 {
		t.Errorf("two releases: %s", out)
	}
	// A run that was killed before its row was written.
	s.ok(s.Exec(t.Context(), "ALTER TABLE releases_history DELETE WHERE number = 2 SETTINGS mutations_sync = 1", nil))
	if out := s.done("release", "2021.2"); !strings.Contains(out, "number 2") {
		t.Errorf("a release that was left: %s", out)
	}
	if now := pages.asOf(); !slices.Equal(now, asOf) {
		t.Errorf("addresses of the first release changed: %q\nto %q", asOf, now)
	}
	for _, want := range []string{"自 2021.1 以来：数字新增 1 个、变化 2 个、撤回 0 个", "机关换了文件", "/releases/2021.2/files/changes/figures.csv"} {
		if page := pages.page("/releases/2021.2"); !strings.Contains(page, want) {
			t.Errorf("the page of the second release does not say %q", want)
		}
	}
	if page := pages.page("/releases"); !strings.Contains(page, "已发布 2 个版本，最新的是 2021.2") {
		t.Errorf("the page of the releases: %.1200s", page)
	}
	s.auditReleased(pages, audit, second, saidOfSecond)
	s.checkedByOthers(filepath.Join(second, "seals"))
	s.tamper(filepath.Dir(first))
	s.withdrawn(filepath.Dir(first))
}

// asOf is what some addresses of the first release answer.
func (s site) asOf() (all []string) {
	s.t.Helper()
	for _, address := range []string{"/api/v1/releases/2021.1", "/api/v1/releases/2021.1/figures?report=361022-education-2020", "/releases/2021.1/files/release.json", "/releases/2021.1/files/data/csv/figures.csv"} {
		status, header, body := s.get(address)
		if status != http.StatusOK || !strings.Contains(body, "361022-education-2020") && !strings.Contains(body, "2021.1") {
			s.t.Errorf("%s: status %d, %.300s", address, status, body)
		}
		if cache := header.Get("Cache-Control"); strings.Contains(address, "/files/") != strings.Contains(cache, "immutable") {
			s.t.Errorf("%s: %s", address, cache)
		}
		all = append(all, body)
	}
	return all
}

// sealsDaily looks after what gongkai serve does: it seals at once, then a day later, where something is new.
func (s *scored) sealsDaily() {
	s.Helper()
	for _, c := range []struct {
		later time.Duration
		wait  time.Duration // about
		seals int
	}{{0, sealAgain, 1}, {time.Minute, 23 * time.Hour, 1}, {25 * time.Hour, sealAgain, 1}} {
		a, err := newApp(&globals{Data: s.dir, LogLevel: "error", LogFormat: "text"}, streams{strings.NewReader(""), io.Discard, io.Discard})
		s.ok(err)
		h := &home{DB: s.DB, folder: s.dir, clock: crawler.Ago(-c.later)}
		wait, err := h.sealIfDue(s.Context(), a, sealFlags{})
		s.ok(err)
		if wait < c.wait || wait > c.wait+2*time.Hour {
			s.Errorf("%s later: it is looked again in %s", c.later, wait)
		}
		if found, _ := filepath.Glob(filepath.Join(s.dir, "seals", "*.manifest.json")); len(found) != c.seals {
			s.Errorf("%s later there are the seals %v", c.later, found)
		}
	}
	if _, err := os.Stat(filepath.Join(s.dir, "seal.key")); err != nil {
		s.Error(err)
	}
}

// checkedByOthers has the checker of doc/proof.md look at a folder of seals.
func (s *scored) checkedByOthers(seals string) {
	s.Helper()
	for _, program := range []string{"python3", "openssl"} {
		if _, err := exec.LookPath(program); err != nil {
			s.Logf("the checker of doc/proof.md is not tried: %v", err)
			return
		}
	}
	for _, b := range blocksOf(s.T, "python") {
		if b.document != "doc/proof.md" {
			continue
		}
		check := func(dir string) (string, error) {
			out, err := exec.CommandContext(s.Context(), "python3", "-c", b.text, dir).CombinedOutput()
			return string(out), err
		}
		if out, err := check(seals); err != nil || !strings.HasPrefix(out, "2 seals hold; the newest is of ") {
			s.Errorf("the checker of doc/proof.md: %v, %s", err, out)
		}
		spoilt := s.TempDir()
		s.ok(os.CopyFS(spoilt, os.DirFS(seals)))
		s.ok(os.Rename(filepath.Join(spoilt, "000001.records.gz"), filepath.Join(spoilt, "000002.records.gz")))
		if out, err := check(spoilt); err == nil {
			s.Errorf("the checker of doc/proof.md passes seals that were changed: %s", out)
		}
		return
	}
	s.Error("doc/proof.md has no checker")
}

// tree is every file of a folder with its bytes.
func tree(t *testing.T, dir string) (all []string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		all = append(all, path+"\n"+string(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func changesOf(t *testing.T, dir string) (all []string) {
	t.Helper()
	file, err := os.Open(filepath.Join(dir, release.ChangesFile))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rows[1:] {
		all = append(all, fmt.Sprintf("%s %s.%s %s %s %s %s", r[0], r[1], r[2], r[5], r[6], r[7], r[10]))
	}
	return all
}
