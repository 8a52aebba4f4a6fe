-- What county_reasons says of all agencies of a county together, of those of each level.
-- Source: agency_years_history. Parameters: run, from, to (agencies of this slice).
INSERT INTO level_reasons_history (run_id, unit, level, county, region, fiscal_year, form, indicator, value, known, reports, rated, outcomes)
SELECT {run:UInt64}, division, of_level, county, region, fiscal_year, form, indicator,
    sum(printed), countIf(printed IS NOT NULL), count(), sumIf(printed, whole IS NOT NULL), sumIf(whole, printed IS NOT NULL)
FROM
(
    SELECT splitByChar('-', agency_id)[1] AS division, county, substring(division_code, 1, 4) AS region, fiscal_year, form, toString(level) AS of_level,
        arrayJoin(reasons) AS reason, reason.1 AS indicator, reason.2 AS printed,
        coalesce(arrayFirst(r -> r.1 = 'outcome_total', reasons).2, arrayFirst(r -> r.1 = 'answer_total', reasons).2) AS whole
    FROM agency_years_history
    WHERE run_id = {run:UInt64} AND scope = 'own_office' AND notEmpty(reasons) AND agency_id >= {from:String} AND (agency_id < {to:String} OR {to:String} = '')
)
WHERE indicator NOT IN ('outcome_total', 'answer_total')
GROUP BY division, county, region, fiscal_year, form, indicator, of_level
