package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gongkai/disclosure"
)

// What is said of an agency rests on its division alone: its reports and columns, its register, and
// the bodies beside it that it followed or may be the same as. An agency whose name is not certain
// stands for itself.

// inDivisions is true of the agencies of some divisions. Reports and agencies lie in the order of
// their names, which begin with the division's.
func inDivisions(column string) string {
	return fmt.Sprintf(`%[1]s >= {first:String} AND %[1]s < {last:String}
		AND if(startsWith(agency_id, 'unresolved-'), agency_id, splitByChar('-', agency_id)[1]) IN {divisions:Array(String)}`, column)
}

// divisionsAtOnce bounds the divisions whose agencies are held at once.
const divisionsAtOnce = 200

// agencies makes current which agencies there are in the divisions that what has changed names.
func (r *refreshing) agencies(ctx context.Context, sites map[string]disclosure.Division, all registers) error {
	named, err := r.columns(ctx, sites, all)
	if err != nil {
		return err
	}
	divisions, err := r.divisions(ctx)
	if err != nil {
		return err
	}
	for _, agency := range named {
		divisions = append(divisions, divisionOf(agency))
	}
	listed, err := r.listed(ctx, all)
	if err != nil {
		return err
	}
	divisions = append(divisions, listed...)
	if r.all {
		for _, c := range all.current {
			for _, a := range c.Agencies {
				divisions = append(divisions, divisionOf(a.ID))
			}
		}
	}
	slices.Sort(divisions)
	for some := range slices.Chunk(slices.Compact(divisions), divisionsAtOnce) {
		if err := r.agenciesOf(ctx, some, sites, all); err != nil {
			return err
		}
	}
	return nil
}

// divisions lists those of the agencies whose reports are looked at, or of all.
func (r *refreshing) divisions(ctx context.Context) ([]string, error) {
	var rows []struct {
		Division string `ch:"division"`
	}
	const query = `SELECT DISTINCT if(startsWith(agency_id, 'unresolved-'), agency_id, splitByChar('-', agency_id)[1]) AS division
		FROM
		(
			SELECT substring(report_id, 1, length(report_id) - 5) AS agency_id FROM refreshing_reports WHERE generation = {generation:UInt64} -- without its year
			UNION ALL
			SELECT agency_id FROM agencies_history WHERE {all:UInt8} = 1
		)`
	err := r.Select(ctx, &rows, query, map[string]any{"generation": r.generation, "all": flag(r.all)})
	if err != nil {
		return nil, fmt.Errorf("looking for the divisions of what has changed: %w", err)
	}
	divisions := make([]string, len(rows))
	for i, row := range rows {
		divisions[i] = row.Division
	}
	return divisions, nil
}

// agenciesOf makes the agencies of some divisions, in order, current.
func (r *refreshing) agenciesOf(ctx context.Context, divisions []string, sites map[string]disclosure.Division, all registers) error {
	// What follows a division's name is a hyphen, and the next character is a full stop.
	params := map[string]any{"divisions": divisions, "first": divisions[0], "last": divisions[len(divisions)-1] + "."}
	var columns []columnName
	query := "SELECT site_id, name, agency_id FROM column_agencies FINAL WHERE " + inDivisions("agency_id") + " ORDER BY site_id, name"
	if err := r.Select(ctx, &columns, query, params); err != nil {
		return fmt.Errorf("reading the agencies of columns: %w", err)
	}
	var named []disclosure.Agency
	for _, c := range columns {
		if a, ok := all.titled(c.Name, sites[c.Site]); ok {
			named = append(named, a)
		}
	}
	return r.refreshAgencies(ctx, divisions, params, named, all)
}

// divisionOf is the name of an agency's division, of one that is not certain its own.
func divisionOf(agency string) string {
	if strings.HasPrefix(agency, "unresolved-") {
		return agency
	}
	division, _, _ := strings.Cut(agency, "-")
	return division
}
