-- How many rows scores has of a division in every dimension together, and how many of each band: a list of the nation's
-- scores says how long it is, and where its bands begin.
-- Unit: rows. Source: score_years_history. The three dimensions that have no values have a row of every agency-year.
-- Parameters: run, from, to (agencies of this slice, to left out: divisions whole).
INSERT INTO score_bands_history (run_id, unit, which, fiscal_year, e, d, c, b, a, total)
SELECT {run:UInt64}, splitByChar('-', agency_id)[1] AS division, which, fiscal_year,
    countIf(timeliness_band = 'E') + countIf(completeness_band = 'E') + countIf(consistency_band = 'E') + countIf(legal_band = 'E'),
    countIf(timeliness_band = 'D') + countIf(completeness_band = 'D') + countIf(consistency_band = 'D') + countIf(legal_band = 'D'),
    countIf(timeliness_band = 'C') + countIf(completeness_band = 'C') + countIf(consistency_band = 'C') + countIf(legal_band = 'C'),
    countIf(timeliness_band = 'B') + countIf(completeness_band = 'B') + countIf(consistency_band = 'B') + countIf(legal_band = 'B'),
    countIf(timeliness_band = 'A') + countIf(completeness_band = 'A') + countIf(consistency_band = 'A') + countIf(legal_band = 'A'),
    sum(bitCount(present)) + 3 * count()
FROM score_years_history
WHERE run_id = {run:UInt64} AND agency_id >= {from:String} AND (agency_id < {to:String} OR {to:String} = '')
GROUP BY division, which, fiscal_year
