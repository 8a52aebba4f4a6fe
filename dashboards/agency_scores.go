package dashboards

import (
	"cmp"
	"context"
	"slices"
)

// scoreYear is the profile of an agency for a year: one cell a dimension, in the order of scored.
type scoreYear struct {
	Year  uint16
	Cells []*scoreView // nil where the dimension has no row
}

func (s *server) agencyScores(ctx context.Context, l tongue, agency string) ([]scoreYear, error) {
	var rows []ScoreRow
	err := s.Measures.Select(ctx, &rows, "agency_scores", map[string]any{"agency": agency})
	if err != nil {
		return nil, err
	}
	byYear := map[uint16]scoreYear{}
	for _, v := range l.scores(rows) {
		i := slices.Index(scored, v.Dimension)
		if i < 0 {
			continue
		}
		y, ok := byYear[v.FiscalYear]
		if !ok {
			y = scoreYear{Year: v.FiscalYear, Cells: make([]*scoreView, len(scored))}
		}
		y.Cells[i] = &v
		byYear[v.FiscalYear] = y
	}
	var years []scoreYear
	for _, y := range byYear {
		years = append(years, y)
	}
	slices.SortFunc(years, func(a, b scoreYear) int { return cmp.Compare(b.Year, a.Year) })
	return years, nil
}

// restOn names the report of each year, so that what a band rests on leads to it.
func restOn(years []scoreYear, coverage []CoverageRow) []scoreYear {
	reports := map[uint16]*string{}
	for _, c := range coverage {
		reports[c.FiscalYear] = c.ReportID
	}
	for _, y := range years {
		for _, v := range y.Cells {
			if v != nil {
				v.ReportID = reports[y.Year]
			}
		}
	}
	return years
}
