-- A reader's own total of agency-years: the mean of the dimensions by weights that the reader chose.
-- There is no total of ours. It has a value only where each dimension that was given a weight has
-- one; where some are missing, without names them with the reason, coverage says how much of the weight is known, and low and high
-- hold whatever the missing ones may be (0 to 1). Low and high are sums of the ends of the
-- dimensions' intervals: at least as wide as an interval of the total. Totals whose intervals overlap
-- can't be told apart; the order is for reading, the lowest first.
-- Every agency-year has a row of each dimension, with a value or a reason.
-- Unit: value, low, high and coverage are 0 to 1, more is better. Source: scores, agencies, reports, read without their views;
-- doc/method.md.
-- Parameters: timeliness, completeness, consistency, legal (weights of 0 or more, one at least above 0),
-- county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all),
-- level, family ('' for all), which ('first' or 'current', the latter for ''), year (0 for all), limit, offset, run (number of the newest score run: score_runs).
WITH
    [{timeliness:Float64}, {completeness:Float64}, {consistency:Float64}, {legal:Float64}] AS weights,
    arraySum(weights) AS whole,
body AS (
    SELECT agency_id FROM agencies_history FINAL
    WHERE ({county:String} = '' OR if(ifNull(county_code, '') = '', 'unknown', ifNull(county_code, '')) = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(division_code, ''), {county:String}))
      AND ({level:String} = '' OR ifNull(level, '') = {level:String}) AND ({family:String} = '' OR family = {family:String})
),
known AS (
    SELECT
        agency_id,
        fiscal_year,
        max(method_version) AS method_version,
        count() AS dimensions,
        countIf(isNotNull(v)) AS known,
        sumIf(weight, isNotNull(v)) AS coverage,
        sum(weight * ifNull(v, 0)) AS value,
        sum(weight * ifNull(l, 0)) AS low,
        sum(weight * ifNull(h, 1)) AS high,
        arraySort(groupArrayIf(toString(dimension) || ':' || toString(reason), isNull(v))) AS without
    FROM
    (
        SELECT agency_id, fiscal_year, dimension, value AS v, low AS l, high AS h, reason, method_version,
            transform(toString(dimension), ['timeliness', 'completeness', 'consistency', 'legal'], weights, 0.) AS weight
        FROM scores_history
        PREWHERE which = if({which:String} = '', 'current', {which:String}) AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})
            AND transform(toString(dimension), ['timeliness', 'completeness', 'consistency', 'legal'], weights, 0.) > 0
        WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
          AND ({county:String} = '' AND {level:String} = '' AND {family:String} = '' OR agency_id IN body)
    )
    WHERE weight > 0
    GROUP BY agency_id, fiscal_year
),
-- The rows of the answer, before anybody's name is looked up.
chosen AS (
    SELECT *, if(dimensions = known, round(value / whole, 6), NULL) AS whole_value, countIf(isNotNull(whole_value)) OVER () AS complete, count() OVER () AS total
    FROM known
    ORDER BY isNull(whole_value), whole_value, high, agency_id, fiscal_year DESC
    LIMIT {limit:UInt32} OFFSET {offset:UInt32}
)
SELECT
    t.agency_id AS agency_id,
    a.name AS name,
    if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) AS county,
    nullIf(toString(a.family), '') AS family,
    nullIf(ifNull(toString(a.level), ''), '') AS level,
    t.fiscal_year AS fiscal_year,
    t.whole_value AS value,
    round(t.low / whole, 6) AS low,
    round(t.high / whole, 6) AS high,
    round(t.coverage / whole, 6) AS coverage,
    t.without AS without,
    t.method_version AS method_version,
    nullIf(r.report_id, '') AS report_id,
    t.complete AS complete,
    t.total AS total
FROM chosen AS t
LEFT JOIN (SELECT agency_id, name, county_code, family, level FROM agencies_history FINAL) AS a ON a.agency_id = t.agency_id
LEFT JOIN (SELECT report_id FROM report_states FINAL WHERE {year:UInt16} = 0 OR fiscal_year = {year:UInt16}) AS r ON r.report_id = concat(t.agency_id, '-', toString(t.fiscal_year))
ORDER BY isNull(value), value, t.high, t.agency_id, t.fiscal_year DESC
