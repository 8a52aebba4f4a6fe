package dashboards

import (
	"context"
)

// figureRoutes are the addresses of one figure, its evidence and its history.
func (s *server) figureRoutes() []route {
	return []route{
		{"/reports/{report}/figures/{key}", s.page(s.figurePage)},
	}
}

// figureEndpoints are the same in the API.
func figureEndpoints() []endpoint {
	return []endpoint{
		{"/api/v1/reports/{id}/figures/{key}", "One figure with its place, the checks that use it, its versions and other years", []string{"version"}, false, figureAnswer{}, askFigure},
	}
}

// figureAnswer is one figure as JSON; checks and years are those of the current version.
type figureAnswer struct {
	Report   ReportRow          `json:"report"`
	Version  int64              `json:"version"`
	Key      string             `json:"key"`
	LabelZH  string             `json:"label_zh"`
	LabelEN  string             `json:"label_en"`
	Figure   FigureRow          `json:"figure"`
	Checks   []figureCheck      `json:"checks"`
	Findings []FindingRow       `json:"findings"`
	Series   string             `json:"series"` // empty: years are those of the same row
	Years    []figureYear       `json:"years"`
	Versions []FigureVersionRow `json:"versions"`
	Changes  []ReportChangeRow  `json:"changes"`
}

func askFigure(ctx context.Context, s *server, q question) (any, error) {
	p, err := s.figureParts(ctx, q.id, q.key, q.Version)
	f := p.Figure
	form := str(p.Report.Form)
	return figureAnswer{p.Report, p.Version, q.key, chinese.indicator(form, f.Indicator, f.Applicant), english.indicator(form, f.Indicator, f.Applicant),
		f, p.Checks, p.Findings, p.Series, p.Years, p.Versions, p.Changes}, err
}
