package dashboards

import (
	"context"
	"net/http"
	"slices"
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
	rows, err := TextPairs(ctx, s.Measures, rep.ReportID)
	if err != nil {
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
	if _, err := s.findReport(ctx, q.id); err != nil {
		return nil, err
	}
	return TextPairs(ctx, s.Measures, q.id)
}

// pairRow is a pair as text_pairs has it.
type pairRow struct {
	TextPairRow
	FiscalYear  uint16 `ch:"fiscal_year"`
	Likely      uint32 `ch:"likely"`
	OtherLikely uint32 `ch:"other_likely"`
	Key         string `ch:"text_key"`
	OtherKey    string `ch:"other_text_key"`
}

// levelRow is how alike the most similar of so many unrelated texts of a year is.
type levelRow struct {
	FiscalYear  uint16   `ch:"fiscal_year"`
	Comparisons uint32   `ch:"comparisons"`
	Low         *float64 `ch:"low"`
	High        *float64 `ch:"high"`
}

// leastAlike is what is taken for the level where it is not known: at least half has to be the same.
const leastAlike = 0.5

// TextPairs lists what the text of a report has in common with others: the pairs, then their levels, passages and names. Where there are
// none nothing more is asked.
func TextPairs(ctx context.Context, m Measures, report string) ([]TextPairRow, error) {
	var pairs []pairRow
	if err := m.Select(ctx, &pairs, "text_pairs", map[string]any{"report": report}); err != nil || len(pairs) == 0 {
		return []TextPairRow{}, err
	}
	if err := levelled(ctx, m, pairs); err != nil {
		return nil, err
	}
	for some := range slices.Chunk(pairs, pairsAtOnce) {
		if err := withPassages(ctx, m, report, some); err != nil {
			return nil, err
		}
	}
	bodies, err := bodiesOf(ctx, m, eachOnce(pairs, func(p pairRow) string { return p.OtherAgencyID }))
	if err != nil {
		return nil, err
	}
	urls := map[string]string{}
	for some := range slices.Chunk(eachOnce(pairs, func(p pairRow) string { return p.OtherReportID }), mostAsked) {
		var rows []ReportListRow
		if err := m.Select(ctx, &rows, "reports_named", map[string]any{"reports": some}); err != nil {
			return nil, err
		}
		for _, r := range rows {
			urls[r.ReportID] = r.URL
		}
	}
	rows := make([]TextPairRow, len(pairs))
	for i, p := range pairs {
		rows[i] = p.TextPairRow
		rows[i].OtherAgency, rows[i].OtherURL = bodies[p.OtherAgencyID].Name, urls[p.OtherReportID]
	}
	return rows, nil
}

// pairsAtOnce bounds the pairs of one question: each has four names in it.
const pairsAtOnce = 500

// levelled says of pairs above which likeness they are more alike than unrelated texts, and of what kind they are.
func levelled(ctx context.Context, m Measures, pairs []pairRow) error {
	type place struct {
		year        uint16
		comparisons uint32
	}
	var all []place
	for _, p := range pairs {
		all = append(all, place{p.FiscalYear, p.Likely}, place{p.OtherFiscalYear, p.OtherLikely})
	}
	var levels []levelRow
	if err := m.Select(ctx, &levels, "text_levels", map[string]any{"years": slices.Sorted(slices.Values(eachOnce(all, func(p place) uint16 { return p.year }))),
		"comparisons": slices.Sorted(slices.Values(eachOnce(all, func(p place) uint32 { return p.comparisons })))}); err != nil {
		return err
	}
	known := map[place]levelRow{}
	for _, l := range levels {
		known[place{l.FiscalYear, l.Comparisons}] = l
	}
	for i := range pairs {
		p := &pairs[i]
		own, other := known[place{p.FiscalYear, p.Likely}], known[place{p.OtherFiscalYear, p.OtherLikely}]
		p.BaselineLow, p.BaselineHigh = own.Low, own.High
		least := leastAlike
		switch {
		case own.High != nil && other.High != nil:
			least = max(*own.High, *other.High)
		case own.High != nil:
			least = *own.High
		case other.High != nil:
			least = *other.High
		}
		switch {
		case p.Kind != "":
		case p.Jaccard <= least:
			p.Kind = "unclear"
		default:
			p.Kind = "passage"
		}
	}
	return nil
}

// withPassages adds the passages of both sides.
func withPassages(ctx context.Context, m Measures, report string, pairs []pairRow) error {
	type texts struct{ which, other, key, theirs string }
	var rows []pairRow
	err := m.Select(ctx, &rows, "shared_passages", map[string]any{"report": report, "others": eachOnce(pairs, func(p pairRow) string { return p.OtherReportID }),
		"keys": eachOnce(pairs, func(p pairRow) string { return p.Key }), "theirs": eachOnce(pairs, func(p pairRow) string { return p.OtherKey })})
	if err != nil {
		return err
	}
	found := map[texts]TextPairRow{}
	for _, r := range rows {
		found[texts{r.Which, r.OtherReportID, r.Key, r.OtherKey}] = r.TextPairRow
	}
	for i := range pairs {
		p := &pairs[i]
		f, ok := found[texts{p.Which, p.OtherReportID, p.Key, p.OtherKey}]
		if !ok {
			f = TextPairRow{Offsets: []uint32{}, Lengths: []uint32{}, OtherOffsets: []uint32{}, OtherLengths: []uint32{}, Texts: []string{}, OtherTexts: []string{}}
		}
		p.Offsets, p.Lengths, p.OtherOffsets, p.OtherLengths, p.Texts, p.OtherTexts = f.Offsets, f.Lengths, f.OtherOffsets, f.OtherLengths, f.Texts, f.OtherTexts
	}
	return nil
}
