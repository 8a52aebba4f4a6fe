package dashboards

import (
	"context"
	"net/http"
	"slices"
	"time"

	"gongkai/disclosure"
)

// statusBody is every site: its state, since when, and why.
type statusBody struct {
	Sites []siteView
	Holds []HoldRow // those that stand
	Moves []ColumnMoveRow
}

type siteView struct {
	SiteRow
	State string     // running, complete, partial, never
	Next  *time.Time // when this service crawls it; nil where it does not
	Walks []WalkRow
}

func (s *server) statusPage(ctx context.Context, _ *http.Request, l tongue) (page, error) {
	var sites []SiteRow
	if err := s.Measures.Select(ctx, &sites, "sites", nil); err != nil {
		return page{}, err
	}
	var walks []WalkRow
	if err := s.Measures.Select(ctx, &walks, "walks", map[string]any{"site": ""}); err != nil {
		return page{}, err
	}
	var holds []HoldRow
	if err := s.Measures.Select(ctx, &holds, "holds", map[string]any{"site": ""}); err != nil {
		return page{}, err
	}
	var moves []ColumnMoveRow
	if err := s.Measures.Select(ctx, &moves, "column_moves", map[string]any{"site": ""}); err != nil {
		return page{}, err
	}
	bySite := map[string][]WalkRow{}
	for _, w := range walks {
		bySite[w.SiteID] = append(bySite[w.SiteID], w)
	}
	b := statusBody{Moves: moves, Holds: slices.DeleteFunc(holds, func(h HoldRow) bool { return h.Stands == 0 })}
	complete, blocked := 0, 0
	for _, site := range sites {
		v := siteView{SiteRow: site, State: stateOf(site), Walks: bySite[site.SiteID]}
		if s.NextCrawl != nil {
			if at, ok := s.NextCrawl(site.SiteID); ok {
				v.Next = &at
			}
		}
		if v.State == "complete" {
			complete++
		}
		for _, w := range v.Walks {
			if w.State == disclosure.WalkBlocked {
				blocked++
			}
		}
		b.Sites = append(b.Sites, v)
	}
	p := page{view: "status", title: l.say("status.title"), body: b, lead: l.say("status.lead", len(sites), complete, blocked)}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {Name: p.title}}
	return p, nil
}

// stateOf says what became of a site's last crawl.
func stateOf(r SiteRow) string {
	switch {
	case r.Crawls == 0:
		return "never"
	case r.FinishedAt == nil:
		return "running"
	case r.Complete == 1:
		return "complete"
	}
	return "partial"
}

// FailureWords says in English what a class of failure is and what to do next; nothing for none.
func FailureWords(class string) (what, step string) {
	if class == "" {
		return "", ""
	}
	return english.word("failure", class), english.word("step", class)
}
