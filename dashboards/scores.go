package dashboards

import (
	"context"
	"slices"
)

// scoreKey names a row of scores.
type scoreKey struct {
	AgencyID   string `ch:"agency_id"`
	FiscalYear uint16 `ch:"fiscal_year"`
	Dimension  string `ch:"dimension"`
	Which      string `ch:"which"`
}

// heldRow is how many rows scores has, and how many of each band.
type heldRow struct {
	E     uint64 `ch:"e"`
	D     uint64 `ch:"d"`
	C     uint64 `ch:"c"`
	B     uint64 `ch:"b"`
	A     uint64 `ch:"a"`
	Total uint64 `ch:"total"`
}

// scoreParams are what a list of scores is asked by.
var scoreParams = []string{"county", "agency", "dimension", "level", "family", "band", "which", "year", "limit", "offset"}

// bodyOfScores are the parameters that say whose scores are asked for, and of which versions and years.
var bodyOfScores = []string{"county", "level", "family", "agency", "which", "year"}

// scores reads a list of scores. Of a dimension that has values, and of all together where the rows have bands, the rows are
// chosen where they lie by year, and then looked up: several plain questions cost less than one that does all.
func (s *server) scores(ctx context.Context, params map[string]any) ([]ScoreRow, error) {
	dimension, band := params["dimension"].(string), params["band"].(string)
	switch {
	case slices.Contains(scored, dimension):
		return s.scoresByYear(ctx, params)
	case dimension == "" && band != "none":
		rows, done, err := s.scoresByBand(ctx, params)
		if done || err != nil {
			return rows, err
		}
	}
	rows := []ScoreRow{}
	err := s.Measures.Select(ctx, &rows, "scores", params)
	return rows, err
}

func (s *server) scoresByYear(ctx context.Context, params map[string]any) ([]ScoreRow, error) {
	bands, err := s.scoreBands(ctx, params)
	if err != nil {
		return nil, err
	}
	total := uint64(0)
	for _, b := range bands {
		if asked := params["band"]; asked == "" || asked == b.Band || asked == "none" && b.Band == "" { // what has no value has no band
			total += b.Agencies
		}
	}
	var keys []scoreKey
	if err := s.Measures.Select(ctx, &keys, "scores_by_year", params); err != nil {
		return nil, err
	}
	return s.scoresOf(ctx, keys, total)
}

// scoreBands counts the agency-years of a dimension by band.
func (s *server) scoreBands(ctx context.Context, params map[string]any) ([]BandRow, error) {
	var bands []BandRow
	if slices.Contains(scored, params["dimension"].(string)) {
		err := s.Measures.Select(ctx, &bands, "score_bands_by_year", only(params, append([]string{"dimension"}, bodyOfScores...)))
		return bands, err
	}
	err := s.Measures.Select(ctx, &bands, "score_bands", only(params, []string{"county", "dimension", "level", "family", "year"}))
	return bands, err
}

// scoresByBand reads the rows of all dimensions from those that have bands; it has not done so where the answer goes beyond.
func (s *server) scoresByBand(ctx context.Context, params map[string]any) (rows []ScoreRow, done bool, err error) {
	var counts []heldRow
	if err := s.Measures.Select(ctx, &counts, "scores_held", only(params, bodyOfScores)); err != nil || len(counts) == 0 {
		return nil, false, err
	}
	asked, _ := params["band"].(string)
	offset, limit := params["offset"].(uint32), params["limit"].(uint32)
	bands, skipped, total, ok := counts[0].bands(asked, uint64(offset), uint64(limit))
	if !ok {
		return nil, false, nil
	}
	given := only(params, append([]string{"limit"}, bodyOfScores...))
	given["bands"], given["offset"] = bands, offset-uint32(skipped)
	var keys []scoreKey
	if err := s.Measures.Select(ctx, &keys, "scores_by_band", given); err != nil {
		return nil, false, err
	}
	rows, err = s.scoresOf(ctx, keys, total)
	return rows, true, err
}

// bands are those that some rows of a list are in, how many rows are in the bands before, and how long the whole list is;
// they are not ok where some of the rows have no band.
func (h heldRow) bands(asked string, offset, limit uint64) (bands []string, before, total uint64, ok bool) {
	end := uint64(0)
	for _, b := range []struct {
		name string
		rows uint64
	}{{"E", h.E}, {"D", h.D}, {"C", h.C}, {"B", h.B}, {"A", h.A}} {
		if asked == b.name {
			return []string{b.name}, 0, b.rows, true
		}
		begin := end
		if end += b.rows; end <= offset || begin >= offset+limit {
			continue
		}
		if len(bands) == 0 {
			before = begin
		}
		bands = append(bands, b.name)
	}
	return bands, before, h.Total, end >= offset+limit
}

// scoresOf looks up rows of scores by their names, in this order.
func (s *server) scoresOf(ctx context.Context, keys []scoreKey, total uint64) ([]ScoreRow, error) {
	all := make([]ScoreRow, 0, len(keys))
	at := map[scoreKey]ScoreRow{}
	for some := range slices.Chunk(keys, mostAsked) {
		var rows []ScoreRow
		err := s.Measures.Select(ctx, &rows, "scores_of", map[string]any{"agencies": eachOnce(some, func(k scoreKey) string { return k.AgencyID }),
			"years": eachOnce(some, func(k scoreKey) uint16 { return k.FiscalYear }), "dimensions": eachOnce(some, func(k scoreKey) string { return k.Dimension })})
		if err != nil {
			return nil, err
		}
		for _, r := range rows {
			at[scoreKey{r.AgencyID, r.FiscalYear, r.Dimension, r.Which}] = r
		}
	}
	bodies, there, err := s.bodies(ctx, eachOnce(keys, func(k scoreKey) agencyYearKey { return agencyYearKey{k.AgencyID, k.FiscalYear} }))
	if err != nil {
		return nil, err
	}
	for _, k := range keys {
		r := at[k]
		body := bodies[k.AgencyID]
		r.Name, r.County, r.Family, r.Level, r.Total = body.Name, body.County, body.Family, body.Level, total
		r.ReportID = there[agencyYearKey{k.AgencyID, k.FiscalYear}]
		all = append(all, r)
	}
	return all, nil
}
