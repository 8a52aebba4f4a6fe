package crawler

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"gongkai/disclosure"
)

// CrawlAll crawls the shard's sites, Config.Parallel at a time. One site's failure leaves
// the others alone; the crawls come in the order of the sites, the error joins all errors.
// When ctx ends no more crawls are begun; the crawls returned are those that were, and one
// error says how many were cut short and how many never began.
func (c *Crawler) CrawlAll(ctx context.Context, sites []disclosure.Site, shard Shard) ([]disclosure.Crawl, error) {
	var mine []disclosure.Site
	for _, s := range sites {
		if shard.Has(s) {
			mine = append(mine, s)
		}
	}
	crawls, errs := make([]disclosure.Crawl, len(mine)), make([]error, len(mine))
	begun := c.inSlots(ctx, len(mine), func(i int) { crawls[i], errs[i] = c.Crawl(ctx, mine[i]) })
	crawls, errs = crawls[:begun], errs[:begun]
	if ctx.Err() != nil {
		stopped := 0
		errs = slices.DeleteFunc(errs, func(err error) bool {
			cut := err != nil && (errors.Is(err, ctx.Err()) || errors.Is(err, context.Cause(ctx)))
			if cut {
				stopped++
			}
			return cut
		})
		if stopped > 0 || begun < len(mine) {
			errs = append(errs, fmt.Errorf("stopped (%w): %d crawls are to be gone on with, %d sites were not begun", context.Cause(ctx), stopped, len(mine)-begun))
		}
	}
	return crawls, errors.Join(errs...)
}

// inSlots does jobs 0 to n-1, Config.Parallel at a time, until ctx ends; it returns how many it
// began, and that only once all of them are done.
func (c *Crawler) inSlots(ctx context.Context, n int, job func(i int)) (begun int) {
	slots := make(chan struct{}, c.Parallel)
	var all sync.WaitGroup
	defer all.Wait()
	for begun < n && ctx.Err() == nil {
		select {
		case <-ctx.Done():
			return begun
		case slots <- struct{}{}:
		}
		i := begun
		all.Go(func() {
			defer func() { <-slots }()
			job(i)
		})
		begun++
	}
	return begun
}
