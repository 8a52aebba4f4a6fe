package store

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"time"

	"gongkai/disclosure"
)

// columnName is the name of a column that was walked, and the agency that it was taken for.
type columnName struct {
	Site   string  `ch:"site_id"`
	Name   string  `ch:"name"`
	Agency *string `ch:"agency_id"` // NULL: not looked at yet
}

// columns finds out which agencies the walked columns of the sites are named after, and lists these
// and those that they were taken for before. A name that is no certain agency (政府信息公开年报)
// stands for none.
func (r *refreshing) columns(ctx context.Context, sites map[string]disclosure.Division, all registers) ([]string, error) {
	var names []columnName
	const query = `SELECT w.site_id AS site_id, w.name AS name, c.agency_id AS agency_id
		FROM (SELECT DISTINCT site_id, name FROM walks_history FINAL
			WHERE name != '' AND site_id IN (SELECT site_id FROM refreshing_sites WHERE generation = {generation:UInt64})) AS w
		LEFT JOIN (SELECT site_id, name, toNullable(agency_id) AS agency_id FROM column_agencies FINAL) AS c
			ON c.site_id = w.site_id AND c.name = w.name
		ORDER BY site_id, name`
	if err := r.Select(ctx, &names, query, map[string]any{"generation": r.generation}); err != nil {
		return nil, fmt.Errorf("reading the names of columns: %w", err)
	}
	agencies := []string{}
	var rows [][]any
	for _, n := range names {
		a, ok := all.titled(n.Name, sites[n.Site])
		if ok {
			agencies = append(agencies, a.ID)
		}
		if was := some(n.Agency); was != "" && was != a.ID {
			agencies = append(agencies, was)
		}
		if n.Agency == nil || *n.Agency != a.ID {
			rows = append(rows, []any{n.Site, n.Name, r.generation, a.ID})
		}
	}
	return agencies, r.insert(ctx, "column_agencies (site_id, name, generation, agency_id)", rows)
}

// titled reads a column's name or a title as an agency's name or as the title of its reports, with
// what a person says that names mean. An agency that is not certain is none.
func (r registers) titled(name string, site disclosure.Division) (disclosure.Agency, bool) {
	a, ok := disclosure.ResolveAgency(name, site)
	if meant, given := r.of(a, site).Means(a); ok || given {
		return meant, true
	}
	if printed, a, ok := disclosure.AgencyFromTitle(name, site); printed != "" {
		if meant, given := r.of(a, site).Means(a); ok || given {
			return meant, true
		}
	}
	return disclosure.Agency{}, false
}

// agencyFields are what tells an agency.
type agencyFields struct {
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

func fieldsOf(a disclosure.Agency) agencyFields {
	return agencyFields{ID: a.ID, Name: a.Name, DivisionCode: optional(a.DivisionCode), DivisionName: optional(a.DivisionName),
		CountyCode: optional(a.CountyCode), Level: optional(string(a.Level)), Family: string(a.Family), Parent: optional(a.ParentAgencyID), Vertical: flag(a.Vertical)}
}

// agency is the row as disclosure knows it.
func (r agencyFields) agency() disclosure.Agency {
	return disclosure.Agency{ID: r.ID, Name: r.Name, DivisionCode: some(r.DivisionCode), DivisionName: some(r.DivisionName), CountyCode: some(r.CountyCode),
		Level: disclosure.Level(some(r.Level)), Family: disclosure.Family(r.Family), ParentAgencyID: some(r.Parent), Vertical: r.Vertical == 1}
}

// agencyRow is a row of agencies_history.
type agencyRow struct {
	agencyFields
	ValidFrom    *time.Time    `ch:"valid_from"`
	ValidTo      *time.Time    `ch:"valid_to"`
	Predecessors []string      `ch:"predecessors"`
	Registered   uint8         `ch:"registered"`
	MaybeSame    []string      `ch:"maybe_same"`
	Doubtful     []uint16      `ch:"doubtful_years"`
	Deadlines    []deadlineRow `ch:"deadlines"`
}

type deadlineRow struct {
	FiscalYear uint16     `ch:"fiscal_year"`
	Basis      string     `ch:"basis"`
	Deadline   *time.Time `ch:"deadline"`
	Adjusted   *time.Time `ch:"adjusted"`
}

// agencyColumns are what an agencyRow has.
const agencyColumns = `agency_id, name, division_code, division_name, county_code, level, family, parent_agency_id, vertical,
	valid_from, valid_to, predecessors, registered, maybe_same, doubtful_years, deadlines`

// reporting is an agency with the first and last year that it reports on; 0 where it has none.
type reporting struct {
	agencyFields
	First uint16 `ch:"first_year"`
	Last  uint16 `ch:"last_year"`
}

// refreshAgencies writes the agencies of some divisions that current reports, walked columns and
// registers name, each with its deadlines, and hides those that nothing names any more.
func (r *refreshing) refreshAgencies(ctx context.Context, divisions []string, params map[string]any, named []disclosure.Agency, all registers) error {
	reported, err := r.reportingAgencies(ctx, params)
	if err != nil {
		return err
	}
	for _, a := range named { // a report says more about its agency than a column's name
		if _, ok := reported[a.ID]; !ok {
			reported[a.ID] = reporting{agencyFields: fieldsOf(a)}
		}
	}
	for _, c := range all.current {
		for _, a := range c.Agencies {
			_, asked := slices.BinarySearch(divisions, divisionOf(a.ID))
			if _, ok := reported[a.ID]; asked && !ok {
				reported[a.ID] = reporting{agencyFields: fieldsOf(a.Agency)}
			}
		}
	}
	present := []agencyRow{}
	if err := r.Select(ctx, &present, "SELECT "+agencyColumns+" FROM agencies_history FINAL WHERE "+inDivisions("agency_id"), params); err != nil {
		return fmt.Errorf("reading the agencies: %w", err)
	}
	wanted, last := all.rows(reported), time.Now().Year()
	var rows [][]any
	for _, p := range present {
		w, ok := wanted[p.ID]
		if !ok {
			rows = append(rows, p.values(r.generation, true))
			continue
		}
		all.schedule(&w, reported, last)
		if bytes.Equal(asJSON(w), asJSON(p)) {
			delete(wanted, p.ID)
		}
	}
	for _, w := range wanted {
		all.schedule(&w, reported, last)
		rows = append(rows, w.values(r.generation, false))
	}
	return r.insert(ctx, "agencies_history ("+agencyColumns+", generation, is_deleted)", rows)
}

// rows are the agencies with what registers say of them and whom they followed.
func (r registers) rows(reported map[string]reporting) map[string]agencyRow {
	followed := map[string][]string{}
	for _, a := range reported {
		if next := disclosure.SuccessorOf(a.agency()); next != "" {
			followed[next] = append(followed[next], a.ID)
		}
	}
	same := r.maybeSame(reported)
	wanted := make(map[string]agencyRow, len(reported))
	for id, a := range reported {
		row := agencyRow{agencyFields: a.agencyFields, Predecessors: followed[id], MaybeSame: append([]string{}, same[id]...), Doubtful: []uint16{}}
		if listed, ok := r.of(a.agency(), disclosure.Division{}).Find(id); ok {
			row.Registered, row.ValidFrom, row.ValidTo = 1, day(listed.From), day(listed.To)
			row.Predecessors = append(row.Predecessors, listed.Predecessors...)
		}
		slices.Sort(row.Predecessors)
		row.Predecessors = append([]string{}, slices.Compact(row.Predecessors)...)
		wanted[id] = row
	}
	return wanted
}

// schedule fills in when the agency's reports were due, for every year up to last in which it
// may have been there, and in which of them it is not certain that it was. Its own reports show
// that it was, whatever was to be expected; a column with its name tells of today only. Where
// another body may be the same under another name, nothing is missed in the years on that side.
func (r registers) schedule(row *agencyRow, reported map[string]reporting, last int) {
	a, seen := row.agency(), reported[row.ID]
	before, after := otherNames(seen, row.MaybeSame, reported)
	span := r.of(a, disclosure.Division{}).Lifespan(a)
	undated := seen.First == 0 && span.SureFrom == 0 && disclosure.FoundedLocally(a)
	for year := firstFiscalYear; year <= last; year++ {
		there := int(seen.First) <= year && year <= int(seen.Last)
		if !there && !span.Possible(year) {
			continue
		}
		renamed := before && year < int(seen.First) || after && year > int(seen.Last)
		if !there && (undated || renamed || !span.Sure(year)) {
			row.Doubtful = append(row.Doubtful, uint16(year))
		}
		due := r.deadline(a, year)
		row.Deadlines = append(row.Deadlines, deadlineRow{uint16(year), due.Basis, day(due.Strict), day(due.Adjusted)})
	}
}

// reportingAgencies reads the agencies of some divisions off the current reports, under the name of their last
// year.
func (r *refreshing) reportingAgencies(ctx context.Context, params map[string]any) (map[string]reporting, error) {
	query := `SELECT agency_id, agency_name AS name, division_code, division_name, county_code, level, family, parent_agency_id, vertical,
			min(fiscal_year) OVER (PARTITION BY agency_id) AS first_year, max(fiscal_year) OVER (PARTITION BY agency_id) AS last_year
		FROM report_states FINAL WHERE ` + inDivisions("report_id") + ` ORDER BY agency_id, fiscal_year DESC LIMIT 1 BY agency_id`
	var rows []reporting
	if err := r.Select(ctx, &rows, query, params); err != nil {
		return nil, fmt.Errorf("reading the agencies of reports: %w", err)
	}
	agencies := make(map[string]reporting, len(rows))
	for _, row := range rows {
		agencies[row.ID] = row
	}
	return agencies, nil
}

func (r agencyRow) values(generation uint64, hidden bool) []any {
	due := make([]map[string]any, 0, len(r.Deadlines))
	for _, d := range r.Deadlines {
		due = append(due, map[string]any{"fiscal_year": d.FiscalYear, "basis": d.Basis, "deadline": d.Deadline, "adjusted": d.Adjusted})
	}
	return []any{r.ID, r.Name, r.DivisionCode, r.DivisionName, r.CountyCode, r.Level, r.Family, r.Parent, r.Vertical,
		r.ValidFrom, r.ValidTo, r.Predecessors, r.Registered, r.MaybeSame, r.Doubtful, due, generation, flag(hidden)}
}

// firstFiscalYear is the first year that reports speak of: the Regulation of 2007 came into
// force in May 2008.
const firstFiscalYear = 2008
