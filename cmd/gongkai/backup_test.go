package main

import (
	"context"
	"encoding/json"
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
	s := demoSite(t)
	dir := t.TempDir()
	kept, again, data := filepath.Join(dir, "kept"), filepath.Join(dir, "again"), filepath.Join(dir, "data")
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
	restored := served(t, data)
	if _, errText, status := inProcess(t, "backup", again, "--data", data); status != 0 {
		t.Fatalf("backup of what was restored: %s", errText)
	}
	sameTables(t, manifestOf(t, again), manifestOf(t, kept))
	for _, page := range []string{"/", "/reports", "/api/v1/reports?limit=10000", "/api/v1/agencies?limit=10000", "/api/v1/findings?limit=10000"} {
		// A page names its own address.
		if got, want := strings.ReplaceAll(restored.page(page), hostOf(restored), "host"), strings.ReplaceAll(s.page(page), hostOf(s), "host"); got != want {
			t.Errorf("%s is another page after the restore: %d bytes, %d before", page, len(got), len(want))
		}
	}
}

func hostOf(s site) string { return strings.TrimPrefix(s.base, "http://") }

// served serves a data folder until the test ends.
func served(t *testing.T, data string) site {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	out, errs := &lockedBuffer{}, &lockedBuffer{}
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, []string{"serve", "--data", data, "--listen", "127.0.0.1:0", "--log-level", "warn"}, streams{strings.NewReader(""), out, errs})
		cancel()
	}()
	t.Cleanup(func() { cancel(); <-done })
	address, err := out.await(ctx, "dashboards: ")
	if err != nil {
		t.Fatalf("%v\n%s", err, errs)
	}
	return site{t, strings.TrimSuffix(address, "/")}
}

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

// sameTables holds two backups against each other, table by table.
func sameTables(t *testing.T, got, want backup.Manifest) {
	t.Helper()
	if !slices.Equal(got.Schema, want.Schema) || len(got.Tables) != len(want.Tables) {
		t.Fatalf("%d migrations and %d tables, want %d and %d", len(got.Schema), len(got.Tables), len(want.Schema), len(want.Tables))
	}
	var rows uint64
	for i, w := range want.Tables {
		g := got.Tables[i]
		if g.Name != w.Name || g.Rows != w.Rows || g.Sum != w.Sum || !slices.Equal(g.Columns, w.Columns) {
			t.Errorf("table %s: %d rows with the sum %s, want %s with %d rows and %s", g.Name, g.Rows, g.Sum, w.Name, w.Rows, w.Sum)
		}
		rows += g.Rows
	}
	if rows < 60_000 {
		t.Errorf("only %d rows: the sample counties have more", rows)
	}
}
