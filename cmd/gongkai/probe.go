package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"gongkai/crawler"
	"gongkai/disclosure"
	"gongkai/parse"
)

// sitesProbeCommand shows what a crawl would make of a site before anything is kept of it.
type sitesProbeCommand struct {
	URL          string `arg:"" help:"The site's home page."`
	Addresses    int    `default:"40" help:"At most so many addresses are asked, at the usual pace."`
	DivisionCode string `placeholder:"CODE" help:"The site's code of GB/T 2260, where its home page does not say it."`
	Name         string `help:"The government's name, where the code is in no table."`
	JSON         bool   `help:"Print one JSON object instead."`
}

// probeReport is what a probe found, as --json prints it.
type probeReport struct {
	URL        string              `json:"url"`
	Asked      int                 `json:"asked"`
	Unasked    string              `json:"unasked,omitempty"` // what was left out, in words
	Division   disclosure.Division `json:"division"`
	Family     string              `json:"family"`
	Robots     string              `json:"robots"`
	Lists      []probedList        `json:"lists"`
	Reports    []probedReport      `json:"reports"`
	Unresolved []string            `json:"unresolved"` // names in titles that may mean no agency, or several
	Failures   []probedFailure     `json:"failures"`
	Hosts      []string            `json:"hosts"` // that links lead to and that are no hosts of the site
}

type probedList struct {
	URL     string `json:"url"`
	Name    string `json:"name"`
	State   string `json:"state"`
	Reason  string `json:"reason,omitempty"`
	Family  string `json:"family"`
	Reports int    `json:"reports"`
}

type probedReport struct {
	URL    string           `json:"url"`
	Title  string           `json:"title"`
	Date   *disclosure.Date `json:"date"`
	Agency string           `json:"agency"`
}

type probedFailure struct {
	URL     string `json:"url"`
	Outcome string `json:"outcome"`
	Error   string `json:"error,omitempty"`
}

// Run asks the site and prints what came of it. Nothing is kept.
func (c *sitesProbeCommand) Run(ctx context.Context, a *app) error {
	site, err := siteToProbe(c.URL)
	if err != nil {
		return usageError{err}
	}
	if c.DivisionCode != "" && !disclosure.ValidCode(c.DivisionCode) {
		return usageError{fmt.Errorf("--division-code %s: a code of GB/T 2260 has six digits and begins as its province's", c.DivisionCode)}
	}
	site.DivisionCode, site.Name = c.DivisionCode, c.Name
	if c.Addresses < 1 {
		return usageError{fmt.Errorf("--addresses %d: at least one address must be asked", c.Addresses)}
	}
	if err := crawler.CheckContact(a.Contact, []disclosure.Site{site}); err != nil {
		return usageError{err}
	}
	config := crawler.Config{Reader: newPageReader([]disclosure.Site{site}), Contact: a.Contact, Version: programVersion(), Busy: isBusy, Log: a.log}
	if a.hasData() { // what is known there of hosts that want to be left alone holds for a probe too
		h, err := a.open(ctx, embedded{})
		if err != nil {
			return err
		}
		defer h.close()
		config.Archive = h.DB
	}
	p, err := crawler.ProbeSite(ctx, config, site, c.Addresses)
	if err != nil {
		return err
	}
	if report := reportOf(site, p); c.JSON {
		err = json.NewEncoder(a.out).Encode(report)
	} else {
		_, err = fmt.Fprint(a.out, report)
	}
	if err == nil && len(p.Pages) == 0 {
		return fmt.Errorf("%s: not one page of it could be had: the answer above says why", site.URL)
	}
	return err
}

// probedSite is the id of a site that is only probed.
const probedSite = "probe"

// siteToProbe is the site of a home page about which nothing is known yet.
func siteToProbe(home string) (disclosure.Site, error) {
	if !strings.Contains(home, "://") {
		home = "http://" + home
	}
	u, err := url.Parse(home)
	if err != nil || u.Hostname() == "" {
		return disclosure.Site{}, fmt.Errorf("%q is no home page: write for example http://www.example.gov.cn/", home)
	}
	site := disclosure.Site{ID: probedSite, URL: home, Pace: 2 * time.Second, Connections: 1}
	if crawler.IsLoopback(u.Hostname()) {
		site.Pace, site.AllowPrivate = 0, true
	}
	return site, nil
}

// reportOf sums up what a probe saw.
func reportOf(site disclosure.Site, p crawler.Probed) probeReport {
	r := probeReport{URL: site.URL, Division: disclosure.DivisionOfSite(site), Asked: len(p.Captures), Robots: "no answer", Lists: []probedList{}, Reports: []probedReport{}, Unresolved: []string{}, Failures: []probedFailure{}, Hosts: []string{}}
	if !p.Crawl.Complete {
		r.Unasked = strings.TrimSpace(p.Crawl.Note)
	}
	for _, c := range p.Captures {
		switch {
		case c.Role == disclosure.RoleRobots:
			r.Robots = strings.TrimSpace(fmt.Sprintf("%s %d %s", c.Outcome, c.Status, strings.TrimPrefix(c.Error, strconv.Itoa(c.Status))))
		case c.Role == disclosure.RoleHome && c.Outcome == disclosure.FetchOK && site.DivisionCode == "":
			r.Division, _ = parse.Site(inputOf(c, disclosure.Division{}))
		}
		if c.Outcome != disclosure.FetchOK && c.Outcome != disclosure.FetchNotModified && c.Role != disclosure.RoleRobots {
			r.Failures = append(r.Failures, probedFailure{c.URL, c.Outcome, c.Error})
		}
	}
	for _, w := range p.Walks {
		r.Lists = append(r.Lists, probedList{w.URL, w.Name, w.State, w.Reason, w.Family, w.Links})
	}
	families, seen := map[string]int{}, map[string]bool{}
	own, _ := url.Parse(site.URL)
	for _, page := range p.Pages {
		families[page.Family]++
		for _, link := range page.Links {
			if u, err := url.Parse(link.URL); err == nil && u.Hostname() != own.Hostname() && link.Role != disclosure.RoleAttachment && !slices.Contains(r.Hosts, u.Host) {
				r.Hosts = append(r.Hosts, u.Host)
			}
			if page.Role != disclosure.RoleList || !parse.NamesReport(link) || seen[link.URL] {
				continue
			}
			seen[link.URL] = true
			name, agency, ok := disclosure.AgencyFromTitle(link.Text, r.Division)
			if !ok && name != "" && !slices.Contains(r.Unresolved, name) {
				r.Unresolved = append(r.Unresolved, name)
			}
			r.Reports = append(r.Reports, probedReport{link.URL, link.Text, link.Date, agency.Name})
		}
	}
	r.Family = mostUsed(families)
	return r
}

// mostUsed is the family of most pages that have one of their own.
func mostUsed(families map[string]int) string {
	best := "generic"
	for family, n := range families {
		if family != "generic" && family != "" && (best == "generic" || n > families[best] || n == families[best] && family < best) {
			best = family
		}
	}
	return best
}

// mostShown bounds the lines of a kind that are printed.
const mostShown = 12

var notInID = regexp.MustCompile(`[^a-z0-9]+`)

// String is the report for a person, with an entry for the sites file at its end.
func (r probeReport) String() string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("%s: %d addresses asked, nothing was kept", r.URL, r.Asked)
	line("robots.txt  %s", r.Robots)
	line("division    %s", cmp.Or(strings.TrimSpace(r.Division.Code+" "+r.Division.Name), "the home page does not say"))
	line("family      %s", r.Family)
	if r.Unasked != "" {
		line("not whole   %s", r.Unasked)
	}
	line("\n%d lists of annual reports", len(r.Lists))
	for _, l := range shown(r.Lists) {
		line("  %-11s %3d documents  %s  %s", l.State, l.Reports, cmp.Or(l.Name, "(no name)"), l.URL)
		if l.Reason != "" {
			line("              %s", l.Reason)
		}
	}
	line("\n%d reports named", len(r.Reports))
	for _, p := range shown(r.Reports) {
		date := "no date   "
		if p.Date != nil {
			date = p.Date.String()
		}
		line("  %s  %s  → %s", date, p.Title, cmp.Or(p.Agency, "?"))
	}
	for _, of := range []struct {
		what string
		all  []string
	}{{"names that may mean no agency, or several", r.Unresolved}, {"further hosts that links lead to: name those that belong to the site under hosts", r.Hosts}} {
		if len(of.all) > 0 {
			line("\n%d %s", len(of.all), of.what)
			line("  %s", strings.Join(shown(of.all), "\n  "))
		}
	}
	if len(r.Failures) > 0 {
		line("\n%d addresses failed", len(r.Failures))
		for _, f := range shown(r.Failures) {
			line("  %s  %s  %s", f.Outcome, f.URL, f.Error)
		}
	}
	u, _ := url.Parse(r.URL)
	id := strings.Trim(notInID.ReplaceAllString(strings.TrimPrefix(strings.ToLower(u.Hostname()), "www."), "-"), "-")
	line("\nFor the sites file:\n\nsites:\n  - id: %s\n    name: %s\n    division_code: %q\n    url: %s", id, cmp.Or(r.Division.Name, "?")+"人民政府", r.Division.Code, r.URL)
	if crawler.IsLoopback(u.Hostname()) { // a crawl goes there only when told to
		line("    allow_private: true")
	}
	return b.String()
}

func shown[T any](all []T) []T { return all[:min(len(all), mostShown)] }
