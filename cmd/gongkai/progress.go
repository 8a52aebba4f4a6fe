package main

import (
	"fmt"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"gongkai/crawler"
	"gongkai/disclosure"
)

// progress shows how far each crawl has come: a line a site on a terminal, log lines elsewhere.
type progress struct {
	tell func(crawler.Event)
	end  func() // takes the lines away
}

// progress shows on standard error. On a terminal the log goes above the lines from now on.
func (a *app) progress() progress {
	if !isTerminal(a.err) {
		return progress{newLogProgress(a.log).tell, func() {}}
	}
	bars := newBars(mpb.New(mpb.WithOutput(a.err), mpb.WithRefreshRate(200*time.Millisecond)))
	a.log = newLogger(a.globals, bars.all)
	return progress{bars.tell, func() {
		bars.end()
		a.log = newLogger(a.globals, a.err)
	}}
}

// logEvery is the time between two log lines of one site.
const logEvery = 30 * time.Second

// logProgress logs how far the sites have come, each of them only now and then. The crawler
// itself logs where a crawl begins and ends.
type logProgress struct {
	log  *slog.Logger
	mu   sync.Mutex
	last map[string]time.Time
}

func newLogProgress(log *slog.Logger) *logProgress {
	return &logProgress{log: log, last: map[string]time.Time{}}
}

func (p *logProgress) tell(e crawler.Event) {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := time.Now()
	last, known := p.last[e.Site]
	switch {
	case e.Done:
		delete(p.last, e.Site)
	case !known:
		p.last[e.Site] = now
	case now.Sub(last) >= logEvery:
		p.last[e.Site] = now
		p.log.Info("crawl goes on", "site", e.Site, "pages", e.Pages, "fetched", e.Fetched, "queue", e.Queue, "url", e.URL)
	}
}

// bars are the lines of the sites that are being crawled; one that has ended goes away.
type bars struct {
	all  *mpb.Progress
	mu   sync.Mutex
	site map[string]*siteBar
}

type siteBar struct {
	*mpb.Bar
	said atomic.Value // string: what stands behind the bar
}

func newBars(all *mpb.Progress) *bars { return &bars{all: all, site: map[string]*siteBar{}} }

func (b *bars) tell(e crawler.Event) {
	b.mu.Lock()
	defer b.mu.Unlock()
	bar := b.site[e.Site]
	switch {
	case e.Done && bar == nil:
		return
	case e.Done:
		delete(b.site, e.Site)
		bar.Abort(true)
		return
	case bar == nil:
		bar = b.add(e.Site)
		b.site[e.Site] = bar
	}
	outcome := e.Outcome
	if !e.Until.IsZero() {
		outcome = "waits until " + e.Until.In(disclosure.China).Format("15:04") + " in China"
	}
	bar.said.Store(fmt.Sprintf(" %d pages, %d new or changed, %d to go, %s", e.Pages, e.Fetched, e.Queue, outcome))
	// What is known to do grows on the way: the bar is as full as what is known.
	bar.SetTotal(int64(e.Pages+e.Queue)+1, false)
	bar.SetCurrent(int64(e.Pages))
}

func (b *bars) add(site string) *siteBar {
	bar := &siteBar{}
	// Who draws may not wait for b.mu: who holds it waits for the bar.
	said := func(decor.Statistics) string { text, _ := bar.said.Load().(string); return text }
	// Without a total of its own a bar never ends by itself.
	bar.Bar = b.all.AddBar(0, mpb.BarWidth(24), mpb.PrependDecorators(decor.Name(site, decor.WCSyncSpaceR)), mpb.AppendDecorators(decor.Any(said)))
	return bar
}

// end takes all lines away and gives the terminal back.
func (b *bars) end() {
	b.mu.Lock()
	for _, bar := range b.site {
		bar.Abort(true)
	}
	clear(b.site)
	b.mu.Unlock()
	b.all.Wait()
}
