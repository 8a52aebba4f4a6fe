package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"gongkai/analytics"
	"gongkai/store/engine"
)

// command runs a command on the nation, and gives what it prints.
func (n *nation) command(args ...string) string {
	n.Helper()
	var out, errs lockedBuffer
	if status := run(n.Context(), append(args, "--data", n.dir, "--log-level", "error"), streams{strings.NewReader(""), &out, &errs}); status != exitDone {
		n.Fatalf("%v: status %d, %s%s", args, status, &out, &errs)
	}
	return out.String()
}

// releasedNation is one of 500 generated reports, 100,000 figures, with a release 1 of it.
func releasedNation(b *testing.B, flags ...string) *nation {
	b.Helper()
	if _, err := engine.FindLibrary(""); err != nil {
		b.Skip(err)
	}
	n := newNation(b, 500)
	n.ok(n.Refresh(b.Context()))
	_, err := analytics.Score(b.Context(), n.DB, time.Now())
	n.ok(err)
	begun := time.Now()
	n.command(append([]string{"release", "1"}, flags...)...)
	b.Logf("releasing took %s", time.Since(begun).Round(time.Millisecond))
	return n
}

// BenchmarkVerify releases 500 generated reports, 100,000 figures, and verifies the release. The aim
// is 10 s.
func BenchmarkVerify(b *testing.B) {
	n := releasedNation(b)
	for b.Loop() {
		b.Log(n.command("verify", filepath.Join(n.dir, releasesFolder, "1")))
	}
}

// BenchmarkAsOf asks for pages as of a release before anything was taken down, and after 20,000 documents were
// taken down that reports of it were read from: each as it is asked first (ms), and again (kept-ms).
func BenchmarkAsOf(b *testing.B) {
	n := releasedNation(b, "--no-parquet")
	s := serveFolder(b, n.dir)
	var report []struct {
		ID     string `ch:"report_id"`
		Agency string `ch:"agency_id"`
	}
	n.ok(n.Select(b.Context(), &report, "SELECT report_id, agency_id FROM reports ORDER BY report_id LIMIT 1", nil))
	pages := []string{"/reports/" + report[0].ID, "/agencies/" + report[0].Agency, "/findings", "/funnel"}
	s.page("/releases/1" + pages[0]) // waits until it is ready
	asked := 0
	for _, taken := range []int{0, 20_000} {
		if taken > 0 {
			n.ok(n.Exec(b.Context(), fmt.Sprintf("INSERT INTO takedowns_history (sha256, taken_at, taken_by, reason, texts, figures) SELECT lower(hex(SHA256(toString(number)))), now(), 'the office', 'names of persons', 1, 'hide' FROM numbers(%d)", taken), nil))
			n.ok(n.Exec(b.Context(), fmt.Sprintf("INSERT INTO gongkai_release_1.readings (reading_id, report_id, sha256) SELECT toString(number), concat('gone-', toString(number), '-2020'), lower(hex(SHA256(toString(number)))) FROM numbers(%d)", taken), nil))
		}
		for _, page := range pages {
			b.Run(fmt.Sprintf("%s/taken=%d", strings.Split(page, "/")[1], taken), func(b *testing.B) {
				var first, kept time.Duration
				for b.Loop() {
					asked++
					address := fmt.Sprintf("/releases/1%s?%d", page, asked)
					for _, took := range []*time.Duration{&first, &kept} {
						begun := time.Now()
						s.page(address)
						*took += time.Since(begun)
					}
				}
				b.ReportMetric(0, "ns/op")
				b.ReportMetric(float64(first.Microseconds())/1000/float64(b.N), "ms")
				b.ReportMetric(float64(kept.Microseconds())/1000/float64(b.N), "kept-ms")
			})
		}
	}
}
