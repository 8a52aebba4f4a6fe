package demo

import (
	"iter"
	"slices"
	"time"

	"gongkai/disclosure"
)

// Phases is how many states the sample counties have one after the other.
const Phases = 3

// Demo is the three sample counties in all phases. It is made once and never changes.
type Demo struct {
	counties []*county
	phases   [Phases]*world
}

// world is what the hosts of all counties serve in one phase.
type world struct {
	phase   int
	hosts   []*host
	reports []*report
}

// New makes the sample counties. It always makes the same ones.
func New() *Demo { return build(counties()) }

// Part makes only the agencies with these IDs, a county's government among them, and the counties that have
// any, with the pages that New has of them: not part of the demo, for tests that go through several crawls.
func Part(agencies ...string) *Demo {
	all := counties()
	for _, c := range all {
		c.agencies = slices.DeleteFunc(c.agencies, func(a *agency) bool { return !slices.Contains(agencies, a.id) })
	}
	return build(slices.DeleteFunc(all, func(c *county) bool { return len(c.agencies) == 0 }))
}

// Families makes the small counties: one for each kind of site that New does not show. They are
// not part of the demo; tests walk them.
func Families() *Demo { return build(smallCounties()) }

// Emptied makes the small counties with nothing in their lists.
func Emptied() *Demo {
	all := smallCounties()
	for _, c := range all {
		c.small.emptied = true
	}
	return build(all)
}

func build(counties []*county) *Demo {
	d := &Demo{counties: counties}
	for i := range d.phases {
		d.phases[i] = &world{phase: i + 1}
	}
	for _, c := range d.counties {
		for i, reports := range writeReports(c) {
			w := d.phases[i]
			w.reports = append(w.reports, reports...)
			w.hosts = append(w.hosts, c.build(c, w.phase, reports)...)
		}
	}
	for _, w := range d.phases {
		for _, h := range w.hosts {
			h.robots()
		}
	}
	return d
}

// robots adds robots.txt where a host has one: the county's TRS site forbids the folder of
// its police, the UCAP site only its search, the Hanweb site has none.
func (h *host) robots() {
	text := ""
	switch h.name {
	case "qinglan.demo.test":
		text = "User-agent: *\nDisallow: " + RefusedFolder + "\nDisallow: /search/\n"
	case "jichuan.demo.test":
		text = "User-agent: *\nDisallow: /search/\n"
	default:
		return
	}
	h.addRaw("/robots.txt", "text/plain", clock(disclosure.Date{}, 0), func() []byte { return []byte(text) })
}

// ChangingSite is the site that phases 2 and 3 are about; the others stay as they are.
const ChangingSite = "qinglan"

// The two parts of the sites of New that a polite crawler never gets to see.
const (
	RefusedFolder = "/bmxxgk/gaj/"            // on qinglan.demo.test, by its robots.txt
	BlockedHost   = "zrzyj.yunting.demo.test" // answers everything with status 412 and a challenge
)

// world returns a phase; anything else is the first.
func (d *Demo) world(phase int) *world {
	if phase < 1 || phase > Phases {
		phase = 1
	}
	return d.phases[phase-1]
}

// Sites returns the sample counties as lines of a sites file. Their addresses never change;
// the dialer finds the listeners through [Servers.Addr].
func (d *Demo) Sites() []disclosure.Site {
	var sites []disclosure.Site
	for _, c := range d.counties {
		site := disclosure.Site{
			ID: c.id, Name: c.government().name, DivisionCode: c.code, URL: "http://" + c.host() + "/",
			Connections: 1, AllowPrivate: true, Notes: "sample county: invented agencies, texts and figures",
		}
		for _, a := range c.agencies {
			if a.host != "" {
				site.Hosts = append(site.Hosts, a.host)
			}
		}
		sites = append(sites, site)
	}
	return sites
}

// Page is what one address answers.
type Page struct {
	Status      int
	ContentType string // header as it is sent
	Body        []byte
	Modified    time.Time // Last-Modified
	ReportID    string    // agency and fiscal year where the page is a report, empty elsewhere
}

// Pages walks every fixed page of a phase with its address, in the order in which the
// sites were built, without HTTP. Records behind dataproxy.jsp are not among them.
func (d *Demo) Pages(phase int) iter.Seq2[string, Page] {
	return func(yield func(string, Page) bool) {
		for _, h := range d.world(phase).hosts {
			for _, path := range h.order {
				r := h.pages[path]
				p := Page{Status: r.status, ContentType: r.contentType, Body: r.body(), Modified: r.modified}
				if r.report != nil {
					p.ReportID = r.report.id()
				}
				if h.name == BlockedHost {
					p = Page{Status: 412, ContentType: "text/html", Body: []byte(challenge)}
				}
				if !yield("http://"+h.name+path, p) {
					return
				}
			}
		}
	}
}
