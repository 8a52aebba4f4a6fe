package crawler

import (
	"errors"
	"fmt"
	"net/mail"
	"net/url"
	"slices"
	"strings"
	"time"

	"gongkai/disclosure"
)

// leastPace is the shortest time between two requests to a host that is not on this machine,
// and what a site's line without a pace means. No line can name less: one host is one county's
// public service.
const leastPace = 2 * time.Second

// foreign returns the hosts of a site that are not on this machine, sorted. What resolve maps
// to a loopback address is on it.
func (s hostSet) foreign(resolve func(host string) (string, bool)) []string {
	var all []string
	for h := range s {
		named := url.URL{Host: h}
		if !onLoopback(named.Hostname(), resolve) {
			all = append(all, named.Hostname())
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// onLoopback reports whether a host is on this machine, by its name or by what it is mapped to.
func onLoopback(name string, resolve func(host string) (string, bool)) bool {
	if resolve != nil {
		if addr, ok := resolve(name); ok {
			mapped := url.URL{Host: addr}
			name = mapped.Hostname()
		}
	}
	return IsLoopback(name)
}

func (c *Crawler) here(name string) bool { return onLoopback(name, c.Resolve) }

// checkSite fills in defaults and refuses what would burden somebody: a host that is not on
// this machine gets one request at a time, leastPace apart, from someone it can reach.
func (c *Crawler) checkSite(site *disclosure.Site) (hostSet, error) {
	hosts, err := siteHosts(*site)
	if err != nil {
		return nil, err
	}
	site.Connections = max(site.Connections, 1)
	foreign := hosts.foreign(c.Resolve)
	switch {
	case len(foreign) == 0:
		return hosts, nil
	case site.Pace < leastPace:
		return nil, fmt.Errorf("site %s: a pace of %s is only for loopback addresses, and %s is none: set pace: %s or more", site.ID, site.Pace, foreign[0], leastPace)
	case site.Connections > 1:
		return nil, fmt.Errorf("site %s: %d requests at a time are only for loopback addresses, and %s is none: set connections: 1", site.ID, site.Connections, foreign[0])
	case c.Contact == "":
		return nil, fmt.Errorf("site %s: %s: %w", site.ID, foreign[0], errNoContact)
	}
	return hosts, nil
}

var errNoContact = errors.New("a site that is not on this machine must be able to reach whoever crawls it: name a mail or web address with --contact")

// CheckContact holds a contact against the sites, before anything is opened: it must be a mail
// or web address, and it must be there where a site is not on this machine.
func CheckContact(contact string, sites []disclosure.Site) error {
	if contact != "" {
		return checkContact(contact)
	}
	for _, s := range sites {
		if hosts, err := siteHosts(s); err == nil && len(hosts.foreign(nil)) > 0 {
			return fmt.Errorf("site %s: %w", s.ID, errNoContact)
		}
	}
	return nil
}

// checkContact refuses what nobody could write to, and what would not fit into a header.
func checkContact(contact string) error {
	if u, err := url.Parse(contact); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.String() == contact {
		return nil
	}
	if a, err := mail.ParseAddress(strings.TrimPrefix(contact, "mailto:")); err == nil && a.Name == "" && !strings.ContainsAny(contact, " <>\"()\r\n") {
		return nil
	}
	return fmt.Errorf("contact %q: write a mail address such as you@example.org, or a web address", contact)
}

// userAgent says who asks and how to reach them.
func (c *Crawler) userAgent() string {
	if c.Contact == "" {
		return product + "/" + c.Version
	}
	return fmt.Sprintf("%s/%s (+%s)", product, c.Version, c.Contact)
}
