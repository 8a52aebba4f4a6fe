package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"gongkai/demo"
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
// and the ids that are made of them.
var endState = []string{
	`SELECT site_id, name, url FROM sites ORDER BY ALL`,
	// Documents are never asked for twice in a crawl; lists are, when a crawl goes on.
	`SELECT site_id, url, role, outcome, http_status, sha256, count() FROM captures WHERE role IN ('report', 'attachment') GROUP BY ALL ORDER BY ALL`,
	`SELECT DISTINCT site_id, url, role, sha256 FROM captures ORDER BY ALL`,
	`SELECT agency_id, name, division_code, level, family FROM agencies ORDER BY ALL`,
	`SELECT report_id, form, scope, title, url, outcome, sha256, version, versions, issued_on, published_on FROM reports ORDER BY ALL`,
	`SELECT report_id, indicator, applicant, value, state, raw, confidence, evidence FROM figures ORDER BY ALL`,
	`SELECT report_id, rule, severity, blame, message, expected, actual FROM findings ORDER BY ALL`,
	`SELECT agency_id, fiscal_year, deadline, deadline_basis, status FROM expected_reports ORDER BY ALL`,
	`SELECT site_id, count(), countIf(finished_at IS NOT NULL), countIf(complete) FROM crawls GROUP BY site_id ORDER BY ALL`,
}

// aPart makes the program's samples those of part: a job with all stages of the demo, on all its sites, that is soon over.
const aPart = "part"

var part = sync.OnceValue(func() *demo.Demo {
	return demo.Part("990121-gov_office", "990121-civil", "990121-health", "990121-finance", "990122-gov_office", "990122-finance", "990122-culture_tourism", "990123-gov_office", "990123-education", "990123-agriculture")
})

// partOf is the job on a folder.
func partOf(t *testing.T, dir string) *program {
	t.Helper()
	return startWith(t, []string{asProgram + "=" + aPart}, "demo", "--once", "--phases", "2", "--data", dir, "--log-level", "error")
}

var calm struct {
	once  sync.Once
	state []string
}

// ofUndisturbed is what the job leaves that nobody disturbs.
func ofUndisturbed(t *testing.T) []string {
	t.Helper()
	calm.once.Do(func() {
		dir := newData(t, t.TempDir())
		if out, errText, status := partOf(t, dir).finish(); status != exitDone || !strings.HasPrefix(out, "sites 3, ") {
			t.Fatalf("undisturbed: status %d: %s%s", status, out, errText)
		}
		runEngine(t, dir)
		calm.state = stateOf(t, dir)
	})
	if calm.state == nil {
		t.Fatal("the undisturbed job failed; see the first test that asked for it")
	}
	return calm.state
}

// isUndisturbed holds what a job left against what it leaves undisturbed.
func isUndisturbed(t *testing.T, dir string) {
	t.Helper()
	want := ofUndisturbed(t)
	runEngine(t, dir)
	for i, got := range stateOf(t, dir) {
		if got != want[i] || got == "" {
			t.Errorf("%s\n%s", endState[i], firstDifference(got, want[i]))
		}
	}
}

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
	needEngine(t)
	t.Parallel()
	stages := []struct{ name, reached string }{
		{"first crawl", `SELECT count() > 30 FROM captures`},
		{"first reading", `SELECT count() > 20 FROM readings`},
		{"second crawl", `SELECT countIf(finished_at IS NOT NULL) >= 3 AND count() > 3 FROM crawls`},
	}
	for _, victims := range [][]string{{"program", "both", "engine"}, {"both", "engine"}} {
		t.Run(strings.Join(victims, ", "), func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(t.TempDir(), "data")
			if victims[0] == "both" { // the other makes its tables itself
				newData(t, filepath.Dir(dir))
			}
			for i, victim := range victims {
				stage := stages[i]
				p := partOf(t, dir)
				await(t, p, dir, stage.reached)
				kill(t, p, dir, victim)
				if victim == "engine" {
					// The supervisor brings the engine back; the job may go on or end with an error.
					p.finish()
				} else {
					p.Wait()
				}
			}
			out, errText, status := partOf(t, dir).finish()
			if status != exitDone {
				t.Fatalf("the last run failed: %s%s", out, errText)
			}
			isUndisturbed(t, dir)
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
