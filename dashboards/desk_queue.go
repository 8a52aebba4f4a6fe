package dashboards

import (
	"context"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"gongkai/dashboards/login"
	"gongkai/disclosure"
)

// queueMost is how far into a queue pages lead: what is decided makes room.
const queueMost = 500

var queueKind = regexp.MustCompile("^(" + strings.Join(QueueKinds, "|") + ")$")

// queueBody is the queue.
type queueBody struct {
	deskBody
	QueueFilter
	Places []PlaceRow
	Kinds  []string
	Doubts []doubtLine
	Total  uint64 // of the queue; there are pages for the first queueMost
	stretch
}

// deskBody is what every page of the desk has.
type deskBody struct {
	Who      login.Person
	Recorded bool // a decision was kept just now
}

// doubtLine is a doubt as the queue shows it.
type doubtLine struct {
	Doubt
	Place string
	Label string // of a cell's figure
}

func queueFilter(q url.Values) (f QueueFilter, err error) {
	f.Limit = queueMost
	if f.County, err = param(q, "county", countyPattern); err != nil {
		return f, err
	}
	f.Kind, err = param(q, "kind", queueKind)
	return f, err
}

func (s *server) queuePage(r *http.Request, l tongue, who login.Person) (int, page, error) {
	ctx := r.Context()
	f, err := queueFilter(r.URL.Query())
	if err != nil {
		return 0, page{}, err
	}
	offset, err := whole(r.URL.Query(), "offset", 0, queueMost, 0)
	if err != nil {
		return 0, page{}, err
	}
	b := queueBody{deskBody: deskBody{who, r.URL.Query().Get("recorded") != ""}, QueueFilter: f, Kinds: QueueKinds}
	if b.Places, _, err = s.places(ctx, l, f.County); err != nil {
		return 0, page{}, err
	}
	doubts, total, err := Queue(ctx, s.Measures, f)
	if err != nil {
		return 0, page{}, err
	}
	b.Total = total
	from := min(int(offset), len(doubts))
	shown := doubts[from:min(from+pageSize, len(doubts))]
	b.stretch = stretchOf(uint32(from), len(shown), uint64(len(doubts)), func(offset uint32) string {
		return address(l, "/review", "county", f.County, "kind", f.Kind, "offset", offset)
	})
	for _, d := range shown {
		line := doubtLine{Doubt: d, Place: l.doubtPlace(d, f)}
		if d.Kind == disclosure.ReviewCell {
			line.Label = l.formLabel("", d.Indicator, d.Applicant)
		}
		b.Doubts = append(b.Doubts, line)
	}
	p := page{view: "review", title: l.say("desk.queue"), lead: l.say("desk.queue.lead", total), body: b, county: f.County}
	if total == 0 {
		p.lead = l.say("desk.queue.none")
	}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {Name: p.title}}
	return http.StatusOK, p, nil
}

// after is the doubt that comes after one in its queue: the next one below it, or the first one of a queue that it
// is not in any more; false where there is no other.
func (s *server) after(ctx context.Context, d Doubt, f QueueFilter) (Doubt, bool) {
	doubts, _, err := Queue(ctx, s.Measures, f)
	if err != nil {
		return Doubt{}, false // the queue itself then says what is the matter
	}
	for _, next := range doubts[slices.IndexFunc(doubts, d.same)+1:] {
		if !next.same(d) { // a name may stand on two sites
			return next, true
		}
	}
	return Doubt{}, false
}

// More reports whether there are doubts that no page lists.
func (b queueBody) More() bool { return b.Total > queueMost }
