-- A reader's own total of agency-years: the mean of the dimensions by weights that the reader chose.
-- There is no total of ours. It has a value only where each dimension that was given a weight has
-- one; where some are missing, without names them with the reason, coverage says how much of the weight is known, and low and high
-- hold whatever the missing ones may be (0 to 1). Low and high are sums of the ends of the
-- dimensions' intervals: at least as wide as an interval of the total. Totals whose intervals overlap
-- can't be told apart; the order is for reading, the lowest first. Whose they are, and whether the report is there, is asked apart.
-- Every agency-year has a row of each dimension, with a value or a reason.
-- Unit: value, low, high and coverage are 0 to 1, more is better. Source: scores, agencies, read without their views, the
-- scores where they lie by year; doc/method.md.
-- Parameters: timeliness, completeness, consistency, legal (weights of 0 or more, one at least above 0),
-- county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all),
-- level, family ('' for all), which ('first' or 'current', the latter for ''), year (0 for all), limit, offset, run (number of the newest score run: score_runs).
WITH
    {timeliness:Float64} + {completeness:Float64} + {consistency:Float64} + {legal:Float64} AS whole,
    -- The dimensions that weigh, as present has them.
    toUInt8(({timeliness:Float64} > 0) + 2 * ({completeness:Float64} > 0) + 4 * ({consistency:Float64} > 0) + 8 * ({legal:Float64} > 0)) AS weighing,
body AS (
    SELECT agency_id FROM agencies_history FINAL
    WHERE ({county:String} = '' OR county_code = {county:String} OR {county:String} = 'unknown' AND ifNull(county_code, '') = '' OR length({county:String}) < 6 AND startsWith(division_code, {county:String}))
      AND ({level:String} = '' OR ifNull(level, '') = {level:String}) AND ({family:String} = '' OR family = {family:String})
),
weighted AS (
    SELECT *,
        bitAnd(present, weighing) AS there,
        bitAnd(there, toUInt8(if({timeliness:Float64} = 0, 0, isNotNull(timeliness)) + if({completeness:Float64} = 0, 0, 2 * isNotNull(completeness)) + if({consistency:Float64} = 0, 0, 4 * isNotNull(consistency)) + if({legal:Float64} = 0, 0, 8 * isNotNull(legal)))) AS valued,
        -- In the order of the names of the dimensions, as rows of scores stand.
        if({completeness:Float64} = 0, 0, {completeness:Float64} * ifNull(completeness, 0)) + if({consistency:Float64} = 0, 0, {consistency:Float64} * ifNull(consistency, 0)) + if({legal:Float64} = 0, 0, {legal:Float64} * ifNull(legal, 0)) + if({timeliness:Float64} = 0, 0, {timeliness:Float64} * ifNull(timeliness, 0)) AS weighed,
        if({completeness:Float64} = 0, 0, {completeness:Float64} * if(bitTest(there, 1), ifNull(completeness_high, 1), 0)) + if({consistency:Float64} = 0, 0, {consistency:Float64} * if(bitTest(there, 2), ifNull(consistency_high, 1), 0))
            + if({legal:Float64} = 0, 0, {legal:Float64} * if(bitTest(there, 3), ifNull(legal_high, 1), 0)) + if({timeliness:Float64} = 0, 0, {timeliness:Float64} * if(bitTest(there, 0), ifNull(timeliness_high, 1), 0)) AS upper,
        if(there = valued, round(weighed / whole, 6), NULL) AS whole_value
    FROM score_years_history
    WHERE which = if({which:String} = '', 'current', {which:String}) AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16}) AND (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
      AND ({county:String} = '' AND {level:String} = '' AND {family:String} = '' OR if({county:String} = '', identity(agency_id) IN body, agency_id IN body))
      AND there > 0
),
-- Counted apart: a window would hold all rows.
(SELECT (countIf(isNotNull(whole_value)), count()) FROM weighted) AS counted
SELECT
    t.agency_id AS agency_id,
    t.fiscal_year AS fiscal_year,
    t.whole_value AS value,
    round((if({completeness:Float64} = 0, 0, {completeness:Float64} * ifNull(t.completeness_low, 0)) + if({consistency:Float64} = 0, 0, {consistency:Float64} * ifNull(t.consistency_low, 0)) + if({legal:Float64} = 0, 0, {legal:Float64} * ifNull(t.legal_low, 0)) + if({timeliness:Float64} = 0, 0, {timeliness:Float64} * ifNull(t.timeliness_low, 0))) / whole, 6) AS low,
    round(t.upper / whole, 6) AS high,
    round((if({completeness:Float64} = 0, 0, {completeness:Float64} * isNotNull(t.completeness)) + if({consistency:Float64} = 0, 0, {consistency:Float64} * isNotNull(t.consistency)) + if({legal:Float64} = 0, 0, {legal:Float64} * isNotNull(t.legal)) + if({timeliness:Float64} = 0, 0, {timeliness:Float64} * isNotNull(t.timeliness))) / whole, 6) AS coverage,
    arraySort(arrayFilter((w, i) -> bitTest(t.there, i) AND NOT bitTest(t.valued, i),
        [if({timeliness:Float64} = 0, '', concat('timeliness:', t.timeliness_reason)), if({completeness:Float64} = 0, '', concat('completeness:', t.completeness_reason)), if({consistency:Float64} = 0, '', concat('consistency:', t.consistency_reason)), if({legal:Float64} = 0, '', concat('legal:', t.legal_reason))], [0, 1, 2, 3])) AS without,
    t.method_version AS method_version,
    counted.1 AS complete,
    counted.2 AS total
FROM weighted AS t
ORDER BY isNull(value), value, t.upper, t.agency_id, t.fiscal_year DESC
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
