-- A reader's own total of agency-years: the mean of the dimensions by weights that the reader chose.
-- There is no total of ours. It has a value only where each dimension that was given a weight has
-- one; where some are missing, without names them with the reason, coverage says how much of the weight is known, and low and high
-- hold whatever the missing ones may be (0 to 1). Low and high are sums of the ends of the
-- dimensions' intervals: at least as wide as an interval of the total. Totals whose intervals overlap
-- can't be told apart; the order is for reading, the lowest first.
-- Every agency-year has a row of each dimension, with a value or a reason.
-- Unit: value, low, high and coverage are 0 to 1, more is better. Source: scores, agencies, reports;
-- doc/method.md.
-- Parameters: timeliness, completeness, consistency, legal (weights of 0 or more, one at least above 0),
-- county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all),
-- level, family ('' for all), which ('first' or 'current', the latter for ''), year (0 for all), limit, offset.
WITH
    [{timeliness:Float64}, {completeness:Float64}, {consistency:Float64}, {legal:Float64}] AS weights,
    arraySum(weights) AS whole
SELECT
    t.agency_id AS agency_id,
    a.name AS name,
    if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) AS county,
    nullIf(toString(a.family), '') AS family,
    nullIf(ifNull(toString(a.level), ''), '') AS level,
    t.fiscal_year AS fiscal_year,
    if(t.dimensions = t.known, round(t.value / whole, 6), NULL) AS value,
    round(t.low / whole, 6) AS low,
    round(t.high / whole, 6) AS high,
    round(t.coverage / whole, 6) AS coverage,
    t.without AS without,
    t.method_version AS method_version,
    nullIf(r.report_id, '') AS report_id,
    countIf(isNotNull(value)) OVER () AS complete,
    count() OVER () AS total
FROM
(
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
        FROM scores
        WHERE which = if({which:String} = '', 'current', {which:String}) AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})
    )
    WHERE weight > 0
    GROUP BY agency_id, fiscal_year
) AS t
LEFT JOIN agencies AS a ON a.agency_id = t.agency_id
LEFT JOIN (SELECT report_id, agency_id, fiscal_year FROM reports WHERE fiscal_year IS NOT NULL) AS r ON r.agency_id = t.agency_id AND r.fiscal_year = t.fiscal_year
WHERE ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.division_code, ''), {county:String}))
  AND ({level:String} = '' OR ifNull(a.level, '') = {level:String})
  AND ({family:String} = '' OR a.family = {family:String})
ORDER BY isNull(value), value, t.high, t.agency_id, t.fiscal_year DESC
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
