package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWARCOut: what was captured of a site comes back from a WARC file byte for byte, and the same
// captures give the same file.
func TestWARCOut(t *testing.T) {
	demoSite(t)
	t.Parallel()
	dir := t.TempDir()
	file, again := filepath.Join(dir, "a.warc.gz"), filepath.Join(dir, "b.warc.gz")
	for _, f := range []string{file, again} {
		if out, errText, status := gongkai(t, "warc", "--data", sharedDemo.dir, "--site", "qinglan", f); status != exitDone || !strings.Contains(out, " captures") {
			t.Fatalf("status %d: %s%s", status, out, errText)
		}
	}
	a, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(again); err != nil || !bytes.Equal(a, b) {
		t.Errorf("the same captures give %d and %d bytes (%v)", len(a), len(b), err)
	}
	out, errText, status := gongkai(t, "sql", "--data", sharedDemo.dir, `SELECT concat(if(final_url = '', url, final_url), ' ', toUnixTimestamp64Milli(fetched_at), ' ', sha256) FROM captures
		WHERE site_id = 'qinglan' AND outcome = 'ok' AND http_status = 200 AND (content_type LIKE '%html%' OR content_type LIKE '%pdf%') FORMAT TSV`)
	if status != exitDone {
		t.Fatal(errText)
	}
	want := map[string]bool{}
	for line := range strings.Lines(out) {
		fields := strings.Fields(line)
		want[fields[0]+" "+fields[2]] = true
	}
	got := map[string]bool{}
	err = readWARC(bytes.NewReader(a), passedOver{}, func(r warcRecord, err error) error {
		if err != nil {
			t.Errorf("%s: %v", r.address, err)
		}
		sum := sha256.Sum256(r.body)
		got[r.address+" "+hex.EncodeToString(sum[:])] = true
		return nil
	})
	if err != nil || len(want) < 50 {
		t.Fatalf("%d pages were captured; reading the file: %v", len(want), err)
	}
	for page := range want {
		if !got[page] {
			t.Errorf("%s is not in the file", page)
		}
	}
	if _, errText, status := gongkai(t, "warc", "--data", sharedDemo.dir, "--site", "nobody", file); status != exitFailed || !strings.Contains(errText, "no capture") {
		t.Errorf("status %d: %s", status, errText)
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".warc-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v %v", left, err)
	}
}
