package dashboards

import (
	"context"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"time"
)

// statusBody is a stretch of the sites, those that are not complete first: the state of each, since when, and why.
type statusBody struct {
	Site, County, State string
	Places              []PlaceRow
	States              []string
	Sites               []siteView
	Holds               []HoldRow // those that stand
	Moves               []ColumnMoveRow
	stretch
}

type siteView struct {
	SiteRow
	State string     // one of siteStates
	Next  *time.Time // when this service crawls it; nil where it does not
	Walks []WalkRow
}

// siteStates are what the newest crawl of a site may have come to, as site_states has them.
var siteStates = []string{"never", "running", "partial", "complete"}

var siteStatePattern = regexp.MustCompile(`^(` + strings.Join(siteStates, "|") + `)$`)

// statusSites is how many sites one page shows with all their lists.
const statusSites = 40

// AllSites are the parameters of a measure that is asked of all sites.
var AllSites = OfSites()

// OfSites are the parameters of a measure that is asked of some sites, of all where none is named.
func OfSites(ids ...string) map[string]any {
	if ids == nil {
		ids = []string{}
	}
	return map[string]any{"sites": ids}
}

func (s *server) statusPage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	q := r.URL.Query()
	b := statusBody{States: siteStates}
	var err error
	for _, p := range []struct {
		name    string
		pattern expression
		into    *string
	}{{"site", idPattern, &b.Site}, {"county", countyPattern, &b.County}, {"state", siteStatePattern, &b.State}} {
		if *p.into, err = param(q, p.name, p.pattern); err != nil {
			return page{}, err
		}
	}
	offset, err := whole(q, "offset", 0, 10_000_000, 0)
	if err != nil {
		return page{}, err
	}
	if b.Places, _, err = s.places(ctx, l, ""); err != nil { // a county whose site gave nothing yet is no place: it is no error here
		return page{}, err
	}
	var states []SiteStateRow
	params := map[string]any{"site": b.Site, "county": b.County, "state": b.State, "limit": uint32(statusSites), "offset": offset}
	if err := s.Measures.Select(ctx, &states, "site_states", params); err != nil {
		return page{}, err
	}
	var all SiteStateRow
	if len(states) > 0 {
		all = states[0]
	}
	b.stretch = stretchBy(statusSites, offset, len(states), all.Total, func(offset uint32) string {
		return address(l, "/status", "site", b.Site, "county", b.County, "state", b.State, "offset", offset)
	})
	if b.Sites, err = s.siteViews(ctx, states); err != nil {
		return page{}, err
	}
	var holds []HoldRow
	if err := s.Measures.Select(ctx, &holds, "holds", map[string]any{"site": b.Site}); err != nil {
		return page{}, err
	}
	b.Holds = slices.DeleteFunc(holds, func(h HoldRow) bool { return h.Stands == 0 })
	if err := s.Measures.Select(ctx, &b.Moves, "column_moves", map[string]any{"site": b.Site}); err != nil {
		return page{}, err
	}
	p := page{view: "status", title: l.say("status.title"), body: b, lead: l.say("status.lead", all.Total, all.Whole, all.ListsBlocked)}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {Name: p.title}}
	return p, nil
}

// siteViews are sites with the lists of their last crawl, in the order of their states.
func (s *server) siteViews(ctx context.Context, states []SiteStateRow) ([]siteView, error) {
	if len(states) == 0 {
		return nil, nil
	}
	var ids []string
	for _, of := range states {
		ids = append(ids, of.SiteID)
	}
	var sites []SiteRow
	if err := s.Measures.Select(ctx, &sites, "sites", OfSites(ids...)); err != nil {
		return nil, err
	}
	var walks []WalkRow
	if err := s.Measures.Select(ctx, &walks, "walks", OfSites(ids...)); err != nil {
		return nil, err
	}
	bySite := map[string][]WalkRow{}
	for _, w := range walks {
		bySite[w.SiteID] = append(bySite[w.SiteID], w)
	}
	var views []siteView
	for _, of := range states {
		i := slices.IndexFunc(sites, func(r SiteRow) bool { return r.SiteID == of.SiteID })
		if i < 0 {
			continue // it came between two questions
		}
		v := siteView{SiteRow: sites[i], State: of.State, Walks: bySite[of.SiteID]}
		if s.NextCrawl != nil {
			if at, ok := s.NextCrawl(of.SiteID); ok {
				v.Next = &at
			}
		}
		views = append(views, v)
	}
	return views, nil
}

// FailureWords says in English what a class of failure is and what to do next; nothing for none.
func FailureWords(class string) (what, step string) {
	if class == "" {
		return "", ""
	}
	return english.word("failure", class), english.word("step", class)
}
