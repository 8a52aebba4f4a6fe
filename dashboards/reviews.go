package dashboards

import (
	"context"
	"slices"

	"gongkai/disclosure"
)

// reviewsOf are the decisions on what the machine doubts of a report, the newest first; most have none,
// and the report says so.
func (s *server) reviewsOf(ctx context.Context, r ReportRow) ([]ReviewRow, error) {
	rows := []ReviewRow{}
	if r.Reviews == 0 {
		return rows, nil
	}
	err := s.Measures.Select(ctx, &rows, "reviews", map[string]any{"report": r.ReportID, "limit": uint32(apiLimit), "offset": uint32(0)})
	return rows, err
}

// reviewsOfFigure are those on one cell.
func (s *server) reviewsOfFigure(ctx context.Context, r ReportRow, key string) ([]ReviewRow, error) {
	rows, err := s.reviewsOf(ctx, r)
	return slices.DeleteFunc(rows, func(v ReviewRow) bool {
		return v.Kind != disclosure.ReviewCell || figureKey(v.Indicator, v.Applicant) != key
	}), err
}

// reviewView is a decision as pages show it.
type reviewView struct {
	ReviewRow
	Label  string // of the figure; empty where a document was looked at
	Figure string // its key
	Past   bool   // another decision followed, or the print is another
}

func (l tongue) reviewViews(form string, rows []ReviewRow) []reviewView {
	var all []reviewView
	for _, r := range rows {
		v := reviewView{ReviewRow: r, Past: r.Stands == 0}
		if r.Kind == disclosure.ReviewCell {
			v.Figure, v.Label = figureKey(r.Indicator, r.Applicant), l.indicator(form, r.Indicator, r.Applicant)
		}
		all = append(all, v)
	}
	return all
}
