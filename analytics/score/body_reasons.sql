-- What county_reasons says of all agencies of a county together, of those of each level, of each kind, and of
-- each level and kind; where it is of all levels or kinds these say 'all'.
-- Source: agency_years_history. Parameters: run, from, to (agencies of this slice).
INSERT INTO body_reasons_history (run_id, unit, level, family, county, region, fiscal_year, form, indicator, value, known, reports, rated, outcomes)
SELECT {run:UInt64}, division, if(grouping(of_level) = 1, 'all', of_level), if(grouping(of_family) = 1, 'all', of_family), county, region, fiscal_year, form, indicator,
    sum(printed), countIf(printed IS NOT NULL), count(), sumIf(printed, whole IS NOT NULL), sumIf(whole, printed IS NOT NULL)
FROM
(
    SELECT splitByChar('-', agency_id)[1] AS division, county, substring(division_code, 1, 4) AS region, fiscal_year, form, toString(level) AS of_level, toString(family) AS of_family,
        arrayJoin(reasons) AS reason, reason.1 AS indicator, reason.2 AS printed,
        coalesce(arrayFirst(r -> r.1 = 'outcome_total', reasons).2, arrayFirst(r -> r.1 = 'answer_total', reasons).2) AS whole
    FROM agency_years_history
    WHERE run_id = {run:UInt64} AND scope = 'own_office' AND notEmpty(reasons) AND agency_id >= {from:String} AND (agency_id < {to:String} OR {to:String} = '')
)
WHERE indicator NOT IN ('outcome_total', 'answer_total')
GROUP BY GROUPING SETS
    ((division, county, region, fiscal_year, form, indicator, of_level), (division, county, region, fiscal_year, form, indicator, of_family),
    (division, county, region, fiscal_year, form, indicator, of_level, of_family))
