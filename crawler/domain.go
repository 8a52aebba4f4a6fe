package crawler

import (
	"net/netip"
	"net/url"
	"strings"

	"golang.org/x/net/publicsuffix"

	"gongkai/disclosure"
)

// ownDomain is the name below which every host belongs to a county's site: departments mostly
// have hosts such as jyj.county.gov.cn. There is none
//
//   - above a county: below a city's name stand its counties' sites too, and their 教育局 is
//     not the city's;
//   - where the home page is a folder of somebody else's host;
//   - where nobody could vouch for the pace: what is not named is not asked without it.
func (c *Crawler) ownDomain(site disclosure.Site) string {
	u, err := canonical(nil, site.URL)
	if err != nil || u.Path != "/" || !isCounty(site.DivisionCode) || site.Pace < leastPace || site.Connections != 1 || c.Contact == "" {
		return ""
	}
	name := strings.TrimPrefix(u.Hostname(), "www.")
	if _, err := netip.ParseAddr(name); err == nil || !strings.Contains(name, ".") {
		return ""
	}
	if suffix, _ := publicsuffix.PublicSuffix(name); suffix == name {
		return ""
	}
	return name
}

// isCounty reports whether a code is that of a county, not of a city or province.
func isCounty(code string) bool {
	return len(code) == 6 && !strings.HasSuffix(code, "00")
}

// belongs reports whether an address belongs to the site: on a host that its line names, or
// below its own domain, at a usual port or that of its home page.
func (v *visit) belongs(u *url.URL) bool {
	if v.hosts.has(u) {
		return true
	}
	if v.domain == "" || !strings.HasSuffix(u.Hostname(), "."+v.domain) || v.c.isHome(u, v.site.ID) {
		return false
	}
	home, err := url.Parse(v.site.URL)
	return err == nil && (u.Port() == "" || u.Port() == home.Port())
}

// isHome reports whether another site begins at the host of an address.
func (c *Crawler) isHome(u *url.URL, siteID string) bool {
	if c.Others == nil {
		return false
	}
	for _, s := range c.Others() {
		if s.ID == siteID {
			continue
		}
		if hosts, err := siteHosts(s); err == nil && hosts.has(u) {
			return true
		}
	}
	return false
}

// Directory tells of which site an address is. Make one with NewDirectory.
type Directory struct {
	named map[string][]disclosure.Site // by host and port
	below map[string][]disclosure.Site // by the name that a county's hosts end with
}

// NewDirectory makes a directory of sites. A site whose own addresses can't be read is in none.
func NewDirectory(sites []disclosure.Site) Directory {
	d := Directory{map[string][]disclosure.Site{}, map[string][]disclosure.Site{}}
	for _, s := range sites {
		hosts, err := siteHosts(s)
		if err != nil {
			continue
		}
		for _, h := range hosts.names() {
			d.named[h] = append(d.named[h], s)
		}
		if home, err := canonical(nil, s.URL); err == nil && isCounty(s.DivisionCode) {
			name := strings.TrimPrefix(home.Hostname(), "www.")
			d.below[name] = append(d.below[name], s)
		}
	}
	return d
}

// Site returns the site on whose named hosts an address is, or else the county below whose home
// page's name it is. Where several sites have the host it is none's: whose it is would be a guess.
func (d Directory) Site(address string) (disclosure.Site, bool) {
	u, err := canonical(nil, address)
	if err != nil {
		return disclosure.Site{}, false
	}
	sites := d.named[strings.TrimPrefix(hostPort(u), "www.")]
	for name := u.Hostname(); len(sites) == 0 && name != ""; sites = d.below[name] {
		_, name, _ = strings.Cut(name, ".")
	}
	if len(sites) != 1 {
		return disclosure.Site{}, false
	}
	return sites[0], true
}
