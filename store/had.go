package store

import (
	"sync"

	"gongkai/disclosure"
)

// had is which bodies the archive has of the sites that are being crawled: those that were read as
// their crawls began, and those that were written since. It spares every batch a question that costs
// as much as a third of writing it. A body that the site has from elsewhere, or had once and has
// again, is written a second time, and one row of it is left when ClickHouse next merges.
type had struct {
	mu    sync.Mutex
	sites map[string]map[string]bool // by site, by SHA-256
}

// begin takes what a site's addresses showed last.
func (h *had) begin(site string, known map[string]disclosure.Capture) {
	names := make(map[string]bool, len(known))
	for _, c := range known {
		names[c.SHA256] = true
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.sites == nil {
		h.sites = map[string]map[string]bool{}
	}
	h.sites[site] = names
}

// end forgets a site whose crawl is over.
func (h *had) end(site string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.sites, site)
}

// has reports whether the archive has a body of a site; known is false where that has to be asked.
func (h *had) has(site, sha256 string) (there, known bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	names, known := h.sites[site]
	return names[sha256], known
}

// wrote takes what is in the archive now.
func (h *had) wrote(captures []disclosure.Capture) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, c := range captures {
		if names := h.sites[c.SiteID]; names != nil {
			names[c.SHA256] = true
		}
	}
}
