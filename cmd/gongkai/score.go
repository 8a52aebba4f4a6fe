package main

import (
	"context"
	"fmt"
	"time"

	"gongkai/analytics"
)

// scoreCommand computes what needs more than one report: which were due, and what one year
// says of the next.
type scoreCommand struct{}

// Run computes one score run; readers see the one before until it is whole.
func (c *scoreCommand) Run(ctx context.Context, a *app) error {
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	summary, err := h.score(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintln(a.out, summary)
	return nil
}

func (h *home) score(ctx context.Context) (summary analytics.Summary, err error) {
	defer func() { ended(ctx, h.stages.scores, err) }()
	if err := h.Refresh(ctx); err != nil {
		return analytics.Summary{}, err
	}
	// A run that broke off is never seen; a new one begins from the start.
	err = h.Again(ctx, func() error {
		summary, err = analytics.Score(ctx, h.DB, time.Now())
		return err
	})
	return summary, err
}
