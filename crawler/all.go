package crawler

import (
	"context"
	"errors"
	"sync"

	"gongkai/disclosure"
)

// CrawlAll crawls the shard's sites, Config.Parallel at a time. One site's failure leaves
// the others alone; the crawls come in the order of the sites, the error joins all errors.
func (c *Crawler) CrawlAll(ctx context.Context, sites []disclosure.Site, shard Shard) ([]disclosure.Crawl, error) {
	var mine []disclosure.Site
	for _, s := range sites {
		if shard.Has(s) {
			mine = append(mine, s)
		}
	}
	crawls, errs := make([]disclosure.Crawl, len(mine)), make([]error, len(mine))
	slots := make(chan struct{}, c.Parallel)
	var all sync.WaitGroup
	for i, site := range mine {
		slots <- struct{}{}
		all.Go(func() {
			defer func() { <-slots }()
			crawls[i], errs[i] = c.Crawl(ctx, site)
		})
	}
	all.Wait()
	return crawls, errors.Join(errs...)
}
