package crawler

import (
	"net/http"

	"gongkai/disclosure"
)

// mostMissing is how many reports that no list names any more one crawl asks for.
const mostMissing = 50

// askMissing queues the reports that the crawl before was not led to, and neither was this one:
// whether they are still at their addresses is asked last, and of their servers alone. No page is
// named as their parent, so that nobody takes them for named. They belong to no list: whatever
// comes makes no walk better or worse. The caller holds v.mu.
func (v *visit) askMissing() {
	missing := v.missing
	v.missing = nil
	asked := 0
	for _, k := range missing {
		u, err := canonical(nil, k.URL)
		if err != nil || addressKey(http.MethodGet, u, "") != k.URL || v.seen[k.URL] || !v.belongs(u) || asked == mostMissing || v.queued >= v.budget.Pages {
			continue
		}
		if v.add(&job{method: http.MethodGet, url: u, role: disclosure.RoleReport, depth: 1, title: k.Title, date: k.ListDate, missing: true}) {
			asked++
		}
	}
}
