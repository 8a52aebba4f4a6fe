package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"gongkai/crawler"
	"gongkai/disclosure"
	"gongkai/parse"
)

// crawlCommand is one crawl of the sites.
type crawlCommand struct {
	sitesFlag
	Site  []string `placeholder:"ID" help:"Crawl only this site; may be given several times."`
	Shard string   `placeholder:"I/N" help:"Crawl only the I-th of N parts of the sites: a host always falls to the same part."`

	AnyHour bool `help:"Go on by day as well: else a host gets 300 requests between 6 and 22 o'clock in China, and the others wait for the night."`
}

// sitesFlag names the sites file.
type sitesFlag struct {
	Sites string `placeholder:"FILE" default:"sites.yaml" help:"The sites file."`
}

// Run walks every site and ends when all were walked; what was captured is read by ingest.
func (c *crawlCommand) Run(ctx context.Context, a *app) error {
	shard, err := crawler.ParseShard(c.Shard)
	if err != nil {
		return usageError{err}
	}
	sites, err := c.load()
	if err != nil {
		return err
	}
	all := sites
	if sites, err = chosen(sites, c.Site); err != nil {
		return usageError{err}
	}
	if err := crawler.CheckContact(a.Contact, sites); err != nil {
		return usageError{err}
	}
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	crawls, err := h.crawl(ctx, a, sites, crawlOptions{shard: shard, all: all, anyHour: c.AnyHour})
	for _, crawl := range crawls {
		fmt.Fprintf(a.out, "%s: %d pages, %d new or changed, %s\n", crawl.SiteID, crawl.Pages, crawl.Fetched, completeness(crawl))
	}
	return err
}

func (f sitesFlag) load() ([]disclosure.Site, error) {
	file, err := os.Open(f.Sites)
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("no sites file %s: write one (see README) or name it with --sites", f.Sites)
	}
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return crawler.LoadSites(file, f.Sites)
}

// chosen keeps the sites that were asked for; one that does not exist is an error, since a
// slip of the pen would otherwise pass as a crawl of nothing.
func chosen(sites []disclosure.Site, ids []string) ([]disclosure.Site, error) {
	if len(ids) == 0 {
		return sites, nil
	}
	var kept []disclosure.Site
	for _, id := range ids {
		i := slices.IndexFunc(sites, func(s disclosure.Site) bool { return s.ID == id })
		if i < 0 {
			return nil, fmt.Errorf("--site %s: the sites file has no such id", id)
		}
		kept = append(kept, sites[i])
	}
	return kept, nil
}

func completeness(c disclosure.Crawl) string {
	if c.Complete {
		return "every list walked to its end"
	}
	return "not complete: " + strings.TrimSpace(c.Note)
}

// crawlOptions are what differs between a crawl of real sites and one of samples.
type crawlOptions struct {
	shard   crawler.Shard
	anyHour bool // full walks go on by day
	resolve func(host string) (string, bool)
	all     []disclosure.Site // of the sites file, where only some are crawled
}

// crawl walks the sites and keeps what they answer.
func (h *home) crawl(ctx context.Context, a *app, sites []disclosure.Site, o crawlOptions) ([]disclosure.Crawl, error) {
	if err := h.PutSites(ctx, sites); err != nil {
		return nil, err
	}
	c, err := h.newCrawler(a, newPageReader(slices.Concat(o.all, sites)), o)
	if err != nil {
		return nil, err
	}
	return c.CrawlAll(ctx, sites, o.shard)
}

// newCrawler wires a crawler to the database, to the reader of pages and to the metrics.
func (h *home) newCrawler(a *app, reader *pageReader, o crawlOptions) (*crawler.Crawler, error) {
	return crawler.New(crawler.Config{
		Archive: h.DB,
		Reader:  reader,
		Others:  reader.others,
		Contact: a.Contact,
		Version: programVersion(),
		Resolve: o.resolve,
		AnyHour: o.anyHour,
		Log:     a.log,
		Metrics: h.metrics,
	})
}

// pageReader answers the crawler's questions about pages with what parse sees in them.
type pageReader struct {
	divisions sync.Map // site id → disclosure.Division
	sites     atomic.Pointer[[]disclosure.Site]
}

func newPageReader(sites []disclosure.Site) *pageReader {
	r := &pageReader{}
	r.know(sites)
	return r
}

// know makes sites known, also while others are crawled.
func (r *pageReader) know(sites []disclosure.Site) {
	r.sites.Store(&sites)
	for _, s := range sites {
		r.divisions.Store(s.ID, disclosure.DivisionOfSite(s))
	}
}

// others are all sites that are known: no host of theirs belongs to another.
func (r *pageReader) others() []disclosure.Site { return *r.sites.Load() }

func (r *pageReader) division(site string) disclosure.Division {
	d, _ := r.divisions.Load(site)
	division, _ := d.(disclosure.Division)
	return division
}

// Page says where a page leads. What links and columns are called becomes public with the
// captures, the walks and the documents in doubt: personal data in it is blackened here, before
// anything is kept.
func (r *pageReader) Page(c disclosure.Capture) disclosure.Page {
	page := parse.Page(inputOf(c, r.division(c.SiteID)))
	page.Column, _ = parse.Redact(page.Column)
	for i := range page.Links {
		page.Links[i].Text, _ = parse.Redact(page.Links[i].Text)
	}
	return page
}

// Challenge names the anti-bot challenge that a page is, empty where it is none.
func (r *pageReader) Challenge(c disclosure.Capture) string {
	return parse.Challenge(c.Status, c.Header, c.Body)
}

// inputOf hands a capture to parse. What a link said of the page goes along: a cut title
// or a missing date is often only there.
func inputOf(c disclosure.Capture, division disclosure.Division) parse.Input {
	return parse.Input{
		Source: c.URL, Body: c.Body, ContentType: c.ContentType, Status: c.Status, Header: c.Header,
		URL: onWeb(cmp.Or(c.FinalURL, c.URL)), Title: c.Title, ListDate: c.ListDate, Role: c.Role, Division: division,
	}
}
