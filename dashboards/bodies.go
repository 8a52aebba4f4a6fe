package dashboards

import (
	"context"
	"maps"
	"slices"
	"strconv"

	"golang.org/x/sync/errgroup"
)

// BodyRow is what an agency is, as lists show it.
type BodyRow struct {
	AgencyID string  `ch:"agency_id"`
	Name     string  `ch:"name"`
	County   string  `ch:"county"` // unknown where it has none
	Family   *string `ch:"family"`
	Level    *string `ch:"level"`
}

// agencyYearKey names an agency's year.
type agencyYearKey struct {
	AgencyID   string
	FiscalYear uint16
}

// thereRow is a report that is there.
type thereRow struct {
	ReportID string `ch:"report_id"`
}

// reportID is what the report of an agency's year is called.
func reportID(agency string, year uint16) string { return agency + "-" + strconv.Itoa(int(year)) }

// mostAsked is how many names go into one question: they stand in its address.
const mostAsked = 2000

// bodies says of the agencies of rows what they are, and of their years which report is there.
func (s *server) bodies(ctx context.Context, years []agencyYearKey) (bodies map[string]BodyRow, there map[agencyYearKey]*string, err error) {
	names := map[string]agencyYearKey{} // a report has the name of its agency and year
	for _, k := range years {
		names[reportID(k.AgencyID, k.FiscalYear)] = k
	}
	var found map[string]bool
	both, ctx := errgroup.WithContext(ctx)
	both.Go(func() (err error) {
		bodies, err = bodiesOf(ctx, s.Measures, eachOnce(years, func(k agencyYearKey) string { return k.AgencyID }))
		return err
	})
	both.Go(func() (err error) {
		found, err = reportsThere(ctx, s.Measures, slices.Sorted(maps.Keys(names)))
		return err
	})
	if err := both.Wait(); err != nil {
		return nil, nil, err
	}
	there = map[agencyYearKey]*string{}
	for id := range found {
		there[names[id]] = &id
	}
	return bodies, there, nil
}

// bodiesOf says of some agencies what they are. Who is not known is of county unknown.
func bodiesOf(ctx context.Context, m Measures, agencies []string) (map[string]BodyRow, error) {
	bodies := map[string]BodyRow{}
	for _, id := range agencies {
		bodies[id] = BodyRow{AgencyID: id, County: "unknown"}
	}
	for some := range slices.Chunk(agencies, mostAsked) {
		var rows []BodyRow
		if err := m.Select(ctx, &rows, "bodies", map[string]any{"agencies": some}); err != nil {
			return nil, err
		}
		for _, r := range rows {
			bodies[r.AgencyID] = r
		}
	}
	return bodies, nil
}

// reportsThere says which of some reports are there.
func reportsThere(ctx context.Context, m Measures, ids []string) (map[string]bool, error) {
	there := map[string]bool{}
	for some := range slices.Chunk(ids, mostAsked) {
		var rows []thereRow
		if err := m.Select(ctx, &rows, "reports_there", map[string]any{"reports": some}); err != nil {
			return nil, err
		}
		for _, r := range rows {
			there[r.ReportID] = true
		}
	}
	return there, nil
}

// eachOnce lists what rows have, each once, in the order of their first.
func eachOnce[T any, K comparable](rows []T, of func(T) K) []K {
	seen, all := map[K]bool{}, []K{}
	for _, r := range rows {
		if k := of(r); !seen[k] {
			seen[k] = true
			all = append(all, k)
		}
	}
	return all
}

// spanRow is what was found of an agency.
type spanRow struct {
	AgencyID  string  `ch:"agency_id"`
	Reports   uint64  `ch:"reports"`
	FirstYear *uint16 `ch:"first_year"`
	LastYear  *uint16 `ch:"last_year"`
	Errors    uint64  `ch:"errors"`
}

// agencyParams are what a list of agencies is asked by.
var agencyParams = []string{"county", "level", "family", "q", "agency", "limit", "offset"}

// Agencies lists agencies: what they are, and then what was found of those of the answer.
func Agencies(ctx context.Context, m Measures, params map[string]any) ([]AgencyRow, error) {
	rows := []AgencyRow{}
	if err := m.Select(ctx, &rows, "agencies", params); err != nil {
		return nil, err
	}
	spans := map[string]spanRow{}
	for some := range slices.Chunk(rows, mostAsked) {
		var found []spanRow
		if err := m.Select(ctx, &found, "agency_spans", map[string]any{"agencies": eachOnce(some, func(r AgencyRow) string { return r.AgencyID })}); err != nil {
			return nil, err
		}
		for _, f := range found {
			spans[f.AgencyID] = f
		}
	}
	for i := range rows {
		r := &rows[i]
		f := spans[r.AgencyID]
		r.Reports, r.FirstYear, r.LastYear, r.Errors = f.Reports, f.FirstYear, f.LastYear, f.Errors
	}
	return rows, nil
}
