package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"gongkai/disclosure"
)

// What persons say of a division's agencies concerns that division, and the sites of which a column or a
// document in doubt may be named after one of them: not the other sites of a nation. How far the register
// of a division was heeded stands in refreshed_sites, under the division's code behind a star.

// newLists are registers that were not heeded yet.
type newLists struct {
	names  []string // as refreshed_sites has them
	hashes []uint64
}

// newLists finds them, and the sites that they concern.
func (r *refreshing) newLists(ctx context.Context) (lists newLists, concerned []string, err error) {
	var rows []struct {
		Division string `ch:"division_code"`
		Hash     uint64 `ch:"hash"`
	}
	const query = `SELECT l.division_code AS division_code, l.hash AS hash
		FROM (SELECT division_code, sum(cityHash64(division_code, registered_at, content)) AS hash FROM registers_history FINAL GROUP BY division_code) AS l
		LEFT JOIN (SELECT site_id, fingerprint, 1 AS noted FROM refreshed_sites FINAL) AS was ON was.site_id = concat('*', l.division_code)
		WHERE was.noted = 0 OR was.fingerprint != l.hash
		ORDER BY division_code`
	if err := r.Select(ctx, &rows, query, nil); err != nil {
		return lists, nil, fmt.Errorf("looking for new registers: %w", err)
	}
	lists, concerned = newLists{[]string{}, []uint64{}}, []string{}
	for _, row := range rows {
		r.said = append(r.said, row.Division)
		lists.names, lists.hashes = append(lists.names, "*"+row.Division), append(lists.hashes, row.Hash)
	}
	if len(rows) > 0 {
		concerned, err = r.concerned(ctx)
	}
	return lists, concerned, err
}

// concerned are the sites that have a name which a new register may give another meaning.
func (r *refreshing) concerned(ctx context.Context) ([]string, error) {
	divisions, err := r.siteDivisions(ctx)
	if err != nil {
		return nil, err
	}
	var names []struct {
		Site string `ch:"site_id"`
		Name string `ch:"name"`
	}
	const query = `SELECT DISTINCT toString(site_id) AS site_id, name FROM walks_history WHERE name != ''
		UNION DISTINCT
		SELECT toString(site_id), title FROM unread_links_history FINAL`
	if err := r.Select(ctx, &names, query, nil); err != nil {
		return nil, fmt.Errorf("looking for what a register concerns: %w", err)
	}
	sites := []string{}
	for _, n := range names {
		if r.mayMean(n.Name, divisions[n.Site]) {
			sites = append(sites, n.Site)
		}
	}
	slices.Sort(sites)
	return slices.Compact(sites), nil
}

// mayMean: the register that says what a name means is a new one. See titled and linkRow.read.
func (r *refreshing) mayMean(name string, site disclosure.Division) bool {
	resolved, _ := disclosure.ResolveAgency(name, site)
	_, titled, _ := disclosure.AgencyFromTitle(name, site)
	return slices.ContainsFunc([]disclosure.Agency{resolved, titled}, func(a disclosure.Agency) bool {
		return slices.Contains(r.said, registerOf(a, site))
	})
}

// registerOf is the division whose register speaks of an agency: its own, or that of the site where the
// name alone does not tell.
func registerOf(a disclosure.Agency, site disclosure.Division) string {
	return cmp.Or(a.CountyCode, a.DivisionCode, site.Code)
}

// listed are the divisions of the agencies of which new registers speak.
func (r *refreshing) listed(ctx context.Context, all registers) ([]string, error) {
	if len(r.said) == 0 {
		return nil, nil
	}
	var rows []struct {
		Agency string `ch:"agency_id"`
	}
	const query = "SELECT agency_id FROM agencies_history FINAL WHERE coalesce(nullIf(county_code, ''), division_code, '') IN {divisions:Array(String)}"
	if err := r.Select(ctx, &rows, query, map[string]any{"divisions": r.said}); err != nil {
		return nil, fmt.Errorf("looking for the agencies that a register speaks of: %w", err)
	}
	divisions := slices.Clone(r.said)
	for _, row := range rows {
		divisions = append(divisions, divisionOf(row.Agency))
	}
	for _, division := range r.said {
		if c := all.current[division]; c != nil {
			for _, a := range c.Agencies {
				divisions = append(divisions, divisionOf(a.ID))
			}
		}
	}
	return divisions, nil
}
