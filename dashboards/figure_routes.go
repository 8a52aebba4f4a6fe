package dashboards

import (
	"context"
)

// figureRoutes are the addresses of one figure, its evidence and its history.
func (s *server) figureRoutes() []route {
	return []route{
		{"/reports/{report}/figures/{key}", s.page(s.figurePage)},
		{"/reports/{report}/rates/{rate}", s.page(s.ratePage)},
		{"/reports", s.page(s.reportsPage)},
		{"/expected", s.page(s.expectedPage)},
		{"/agencies/{agency}/absence/{year}", s.page(s.absencePage)},
		{"/changes", s.page(s.changesPage)},
		{"/findings/matrix", s.page(s.findingMatrixPage)},
		{"/cells", s.page(s.cellsPage)},
		{"/copies", s.page(s.copiesPage)},
		{"/templates", s.page(s.templatesPage)},
		{"/rewordings", s.page(s.rewordingsPage)},
	}
}

// figureEndpoints are the same in the API.
func figureEndpoints() []endpoint {
	return []endpoint{
		{"/api/v1/reports/{id}/figures/{key}", "One figure with its place, the checks that use it, its versions and other years", []string{"version"}, false, figureAnswer{}, askFigure},
		{"/api/v1/sum-reports", "The reports that a sum of the overview is made of, with the figures that it takes from each", []string{"sum", "county", "level", "family", "agency", "year", "limit", "offset"}, true, []SumRow{}, askSum},
		{"/api/v1/reports/{id}/rates", "The figures that the shares of a report consist of", []string{"rate"}, true, []RateInputRow{}, askRates},
		{"/api/v1/cells", "Printed cells that could not be read, were read with doubt, or are blank", []string{"cells", "county", "level", "family", "year", "limit", "offset"}, true, []CellRow{}, askCells},
		table[CheckedRow]("/api/v1/checked-reports", "Identities of the form by their results, report by report", "sum_checks", "county", "level", "family", "year", "limit", "offset"),
		table[ChangeRow]("/api/v1/changes", "What changed in reports after they were published", "changes", "county", "level", "family", "year", "kind", "limit", "offset"),
		table[GoneRow]("/api/v1/vanished", "Reports that are gone from their sites, or were", "vanished", "county", "level", "family", "year", "limit", "offset"),
		table[SearchRow]("/api/v1/searches", "What the search of a site said of a report that was due and that no list named", "searches", "agency", "year", "limit", "offset"),
		table[AbsenceWalkRow]("/api/v1/absence-walks", "Crawls as far as they are about one agency: whether a report of a year would have been seen", "absence_walks", "agency", "year"),
		{"/api/v1/findings/matrix", "Findings by agency and rule", []string{"county", "level", "family", "year", "severity", "blame"}, true, []FindingCountRow{}, askMatrix},
		{"/api/v1/templates", "Sentences that at least a fifth of the reports of a county and year share, with the reports that have them", []string{"county", "year", "limit", "offset"}, true, []TemplateRow{}, askTemplates},
		table[RewordingRow]("/api/v1/rewordings", "Sentences that were reworded between two versions of a report", "report_rewordings", "county", "level", "family", "year", "report", "limit", "offset"),
		{"/api/v1/copies", "Pairs of reports whose texts are alike, each once", copyParams, true, []CopyRow{}, askCopies},
		table[ForeignPlaceRow]("/api/v1/foreign-places", "Where a report names a body of another place as its own", "foreign_places", "county", "level", "family", "year", "limit", "offset"),
		{"/api/v1/agencies/{id}/checks", "What was checked between years and agencies, also where nothing was found", nil, true, []AcrossRow{}, askOf[AcrossRow]("checks_across")},
		{"/api/v1/agencies/{id}/series", "Figures that are followed over the forms, with how well they compare", nil, true, []SeriesRow{}, askSeries},
		{"/api/v1/government-ratios", "Requests of county governments beside those of their departments and townships", []string{"agency", "county"}, true, []RatioRow{}, askRatios},
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
	Sums     []CumulativeRow    `json:"cumulative"` // of all years together, as the agency's reports print them in the same row
	Checks   []figureCheck      `json:"checks"`
	Findings []FindingRow       `json:"findings"`
	Series   string             `json:"series"` // empty: years are those of the same row
	Years    []figureYear       `json:"years"`
	Versions []FigureVersionRow `json:"versions"`
	Changes  []ReportChangeRow  `json:"changes"`
	Cases    []CaseRow          `json:"cases"`   // objections to it, with replies and decisions
	Reviews  []ReviewRow        `json:"reviews"` // what persons decided about its cell, the newest first
}

func askFigure(ctx context.Context, s *server, q question) (any, error) {
	p, err := s.figureParts(ctx, q.id, q.key, q.Version)
	f := p.Figure
	form := str(p.Report.Form)
	return figureAnswer{p.Report, p.Version, q.key, chinese.indicator(form, f.Indicator, f.Applicant), english.indicator(form, f.Indicator, f.Applicant),
		f, p.Sums, p.Checks, p.Findings, p.Series, p.Years, p.Versions, p.Changes, p.Cases, p.Reviews}, err
}

// askOf asks a measure about one agency.
func askOf[Row any](measure string) func(context.Context, *server, question) (any, error) {
	return func(ctx context.Context, s *server, q question) (any, error) {
		rows := []Row{}
		if _, err := s.findAgency(ctx, q.id); err != nil {
			return nil, err
		}
		err := s.Measures.Select(ctx, &rows, measure, map[string]any{"agency": q.id})
		return rows, err
	}
}

func askRatios(ctx context.Context, s *server, q question) (any, error) {
	rows := []RatioRow{}
	err := s.Measures.Select(ctx, &rows, "government_ratios", map[string]any{"agency": q.Agency, "county": q.County})
	return rows, err
}

func askSeries(ctx context.Context, s *server, q question) (any, error) {
	if _, err := s.findAgency(ctx, q.id); err != nil {
		return nil, err
	}
	return s.series(ctx, q.id)
}
