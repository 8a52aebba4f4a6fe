package main

import (
	"fmt"
	"io"

	"gongkai/crawler"
	"gongkai/disclosure"
)

// sitesCommand looks after sites files.
type sitesCommand struct {
	Check   sitesCheckCommand   `cmd:"" help:"Validate a sites file; all errors at once, with their lines."`
	Probe   sitesProbeCommand   `cmd:"" help:"Ask a site a few pages and show what a crawl would make of it; nothing is kept."`
	Starter sitesStarterCommand `cmd:"" help:"Print a sites file of real county and city sites to begin with, none of them verified."`
}

type sitesStarterCommand struct{}

// Run prints the file.
func (*sitesStarterCommand) Run(a *app) error {
	_, err := io.WriteString(a.out, crawler.StarterSites)
	return err
}

type sitesCheckCommand struct {
	File string `arg:"" help:"The sites file."`
}

// Run prints what the file names, or everything that is wrong with it.
func (c *sitesCheckCommand) Run(a *app) error {
	sites, warnings, err := sitesFlag{c.File}.check()
	for _, w := range warnings {
		fmt.Fprintln(a.err, "gongkai: warning:", w)
	}
	if err != nil {
		return err
	}
	for _, s := range sites {
		fmt.Fprintf(a.out, "%s\t%s\t%s\t%s\n", s.ID, s.DivisionCode, disclosure.DivisionOfSite(s).Name, s.URL)
	}
	more := ""
	if len(warnings) > 0 {
		more = fmt.Sprintf(", %d warnings", len(warnings))
	}
	fmt.Fprintf(a.out, "%d sites, no errors%s\n", len(sites), more)
	return nil
}
