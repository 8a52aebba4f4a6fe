package main

import (
	"context"
	"iter"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"
)

// inOrder does the work of every item on all cores and hands the results over one at a time,
// in the order of the items. Only a few results a core may wait for a slow one before them,
// so what is held in memory does not grow with the number of items. The first error of hand
// ends it, and so does the end of ctx. Nobody waits for work that was begun then, since it can
// take minutes: it must do nothing but return, and what it returns is dropped.
func inOrder[T, R any](ctx context.Context, items []T, work func(T) R, hand func(R) error) error {
	return inOrderOf(ctx, slices.Values(items), work, hand)
}

// inOrderOf is inOrder of items that come one after the other, and that may be waited for: until ctx ends, whoever
// gives them has to see to that.
func inOrderOf[T, R any](ctx context.Context, items iter.Seq[T], work func(T) R, hand func(R) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cores := runtime.GOMAXPROCS(0)
	slots := make(chan chan R, 2*cores) // in the order of the items
	var group errgroup.Group
	group.SetLimit(cores + 1) // one hands out the work
	group.Go(func() error {
		defer close(slots)
		for item := range items {
			slot := make(chan R, 1)
			select {
			case <-ctx.Done():
				return nil
			case slots <- slot:
			}
			group.Go(func() error { slot <- work(item); return nil })
		}
		return nil
	})
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case slot, ok := <-slots:
			if !ok { // there are no more, or nobody wants them
				return ctx.Err()
			}
			if err := handNext(ctx, slot, hand); err != nil {
				return err
			}
		}
	}
}

// handNext hands a result over once it is there, unless ctx ends before.
func handNext[R any](ctx context.Context, slot <-chan R, hand func(R) error) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case result := <-slot:
		if err := ctx.Err(); err != nil { // both were there
			return err
		}
		return hand(result)
	}
}
