-- The reports that the count of identities is made of, those with one that does not hold first: as in
-- the measure identities, report by report, and as of the same score run.
-- Unit: checks; total counts reports. Source: agency_years, read without its view; rules of kind identity and inequality.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all), year (a fiscal
-- year, 0 for all), limit, offset, run (number of the newest score run: score_runs).
WITH
part AS (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}),
-- Of a whole nation; what has a version is a report.
broken AS (
    SELECT report_id, agency_id, name, county, fiscal_year, scope, outcome, checks_pass, toInt64(checks_fail) - toInt64(doubtful_checks) AS fail, toInt64(doubtful_checks) AS doubtful, checks_vacuous, checks_not_assessable
    FROM agency_years_history
    WHERE (run_id, unit_hash) IN part AND versions > 0 AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})
      AND ({level:String} = '' OR level = {level:String}) AND ({family:String} = '' OR family = {family:String})
      AND (checks_fail != 0 OR doubtful_checks != 0)
    ORDER BY fail DESC, doubtful DESC, county, agency_id, fiscal_year
    LIMIT {limit:UInt32} + {offset:UInt32}
),
-- Most hold, and those lie in their order; codes are digits and sort before unknown.
whole AS (
    SELECT report_id, agency_id, name, county, fiscal_year, scope, outcome, checks_pass, toInt64(checks_fail) - toInt64(doubtful_checks) AS fail, toInt64(doubtful_checks) AS doubtful, checks_vacuous, checks_not_assessable
    FROM agency_years_history
    WHERE (run_id, unit_hash) IN part AND versions > 0 AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})
      AND ({level:String} = '' OR level = {level:String}) AND ({family:String} = '' OR family = {family:String})
      AND checks_fail = 0 AND doubtful_checks = 0
    ORDER BY county, agency_id, fiscal_year
    LIMIT {limit:UInt32} + {offset:UInt32}
)
SELECT
    report_id,
    agency_id,
    name,
    county,
    fiscal_year,
    toString(scope) AS scope,
    toString(outcome) AS outcome,
    toInt64(checks_pass) AS pass,
    fail,
    doubtful,
    toInt64(checks_vacuous) AS vacuous,
    toInt64(checks_not_assessable) AS not_assessable,
    total
FROM
(
    -- Only where {county:String} != ''
    SELECT report_id, agency_id, name, county, fiscal_year, scope, outcome, checks_pass, toInt64(checks_fail) - toInt64(doubtful_checks) AS fail, toInt64(doubtful_checks) AS doubtful, checks_vacuous, checks_not_assessable, count() OVER () AS total
    FROM agency_years_history
    WHERE {county:String} != '' AND (run_id, unit_hash) IN part AND versions > 0 AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})
      AND (county = {county:String} OR length({county:String}) < 6 AND startsWith(division_code, {county:String})) AND ({level:String} = '' OR level = {level:String}) AND ({family:String} = '' OR family = {family:String})
    ORDER BY fail DESC, doubtful DESC, county, agency_id, fiscal_year
    LIMIT {limit:UInt32} + {offset:UInt32}
    UNION ALL
    -- Only where {county:String} = ''
    SELECT *,
        -- Counted apart: a window would hold all rows.
        assumeNotNull((
            SELECT count() FROM agency_years_history
            WHERE (run_id, unit_hash) IN part AND versions > 0 AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})
              AND ({level:String} = '' OR level = {level:String}) AND ({family:String} = '' OR family = {family:String})
        )) AS total
    FROM (SELECT * FROM broken UNION ALL SELECT * FROM whole)
    WHERE {county:String} = ''
)
ORDER BY fail DESC, doubtful DESC, county, agency_id, fiscal_year
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
