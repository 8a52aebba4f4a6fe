package dashboards

import (
	"context"
	"net/http"
	"strconv"
	"unicode/utf8"
)

// sharedBody is what the text of a report has in common with others.
type sharedBody struct {
	Report ReportRow
	Pairs  []sharedPair
}

// sharedPair is another report with the passages of both, side by side.
type sharedPair struct {
	TextPairRow
	Characters int // of the passages, as the report prints them
	Passages   []passagePair
}

type passagePair struct{ Own, Other string }

func (s *server) sharedPage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	rep, err := s.findReport(ctx, r.PathValue("report"))
	if err != nil {
		return page{}, err
	}
	var rows []TextPairRow
	if err := s.Measures.Select(ctx, &rows, "text_pairs", map[string]any{"report": rep.ReportID}); err != nil {
		return page{}, err
	}
	b := sharedBody{Report: rep}
	passages := 0
	for _, row := range rows {
		if row.Which != "current" {
			continue
		}
		v := sharedPair{TextPairRow: row}
		for i := range min(len(row.Texts), len(row.OtherTexts)) {
			v.Passages = append(v.Passages, passagePair{row.Texts[i], row.OtherTexts[i]})
			v.Characters += utf8.RuneCountInString(row.Texts[i])
		}
		if row.Kind == "passage" {
			passages++
		}
		b.Pairs = append(b.Pairs, v)
	}
	year := yearText(rep.FiscalYear)
	p := page{view: "shared", title: l.say("shared.title", rep.Name, year), body: b, lead: l.say("shared.lead", len(b.Pairs), passages)}
	if len(b.Pairs) == 0 {
		p.lead = l.say("shared.none")
	}
	a, err := s.reportAgency(ctx, rep)
	if err != nil {
		return page{}, err
	}
	p.crumbs, err = s.agencyCrumbs(ctx, l, a)
	p.crumbs = append(p.crumbs, crumb{a.Name, address(l, place("/agencies/", a.AgencyID))}, crumb{year, address(l, place("/reports/", rep.ReportID))}, crumb{Name: l.say("shared.crumb")})
	return p, err
}

// likeness writes a share of shingles.
func likeness(v float64) string { return strconv.FormatFloat(v, 'f', 2, 64) }

func askShared(ctx context.Context, s *server, q question) (any, error) {
	rows := []TextPairRow{}
	if _, err := s.findReport(ctx, q.id); err != nil {
		return nil, err
	}
	err := s.Measures.Select(ctx, &rows, "text_pairs", map[string]any{"report": q.id})
	return rows, err
}
