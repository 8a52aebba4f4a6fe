package dashboards

import (
	"context"
	"net/http"
	"strconv"
)

const (
	firstAttention = 3 // agencies that the overview names
	mostAttention  = 50
	attentionSpan  = 3 // fiscal years that are looked at
)

// attentionBody is the agencies of which most stands on record.
type attentionBody struct {
	Filter placeFilter
	Rows   []attentionView
	Total  uint64
}

// attentionView is an agency with its reasons, each of which leads to what it rests on.
type attentionView struct {
	AttentionRow
	Reasons []attentionReason
}

type attentionReason struct{ Year, Words, Href string }

// attention reads the agencies of a place of which most stands on record over the last years.
func (s *server) attention(ctx context.Context, l tongue, q chartQuestion, most uint32) ([]attentionView, uint64, error) {
	rows, err := s.onRecord(ctx, map[string]any{"county": q.County, "level": q.Level, "family": q.Family, "year": q.Year, "limit": most})
	if err != nil || len(rows) == 0 {
		return nil, 0, err
	}
	var views []attentionView
	for _, r := range rows {
		v := attentionView{AttentionRow: r}
		for i := range r.Kinds {
			v.Reasons = append(v.Reasons, l.attentionReason(r, i))
		}
		views = append(views, v)
	}
	return views, rows[0].Total, nil
}

// attentionReason says one reason as what is printed or was seen, and leads there.
func (l tongue) attentionReason(r AttentionRow, i int) attentionReason {
	year := r.ReasonYears[i]
	reason := attentionReason{Year: strconv.Itoa(int(year)), Href: address(l, place("/agencies/", r.AgencyID)) + "#years"}
	if r.ReportIDs[i] != "" {
		reason.Href = address(l, place("/reports/", r.ReportIDs[i]))
	}
	switch r.Kinds[i] {
	case "late":
		reason.Words = l.word("status", "late")
		if n, err := strconv.ParseInt(r.Details[i], 10, 32); err == nil {
			days := int32(n)
			reason.Words = l.days(&days, nil)
		}
	case "errors":
		n, _ := strconv.Atoi(r.Details[i]) // a count of the measure
		reason.Words = l.say("attention.errors", n)
		reason.Href += "#findings"
	case "band":
		reason.Words = l.say("attention.band", l.word("dimension", r.ReasonTopic[i]), l.word("band", r.Details[i]))
		reason.Href = address(l, place("/agencies/", r.AgencyID)) + "#profile-" + reason.Year // value, interval, cases and the report that they stand in
	default:
		reason.Words = l.word("status", r.Kinds[i])
	}
	return reason
}

func (s *server) attentionPage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	q, err := chartQuestionOf(r)
	if err != nil {
		return page{}, err
	}
	var b attentionBody
	if b.Filter, err = s.placeFilter(ctx, l, &q); err != nil {
		return page{}, err
	}
	if b.Rows, b.Total, err = s.attention(ctx, l, q, mostAttention); err != nil {
		return page{}, err
	}
	where, err := s.whereName(ctx, l, q.County)
	if err != nil {
		return page{}, err
	}
	p := page{view: "attention", title: l.say("attention.title"), county: q.County, year: q.Year, body: b, lead: l.attentionLead(b.Rows, b.Total, q.Year, where)}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {Name: p.title}}
	return p, nil
}

// attentionLead names those of which most stands on record.
func (l tongue) attentionLead(rows []attentionView, total uint64, y uint16, where string) string {
	from, to := strconv.Itoa(int(y)-attentionSpan+1), strconv.Itoa(int(y))
	if len(rows) == 0 {
		return l.say("attention.none", from, to, where)
	}
	var names []string
	for _, r := range rows[:min(len(rows), firstAttention)] {
		names = append(names, r.Name)
	}
	return l.say("attention.lead", from, to, where, total, l.clauses(names))
}

func askAttention(ctx context.Context, s *server, q question) (any, error) {
	if q.Year == 0 {
		years, err := s.knownYears(ctx, q.among())
		if err != nil {
			return nil, err
		}
		q.Year = years.newestYear()
	}
	return s.onRecord(ctx, only(q.params(), []string{"county", "level", "family", "year", "limit"}))
}
