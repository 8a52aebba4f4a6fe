package analytics

import (
	"context"
	"embed"
	"fmt"
	"strings"
	"time"

	"gongkai/disclosure"
)

//go:embed score/*.sql
var scoreFiles embed.FS

// Summary counts what one score run found. Statuses are counted in expected reports.
type Summary struct {
	Run      uint64            // number of the run
	Expected uint64            // reports that the law expects
	Statuses map[string]uint64 // by status: on_time, late, not_found, not_published, blocked, unknown
	Findings uint64            // broken identities between two years
}

// String is one line for a person.
func (s Summary) String() string {
	parts := []string{fmt.Sprintf("%d reports expected", s.Expected)}
	for _, status := range []string{"on_time", "late", "not_found", "blocked", "unknown"} {
		parts = append(parts, fmt.Sprintf("%d %s", s.Statuses[status], strings.ReplaceAll(status, "_", " ")))
	}
	if n := s.Statuses["not_published"]; n > 0 {
		parts = append(parts, fmt.Sprintf("%d not published", n))
	}
	return strings.Join(parts, ", ") + fmt.Sprintf("; %d findings between years", s.Findings)
}

// Score computes what needs more than one report, as of now: which reports were expected and
// what became of each, and the identities between two years (R601). It reads what the last
// Refresh of the store made current. Readers see the run before until this one is whole; run
// twice, it says the same. A run that is killed is never seen.
func Score(ctx context.Context, db DB, now time.Time) (Summary, error) {
	last, err := lastRuns(ctx, db)
	if err != nil {
		return Summary{}, err
	}
	// The time makes the number, so that two programs do not take the same one.
	run := max(uint64(time.Now().UnixMicro()), last.Taken+1)
	params := map[string]any{"run": run, "today": disclosure.DateOf(now)}
	for _, step := range []string{"expected_reports", "findings_across", "finish"} {
		query, err := scoreFiles.ReadFile("score/" + step + ".sql")
		if err != nil {
			return Summary{}, err
		}
		if err := db.Exec(ctx, string(query), params); err != nil {
			return Summary{}, fmt.Errorf("scoring, step %s: %w", step, err)
		}
	}
	if err := dropRuns(ctx, db, last.Finished); err != nil {
		return Summary{}, err
	}
	return summarise(ctx, db, run)
}

// runs are the numbers of the runs so far; 0 where there is none.
type runs struct {
	Finished uint64 `ch:"finished"` // the newest that is whole
	Taken    uint64 `ch:"taken"`    // the highest, whole or not
}

func lastRuns(ctx context.Context, db DB) (runs, error) {
	const query = `SELECT (SELECT max(run_id) FROM score_runs) AS finished,
		greatest((SELECT max(run_id) FROM score_runs), (SELECT max(run_id) FROM expected_reports_history), (SELECT max(run_id) FROM findings_across)) AS taken`
	var rows []runs
	if err := db.Select(ctx, &rows, query, nil); err != nil {
		return runs{}, fmt.Errorf("looking for earlier score runs: %w", err)
	}
	return rows[0], nil
}

// dropRuns drops what is older than the run that this one replaces. That one stays for a
// query that has begun with it.
func dropRuns(ctx context.Context, db DB, before uint64) error {
	for _, table := range []string{"expected_reports_history", "findings_across"} {
		var rows []struct {
			Run uint64 `ch:"run_id"`
		}
		if err := db.Select(ctx, &rows, "SELECT DISTINCT run_id FROM "+table+" WHERE run_id < {before:UInt64}", map[string]any{"before": before}); err != nil {
			return fmt.Errorf("looking for old score runs: %w", err)
		}
		for _, r := range rows {
			// A partition's name can't be a parameter; this one is a number.
			if err := db.Exec(ctx, fmt.Sprintf("ALTER TABLE %s DROP PARTITION %d", table, r.Run), nil); err != nil {
				return fmt.Errorf("dropping score run %d: %w", r.Run, err)
			}
		}
	}
	return nil
}

func summarise(ctx context.Context, db DB, run uint64) (Summary, error) {
	var statuses []struct {
		Status string `ch:"status"`
		Count  uint64 `ch:"reports"`
	}
	params := map[string]any{"run": run}
	const counts = "SELECT toString(status) AS status, count() AS reports FROM expected_reports_history WHERE run_id = {run:UInt64} GROUP BY status"
	if err := db.Select(ctx, &statuses, counts, params); err != nil {
		return Summary{}, fmt.Errorf("counting the expected reports: %w", err)
	}
	var findings []struct {
		Count uint64 `ch:"findings"`
	}
	if err := db.Select(ctx, &findings, "SELECT count() AS findings FROM findings_across WHERE run_id = {run:UInt64}", params); err != nil {
		return Summary{}, fmt.Errorf("counting the findings between years: %w", err)
	}
	s := Summary{Run: run, Statuses: map[string]uint64{}, Findings: findings[0].Count}
	for _, c := range statuses {
		s.Statuses[c.Status] = c.Count
		s.Expected += c.Count
	}
	return s, nil
}
