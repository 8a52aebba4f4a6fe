package crawler

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"gongkai/disclosure"
)

// CrawlAll crawls the shard's sites, Config.Parallel at a time; those that wait for the night are
// not among them. One site's failure leaves the others alone; the crawls come in the order of the sites, the error joins all errors.
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
	begun := 0
	var all sync.WaitGroup
	for ; begun < len(mine) && ctx.Err() == nil && c.slots.take(ctx) == nil; begun++ {
		i := begun
		all.Go(func() { crawls[i], errs[i] = c.crawl(ctx, mine[i]) })
	}
	all.Wait()
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
