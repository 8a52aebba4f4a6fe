package analytics

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"sync"

	"gongkai/analytics/profile"
	"gongkai/analytics/similar"
	"gongkai/disclosure"
)

// partTables hold what runs say of divisions. A run writes the rows of those of which something is new;
// score_parts says for each division under the number of which run its rows stand. Readers ask for
//
//	(run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = …)
//
// Where a division's rows in one of these tables depend on something, score_units, expected_units or
// score_parts has it in a fingerprint.
var partTables = append([]string{"expected_reports_history", "findings_across", "checks_across_history", "government_ratios_history", "agency_years_history", "attention_history",
	"county_years_history", "county_reasons_history", "county_rates_history", "level_reasons_history", "body_rates_history", "site_years_history", "score_bands_history", "changes_history", "rewordings_history"}, slices.Concat(profile.Tables(), similar.DivisionParts())...)

// mostRuns is in how many runs rows may lie. A crawl of one county is a run, and each is a file more
// to open: where there are more, what lies in those that few rows stand in is written again.
const mostRuns = 32

// written is the divisions that a run writes.
const written = "SELECT unit FROM score_parts WHERE run_id = {run:UInt64} AND made_in = {run:UInt64}"

// plan finds what has changed, and so what the run writes: all divisions where the peers of profiles
// have to be measured anew.
func plan(ctx context.Context, db DB, r *run) error {
	for _, step := range []string{"expected_units", "score_units"} {
		if err := runFile(ctx, db, step, map[string]any{"run": r.ID, "before": r.Before, "method": method(), "today": r.Today}); err != nil {
			return err
		}
	}
	if err := planParts(ctx, db, r, false); err != nil || r.Prior > 0 {
		return err
	}
	for _, table := range []string{"score_parts", "profile_subjects"} {
		// A partition's name can't be a parameter; this one is a number.
		if err := db.Exec(ctx, fmt.Sprintf("ALTER TABLE %s DROP PARTITION %d", table, r.ID), nil); err != nil {
			return fmt.Errorf("planning to write all: %w", err)
		}
	}
	return planParts(ctx, db, r, true)
}

func planParts(ctx context.Context, db DB, r *run, all bool) error {
	params := map[string]any{"run": r.ID, "before": r.Before, "method": method(), "most": uint32(mostRuns), "all": all}
	if err := runFile(ctx, db, "score_parts", params); err != nil {
		return err
	}
	if err := stillThere(ctx, db, *r); err != nil {
		return err
	}
	var err error
	if r.Ranges, err = writtenRanges(ctx, db, r.ID); err != nil {
		return err
	}
	if all {
		r.Prior = r.ID
	}
	r.Prior, err = profile.Prior(ctx, db, r.profiles())
	return err
}

// profiles is the run as far as profiles are asked for: those that are measured with new peers rest on
// no run before.
func (r run) profiles() profile.Job {
	job := profile.Job{Run: r.ID, Before: r.Before, Prior: r.Prior, Ranges: r.Ranges}
	if r.Prior == r.ID {
		job.Before = 0
	}
	return job
}

// texts is the run as far as texts are to be compared.
func (r run) texts() similar.Job {
	job := similar.Job{Run: r.ID, Before: r.Before}
	for _, some := range r.Ranges {
		job.Ranges = append(job.Ranges, similar.Range(some))
	}
	return job
}

// takeOver copies the rows of divisions that the run writes although these rows are as they were.
// same is a condition on them, of table t.
func takeOver(ctx context.Context, db DB, r run, table, same string) error {
	copy := "INSERT INTO " + table + " SELECT * REPLACE ({run:UInt64} AS run_id) FROM " + table + ` AS t
		WHERE (t.run_id, t.unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {before:UInt64} AND unit IN (` + written + ")) AND " + same
	if err := db.Exec(ctx, copy, map[string]any{"run": r.ID, "before": r.Before}); err != nil {
		return fmt.Errorf("taking over %s: %w", table, err)
	}
	return nil
}

// errOvertaken says that other runs have ended meanwhile and may have dropped rows that this one
// rests on.
var errOvertaken = errors.New("other score runs have ended meanwhile: score again")

// stillThere makes sure that nobody drops what this run rests on: dropRuns drops the parts of a run
// first, and then no rows that are a part of any run. So where those of the run before are still
// there once this one's are written, all is safe.
func stillThere(ctx context.Context, db DB, r run) error {
	if r.Before == 0 {
		return nil
	}
	var rows []struct {
		There bool `ch:"there"`
	}
	const query = "SELECT count() > 0 OR (SELECT count() FROM score_parts WHERE run_id = {run:UInt64} AND made_in != {run:UInt64}) = 0 AS there FROM score_parts WHERE run_id = {before:UInt64}"
	if err := db.Select(ctx, &rows, query, map[string]any{"run": r.ID, "before": r.Before}); err != nil {
		return fmt.Errorf("looking for the run before: %w", err)
	}
	if !rows[0].There {
		return errOvertaken
	}
	return nil
}

// method names everything that decides what a run says beside the data: where it is another one, all
// divisions are written again.
var method = sync.OnceValue(func() string {
	sum := sha256.New()
	names, _ := fs.Glob(scoreFiles, "score/*.sql") // the pattern is good
	for _, name := range names {
		text, _ := scoreFiles.ReadFile(name)
		sum.Write(text)
	}
	fmt.Fprint(sum, profile.Method(), similar.Version(), disclosure.Rules, disclosure.Catalogue())
	return hex.EncodeToString(sum.Sum(nil))
})
