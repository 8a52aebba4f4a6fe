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
