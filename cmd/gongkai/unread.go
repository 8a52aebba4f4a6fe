package main

import (
	"context"
	"iter"

	"golang.org/x/sync/errgroup"

	"gongkai/store"
)

// eachUnread reads what is unread and hands the readings over, one at a time. The next batch is begun before the
// last document of one is read.
func (h *home) eachUnread(ctx context.Context, again bool, hand func(unwritten) error) error {
	group, ctx := errgroup.WithContext(ctx)
	documents := make(chan store.Document)
	group.Go(func() error {
		defer close(documents)
		undo := func() {}
		defer func() { undo() }()
		return h.Unread(ctx, parserVersion, again, func(batch []store.Document) error {
			before := undo
			undo = collectAt(roomPercent(ingestRoom))
			before()
			for _, d := range batch {
				select {
				case documents <- d:
				case <-ctx.Done():
					return context.Cause(ctx)
				}
			}
			return nil
		})
	})
	group.Go(func() error {
		return inOrderOf(ctx, received(documents), func(d store.Document) unwritten {
			made := read(ctx, h.flight, d)
			made.Prepare()
			return made
		}, hand)
	})
	return group.Wait()
}

// received are the items that come through a channel until it is closed.
func received[T any](items <-chan T) iter.Seq[T] {
	return func(yield func(T) bool) {
		for item := range items {
			if !yield(item) {
				return
			}
		}
	}
}

// read makes a reading of a captured document.
func read(ctx context.Context, flight flight, d store.Document) unwritten {
	report, err := flight.read(ctx, inputOf(d.Capture, d.Division))
	return unwritten{store.Reading{Capture: d.Capture, Report: report, Division: d.Division}, err}
}

// unwritten is a reading of a captured document, or why there is none.
type unwritten struct {
	store.Reading
	err error
}
