package main

import (
	"context"
	"fmt"

	"gongkai/analytics"
	"gongkai/store"
)

// scoreCommand computes what needs more than one report: which were due, what one year says of the
// next, and the profiles of agencies among their peers.
type scoreCommand struct {
	Full bool `help:"Compute everything again, also what has not changed since the last run."`
}

// Run computes one score run; readers see the one before until it is whole.
func (c *scoreCommand) Run(ctx context.Context, a *app) error {
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	defer saveTime()()
	summary, err := h.refreshAndScore(store.Patiently(ctx), c.Full)
	if err != nil {
		return err
	}
	fmt.Fprintln(a.out, summary)
	for _, dimension := range summary.Profiles {
		fmt.Fprintln(a.out, dimension)
	}
	return nil
}

// refreshAndScore makes current what was kept and read, and computes what follows; full: of everything.
func (h *home) refreshAndScore(ctx context.Context, full bool) (analytics.Summary, error) {
	refresh := h.Refresh
	if full {
		refresh = h.RefreshAll
	}
	if err := refresh(ctx); err != nil {
		ended(ctx, h.stages.scores, err)
		return analytics.Summary{}, err
	}
	return h.scoreBy(ctx, full)
}

// score computes what follows from what ingest made current.
func (h *home) score(ctx context.Context) (analytics.Summary, error) { return h.scoreBy(ctx, false) }

func (h *home) scoreBy(ctx context.Context, full bool) (summary analytics.Summary, err error) {
	defer func() { ended(ctx, h.stages.scores, err) }()
	// A run that broke off is never seen; a new one begins from the start.
	err = h.Again(ctx, func() error {
		by := analytics.Score
		if full {
			by = analytics.ScoreAll
		}
		summary, err = by(ctx, h.DB, h.clock.Now())
		return err
	})
	return summary, err
}
