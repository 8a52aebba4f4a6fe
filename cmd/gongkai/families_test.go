package main

import (
	"slices"
	"strings"
	"testing"

	"gongkai/crawler"
	"gongkai/demo"
	"gongkai/disclosure"
	"gongkai/parse"
)

// familyOfSite is the kind of each small county's list.
var familyOfSite = map[string]string{
	"suohe": "hanweb_jcms", "liaoting": "gkmlpt", "gupu": "hanweb_xxgk", "feiling": "hanweb_jpaas", "luwan": "vsb", "lianxi": "epoint",
	"qiantang": "hanweb_truecms", "jiajin": "nanfang", "duanping": "aspnet", "juewu": "lonsun",
	"yanpu": "trs_script", "zhaoxi": "hanweb_annual", "dichuan": "ucap", "liaotian": "ucap", "songwu": "generic", "yunyu": "generic",
}

// Every kind of site is walked to its end: all reports are found and can be read, nothing else
// is taken for one, the list says so, and the site is asked hardly more than it must be.
func TestFamilies(t *testing.T) {
	t.Parallel()
	d := demo.Families()
	servers, err := d.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = servers.Close() })
	archive, reader := newNotebook(), newPageReader(d.Sites())
	crawls, err := archive.crawler(t, reader, servers.Addr).CrawlAll(t.Context(), d.Sites(), crawler.Shard{})
	if err != nil {
		t.Fatal(err)
	}
	truth := d.Truth(1)
	if len(familyOfSite) != len(d.Sites()) {
		t.Errorf("%d sites, of %d the kind is said here", len(d.Sites()), len(familyOfSite))
	}
	for _, site := range d.Sites() {
		t.Run(site.ID, func(t *testing.T) {
			crawl := crawls[slices.IndexFunc(crawls, func(c disclosure.Crawl) bool { return c.SiteID == site.ID })]
			if !crawl.Complete {
				t.Errorf("not complete: %s", crawl.Note)
			}
			checkFamily(t, archive, reader, truth, site, d.Others(site.ID))
			checkRequests(t, servers, site, d.Least(site.ID))
		})
	}
}

// checkFamily compares what was captured of a site with what is there.
func checkFamily(t *testing.T, archive *notebook, reader *pageReader, truth demo.Truth, site disclosure.Site, others int) {
	t.Helper()
	var named, partial []string
	links := 0
	for _, w := range archive.walks {
		if w.SiteID != site.ID {
			continue
		}
		if links = max(links, w.Links); w.Links > 0 && w.Family != familyOfSite[site.ID] {
			t.Errorf("the list is taken for one of %s", w.Family)
		}
		if w.State != disclosure.WalkComplete {
			partial = append(partial, w.URL+": "+w.Reason)
		}
	}
	missing := map[string]demo.TruthReport{}
	for _, r := range truth.Reports {
		if r.SiteID == site.ID {
			missing[r.URL] = r
		}
	}
	want := len(missing) + others
	for _, c := range archive.captures {
		if c.SiteID != site.ID || !c.Role.IsDocument() {
			continue
		}
		c.Body = archive.bodies[c.SHA256]
		report := parse.Document(inputOf(c, reader.division(site.ID)))
		r, isReport := missing[c.URL]
		switch {
		case !isReport && report.Outcome == disclosure.OutcomeOK:
			t.Errorf("%s is taken for a report", c.URL)
		case !isReport:
			named = append(named, c.URL)
		case report.Outcome != disclosure.OutcomeOK || deref(report.FiscalYear) != r.FiscalYear || deref(report.Form) != r.Form:
			t.Errorf("%s: %s, %d, %s; it is of %d, %s", c.URL, report.Outcome, deref(report.FiscalYear), deref(report.Form), r.FiscalYear, r.Form)
		case site.ID != "zhaoxi" && (c.ListDate == nil || *c.ListDate != r.PublishedOn):
			t.Errorf("%s: the list says %v, it was published on %s", c.URL, c.ListDate, r.PublishedOn)
		}
		delete(missing, c.URL)
	}
	if len(missing) > 0 || len(named) != others || links != want || len(partial) > 0 {
		t.Errorf("%d reports not found, %d of %d entries named; no reports: %s; lists not complete: %s", len(missing), links, want, named, partial)
	}
}

// checkRequests holds the requests that a site had against the least that do.
func checkRequests(t *testing.T, servers *demo.Servers, site disclosure.Site, least int) {
	t.Helper()
	var asked []string
	for _, r := range servers.Requests() {
		if site.URL == "http://"+r.Host+"/" {
			asked = append(asked, r.Method+" "+r.Path)
		}
	}
	if len(asked) == 0 || least == 0 || len(asked)*10 > least*12 {
		t.Errorf("%d requests, %d would do:\n%s", len(asked), least, strings.Join(asked, "\n"))
	}
}

func deref[T any](p *T) (value T) {
	if p != nil {
		value = *p
	}
	return value
}

// A report that was due and that no list names is looked for with the site's own search: with one
// question for a report of the agency that is there, and one for each that is sought. A search that
// has it not says so; one that finds nothing whatever it is asked proves nothing.
func TestFamilySearch(t *testing.T) {
	t.Parallel()
	d := demo.Families()
	servers, err := d.Start(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = servers.Close() })
	sites := slices.DeleteFunc(d.Sites(), func(s disclosure.Site) bool { return s.ID != "songwu" && s.ID != "yunyu" && s.ID != "luwan" })
	archive, reader := newNotebook(), newPageReader(sites)
	archive.sought = map[string][]disclosure.Sought{}
	crawl := func() {
		t.Helper()
		if _, err := archive.crawler(t, reader, servers.Addr).CrawlAll(t.Context(), sites, crawler.Shard{}); err != nil {
			t.Fatal(err)
		}
	}
	crawl()
	for _, s := range sites {
		agency := strings.TrimSuffix(s.Name, "人民政府") + "财政局"
		_, a, _ := disclosure.AgencyFromTitle(agency+"2016年政府信息公开工作年度报告", disclosure.DivisionOfSite(s))
		for _, year := range []int{2016, 2017} {
			archive.sought[s.ID] = append(archive.sought[s.ID], disclosure.Sought{AgencyID: a.ID, Agency: agency, FiscalYear: year})
		}
	}
	before := len(servers.Requests())
	crawl()
	for id, want := range map[string]struct {
		outcome string
		asked   int
	}{"songwu": {disclosure.SearchNothing, 3}, "yunyu": {disclosure.SearchControl, 1}, "luwan": {disclosure.SearchNoForm, 0}} {
		asked := 0
		for _, r := range servers.Requests()[before:] {
			if r.Host == id+".demo.test" && strings.HasPrefix(r.Path, "/search/") {
				asked++
			}
		}
		if asked != want.asked {
			t.Errorf("%s: its search was asked %d times, want %d", id, asked, want.asked)
		}
		found := 0
		for _, s := range archive.searches {
			if s.SiteID != id {
				continue
			}
			found++
			at, kept := archive.byID[s.Control]
			if s.Outcome != want.outcome || s.ControlURL == "" || kept != (want.asked > 0) || kept && archive.captures[at].Role != disclosure.RoleSearch {
				t.Errorf("%s: %+v, want %s", id, s, want.outcome)
			}
			if at, kept := archive.byID[s.CaptureID]; kept != (want.asked > 1) || kept && archive.captures[at].URL != s.URL {
				t.Errorf("%s: the answer is not kept: %+v", id, s)
			}
		}
		if found != 2 {
			t.Errorf("%s: %d searches are kept", id, found)
		}
	}
	for _, site := range sites { // both crawls, and the search as far as it had to be asked
		checkRequests(t, servers, site, 2*d.Least(site.ID)+map[string]int{"songwu": 3, "yunyu": 1}[site.ID])
	}
}
