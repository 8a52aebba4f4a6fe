package main

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongkai/analytics"
	"gongkai/store/engine"
)

// BenchmarkVerify releases 500 generated reports, 100,000 figures, and verifies the release. The aim
// is 10 s.
func BenchmarkVerify(b *testing.B) {
	if _, err := engine.FindLibrary(""); err != nil {
		b.Skip(err)
	}
	n := newNation(b, 500)
	n.ok(n.Refresh(b.Context()))
	_, err := analytics.Score(b.Context(), n.DB, time.Now())
	n.ok(err)
	command := func(args ...string) string {
		var out, errs lockedBuffer
		if status := run(b.Context(), append(args, "--data", n.dir, "--log-level", "error"), streams{strings.NewReader(""), &out, &errs}); status != exitDone {
			b.Fatalf("%v: status %d, %s%s", args, status, &out, &errs)
		}
		return out.String()
	}
	begun := time.Now()
	command("release", "1")
	b.Logf("releasing took %s", time.Since(begun).Round(time.Millisecond))
	for b.Loop() {
		b.Log(command("verify", filepath.Join(n.dir, releasesFolder, "1")))
	}
}
