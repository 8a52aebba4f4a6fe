package main

import (
	"path/filepath"
	"strings"
	"testing"

	"gongkai/store/engine"
)

// What a server holds is kept and brought back over --clickhouse alone: the engine of the sample
// counties stands for the one, an empty engine for the other.
func TestBackupOfAServer(t *testing.T) {
	if !longForm() {
		t.Skip("part of make test-full: TestBackupAndRestore keeps a data folder")
	}
	demoSite(t)
	from, err := engine.Attach(t.Context(), sharedDemo.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer from.Close()
	data, kept := filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "kept")
	runEngine(t, data)
	to, err := engine.Attach(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	defer to.Close()
	for _, c := range []struct {
		command string
		of      *globals
		want    string
	}{
		{"backup", server(t, from, from.URL()), kept + ": schema "},
		{"restore", server(t, to, to.URL()), "all as they were kept"},
	} {
		out, errText, status := inProcess(t, c.command, kept, "--clickhouse", c.of.ClickHouse, "--clickhouse-password-file", c.of.ClickHousePasswordFile)
		if status != exitDone || !strings.Contains(out, c.want) {
			t.Fatalf("%s: status %d: %s%s", c.command, status, out, errText)
		}
	}
	sameTables(t, data, manifestOf(t, kept))
}
