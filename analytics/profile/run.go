package profile

import (
	"context"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"

	"golang.org/x/sync/errgroup"
)

//go:embed *.sql
var files embed.FS

// DB runs SQL on the database that holds the reports; see the interface of the same name in analytics.
type DB interface {
	Select(ctx context.Context, dst any, query string, params map[string]any) error
	Exec(ctx context.Context, query string, params map[string]any) error
	Insert(ctx context.Context, target string, rows [][]any) error
}

// Tables hold the rows of divisions, by the run that wrote them: see score_parts.
func Tables() []string {
	return []string{"profile_subjects", "profile_keys", "scores_history", "rates_history", "score_years_history"}
}

// RunTables hold what is said of all divisions together, a partition each run.
func RunTables() []string { return []string{"peers_history", "rate_groups_history"} }

// Range is the agencies and reports whose names lie between two names of divisions: with To left out,
// so that none is in two; an empty To is no end.
type Range struct{ From, To string }

// Job is what a run is to measure: the divisions that score_parts says it writes.
type Job struct {
	Run    uint64
	Before uint64  // the finished run whose rows are kept where nothing changed; 0: none
	Prior  uint64  // the run whose peers the others are compared with: see Prior
	Ranges []Range // the divisions in slices, so that a statement holds no more than one of them
}

// Method names everything that decides what a run measures, beside the data.
func Method() string {
	sum := sha256.New()
	fmt.Fprint(sum, Version)
	names, _ := fs.Glob(files, "*.sql") // the pattern is good
	for _, name := range names {
		text, _ := files.ReadFile(name)
		sum.Write(text)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

func newSteps(ctx context.Context, db DB, job Job) steps {
	return steps{ctx, db, job.Ranges, map[string]any{"run": job.Run, "prior": job.Prior, "before": job.Before, "method": uint32(Version), "open": int64(openEnd),
		"characters": uint32(problemsAtLeast), "window": uint16(window), "break": uint16(newReconsidering)}}
}

// mostChanges is the share of the agency-years that may have changed, over all runs since, before
// the peers are measured anew.
const mostChanges = 0.15

// Prior lists what a run measures, and gives the run whose peers it is compared with: itself where
// there is none before it, and 0 where the peers of the one before are of another method, or where too
// much has changed since they were measured: then everything is to be measured anew.
func Prior(ctx context.Context, db DB, job Job) (uint64, error) {
	s := newSteps(ctx, db, job)
	if job.Before == 0 {
		return job.Run, s.byRange("subjects")
	}
	var last []struct {
		Prior uint64 `ch:"prior_version"`
		Since uint64 `ch:"since"`
	}
	query := `SELECT b.prior_version AS prior_version, (SELECT sum(changed) FROM profile_runs FINAL
			WHERE prior_version = (SELECT prior_version FROM profile_runs FINAL WHERE run_id = {before:UInt64}) AND run_id != prior_version) AS since
		FROM profile_runs AS b FINAL WHERE run_id = {before:UInt64} AND method_version = {method:UInt32}`
	if err := db.Select(ctx, &last, query, map[string]any{"before": job.Before, "method": uint32(Version)}); err != nil || len(last) == 0 {
		return 0, err
	}
	if err := s.byRange("subjects"); err != nil {
		return 0, err
	}
	var counts []struct {
		All     uint64 `ch:"all_years"`
		Changed uint64 `ch:"changed_years"`
	}
	// What is gone is not counted: it changes no one's peers.
	query = `SELECT count() AS all_years, countIf(run_id = {run:UInt64} AND changed) AS changed_years FROM profile_subjects
		WHERE which = 'current' AND (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})`
	if err := db.Select(ctx, &counts, query, map[string]any{"run": job.Run}); err != nil {
		return 0, fmt.Errorf("counting what changed: %w", err)
	}
	if float64(last[0].Since+counts[0].Changed) > mostChanges*float64(counts[0].All) {
		return 0, nil
	}
	return last[0].Prior, nil
}

// Run measures the agency-years that Prior has listed, under the number of the run. What did not
// change is kept, and the rest is compared with the peers of the prior run. It wants the expected
// reports of the run. Nobody sees the rows until the run is finished.
func Run(ctx context.Context, db DB, job Job) error {
	if err := db.Insert(ctx, "rate_terms_history (method_version, rate, form, part, indicator, rule, label_zh, label_en)", termRows()); err != nil {
		return err
	}
	s := newSteps(ctx, db, job)
	if job.Before > 0 {
		if err := s.byRange("keep_keys", "keep_scores", "keep_rates"); err != nil {
			return err
		}
	}
	if err := s.byRange("timeliness", "consistency", "completeness", "rates", "legal"); err != nil { // legal rests on what rates found
		return err
	}
	if err := s.weigh(); err != nil {
		return err
	}
	if err := s.byRange("scores", "score_years", "rates_out"); err != nil {
		return err
	}
	return s.exec("peers", "rate_groups", "finish")
}

// Drop drops the peers of runs older than before whose scores are gone.
func Drop(ctx context.Context, db DB, before uint64) error {
	for _, table := range []string{"peer_estimates", "peer_groups_history"} {
		var rows []struct {
			Run uint64 `ch:"run_id"`
		}
		query := "SELECT DISTINCT run_id FROM " + table + " WHERE run_id < {before:UInt64} AND run_id NOT IN (SELECT prior_version FROM profile_runs WHERE run_id >= {before:UInt64})"
		if err := db.Select(ctx, &rows, query, map[string]any{"before": before}); err != nil {
			return fmt.Errorf("looking for peers that nobody is compared with: %w", err)
		}
		for _, r := range rows {
			// A partition's name can't be a parameter; this one is a number.
			if err := db.Exec(ctx, fmt.Sprintf("ALTER TABLE %s DROP PARTITION %d", table, r.Run), nil); err != nil {
				return fmt.Errorf("dropping the peers of run %d: %w", r.Run, err)
			}
		}
	}
	return nil
}

type steps struct {
	ctx    context.Context
	db     DB
	ranges []Range
	params map[string]any
}

// RangesAtOnce is how many slices are worked on at once: one statement alone leaves a processor idle at
// its ends, and where it is put together.
const RangesAtOnce = 2

// byRange runs steps over all that is to be measured, in their order on each slice.
func (s steps) byRange(names ...string) error {
	group, ctx := errgroup.WithContext(s.ctx)
	group.SetLimit(RangesAtOnce)
	for _, some := range s.ranges {
		part := steps{ctx, s.db, nil, maps.Clone(s.params)}
		part.params["from"], part.params["to"] = some.From, some.To
		group.Go(func() error { return part.exec(names...) })
	}
	return group.Wait()
}

func (s steps) exec(names ...string) error {
	for _, name := range names {
		query, err := files.ReadFile(name + ".sql")
		if err != nil {
			return err
		}
		if err := s.db.Exec(s.ctx, string(query), s.params); err != nil {
			return fmt.Errorf("measuring profiles, step %s: %w", name, err)
		}
	}
	return nil
}
