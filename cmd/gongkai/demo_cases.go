package main

import (
	"context"
	"fmt"

	"gongkai/dashboards"
	"gongkai/demo"
	"gongkai/disclosure"
)

// openSamples keeps the sample cases that are made after a phase, so that a new user sees a ledger: those
// about publications once it is scored, the others before. What is there already stays as it is: killed
// anywhere, the demo goes on where it was.
func (h *home) openSamples(ctx context.Context, phase int, scored bool) error {
	for _, o := range demo.Objections() {
		if o.Phase != phase || o.OfPublication() != scored {
			continue
		}
		if err := h.openSample(ctx, o); err != nil {
			return fmt.Errorf("keeping the sample case about %s: %w", o.ReportID, err)
		}
	}
	return nil
}

func (h *home) openSample(ctx context.Context, o demo.Objection) error {
	today := disclosure.DateOf(h.clock.Now())
	opened := today.AddDays(-o.Said.DaysAgo)
	k := disclosure.Case{At: opened.Midnight(), By: o.Said.By, Objection: o.Said.Text, Due: opened.AddDays(sampleDays), ReportID: o.ReportID}
	var err error
	if o.OfPublication() {
		err = h.aimAtPublication(ctx, &k)
	} else {
		err = h.aim(ctx, &k, o.Figure, o.Finding)
	}
	if err != nil {
		return err
	}
	known, err := h.cases(ctx, map[string]any{"case": k.ID()})
	switch {
	case err != nil:
		return err
	case len(known) == 0 && k.Version != o.Version:
		return nil // it was changed before anybody could object
	case len(known) == 0:
		if err := h.OpenCase(ctx, k); err != nil {
			return err
		}
		known = append(known, dashboards.CaseRow{})
	}
	if known[0].Replies == 0 {
		err = h.sampleSays(ctx, today, o.Reply, disclosure.CaseEvent{CaseID: k.ID(), Event: disclosure.CaseReply})
	}
	if err == nil && known[0].Verdict == "" {
		err = h.sampleSays(ctx, today, o.Decision, disclosure.CaseEvent{CaseID: k.ID(), Event: disclosure.CaseDecision, Verdict: o.Verdict})
	}
	return err
}

// sampleSays keeps what is said of a sample case, if anything is.
func (h *home) sampleSays(ctx context.Context, today disclosure.Date, what demo.Said, e disclosure.CaseEvent) error {
	if what.Text == "" {
		return nil
	}
	day := today.AddDays(-what.DaysAgo)
	e.At, e.By, e.Text = day.Midnight(), what.By, what.Text
	if e.Verdict == disclosure.CaseAgencys {
		due := day.AddDays(sampleDays)
		e.Due = &due
	}
	return h.SayOfCase(ctx, e)
}

// sampleDays are the days that a step of a sample case has, as of any other (caseDays).
const sampleDays = 30
