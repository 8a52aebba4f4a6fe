package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/store/backup"
)

// inProcess runs a command here and gives what it printed.
func inProcess(t *testing.T, args ...string) (out, errText string, status int) {
	t.Helper()
	var o, e lockedBuffer
	status = run(t.Context(), append(args, "--log-level", "error"), streams{strings.NewReader(""), &o, &e})
	return o.String(), e.String(), status
}

// The sample counties are kept while they are served, and come back whole: every table row by row,
// and the pages that are made of them.
func TestBackupAndRestore(t *testing.T) {
	t.Parallel()
	s := demoSite(t)
	dir := t.TempDir()
	kept, data := filepath.Join(dir, "kept"), filepath.Join(dir, "data")
	if out, errText, status := inProcess(t, "backup", kept, "--data", sharedDemo.dir); status != 0 || !strings.HasPrefix(out, kept+": schema ") {
		t.Fatalf("backup: status %d, %q, %q", status, out, errText)
	}
	if out, errText, status := inProcess(t, "restore", kept, "--data", data); status != 0 || !strings.Contains(out, "all as they were kept") {
		t.Fatalf("restore: status %d, %q, %q", status, out, errText)
	}
	if _, errText, status := inProcess(t, "restore", kept, "--data", sharedDemo.dir); status != exitFailed || !strings.Contains(errText, "holds data already, nothing was restored: name a new one with --data") {
		t.Errorf("over data: status %d, %q", status, errText)
	}
	if _, errText, status := inProcess(t, "backup", kept, "--data", sharedDemo.dir); status != exitFailed || !strings.Contains(errText, "is not empty; name a folder that is not there yet") {
		t.Errorf("over a backup: status %d, %q", status, errText)
	}
	restored := serveFolder(t, data)
	sameTables(t, data, manifestOf(t, kept))
	for _, page := range []string{"/", "/api/v1/reports?limit=10000", "/api/v1/findings?limit=10000"} {
		// A page names its own address.
		if got, want := strings.ReplaceAll(restored.page(page), hostOf(restored), "host"), strings.ReplaceAll(s.page(page), hostOf(s), "host"); got != want {
			t.Errorf("%s is another page after the restore: %d bytes, %d before", page, len(got), len(want))
		}
	}
}

func hostOf(s site) string { return strings.TrimPrefix(s.base, "http://") }

func manifestOf(t *testing.T, dir string) (m backup.Manifest) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "manifest.json"))
	if err == nil {
		err = json.Unmarshal(text, &m)
	}
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// sameTables holds the tables of a data folder against a backup, row by row.
func sameTables(t *testing.T, data string, want backup.Manifest) {
	t.Helper()
	var questions, answers []string
	for _, table := range want.Tables {
		var columns []string
		for _, c := range table.Columns {
			columns = append(columns, "`"+c.Name+"`")
		}
		questions = append(questions, fmt.Sprintf("SELECT '%[1]s', count(), sum(cityHash64(tuple(%[2]s))) FROM %[1]s", table.Name, strings.Join(columns, ", ")))
		answers = append(answers, fmt.Sprintf("%s\t%d\t%s\n", table.Name, table.Rows, table.Sum))
	}
	slices.Sort(answers)
	out, errText, status := inProcess(t, "sql", "--format", "TSV", "--data", data, "SELECT * FROM ("+strings.Join(questions, " UNION ALL ")+") ORDER BY 1")
	if status != 0 {
		t.Fatal(errText)
	}
	got := slices.Collect(strings.Lines(out))
	if len(got) != len(answers) || want.Rows() < 60_000 {
		t.Fatalf("%d tables, want %d with more than %d rows", len(got), len(answers), want.Rows())
	}
	for i, w := range answers {
		if got[i] != w {
			t.Errorf("restored: %q, kept: %q", got[i], w)
		}
	}
}
