package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	"gongkai/demo"
)

// demoCommand does the whole main job on the sample counties.
type demoCommand struct {
	listenFlag
	limitFlags
	readerFlags
	Once   bool `help:"End after scoring and print a summary."`
	Phases int  `default:"3" placeholder:"N" help:"States of the sample sites, one after the other: in the second a report comes late and another changes, in the third (default) one is taken down and a column moves, in crawls that are dated back over three months."`

	samples *demo.Demo // nil: all
}

// allSamples makes the sample counties; tests have fewer.
var allSamples = demo.New

// demoFolder keeps samples and real data apart.
const demoFolder = "data/demo"

// Run serves the samples, crawls them, reads, checks, and then shows what came of it. Killed
// anywhere, it goes on where it was: what is done is asked of the database.
func (c *demoCommand) Run(ctx context.Context, a *app) error {
	if c.Phases < 1 || c.Phases > demo.Phases {
		return usageError{fmt.Errorf("--phases %d: want 1 to %d", c.Phases, demo.Phases)}
	}
	var listener net.Listener
	if !c.Once {
		var err error
		if listener, err = c.listenFlag.open(); err != nil {
			return err
		}
		defer listener.Close()
	}
	if c.samples == nil {
		c.samples = allSamples()
	}
	servers, err := c.samples.Start(ctx)
	if err != nil {
		return err
	}
	defer servers.Close()
	where := embedded{folder: demoFolder, readerListen: c.ClickHouseListen, allowUnconfined: c.AllowUnconfined}
	job := func(h *home) error { return c.runSamples(ctx, a, h, servers) }
	if !c.Once {
		return a.serve(ctx, listener, service{embedded: where, ready: job})
	}
	h, err := a.open(ctx, where)
	if err != nil {
		return err
	}
	return errors.Join(job(h), h.close())
}

// runSamples crawls the samples in each of their first phases, reads what was captured, objects to
// some of it, scores, and prints the summary.
func (c *demoCommand) runSamples(ctx context.Context, a *app, h *home, servers *demo.Servers) error {
	watch := newStopwatch()
	for _, r := range rounds {
		if r.phase > c.Phases {
			break
		}
		servers.SetPhase(r.phase)
		if err := a.crawlRound(ctx, h, r, c.samples.Sites(), servers); err != nil {
			return err
		}
		watch.lap("crawl")
		if !r.reads {
			continue
		}
		if _, err := h.ingest(ctx, a, false); err != nil {
			return err
		}
		watch.lap("ingest")
		if err := h.openSamples(ctx, r.phase, false); err != nil {
			return err
		}
	}
	if _, err := h.score(ctx); err != nil {
		return err
	}
	if err := h.openSamples(ctx, c.Phases, true); err != nil {
		return err
	}
	if err := h.loadSample(ctx); err != nil {
		return err
	}
	if err := h.noteVersion(ctx); err != nil {
		return err
	}
	watch.lap("score")
	return h.summarise(ctx, a, watch)
}

// summarise prints what the database holds now and how long each stage took.
func (h *home) summarise(ctx context.Context, a *app, watch *stopwatch) error {
	var rows []struct {
		Sites    uint64 `ch:"sites"`
		Pages    uint64 `ch:"pages"`
		Reports  uint64 `ch:"reports"`
		Figures  uint64 `ch:"figures"`
		Findings uint64 `ch:"findings"`
	}
	const query = `SELECT (SELECT count() FROM sites) AS sites, (SELECT uniqExact(url) FROM captures) AS pages,
		(SELECT count() FROM reports) AS reports, (SELECT count() FROM figures) AS figures, (SELECT count() FROM findings) AS findings`
	if err := h.Select(ctx, &rows, query, nil); err != nil {
		return err
	}
	if len(rows) != 1 {
		return fmt.Errorf("the summary has %d rows", len(rows))
	}
	n := rows[0]
	fmt.Fprintf(a.out, "sites %d, pages %d, reports %d, figures %d, findings %d\n%s\n", n.Sites, n.Pages, n.Reports, n.Figures, n.Findings, watch)
	return nil
}

// stopwatch adds up the seconds of each stage.
type stopwatch struct {
	last   time.Time
	stages []string
	spent  map[string]time.Duration
}

func newStopwatch() *stopwatch {
	return &stopwatch{last: time.Now(), spent: map[string]time.Duration{}}
}

// lap books the time since the last lap to a stage.
func (s *stopwatch) lap(stage string) {
	now := time.Now()
	if _, ok := s.spent[stage]; !ok {
		s.stages = append(s.stages, stage)
	}
	s.spent[stage] += now.Sub(s.last)
	s.last = now
}

// String writes "crawl 2.1 s, ingest 0.8 s, score 0.1 s".
func (s *stopwatch) String() string {
	text := ""
	for i, stage := range s.stages {
		if i > 0 {
			text += ", "
		}
		text += fmt.Sprintf("%s %.1f s", stage, s.spent[stage].Seconds())
	}
	return text
}
