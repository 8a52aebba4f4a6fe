package dashboards

import (
	"context"
	"slices"
	"strconv"
)

// matrix shows agencies by fiscal years: what was expected and what was found.
type matrix struct {
	Years    []uint16
	Counties []matrixCounty
}

type matrixCounty struct {
	Place PlaceRow
	Rows  []matrixRow
}

type matrixRow struct {
	AgencyID string
	Name     string
	Cells    []matrixCell // one a year, in the matrix's order
}

// matrixCell is one agency and year; an empty Status means that nothing was expected or found.
type matrixCell struct {
	Year     uint16
	Status   string // the look: a status, or partial where the report could not wholly be read
	Words    string // all of it in words
	ReportID string
	Errors   int64
}

// manyCells bounds what is read for a matrix.
const manyCells = 20000

func (s *server) matrix(ctx context.Context, l tongue, a among, places []PlaceRow) (*matrix, error) {
	agencies := uint64(0)
	for _, p := range inside(places, a.County) {
		agencies += p.Agencies
	}
	if len(a.County) < 6 && agencies > manyAgencies {
		return nil, nil
	}
	rows, err := s.coverage(ctx, a, "", 0)
	if err != nil {
		return nil, err
	}
	return layOut(l, rows, places), nil
}

func (s *server) coverage(ctx context.Context, a among, agency string, y uint16) ([]CoverageRow, error) {
	rows := []CoverageRow{}
	if agency != "" && a == (among{}) {
		err := s.Measures.Select(ctx, &rows, "agency_coverage", map[string]any{"agency": agency, "year": y})
		return asCovered(rows), err
	}
	if agency == "" && y == 0 {
		err := s.Measures.Select(ctx, &rows, "place_coverage", a.params("limit", uint32(manyCells)))
		return asCovered(rows), err
	}
	err := s.Measures.Select(ctx, &rows, "coverage", a.params("agency", agency, "year", y, "limit", uint32(manyCells), "offset", uint32(0)))
	return rows, err
}

// asCovered makes unknown what is empty: to have the database do so costs as much as to read it.
func asCovered(rows []CoverageRow) []CoverageRow {
	for i := range rows {
		r := &rows[i]
		orNil(&r.Family, &r.DeadlineBasis, &r.Reason, &r.ReportID, &r.Outcome, &r.Form, &r.Scope)
		if r.ReportID == nil {
			r.Versions, r.Errors, r.Doubts = nil, nil, nil
		}
	}
	return rows
}

// layOut turns rows, ordered by county and agency, into the matrix.
func layOut(l tongue, rows []CoverageRow, places []PlaceRow) *matrix {
	names := map[string]PlaceRow{}
	for _, p := range places {
		names[p.County] = p
	}
	var years []uint16
	for _, r := range rows {
		years = append(years, r.FiscalYear)
	}
	m := &matrix{Years: span(years)}
	for _, r := range rows {
		if n := len(m.Counties); n == 0 || m.Counties[n-1].Place.County != r.County {
			m.Counties = append(m.Counties, matrixCounty{Place: names[r.County]})
		}
		c := &m.Counties[len(m.Counties)-1]
		if n := len(c.Rows); n == 0 || c.Rows[n-1].AgencyID != r.AgencyID {
			row := matrixRow{AgencyID: r.AgencyID, Name: r.Name}
			for _, y := range m.Years {
				row.Cells = append(row.Cells, matrixCell{Year: y})
			}
			c.Rows = append(c.Rows, row)
		}
		c.Rows[len(c.Rows)-1].Cells[r.FiscalYear-m.Years[0]] = l.cell(r)
	}
	return m
}

// look is the status, where an unknown one is told apart: unseen is not found, and not walked
// so that this would mean anything, or known only from what a person brought; a report that the law sets no day for is neither on time nor late.
func (r CoverageRow) look() string {
	if r.ReportID != nil && r.Reason != nil && *r.Reason == "no_deadline" {
		return "not_expected"
	}
	if r.Status == "unknown" && (r.ReportID == nil || r.Reason != nil && *r.Reason == "only_brought") {
		return "unseen"
	}
	return r.Status
}

// cell gives an agency-year its look and its words.
func (l tongue) cell(r CoverageRow) matrixCell {
	c := matrixCell{Year: r.FiscalYear, Status: r.look()}
	c.Words = l.say("cell.words", strconv.Itoa(int(r.FiscalYear)), l.word("status", c.Status))
	if r.ReportID != nil {
		c.ReportID = *r.ReportID
	}
	if r.DaysLateLow != nil || r.DaysLateHigh != nil {
		c.Words += l.say("join.clause") + l.days(r.DaysLateLow, r.DaysLateHigh)
	}
	if r.Outcome != nil && *r.Outcome != "ok" {
		if c.Status != "late" { // that it was late is the graver word
			c.Status = "partial"
		}
		c.Words += l.say("join.clause") + l.word("outcome", *r.Outcome)
	}
	if r.Errors != nil && *r.Errors > 0 {
		c.Errors = *r.Errors
		c.Words += l.say("join.clause") + l.say("cell.errors", *r.Errors)
	}
	if r.Reason != nil && r.Status != "on_time" {
		c.Words += l.say("join.clause") + l.word("reason", *r.Reason)
	}
	return c
}

// errorGrid counts findings of severity error by county and year.
type errorGrid struct {
	Years []uint16
	Rows  []errorRow
	Most  int64
}

type errorRow struct {
	Place PlaceRow
	Cells []*ErrorsRow // nil: no report
}

// errorGrid has a row for each of the parts of a place.
func (s *server) errorGrid(ctx context.Context, a among, parts []PlaceRow) (errorGrid, error) {
	digits := byCounty
	if a.County == "" && slices.ContainsFunc(parts, func(p PlaceRow) bool { return regionPattern.MatchString(p.County) }) {
		digits = byProvince
	}
	rows, err := s.errorsOf(ctx, a, digits)
	if err != nil {
		return errorGrid{}, err
	}
	var g errorGrid
	for _, r := range rows {
		g.Years = append(g.Years, r.FiscalYear)
	}
	g.Years = span(g.Years)
	for _, p := range parts {
		row := errorRow{Place: p, Cells: make([]*ErrorsRow, len(g.Years))}
		found := false
		for _, r := range rows {
			if !within(r.County, p.County) {
				continue
			}
			found = true
			cell := &row.Cells[r.FiscalYear-g.Years[0]]
			if *cell == nil {
				*cell = &ErrorsRow{County: p.County, FiscalYear: r.FiscalYear}
			}
			(*cell).add(r)
			g.Most = max(g.Most, (*cell).Errors)
		}
		if found {
			g.Rows = append(g.Rows, row)
		}
	}
	return g, nil
}

func (r *ErrorsRow) add(other ErrorsRow) {
	r.Reports += other.Reports
	r.Errors += other.Errors
	r.Doubts += other.Doubts
	r.ReportsWithErrors += other.ReportsWithErrors
}

// Level orders a count light to dark in five steps, 0 where there is none.
func (g errorGrid) Level(n int64) int64 {
	if n <= 0 || g.Most == 0 {
		return 0
	}
	return 1 + (n*4-1)/g.Most
}
