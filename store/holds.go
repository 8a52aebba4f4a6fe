package store

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gongkai/disclosure"
)

// KeepHold keeps that a host is left alone for a time. It does not wait for other rows: a
// crawl that is killed right after must know of it when it goes on.
func (db *DB) KeepHold(ctx context.Context, h disclosure.Hold) error {
	row := []any{h.Host, h.SiteID, h.Since.UTC(), h.Until.UTC(), h.Outcome, string(h.Failure), h.Why, h.Reason.Code, notNil(h.Reason.Args), time.Now().UTC()}
	return db.insert(ctx, "holds_history (host, site_id, since, until, outcome, failure, why, why_code, why_args, kept_at)", [][]any{row})
}

// LiftHold keeps that somebody lifted the holds of a host that have begun.
func (db *DB) LiftHold(ctx context.Context, l disclosure.Lift) error {
	row := []any{l.Host, l.At.UTC(), l.By, l.Reason, time.Now().UTC()}
	return db.insert(ctx, "hold_lifts_history (host, lifted_at, lifted_by, reason, kept_at)", [][]any{row})
}

// Holds returns the holds whose time has not ended at a moment, for each host the longest: of
// those that stand, and of those that were lifted.
func (db *DB) Holds(ctx context.Context, at time.Time) ([]disclosure.Hold, error) {
	holds, err := db.opening.holds.do(ctx, at)
	if err != nil {
		return nil, fmt.Errorf("reading which hosts are left alone: %w", err)
	}
	return holds, nil
}

// holdsAt answers for each moment. A hold that is the longest of its host at one of them is so at
// each until it ends.
func (db *DB) holdsAt(ctx context.Context, moments []time.Time) ([][]disclosure.Hold, error) {
	var rows []struct {
		Host    string     `ch:"host"`
		SiteID  string     `ch:"site_id"`
		Since   time.Time  `ch:"since"`
		Until   time.Time  `ch:"until"`
		Outcome string     `ch:"outcome"`
		Failure string     `ch:"failure"`
		Why     string     `ch:"why"`
		Lifted  *time.Time `ch:"lifted_at"`
	}
	const query = `SELECT host, site_id, since, until, outcome, failure, why, lifted_at FROM holds
		WHERE until > {at:DateTime64(3, 'UTC')} ORDER BY host, isNull(lifted_at) DESC, until DESC, since LIMIT 1 BY host, isNull(lifted_at)`
	if err := db.Select(ctx, &rows, query, map[string]any{"at": slices.MinFunc(moments, time.Time.Compare)}); err != nil {
		return nil, err
	}
	all := make([]disclosure.Hold, 0, len(rows))
	for _, r := range rows {
		h := disclosure.Hold{Host: r.Host, SiteID: r.SiteID, Since: r.Since, Until: r.Until, Outcome: r.Outcome, Failure: disclosure.Failure(r.Failure), Why: r.Why}
		if r.Lifted != nil {
			h.Lifted = *r.Lifted
		}
		all = append(all, h)
	}
	answers := make([][]disclosure.Hold, len(moments))
	for i, at := range moments {
		answers[i] = slices.DeleteFunc(slices.Clone(all), func(h disclosure.Hold) bool { return !h.Until.After(at) })
	}
	return answers, nil
}
