package store

import (
	"context"
	"fmt"

	"gongkai/disclosure"
)

// KnownAgency returns the agency that has an ID, or that alone has a name: in a division, or of all
// where that is ”.
func (db *DB) KnownAgency(ctx context.Context, called, division string) (disclosure.Agency, bool, error) {
	var rows []agencyFields
	const query = `SELECT agency_id, name, division_code, division_name, county_code, level, family, parent_agency_id, vertical FROM agencies
		WHERE NOT startsWith(agency_id, 'unresolved-') AND (agency_id = {called:String} OR name = {called:String} AND ({division:String} = '' OR {division:String} IN (county_code, division_code)))
		ORDER BY agency_id = {called:String} DESC, agency_id LIMIT 2`
	if err := db.Select(ctx, &rows, query, map[string]any{"called": called, "division": division}); err != nil {
		return disclosure.Agency{}, false, fmt.Errorf("looking for the agency %s: %w", called, err)
	}
	if len(rows) == 0 || len(rows) > 1 && rows[0].ID != called {
		return disclosure.Agency{}, false, nil
	}
	return rows[0].agency(), true, nil
}
