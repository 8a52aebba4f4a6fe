package crawler

import (
	"net/http"
	"net/url"
	"slices"

	"gongkai/disclosure"
)

// Where the links of a site lead to no list, a crawl still knows more: the lists of the crawls
// before, what the site says in its sitemap, and where sites of its kind mostly have their
// column. These are asked for last, one by one, and the guesses only until a list is found.

// discover queues what a crawl that has run out of links still knows. It reports whether there
// was something. The caller holds v.mu.
func (v *visit) discover() bool {
	if v.remember(); v.open > 0 {
		return true
	}
	for v.lists == 0 && v.guessed < len(v.guesses) && v.open == 0 {
		u := v.guesses[v.guessed]
		v.guessed++
		v.add(&job{method: http.MethodGet, url: u, role: disclosure.RoleColumn, depth: 1, parent: v.site.URL, guess: true})
	}
	return v.open > 0
}

// remember queues the lists that an earlier crawl had and no page of this one led to, once: a
// link that is gone does not mean that the list is. The caller holds v.mu.
func (v *visit) remember() {
	if v.remembered {
		return
	}
	v.remembered = true
	var addresses []string
	for address, k := range v.known {
		if k.Role == disclosure.RoleList && k.ListURL == "" && !v.seen[address] {
			addresses = append(addresses, address)
		}
	}
	slices.Sort(addresses)
	for _, address := range addresses {
		k := v.known[address]
		u, err := canonical(nil, address)
		if err != nil || addressKey(http.MethodGet, u, "") != address || !v.belongs(u) { // a list that is asked for by POST is named by its column only
			continue
		}
		v.add(&job{method: http.MethodGet, url: u, role: disclosure.RoleList, depth: 1, parent: k.ParentURL, title: k.Title, guess: true})
	}
}

// guessAt keeps the addresses at which the Reader guesses that a site has its column, those of
// its sitemaps first.
func (v *visit) guessAt(j *job, requests []disclosure.Request) {
	var all []*url.URL
	for _, address := range append(v.sitemaps(j), addressesOf(requests)...) {
		if u, err := canonical(baseOf(j), address); err == nil && v.belongs(u) {
			all = append(all, u)
		}
	}
	v.mu.Lock()
	v.guesses = all
	v.mu.Unlock()
}

func addressesOf(requests []disclosure.Request) []string {
	var all []string
	for _, r := range requests {
		if r.Probe {
			all = append(all, r.URL)
		}
	}
	return all
}

// mostSitemaps is how many sitemaps of a site are asked for.
const mostSitemaps = 2

// sitemaps are those that robots.txt of the page's host names.
func (v *visit) sitemaps(j *job) []string {
	v.mu.Lock()
	h := v.hostOf(hostPort(baseOf(j)))
	v.mu.Unlock()
	h.asking.Lock()
	defer h.asking.Unlock()
	if h.rules == nil {
		return nil
	}
	return slices.Clone(h.rules.sitemaps[:min(len(h.rules.sitemaps), mostSitemaps)])
}
