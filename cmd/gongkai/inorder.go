package main

import (
	"context"
	"runtime"

	"golang.org/x/sync/errgroup"
)

// inOrder does the work of every item on all cores and hands the results over one at a time,
// in the order of the items. Only a few results a core may wait for a slow one before them,
// so what is held in memory does not grow with the number of items. The first error of hand
// ends it, and so does the end of ctx; work that was begun is finished first.
func inOrder[T, R any](ctx context.Context, items []T, work func(T) R, hand func(R) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	cores := runtime.GOMAXPROCS(0)
	slots := make(chan chan R, 2*cores) // in the order of the items
	var group errgroup.Group
	group.SetLimit(cores + 1) // one hands out the work
	group.Go(func() error {
		defer close(slots)
		for _, item := range items {
			slot := make(chan R, 1)
			select {
			case <-ctx.Done():
				return ctx.Err()
			case slots <- slot:
			}
			group.Go(func() error { slot <- work(item); return nil })
		}
		return ctx.Err()
	})
	for slot := range slots {
		if err := hand(<-slot); err != nil {
			cancel()
			_ = group.Wait() // says only that it was ended
			return err
		}
	}
	return group.Wait()
}
