package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestSealKeyGone: where a database has seals, no new key takes the place of theirs by itself. A backup holds
// none, and who restores it is told where the key belongs.
func TestSealKeyGone(t *testing.T) {
	t.Parallel()
	data := newData(t, t.TempDir())
	do := func(want int, says string, args ...string) {
		t.Helper()
		out, errText, status := gongkai(t, append(args, "--data", data, "--log-level", "error")...)
		if status != want || !strings.Contains(out+errText, says) {
			t.Fatalf("%q: status %d: %s%s; want %d and %q", args, status, out, errText, want, says)
		}
	}
	serveFolder(t, data) // one engine for all of it
	do(exitDone, "figures", "ingest", "--source-url", "http://www.example.gov.cn/lyj/2021.shtml", "--by", "an archivist", "testdata/narrative.txt")
	do(exitDone, "seal 1: captures 1", "seal")
	key, away := filepath.Join(data, "seal.key"), filepath.Join(t.TempDir(), "seal.key")
	must(t, os.Rename(key, away))
	const gone = "seal.key, the key of the seals, is not there, and the database has seals, the last of them number 1"
	do(exitFailed, gone, "seal")
	do(exitFailed, gone, "seal", "--public-key")
	do(exitFailed, gone, "release", "2022.1")
	if _, err := os.Stat(key); !os.IsNotExist(err) {
		t.Error("a new key was made")
	}
	do(exitDone, "nothing new since seal 1", "seal", "--seal-key", away)
	do(exitDone, "fingerprint", "seal", "--new-key", "--public-key")
	kept := filepath.Join(t.TempDir(), "backup")
	do(exitDone, "schema", "backup", kept)
	data = filepath.Join(t.TempDir(), "restored")
	do(exitDone, "the key of its seals is in no backup: put it back as "+filepath.Join(data, "seal.key"), "restore", kept)
}
