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

	"gongkai/analytics"
	"gongkai/crawler"
	"gongkai/dashboards"
	"gongkai/disclosure"
	"gongkai/parse"
	"gongkai/store"
)

// crawlCommand is one crawl of the sites.
type crawlCommand struct {
	sitesFlag
	Site          []string `placeholder:"ID" help:"Crawl only this site; may be given several times."`
	Shard         string   `placeholder:"I/N" help:"Crawl only one of N parts of the sites, I from 0 to N-1: a host always falls to the same part."`
	MetricsListen string   `placeholder:"ADDR" help:"Address where Prometheus can scrape this crawl under /metrics while it runs."`
	atATimeFlags
	anyHourFlag
	Wait bool `help:"Wait for sites that another process crawls, such as serve, instead of passing them over."`
}

// atATimeFlags bound what a crawl does at once.
type atATimeFlags struct {
	Parallel int `default:"64" placeholder:"N" help:"Sites that are crawled at a time (default 64); a host is asked for one thing at a time all the same."`
	Requests int `default:"32" placeholder:"N" help:"Requests that are under way at a time, of all sites together (default 32)."`
}

func (f atATimeFlags) valid() error {
	switch {
	case f.Parallel < 1:
		return usageError{fmt.Errorf("--parallel %d: want 1 or more", f.Parallel)}
	case f.Requests < 1:
		return usageError{fmt.Errorf("--requests %d: want 1 or more", f.Requests)}
	}
	return nil
}

// anyHourFlag lets full walks go on by day.
type anyHourFlag struct {
	AnyHour bool `help:"Go on by day as well: else a host gets 300 requests between 6 and 22 o'clock in China, and the others wait for the night."`
}

// sitesFlag names the sites file.
type sitesFlag struct {
	Sites string `placeholder:"FILE" default:"sites.yaml" help:"The sites file."`
}

const defaultSites = "sites.yaml" // the default above

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
	if err := c.valid(); err != nil {
		return err
	}
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	if c.MetricsListen != "" {
		stop, err := a.showMetrics(c.MetricsListen, h.metrics)
		if err != nil {
			return err
		}
		defer stop()
	}
	ctx = store.Patiently(ctx)
	show := a.progress()
	crawls, err := h.crawl(ctx, a, sites, crawlOptions{shard: shard, all: all, anyHour: c.AnyHour, wait: c.Wait, atATime: c.atATimeFlags, progress: show.tell})
	show.end()
	if isBusy(err) && !c.Wait {
		err = fmt.Errorf("%w\n--wait waits for the other process and crawls then", err)
	}
	if err == nil && len(crawls) == 0 {
		fmt.Fprintf(a.out, "no site falls to the part %s\n", c.Shard)
	}
	return errors.Join(err, h.tellCrawls(context.WithoutCancel(ctx), a, crawls))
}

// tellCrawls prints a line for each crawl: what it had, and where it is not complete the class of
// failure and what to do.
func (h *home) tellCrawls(ctx context.Context, a *app, crawls []disclosure.Crawl) error {
	failures := map[string]string{}
	if slices.ContainsFunc(crawls, func(c disclosure.Crawl) bool { return !c.FinishedAt.IsZero() && !c.Complete }) {
		var sites []dashboards.SiteRow
		if err := analytics.NewMeasures(h.DB).Select(ctx, &sites, "sites", dashboards.AllSites); err != nil {
			return err
		}
		for _, s := range sites {
			failures[s.SiteID] = s.Failure
		}
	}
	for _, crawl := range crawls {
		if crawl.ID == "" {
			continue // it was refused before it began: the error says why
		}
		fmt.Fprintf(a.out, "%s: %d pages, %d new or changed, %s\n", crawl.SiteID, crawl.Pages, crawl.Fetched, completeness(crawl, failures[crawl.SiteID]))
	}
	return nil
}

func (f sitesFlag) load() ([]disclosure.Site, error) {
	sites, _, err := f.check()
	return sites, err
}

// check loads the file and says what in it is allowed and probably not meant.
func (f sitesFlag) check() ([]disclosure.Site, []string, error) {
	file, err := os.Open(f.Sites)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil, fmt.Errorf("no sites file %s: write one (see README) or name it with --sites", f.Sites)
	}
	if err != nil {
		return nil, nil, err
	}
	defer file.Close()
	return crawler.CheckSites(file, f.Sites)
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

// completeness says how a crawl ended; failure is its class.
func completeness(c disclosure.Crawl, failure string) string {
	switch {
	case c.FinishedAt.IsZero():
		return "stopped: the next crawl goes on with it"
	case c.Complete:
		return "every list walked to its end"
	}
	text := "not complete: " + strings.TrimSpace(c.Note)
	if what, step := dashboards.FailureWords(failure); what != "" {
		text += fmt.Sprintf(" [%s: %s. Next: %s]", failure, what, step)
	}
	return text
}

// crawlOptions are what differs between a crawl of real sites and one of samples.
type crawlOptions struct {
	shard    crawler.Shard
	resolve  func(host string) (string, bool)
	atATime  atATimeFlags // 0: as many as the crawler likes
	progress func(crawler.Event)
	anyHour  bool // full walks go on by day
	wait     bool // for sites that another process crawls
	rests    func(site string, rests bool)
	all      []disclosure.Site // of the sites file, where only some are crawled
	clock    crawler.Clock     // of samples; nil: the wall's
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
	return h.crawlOn(ctx, a, c, inShard(sites, o.shard))
}

// crawlOn crawls, and goes on with what was cut off by a ClickHouse that did not answer for so long
// that another process might have taken the sites over.
func (h *home) crawlOn(ctx context.Context, a *app, c *crawler.Crawler, sites []disclosure.Site) ([]disclosure.Crawl, error) {
	crawls, err := c.CrawlAll(ctx, sites, crawler.Shard{})
	for errors.Is(err, store.ErrLeaseLost) && ctx.Err() == nil && len(crawls) == len(sites) {
		var left []int
		var cut []disclosure.Site
		for i, crawl := range crawls {
			if crawl.FinishedAt.IsZero() {
				left, cut = append(left, i), append(cut, sites[i])
			}
		}
		a.log.WarnContext(ctx, "crawls were cut off, and are gone on with as soon as ClickHouse answers", "sites", len(cut))
		var more []disclosure.Crawl
		more, err = c.CrawlAll(ctx, cut, crawler.Shard{})
		for i, crawl := range more {
			crawls[left[i]] = crawl
		}
	}
	return crawls, err
}

// newCrawler wires a crawler to the database, to the reader of pages and to the metrics.
func (h *home) newCrawler(a *app, reader *pageReader, o crawlOptions) (*crawler.Crawler, error) {
	spool, err := h.spool()
	if err != nil {
		return nil, err
	}
	return crawler.New(crawler.Config{
		Archive:  h.DB,
		Spool:    spool,
		Reader:   reader,
		Contact:  a.Contact,
		Version:  programVersion(),
		Resolve:  o.resolve,
		Log:      a.log,
		Metrics:  h.metrics,
		Parallel: o.atATime.Parallel,
		Requests: o.atATime.Requests,
		Progress: o.progress,
		Others:   reader.others,
		AnyHour:  o.anyHour,
		Wait:     o.wait,
		Busy:     isBusy,
		Rests:    o.rests,
		Clock:    cmp.Or(o.clock, a.clock),
	})
}

// isBusy reports whether another process crawls the site, or asks one of its machines.
func isBusy(err error) bool {
	var held *store.HeldError
	return errors.As(err, &held)
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
