-- The bands of some agencies over three fiscal years: reasons of attention. Empty where there is none.
-- Unit: bands among the peers, A to E. Source: scores, read without its view where they lie by year.
-- Parameters: agencies (agency_ids), year (the last of the three fiscal years), run (number of the newest score run: score_runs).
SELECT
    agency_id,
    fiscal_year,
    ifNull(s.timeliness_band, '') AS timeliness,
    ifNull(s.completeness_band, '') AS completeness,
    ifNull(s.consistency_band, '') AS consistency,
    ifNull(s.legal_band, '') AS legal
FROM score_years_history AS s
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}) AND which = 'current' AND fiscal_year BETWEEN {year:UInt16} - 2 AND {year:UInt16}
  AND agency_id IN {agencies:Array(String)}
ORDER BY agency_id, fiscal_year
