package store

import (
	"context"
	"fmt"
	"time"

	"gongkai/disclosure"
)

// refreshColumns finds out which agencies the walked columns are named after. A name that is
// no certain agency (政府信息公开年报) stands for none.
func (db *DB) refreshColumns(ctx context.Context, generation uint64, divisions map[string]disclosure.Division) ([]disclosure.Agency, error) {
	var names []struct {
		Site   string  `ch:"site_id"`
		Name   string  `ch:"name"`
		Agency *string `ch:"agency_id"` // NULL: not looked at yet
	}
	const query = `SELECT w.site_id AS site_id, w.name AS name, c.agency_id AS agency_id
		FROM (SELECT DISTINCT site_id, name FROM walks_history FINAL WHERE name != '') AS w
		LEFT JOIN (SELECT site_id, name, toNullable(agency_id) AS agency_id FROM column_agencies FINAL) AS c
			ON c.site_id = w.site_id AND c.name = w.name
		ORDER BY site_id, name`
	if err := db.Select(ctx, &names, query, nil); err != nil {
		return nil, fmt.Errorf("reading the names of columns: %w", err)
	}
	var agencies []disclosure.Agency
	var rows [][]any
	for _, n := range names {
		a, ok := columnAgency(n.Name, divisions[n.Site])
		if ok {
			agencies = append(agencies, a)
		}
		if n.Agency == nil || *n.Agency != a.ID {
			rows = append(rows, []any{n.Site, n.Name, generation, a.ID})
		}
	}
	return agencies, db.insert(ctx, "column_agencies (site_id, name, generation, agency_id)", rows)
}

// columnAgency reads a column's name as an agency's or as the title of its reports.
func columnAgency(name string, site disclosure.Division) (disclosure.Agency, bool) {
	if a, ok := disclosure.ResolveAgency(name, site); ok {
		return a, true
	}
	if printed, a, ok := disclosure.AgencyFromTitle(name, site); ok && printed != "" {
		return a, true
	}
	return disclosure.Agency{}, false
}

// agencyRow is a row of agencies_history.
type agencyRow struct {
	ID           string        `ch:"agency_id"`
	Name         string        `ch:"name"`
	DivisionCode *string       `ch:"division_code"`
	DivisionName *string       `ch:"division_name"`
	CountyCode   *string       `ch:"county_code"`
	Level        *string       `ch:"level"`
	Family       string        `ch:"family"`
	Parent       *string       `ch:"parent_agency_id"`
	Vertical     uint8         `ch:"vertical"`
	Deadlines    []deadlineRow `ch:"deadlines"`
}

type deadlineRow struct {
	FiscalYear uint16     `ch:"fiscal_year"`
	Basis      string     `ch:"basis"`
	Deadline   *time.Time `ch:"deadline"`
	Adjusted   *time.Time `ch:"adjusted"`
}

// agencyColumns are what an agencyRow has, apart from the deadlines.
const agencyColumns = "agency_id, name, division_code, division_name, county_code, level, family, parent_agency_id, vertical"

// refreshAgencies writes the agencies that current reports and walked columns name, each with
// its deadlines, and hides those that nothing names any more.
func (db *DB) refreshAgencies(ctx context.Context, generation uint64, named []disclosure.Agency) error {
	wanted, err := db.reportingAgencies(ctx)
	if err != nil {
		return err
	}
	for _, a := range named {
		if _, ok := wanted[a.ID]; !ok { // a report says more about its agency than a column's name
			wanted[a.ID] = agencyRow{ID: a.ID, Name: a.Name, DivisionCode: optional(a.DivisionCode), DivisionName: optional(a.DivisionName),
				CountyCode: optional(a.CountyCode), Level: optional(string(a.Level)), Family: string(a.Family), Parent: optional(a.ParentAgencyID), Vertical: flag(a.Vertical)}
		}
	}
	present := []agencyRow{}
	if err := db.Select(ctx, &present, "SELECT "+agencyColumns+", deadlines FROM agencies_history FINAL", nil); err != nil {
		return fmt.Errorf("reading the agencies: %w", err)
	}
	var rows [][]any
	last := time.Now().Year()
	for _, p := range present {
		w, ok := wanted[p.ID]
		if !ok {
			rows = append(rows, p.values(generation, true))
			continue
		}
		w.Deadlines = deadlines(w.agency(), last)
		if hashJSON(w) == hashJSON(p) {
			delete(wanted, p.ID)
		}
	}
	for _, w := range wanted {
		w.Deadlines = deadlines(w.agency(), last)
		rows = append(rows, w.values(generation, false))
	}
	return db.insert(ctx, "agencies_history ("+agencyColumns+", deadlines, generation, is_deleted)", rows)
}

// reportingAgencies reads the agencies off the current reports, under the name of their last
// year.
func (db *DB) reportingAgencies(ctx context.Context) (map[string]agencyRow, error) {
	const query = `SELECT agency_id, agency_name AS name, division_code, division_name, county_code, level, family, parent_agency_id, vertical
		FROM report_states FINAL ORDER BY agency_id, fiscal_year DESC LIMIT 1 BY agency_id`
	var rows []struct {
		ID           string  `ch:"agency_id"`
		Name         string  `ch:"name"`
		DivisionCode *string `ch:"division_code"`
		DivisionName *string `ch:"division_name"`
		CountyCode   *string `ch:"county_code"`
		Level        *string `ch:"level"`
		Family       string  `ch:"family"`
		Parent       *string `ch:"parent_agency_id"`
		Vertical     uint8   `ch:"vertical"`
	}
	if err := db.Select(ctx, &rows, query, nil); err != nil {
		return nil, fmt.Errorf("reading the agencies of reports: %w", err)
	}
	agencies := make(map[string]agencyRow, len(rows))
	for _, r := range rows {
		agencies[r.ID] = agencyRow{r.ID, r.Name, r.DivisionCode, r.DivisionName, r.CountyCode, r.Level, r.Family, r.Parent, r.Vertical, nil}
	}
	return agencies, nil
}

// agency is the row as disclosure knows it.
func (r agencyRow) agency() disclosure.Agency {
	return disclosure.Agency{ID: r.ID, Name: r.Name, DivisionCode: some(r.DivisionCode), DivisionName: some(r.DivisionName), CountyCode: some(r.CountyCode),
		Level: disclosure.Level(some(r.Level)), Family: disclosure.Family(r.Family), ParentAgencyID: some(r.Parent), Vertical: r.Vertical == 1}
}

func (r agencyRow) values(generation uint64, hidden bool) []any {
	due := make([]map[string]any, 0, len(r.Deadlines))
	for _, d := range r.Deadlines {
		due = append(due, map[string]any{"fiscal_year": d.FiscalYear, "basis": d.Basis, "deadline": d.Deadline, "adjusted": d.Adjusted})
	}
	return []any{r.ID, r.Name, r.DivisionCode, r.DivisionName, r.CountyCode, r.Level, r.Family, r.Parent, r.Vertical, due, generation, flag(hidden)}
}

// firstFiscalYear is the first year that reports speak of: the Regulation of 2007 came into
// force in May 2008.
const firstFiscalYear = 2008

// deadlines asks disclosure when the reports of an agency were due, for every year up to last.
func deadlines(a disclosure.Agency, last int) []deadlineRow {
	var rows []deadlineRow
	for year := firstFiscalYear; year <= last; year++ {
		due := disclosure.Deadline(a, year)
		rows = append(rows, deadlineRow{uint16(year), due.Basis, day(due.Strict), day(due.Adjusted)})
	}
	return rows
}
