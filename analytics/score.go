package analytics

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"gongkai/analytics/profile"
	"gongkai/analytics/similar"
	"gongkai/disclosure"
)

//go:embed score/*.sql
var scoreFiles embed.FS

// Summary counts what one score run found. Statuses are counted in expected reports.
type Summary struct {
	Run      uint64            // number of the run
	Expected uint64            // reports that the law expects
	Statuses map[string]uint64 // by status: on_time, late, not_found, not_published, blocked, unknown
	Findings uint64            // rules between years and agencies that do not hold
	Units    uint64            // divisions with reports
	Changed  uint64            // of them, those that were computed again; the others are as in the run before
	Profiles []profile.Count   // how many agency-years have a value, by dimension, and why others have none
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
	return strings.Join(parts, ", ") + fmt.Sprintf("; %d findings between years and agencies", s.Findings)
}

// run is one score run.
type run struct {
	ID     uint64
	Before uint64          // the newest finished run, whose rows may be taken over; 0 where there is none, or everything is to be computed
	Prior  uint64          // the run that measured the peers of profiles: this one where it measures all
	Ranges []profile.Range // what it writes, in slices
	Today  disclosure.Date // the day in China
}

// step is a part of a run. What it writes stands under the run's number, so that nobody sees it
// before the last step has written the run's row.
type step struct {
	name string
	do   func(context.Context, DB, run) error
}

// steps are the parts of a run, in order.
var steps = []step{
	{"expected reports", expect},
	{"profiles", func(ctx context.Context, db DB, r run) error { return profile.Run(ctx, db, r.profiles()) }},
	{"rules across years and agencies", compareAcross},
	{"texts", func(ctx context.Context, db DB, r run) error { return similar.Run(ctx, db, r.texts()) }},
	{"agency years", writeAgencyYears},
	{"counties", addUpCounties},
	{"changes", writeChanges},
	{"sizes", file("sizes")},
	{"finish", file("finish")},
}

// runTables hold what runs say of everything, or need themselves, in a partition each. Of what parts a
// run consists comes first.
var runTables = append([]string{"score_parts", "score_units", "expected_units", "counties_history", "county_peers_history", "nation_years_history", "reason_sums_history", "status_sums_history", "score_sizes"}, slices.Concat(profile.RunTables(), similar.Tables())...)

// Score computes what needs more than one report, as of now: which reports were expected and
// what became of each, and the rules between years and agencies. It reads what the last
// Refresh of the store made current. Divisions of which nothing is new since the newest finished run
// keep their rows (plan); the result is the same as ScoreAll's, but that profiles are compared with the
// peers of the last run that measured all of them (profile.Prior). Readers see the run before until this one is whole; run twice, it says the same. A run that is killed is never seen.
func Score(ctx context.Context, db DB, now time.Time) (Summary, error) {
	for {
		summary, err := score(ctx, db, now, false)
		if !errors.Is(err, errOvertaken) && !errors.Is(err, similar.ErrOvertaken) {
			return summary, err
		}
	}
}

// ScoreAll computes everything again, whatever was computed before.
func ScoreAll(ctx context.Context, db DB, now time.Time) (Summary, error) {
	return score(ctx, db, now, true)
}

func score(ctx context.Context, db DB, now time.Time, all bool) (Summary, error) {
	last, err := lastRuns(ctx, db)
	if err != nil {
		return Summary{}, err
	}
	// The time makes the number, so that two programs do not take the same one.
	r := run{ID: max(uint64(time.Now().UnixMicro()), last.Taken+1), Before: last.Finished, Today: disclosure.DateOf(now)}
	if all {
		r.Before = 0
	}
	if err := plan(ctx, db, &r); err != nil {
		return Summary{}, fmt.Errorf("scoring, looking for what has changed: %w", err)
	}
	for _, s := range steps {
		if err := s.do(ctx, db, r); err != nil {
			return Summary{}, fmt.Errorf("scoring, %s: %w", s.name, err)
		}
	}
	if err := dropRuns(ctx, db, last.Finished); err != nil {
		return Summary{}, err
	}
	if err := NoteVersion(ctx, db); err != nil {
		return Summary{}, err
	}
	return summarise(ctx, db, r.ID)
}

// file is a step that is one statement: score/<name>.sql.
func file(name string) func(context.Context, DB, run) error {
	return func(ctx context.Context, db DB, r run) error {
		return runFile(ctx, db, name, map[string]any{"run": r.ID, "today": r.Today})
	}
}

func runFile(ctx context.Context, db DB, name string, params map[string]any) error {
	query, err := scoreFiles.ReadFile("score/" + name + ".sql")
	if err != nil {
		return err
	}
	if err := db.Exec(ctx, string(query), params); err != nil {
		return fmt.Errorf("%s.sql: %w", name, err)
	}
	return nil
}

// runs are the numbers of the runs so far; 0 where there is none.
type runs struct {
	Finished uint64 `ch:"finished"` // the newest that is whole
	Taken    uint64 `ch:"taken"`    // the highest, whole or not
}

func lastRuns(ctx context.Context, db DB) (runs, error) {
	query := "SELECT (SELECT max(run_id) FROM score_runs) AS finished, greatest(finished"
	for _, table := range slices.Concat(runTables, partTables, similar.Parts(), acrossScratch, similar.Scratch()) {
		query += ", (SELECT max(run_id) FROM " + table + ")"
	}
	query += ") AS taken"
	var rows []runs
	if err := db.Select(ctx, &rows, query, nil); err != nil {
		return runs{}, fmt.Errorf("looking for earlier score runs: %w", err)
	}
	return rows[0], nil
}

// dropRuns drops what is older than the run that this one replaces, but for what is still a part of that
// one or of a later one. That one stays for a query that has begun with it. Of a run that was killed
// nothing stays behind.
//
// A run also stays until another one has taken its place for keepReplaced: who has begun to ask of it may go on.
func dropRuns(ctx context.Context, db DB, before uint64) error {
	before, err := replacedLongAgo(ctx, db, before)
	if err != nil || before == 0 {
		return err
	}
	const old = "run_id < {before:UInt64}"
	for _, drop := range []struct {
		tables           []string
		condition, named string
	}{
		{runTables, old, "toString(run_id)"}, // first: see stillThere
		{partTables, old + " AND run_id NOT IN (SELECT made_in FROM score_parts)", "toString(run_id)"},
		{similar.Parts(), old + " AND run_id NOT IN (SELECT made_in FROM text_groups)", "toString(run_id)"},
		{slices.Concat(acrossScratch, similar.Scratch()), old, "concat('(', toString(run_id), ', ', toString(slice), ')')"},
	} {
		if err := dropPartitions(ctx, db, drop.tables, drop.condition, drop.named, before); err != nil {
			return err
		}
	}
	return profile.Drop(ctx, db, before)
}

// keepReplaced is how long a run stays at least after another one has taken its place. Pages ask for rows by the number of
// the run that was the newest some seconds before they began, and may take a minute.
const keepReplaced = 5 * time.Minute

// replacedLongAgo is the newest run, up to a certain one, that has stood in the place of those before for long; 0 where there is none.
func replacedLongAgo(ctx context.Context, db DB, newest uint64) (uint64, error) {
	var rows []struct {
		Run uint64 `ch:"run"`
	}
	const query = "SELECT max(run_id) AS run FROM score_runs WHERE run_id <= {newest:UInt64} AND finished_at <= now64(3) - toIntervalSecond({kept:UInt32})"
	if err := db.Select(ctx, &rows, query, map[string]any{"newest": newest, "kept": uint32(keepReplaced.Seconds())}); err != nil {
		return 0, fmt.Errorf("looking for score runs that may go: %w", err)
	}
	return rows[0].Run, nil
}

// dropPartitions drops the partitions of tables whose rows a condition holds for, in the order of the tables.
func dropPartitions(ctx context.Context, db DB, tables []string, condition, named string, before uint64) error {
	var questions []string
	for i, table := range tables {
		questions = append(questions, fmt.Sprintf("SELECT DISTINCT %d AS place, '%s' AS table, %s AS partition FROM %s WHERE %s", i, table, named, table, condition))
	}
	var old []struct {
		Table     string `ch:"table"`
		Partition string `ch:"partition"`
	}
	query := "SELECT table, partition FROM (" + strings.Join(questions, " UNION ALL ") + ") ORDER BY place, partition"
	if err := db.Select(ctx, &old, query, map[string]any{"before": before}); err != nil {
		return fmt.Errorf("looking for old score runs: %w", err)
	}
	for _, o := range old {
		// A partition's name can't be a parameter; this one is of numbers.
		if err := db.Exec(ctx, "ALTER TABLE "+o.Table+" DROP PARTITION "+o.Partition, nil); err != nil {
			return fmt.Errorf("dropping score run %s: %w", o.Partition, err)
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
	const counts = "SELECT toString(status) AS status, count() AS reports FROM expected_reports_history WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}) GROUP BY status"
	if err := db.Select(ctx, &statuses, counts, params); err != nil {
		return Summary{}, fmt.Errorf("counting the expected reports: %w", err)
	}
	var findings []struct {
		Count   uint64 `ch:"findings"`
		Units   uint64 `ch:"units"`
		Changed uint64 `ch:"recomputed"`
	}
	const found = `SELECT count() AS units, countIf(changed) AS recomputed,
		(SELECT count() FROM findings_across WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})) AS findings FROM score_units WHERE run_id = {run:UInt64}`
	if err := db.Select(ctx, &findings, found, params); err != nil {
		return Summary{}, fmt.Errorf("counting the findings between years and agencies: %w", err)
	}
	profiles, err := profile.Counts(ctx, db, run)
	if err != nil {
		return Summary{}, err
	}
	s := Summary{Run: run, Statuses: map[string]uint64{}, Findings: findings[0].Count, Units: findings[0].Units, Changed: findings[0].Changed, Profiles: profiles}
	for _, c := range statuses {
		s.Statuses[c.Status] = c.Count
		s.Expected += c.Count
	}
	return s, nil
}
