package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"gongkai/store/engine"
)

// query runs a query on a data folder as `gongkai sql` does.
func query(t testing.TB, dir, sql string) (string, error) {
	t.Helper()
	out, errs := &lockedBuffer{}, &lockedBuffer{}
	status := run(t.Context(), []string{"sql", "--data", dir, "--format", "TSV", "--log-level", "error", sql}, streams{strings.NewReader(""), out, errs})
	if status != exitDone {
		return "", fmt.Errorf("status %d: %s", status, errs)
	}
	return strings.TrimSpace(out.String()), nil
}

// endState is all that readers see, without what differs between two runs by nature: times,
// and the ids that are made of them. Of crawls only the first two of a site: the run to compare
// with has a third phase, in which no report is read.
var endState = []string{
	`SELECT site_id, name, url FROM sites ORDER BY ALL`,
	// Documents are never asked for twice in a crawl; lists are, when a crawl goes on.
	`SELECT site_id, url, role, outcome, http_status, sha256, count() FROM captures WHERE crawl_id IN (` + firstCrawls + `) AND role IN ('report', 'attachment') GROUP BY ALL ORDER BY ALL`,
	`SELECT DISTINCT site_id, url, role, sha256 FROM captures WHERE crawl_id IN (` + firstCrawls + `) ORDER BY ALL`,
	`SELECT agency_id, name, division_code, level, family FROM agencies ORDER BY ALL`,
	`SELECT report_id, form, scope, title, url, outcome, sha256, version, versions, issued_on, published_on FROM reports ORDER BY ALL`,
	`SELECT report_id, indicator, applicant, value, state, raw, confidence, evidence FROM figures ORDER BY ALL`,
	`SELECT report_id, rule, severity, blame, message, expected, actual FROM findings ORDER BY ALL`,
	// What a site's search proves is known from the third phase on only.
	`SELECT agency_id, fiscal_year, deadline, deadline_basis, replace(status, 'not_published', 'not_found') FROM expected_reports ORDER BY ALL`,
	`SELECT site_id, count(), countIf(finished_at IS NOT NULL), countIf(complete) FROM crawls WHERE crawl_id IN (` + firstCrawls + `) GROUP BY site_id ORDER BY ALL`,
}

const firstCrawls = `SELECT crawl_id FROM crawls ORDER BY started_at LIMIT 2 BY site_id`

func stateOf(t *testing.T, dir string) []string {
	t.Helper()
	var all []string
	for _, sql := range endState {
		out, err := query(t, dir, sql)
		if err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
		all = append(all, out)
	}
	return all
}

// TestKilled kills the program, its engine, or both in the stages of the demo and starts it
// again: the end is what it would have been, nothing is lost and nothing is there twice. Where the
// engine alone is killed the job goes on, so that comes last.
func TestKilled(t *testing.T) {
	demoSite(t)
	want := stateOf(t, sharedDemo.dir)
	stages := []struct{ name, reached string }{
		{"first crawl", `SELECT count() > 40 FROM captures`},
		{"first reading", `SELECT count() > 60 FROM readings`},
		{"second crawl", `SELECT countIf(finished_at IS NOT NULL) >= 3 AND count() > 3 FROM crawls`},
	}
	for _, victims := range [][]string{{"program", "both", "engine"}, {"both", "engine"}} {
		t.Run(strings.Join(victims, ", "), func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "data")
			for i, victim := range victims {
				stage := stages[i]
				p := start(t, "demo", "--once", "--phases", "2", "--data", dir, "--log-level", "error")
				await(t, p, dir, stage.reached)
				kill(t, p, dir, victim)
				if victim == "engine" {
					// The supervisor brings the engine back; the job may go on or end with an error.
					p.finish()
				} else {
					p.Wait()
				}
			}
			out, errText, status := gongkai(t, "demo", "--once", "--phases", "2", "--data", dir, "--log-level", "error")
			if status != exitDone {
				t.Fatalf("the last run failed: %s%s", out, errText)
			}
			runEngine(t, dir)
			for i, got := range stateOf(t, dir) {
				if got != want[i] {
					t.Errorf("%s\n%s", endState[i], firstDifference(got, want[i]))
				}
			}
			for _, sql := range []string{
				`SELECT count() - uniqExact(capture_id) FROM captures`,
				`SELECT count() - uniqExact(report_id) FROM reports`,
				`SELECT count() - uniqExact(report_id, indicator, applicant) FROM figures`,
			} {
				if n, err := query(t, dir, sql); err != nil || n != "0" {
					t.Errorf("%s: %s %v", sql, n, err)
				}
			}
		})
	}
}

// await asks the running program's own engine, and never starts one, until the stage is reached
// or the program ended.
func await(t *testing.T, p *program, dir, reached string) {
	t.Helper()
	tick := time.NewTicker(20 * time.Millisecond) // between two questions; what counts is the answer
	defer tick.Stop()
	for range tick.C {
		if state, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", p.Process.Pid)); err != nil || strings.Contains(string(state), ") Z ") {
			return // it ended before it was killed: the next start must cope with that as well
		}
		if _, err := os.Stat(filepath.Join(dir, "engine.json")); err != nil {
			continue
		}
		e, err := engine.Attach(t.Context(), dir)
		if err != nil {
			continue // it is starting, or has just ended
		}
		answer, err := askAdmin(t.Context(), e, reached)
		if err = errors.Join(err, e.Close()); err == nil && answer == "1\n" {
			return
		}
	}
}

// kill ends the victim without a chance to tidy up.
func kill(t *testing.T, p *program, dir, victim string) {
	t.Helper()
	var card struct {
		Child int `json:"child_pid"`
	}
	text, err := os.ReadFile(filepath.Join(dir, "engine.json"))
	if err == nil {
		err = json.Unmarshal(text, &card)
	}
	if victim != "program" && err == nil && card.Child > 1 {
		syscall.Kill(card.Child, syscall.SIGKILL)
	}
	if victim != "engine" {
		p.Process.Kill()
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(g), len(w)) {
		a, b := "", ""
		if i < len(g) {
			a = g[i]
		}
		if i < len(w) {
			b = w[i]
		}
		if a != b {
			return "line " + strconv.Itoa(i+1) + " of " + strconv.Itoa(len(w)) + ":\n got " + a + "\nwant " + b
		}
	}
	return ""
}
