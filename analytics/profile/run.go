package profile

import (
	"context"
	"embed"
	"fmt"
)

//go:embed *.sql
var files embed.FS

// DB runs SQL on the database that holds the reports; see the interface of the same name in analytics.
type DB interface {
	Select(ctx context.Context, dst any, query string, params map[string]any) error
	Exec(ctx context.Context, query string, params map[string]any) error
	Insert(ctx context.Context, target string, rows [][]any) error
}

// Tables hold rows of runs, in a partition each.
func Tables() []string {
	return []string{"profile_subjects", "profile_keys", "scores_history", "rates_history"}
}

// Run measures agency-years under the number of a run. Where a finished run before it is named,
// what did not change since is taken over from that one, and the rest is compared with the same
// peers; that needs the same method and few changes. Otherwise, and where before is 0, all is
// measured, the peers too. Run wants the expected reports of the run. Nobody sees the rows until the
// run is finished.
func Run(ctx context.Context, db DB, run, before uint64) error {
	if err := db.Insert(ctx, "rate_terms_history (method_version, rate, form, part, indicator, rule, label_zh, label_en)", termRows()); err != nil {
		return err
	}
	s := steps{ctx, db, map[string]any{"run": run, "prior": run, "before": uint64(0), "method": uint32(Version), "open": int64(openEnd),
		"characters": uint32(problemsAtLeast), "window": uint16(window), "break": uint16(newReconsidering)}}
	if before > 0 {
		if err := s.goOnFrom(before); err != nil {
			return err
		}
	}
	if s.params["before"] == uint64(0) { // everything
		if err := s.exec("subjects"); err != nil {
			return err
		}
	} else if err := s.exec("keep_keys", "keep_scores", "keep_rates"); err != nil {
		return err
	}
	if err := s.exec("timeliness", "consistency"); err != nil {
		return err
	}
	if err := s.bySlices("completeness", "rates"); err != nil {
		return err
	}
	if err := s.exec("legal"); err != nil { // it rests on what rates found
		return err
	}
	if err := s.weigh(); err != nil {
		return err
	}
	return s.exec("scores", "rates_out", "finish")
}

// sliceReports bounds the reports whose figures are held at once.
const sliceReports = 50_000

// bySlices runs steps over the reports, slice by slice in the order in which they are stored.
func (s steps) bySlices(names ...string) error {
	query, err := files.ReadFile("slices.sql")
	if err != nil {
		return err
	}
	var starts []struct {
		Report string `ch:"report_id"`
	}
	if err := s.db.Select(s.ctx, &starts, string(query), map[string]any{"run": s.params["run"], "size": uint32(sliceReports)}); err != nil {
		return fmt.Errorf("slicing the reports: %w", err)
	}
	for i, start := range starts {
		s.params["from"], s.params["to"] = start.Report, ""
		if i+1 < len(starts) {
			s.params["to"] = starts[i+1].Report
		}
		if s.params["to"] == s.params["from"] { // two versions of a report: both are in the next slice
			continue
		}
		if err := s.exec(names...); err != nil {
			return err
		}
	}
	return nil
}

// mostChanges is the share of the agency-years that may have changed, over all runs since, before
// the peers are measured anew.
const mostChanges = 0.15

// goOnFrom lists what changed since a run, and makes the run before the one to go on from where that
// can be done.
func (s steps) goOnFrom(before uint64) error {
	var last []struct {
		Prior uint64 `ch:"prior_version"`
		Since uint64 `ch:"since"`
	}
	query := `SELECT b.prior_version AS prior_version, (SELECT sum(changed) FROM profile_runs FINAL
			WHERE prior_version = (SELECT prior_version FROM profile_runs FINAL WHERE run_id = {before:UInt64}) AND run_id != prior_version) AS since
		FROM profile_runs AS b FINAL WHERE run_id = {before:UInt64} AND method_version = {method:UInt32}`
	if err := s.db.Select(s.ctx, &last, query, map[string]any{"before": before, "method": s.params["method"]}); err != nil || len(last) == 0 {
		return err
	}
	s.params["before"] = before
	if err := s.exec("subjects"); err != nil {
		return err
	}
	var counts []struct {
		All     uint64 `ch:"all_years"`
		Changed uint64 `ch:"changed_years"`
	}
	query = "SELECT uniqExact(agency_id, fiscal_year) AS all_years, uniqExactIf((agency_id, fiscal_year), changed) AS changed_years FROM profile_subjects WHERE run_id = {run:UInt64}"
	if err := s.db.Select(s.ctx, &counts, query, map[string]any{"run": s.params["run"]}); err != nil {
		return fmt.Errorf("counting what changed: %w", err)
	}
	if float64(last[0].Since+counts[0].Changed) <= mostChanges*float64(counts[0].All) {
		s.params["prior"] = last[0].Prior
		return nil
	}
	s.params["before"] = uint64(0)
	return s.db.Exec(s.ctx, fmt.Sprintf("ALTER TABLE profile_subjects DROP PARTITION %d", s.params["run"]), nil)
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
	params map[string]any
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
