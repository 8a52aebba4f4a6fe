package dashboards

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"gongkai/disclosure"
)

// agencyTotals are the figures of all reports of an agency outside of table 3 and in its column of all applicants: its profile
// and its series are made of them.
func (s *server) agencyTotals(ctx context.Context, agency string) ([]AgencyFigureRow, error) {
	var rows []AgencyFigureRow
	err := s.Measures.Select(ctx, &rows, "agency_totals", map[string]any{"agency": agency})
	return rows, err
}

// profile is what the measure of that name answers of an agency.
func (s *server) profile(ctx context.Context, agency string) ([]ProfileRow, error) {
	figures, err := s.agencyTotals(ctx, agency)
	return profileOf(figures), err
}

// series is what the measure of that name answers of an agency.
func (s *server) series(ctx context.Context, agency string) ([]SeriesRow, error) {
	figures, err := s.agencyTotals(ctx, agency)
	return seriesOf(figures), err
}

func profileOf(figures []AgencyFigureRow) []ProfileRow {
	rows := []ProfileRow{}
	for _, of := range byReport(figures) {
		rows = append(rows, profileIn(of))
	}
	slices.SortFunc(rows, func(x, y ProfileRow) int { return cmp.Compare(x.FiscalYear, y.FiscalYear) })
	return rows
}

// printedTotals are the known totals of a report: those of each indicator, and by what their names begin with.
type printedTotals []AgencyFigureRow

// of is the total of an indicator.
func (p printedTotals) of(indicator string) Decimal {
	var most Decimal
	for _, f := range p {
		if f.Indicator == indicator && f.Value.Known() && (!most.Known() || *f.Value.Number > *most.Number) {
			most = f.Value
		}
	}
	return most
}

// first is the first that is known.
func (p printedTotals) first(indicators ...string) Decimal {
	for _, i := range indicators {
		if v := p.of(i); v.Known() {
			return v
		}
	}
	return Decimal{}
}

// sum adds up what is known of the indicators whose names begin so.
func (p printedTotals) sum(stem string) Decimal {
	var sum disclosure.Number
	known := false
	for _, f := range p {
		if strings.HasPrefix(f.Indicator, stem) && f.Value.Known() {
			sum, known = sum+*f.Value.Number, true
		}
	}
	if !known {
		return Decimal{}
	}
	return Decimal{&sum}
}

// key is the first of some figures that is known, as addresses name it.
func (p printedTotals) key(keys ...string) string {
	for _, k := range keys {
		if slices.ContainsFunc(p, func(f AgencyFigureRow) bool { return f.Value.Known() && figureKey(f.Indicator, f.Applicant) == k }) {
			return k
		}
	}
	return ""
}

// profileIn is the profile of one report.
func profileIn(figures []AgencyFigureRow) ProfileRow {
	p := printedTotals(figures)
	r := ProfileRow{
		FiscalYear: figures[0].FiscalYear, ReportID: figures[0].ReportID,
		Published: p.first("published_total", "narrative_published_total"),
		OutcomeSums: OutcomeSums{
			Received:  p.first("requests_new", "requests_received", "narrative_requests_received"),
			CarriedIn: p.of("requests_carried_in"), CarriedOut: p.of("requests_carried_out"),
			Outcomes: p.of("outcome_total"), Granted: p.of("outcome_granted"), Partial: p.of("outcome_partial"),
			Denied: p.sum("outcome_denied_"), Unable: p.sum("outcome_unable_"), NotProcessed: p.sum("outcome_not_processed_"),
			Other: p.sum("outcome_other_"),
		},
		Reconsiderations:          p.first("reconsideration_total", "reconsideration_decided", "narrative_reconsideration_total"),
		ReconsiderationsCorrected: p.of("reconsideration_corrected"),
		SuitsDirect:               p.of("litigation_direct_total"),
		SuitsDirectCorrected:      p.of("litigation_direct_corrected"),
		SuitsAfterReview:          p.of("litigation_after_review_total"),
		SuitsAfterReviewCorrected: p.of("litigation_after_review_corrected"),
		SuitsUnsplit:              p.first("litigation_decided", "narrative_litigation_total"),

		PublishedKey:        p.key("published_total", "narrative_published_total"),
		ReceivedKey:         p.key("requests_new.total", "requests_received", "narrative_requests_received"),
		ReconsiderationsKey: p.key("reconsideration_total", "reconsideration_decided", "narrative_reconsideration_total"),
		SuitsUnsplitKey:     p.key("litigation_decided", "narrative_litigation_total"),
	}
	if !r.Other.Known() {
		r.Other = p.of("outcome_other")
	}
	return r
}
