package main

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"gongkai/dashboards"
	"gongkai/disclosure"
)

// desk keeps what persons decide on pages, as the commands do, and has what follows from it done behind them:
// nobody waits at a form for scores.
type desk struct {
	h *home
	a *app

	mu      sync.Mutex
	pending following
	wake    chan struct{}
}

// following is what decisions ask for that were kept, beside that the version of the data is noted.
type following struct{ score, read bool }

func newDesk(h *home, a *app) *desk { return &desk{h: h, a: a, wake: make(chan struct{}, 1)} }

// decide keeps a decision on a cell or a document.
func (d *desk) decide(ctx context.Context, said dashboards.Decision) error {
	r := disclosure.Review{ReportID: said.ReportID, Kind: said.Kind, Verdict: said.Verdict, ShouldBe: said.ShouldBe, At: d.h.clock.Now(), By: said.By, Reason: said.Reason, Evidence: said.Evidence}
	follow, err := d.h.decideReview(ctx, &r, said.Figure)
	if err != nil {
		return err
	}
	d.ask(following{score: follow})
	return nil
}

// answer keeps which agency a name means. One that was answered and is not read again yet is not answered twice: the
// command line takes answers back.
func (d *desk) answer(ctx context.Context, said dashboards.NameAnswer) error {
	if said.Division == "" {
		return &dashboards.Refusal{Text: said.Name + " stands on documents that belong to no site: hand them in with gongkai ingest --site"}
	}
	registers, err := d.h.Registers(ctx)
	if err != nil {
		return err
	}
	if before, ok := registers[said.Division].Answered("unresolved-" + said.Name); ok {
		return &dashboards.Refusal{Text: fmt.Sprintf("%s · %s UTC: %s", before.By, before.At.UTC().Format(time.DateTime), told(before))}
	}
	c := agenciesAnswerCommand{Name: said.Name, Is: said.Agency, None: said.Agency == "", Family: said.Family, County: said.Division, Source: said.Source, By: said.By}
	if _, err := c.keep(ctx, d.h, said.By); err != nil {
		if usage, is := errors.AsType[usageError](err); is { // it names the flag of the command
			return &dashboards.Refusal{Text: strings.TrimPrefix(usage.Error(), "--is ")}
		}
		return err
	}
	d.ask(following{read: true})
	return nil
}

// ask notes what has to follow.
func (d *desk) ask(f following) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.pending = following{d.pending.score || f.score, d.pending.read || f.read}
	select {
	case d.wake <- struct{}{}:
	default: // the turn that is to come does this too
	}
}

// run does what follows from decisions, that of many at once, until ctx ends. What is left then the next score run does.
func (d *desk) run(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-d.wake:
		}
		d.mu.Lock()
		now := d.pending
		d.pending = following{}
		d.mu.Unlock()
		if err := d.follow(ctx, now); err != nil && ctx.Err() == nil {
			d.a.log.Error("what follows from decisions could not be computed, to be tried again", "error", err)
			if d.a.clock.Sleep(ctx, tryAgain) != nil {
				return
			}
			d.ask(now)
		}
	}
}

func (d *desk) follow(ctx context.Context, f following) error {
	switch {
	case f.read:
		return d.h.digest(ctx, d.a) // which scores
	case f.score:
		_, err := d.h.score(ctx) // which notes the version
		return err
	}
	return d.h.noteVersion(ctx)
}
