package crawler

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"gongkai/disclosure"
)

// visit is one crawl of one site while it runs. What is to do lives in memory only: when it
// is lost, the lists say it again.
type visit struct {
	c         *Crawler
	site      disclosure.Site
	division  disclosure.Division // of the site: it completes names such as 教育局
	hosts     hostSet
	domain    string // below which every host belongs to the site; may be empty
	crawl     disclosure.Crawl
	known     map[string]disclosure.Capture // by address: what earlier crawls, or this one before a kill, had; never written
	ctx       context.Context
	cancel    context.CancelCauseFunc
	transport *transport
	jar       http.CookieJar // cookies of this crawl only: some sites show nothing without
	log       *slog.Logger
	metrics   *siteMetrics
	began     time.Time // put back by what the crawl took before it was killed
	budget    disclosure.Budget
	turn      *turn
	tenure    *tenure

	mu         sync.Mutex
	seen       map[string]bool               // addresses that were queued or led to, by key
	had        map[string]disclosure.Capture // by key and by final address: what this crawl has a body of
	lost       map[string]bool               // documents that this crawl could not have, by key
	pending    map[string]*job               // documents not dealt with, by key
	templates  map[string]template           // of names of second pages, by host
	shown      map[string]shownPage          // what pages of lists showed, by key
	queues     map[string]*host              // by host:port
	open       int                           // jobs not dealt with
	queued     int                           // jobs ever queued
	later      []*job                        // documents that no list has named yet
	done       chan struct{}                 // closed when open comes to zero
	walks      int
	lists      int        // of them, those that had a first page
	guesses    []*url.URL // where the site may have its column, see discover
	guessed    int        // of them, those that were asked for
	remembered bool
	missing    []disclosure.Capture // reports that the crawl before was not led to any more
	search     *searching
	ahead      ahead
	alien      string         // the code that the home page is registered under, where it is another division's
	partial    int            // walks that are not complete
	strays     map[string]int // links to hosts that are not the site's
	dropped    map[string]int // addresses left out, by reason
}

func newVisit(ctx context.Context, c *Crawler, site disclosure.Site, hosts hostSet, crawl disclosure.Crawl, known map[string]disclosure.Capture) *visit {
	ctx, cancel := context.WithCancelCause(ctx)
	jar, _ := cookiejar.New(nil) // fails never: it has no options
	crawl.Pages, crawl.Fetched = 0, 0
	m := c.metrics.of(site.ID)
	dialer := newDialer(c.Resolve, site.AllowPrivate)
	v := &visit{
		c: c, site: site, division: disclosure.DivisionOfSite(site), hosts: hosts, crawl: crawl, known: known, ctx: ctx, cancel: cancel, jar: jar, metrics: m,
		transport: &transport{
			base:  newBase(dialer, site.Connections, site.Certificate),
			gates: c.gates, addresses: c.addresses, requests: c.requests, clock: c.Clock, limits: c.Limits, spool: c.Spool, agent: c.userAgent(),
			pace: site.Pace, connections: site.Connections, jitter: c.jitter, metrics: m,
		},
		log:  c.Log.With("site", site.ID, "crawl", crawl.ID),
		seen: map[string]bool{}, had: map[string]disclosure.Capture{}, lost: map[string]bool{}, pending: map[string]*job{}, shown: map[string]shownPage{}, templates: map[string]template{},
		queues: map[string]*host{}, done: make(chan struct{}), search: newSearching(nil, nil), strays: map[string]int{}, dropped: map[string]int{},
	}
	dialer.holds, v.transport.rest = v.mayConnect, v.rest
	v.transport.stopped, v.transport.flawed = v.stopped, site.Certificate == certificateBroken
	v.transport.foreign = func(u *url.URL) bool { return !c.here(u.Hostname()) }
	if !c.AnyHour {
		v.transport.day = dayRequests
	}
	bytes, took := spentBefore(crawl, known)
	v.began, v.budget = c.Clock.Now().Add(-took), c.Limits.budgetOf(site)
	v.transport.wire.Store(bytes)
	return v
}

// run walks until nothing is left to do, or until the context or the Archive ends it.
func (v *visit) run() error {
	v.log.Info("crawl begins", "url", v.site.URL, "known", len(v.known))
	first := v.start()
	v.mu.Lock()
	for _, j := range first {
		v.add(j)
	}
	idle := v.open == 0
	v.mu.Unlock()
	if !idle {
		<-v.done // every worker has ended: nobody writes to the archive any more
	}
	if err := v.keepUnasked(); err != nil {
		v.fail(err)
	}
	if v.ctx.Err() != nil {
		err := context.Cause(v.ctx)
		v.metrics.ended("failed")
		v.log.Warn("crawl stopped, to be gone on with", "error", err)
		return err
	}
	return nil
}

// start is the home page and the columns that the site's line names.
func (v *visit) start() []*job {
	var jobs []*job
	for i, raw := range append([]string{v.site.URL}, v.site.Start...) {
		u, err := canonical(nil, raw)
		if err != nil {
			continue // siteHosts has refused such a site
		}
		j := &job{method: http.MethodGet, url: u, role: disclosure.RoleHome, title: v.site.Name}
		if i > 0 {
			j.role, j.depth = disclosure.RoleColumn, 1
		}
		jobs = append(jobs, j)
	}
	return jobs
}

// fail ends the crawl with an error; it stays unfinished.
func (v *visit) fail(err error) { v.cancel(err) }

func (v *visit) close() {
	v.cancel(context.Canceled)
	v.transport.base.CloseIdleConnections()
}

// finish fills in the crawl's row for a walk that went through to its end.
func (v *visit) finish() {
	v.crawl.FinishedAt = v.c.Clock.Now().UTC()
	v.crawl.Complete = v.walks > 0 && v.partial == 0 && len(v.dropped) == 0
	v.crawl.Note, v.crawl.Why = v.note()
	result := "incomplete"
	if v.crawl.Complete {
		result = "complete"
	}
	v.metrics.ended(result)
	v.log.Info("crawl ends", "pages", v.crawl.Pages, "fetched", v.crawl.Fetched, "lists", v.walks, "complete", v.crawl.Complete, "note", v.crawl.Note)
	v.progress(Event{Site: v.site.ID, Pages: v.crawl.Pages, Fetched: v.crawl.Fetched, Done: true})
}

// note says in one line what an operator should know of the crawl, and as codes.
func (v *visit) note() (string, []disclosure.Reason) {
	var parts []string
	var why []disclosure.Reason
	add := func(sentence string, args ...any) {
		sentence = fmt.Sprintf(sentence, args...)
		parts, why = append(parts, sentence), append(why, reasonOf(sentence))
	}
	if v.walks == 0 {
		add("no list of annual reports was found: name its column in start")
	}
	if v.alien != "" {
		add("the home page says that it is the site %s, and %s is another division: check division_code", v.alien, v.site.DivisionCode)
	}
	if v.partial > 0 {
		add("%d of %d lists not walked to their end", v.partial, v.walks)
	}
	for _, name := range slices.Sorted(maps.Keys(v.queues)) {
		if h := v.queues[name]; h.shut != nil {
			add("%s: %s (%s)", name, h.shut.outcome, h.shut.why)
			why[len(why)-1] = notHadReason("host_shut", name, h.shut.failure)
		}
	}
	for _, why := range slices.Sorted(maps.Keys(v.dropped)) {
		add("%d addresses left out: %s", v.dropped[why], why)
	}
	if len(v.strays) > 0 {
		n := 0
		for _, count := range v.strays {
			n += count
		}
		names := slices.Sorted(maps.Keys(v.strays))
		if len(names) > 5 {
			names = append(names[:5], "…")
		}
		add("%d links lead to other hosts (%s): add to hosts what belongs to the site", n, strings.Join(names, ", "))
	}
	return strings.Join(parts, "; "), why
}

// rest waits for long, while another site has the place of this one.
func (v *visit) rest(ctx context.Context, until time.Time, sleep func() error) error {
	v.log.Info("crawl waits", "until", until)
	v.mu.Lock()
	e := Event{Site: v.site.ID, Outcome: "waits", Pages: v.crawl.Pages, Fetched: v.crawl.Fetched, Queue: v.open, Until: until}
	v.mu.Unlock()
	v.progress(e)
	return v.turn.rest(ctx, sleep)
}

func (v *visit) progress(e Event) {
	if v.c.Progress != nil {
		v.c.Progress(e)
	}
}
