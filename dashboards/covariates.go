package dashboards

import (
	"context"
	"net/http"
	"slices"
	"strings"
)

// received names the requests of a county among the shares that numbers of a user's own are put against.
const received = "received"

// covariateRates are what a number of a user's own can be put against.
var covariateRates = append([]string{received}, rateNames...)

// leastCorrelated is how many counties a rank correlation is given of.
const leastCorrelated = 10

// mostCovariateCodes bounds the lines without a division that the page lists.
const mostCovariateCodes = 200

// covariateRoutes are the addresses of tables of the user's own.
func (s *server) covariateRoutes() []route {
	return []route{{"/covariates", s.page(s.covariatesPage)}}
}

// covariateEndpoints are the same in the API.
func covariateEndpoints() []endpoint {
	return []endpoint{
		table[CovariateTableRow]("/api/v1/covariate-tables", "Tables of the user's own that are loaded, with source, columns and how many of their values have a division", "covariate_tables"),
		{"/api/v1/covariates", "Numbers of divisions from tables of the user's own, with the division that each is of, or why it has none", []string{"dataset", "covariate", "county", "year", "standing", "limit", "offset"}, true, []CovariateRow{}, askCovariates},
		{"/api/v1/covariate-codes", "Lines of tables of the user's own whose codes name no division, with the reason", []string{"dataset", "limit", "offset"}, true, []CovariateCodeRow{}, askCovariateCodes},
		{"/api/v1/covariate-counties", "Counties with a number from a table of the user's own and a share, or the requests received, of a fiscal year; null where not known", []string{"dataset", "covariate", "rate", "year"}, true, []CovariateCountyRow{}, askCovariateCounties},
	}
}

func askCovariates(ctx context.Context, s *server, q question) (any, error) {
	rows := []CovariateRow{}
	err := s.Measures.Select(ctx, &rows, "covariates", map[string]any{"dataset": q.Dataset, "covariate": q.Covariate, "county": q.County, "year": q.Year, "standing": q.Standing, "limit": q.Limit, "offset": q.Offset})
	return rows, err
}

func askCovariateCodes(ctx context.Context, s *server, q question) (any, error) {
	return s.covariateCodes(ctx, q.Dataset, q.Limit, q.Offset)
}

func askCovariateCounties(ctx context.Context, s *server, q question) (any, error) {
	b, err := s.covariateChoice(ctx, q)
	if err != nil {
		return nil, err
	}
	return s.covariateCounties(ctx, b)
}

func (s *server) covariateCodes(ctx context.Context, dataset string, limit, offset uint32) ([]CovariateCodeRow, error) {
	rows := []CovariateCodeRow{}
	err := s.Measures.Select(ctx, &rows, "covariate_codes", map[string]any{"dataset": dataset, "limit": limit, "offset": offset})
	return rows, err
}

// covariatesBody is what is loaded, and one column of it against a share.
type covariatesBody struct {
	Tables  []CovariateTableRow
	Columns []covariateColumn
	Column  covariateColumn // that is shown; without a name where nothing is loaded
	Rate    string
	Rates   []string
	Year    uint16
	Years   []uint16
	Chart   *chartView
	Codes   []CovariateCodeRow
	More    uint64 // lines that are not listed
}

// covariateColumn is a column of a table, with what belongs to it.
type covariateColumn struct {
	Dataset, Name, Unit string
	table               CovariateTableRow
}

// Key is the column in addresses of pages: tables have no stroke in their names.
func (c covariateColumn) Key() string { return c.Dataset + "/" + c.Name }

// newest is the newest of the years that the column may have, the newest of all where it has none of them.
func (c covariateColumn) newest(years []uint16) uint16 {
	best := uint16(0)
	for _, y := range years {
		if c.table.FirstYear == nil || c.table.LastYear == nil || y >= *c.table.FirstYear && y <= *c.table.LastYear {
			best = max(best, y)
		}
	}
	if best == 0 && len(years) > 0 {
		return slices.Max(years)
	}
	return best
}

// covariateChoice reads what is to be shown: the column that is asked for, or the first, and its year.
func (s *server) covariateChoice(ctx context.Context, q question) (b covariatesBody, err error) {
	if err := s.Measures.Select(ctx, &b.Tables, "covariate_tables", nil); err != nil {
		return b, err
	}
	for _, t := range b.Tables {
		for i, name := range t.Columns {
			b.Columns = append(b.Columns, covariateColumn{t.Dataset, name, t.Units[i], t})
		}
	}
	b.Rates, b.Rate, b.Year = covariateRates, q.Rate, q.Year
	if b.Rate == "" {
		b.Rate = received
	}
	if !slices.Contains(covariateRates, b.Rate) {
		return b, badRequest("error.parameter", "rate")
	}
	if b.Years, err = s.scoreYears(ctx, ""); err != nil {
		return b, err
	}
	i := slices.IndexFunc(b.Columns, func(c covariateColumn) bool {
		return (q.Dataset == "" || c.Dataset == q.Dataset) && (q.Covariate == "" || c.Name == q.Covariate)
	})
	switch {
	case i >= 0:
		b.Column = b.Columns[i]
	case q.Dataset != "" || q.Covariate != "":
		return b, notFound("error.no_covariate", q.Dataset, q.Covariate)
	}
	if b.Year == 0 {
		b.Year = b.Column.newest(b.Years)
	}
	return b, nil
}

// covariateCounties asks for the counties with both numbers; none where nothing is loaded.
func (s *server) covariateCounties(ctx context.Context, b covariatesBody) ([]CovariateCountyRow, error) {
	rows := []CovariateCountyRow{}
	if b.Column.Name == "" {
		return rows, nil
	}
	err := s.Measures.Select(ctx, &rows, "covariate_counties", map[string]any{"dataset": b.Column.Dataset, "covariate": b.Column.Name, "rate": b.Rate, "year": b.Year})
	return rows, err
}

// covariateOf puts the column that the address of a page names into the question.
func covariateOf(q *question, key string) error {
	if key == "" {
		return nil
	}
	dataset, name, found := strings.Cut(key, "/")
	if !found || !idPattern.MatchString(dataset) || name == "" || len(key) > 2*maxQuery {
		return badRequest("error.parameter", "of")
	}
	q.Dataset, q.Covariate = dataset, name
	return nil
}

func (s *server) covariatesPage(ctx context.Context, r *http.Request, l tongue) (page, error) {
	q, err := chartQuestionOf(r)
	if err != nil {
		return page{}, err
	}
	b, err := s.covariateChoice(ctx, q.question)
	if err != nil {
		return page{}, err
	}
	p := page{view: "covariates", title: l.say("covariates.title"), lead: l.say("covariates.none"), year: b.Year}
	p.crumbs = []crumb{{l.say("crumb.all"), address(l, "/")}, {l.say("data.title"), address(l, "/data")}, {Name: p.title}}
	if b.Column.Name != "" {
		q.Dataset, q.Covariate, q.Rate, q.Year = b.Column.Dataset, b.Column.Name, b.Rate, b.Year
		if b.Chart, err = s.chart(ctx, r, l, "covariate", q); err != nil {
			return page{}, err
		}
		p.lead, b.Chart.Said = b.Chart.Sentence, true
		if b.Codes, err = s.covariateCodes(ctx, "", mostCovariateCodes, 0); err != nil {
			return page{}, err
		}
		if len(b.Codes) > 0 {
			b.More = b.Codes[0].Total - uint64(len(b.Codes))
		}
	}
	p.body = b
	return p, nil
}
