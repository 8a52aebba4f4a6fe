-- Why requests were not granted, as printed by own offices, added up by county. rated and outcomes are
-- of reports that print the reason and their total, so that a share has its parts and its whole
-- from the same reports.
-- Source: agency_years_history. Parameters: run, from, to (agencies of this slice).
INSERT INTO county_reasons_history (run_id, unit, county, region, fiscal_year, form, indicator, value, known, reports, rated, outcomes)
SELECT {run:UInt64}, division, county, substring(division_code, 1, 4) AS region, fiscal_year, form, reason.1 AS indicator,
    sum(reason.2), countIf(reason.2 IS NOT NULL), count(), sumIf(reason.2, whole IS NOT NULL), sumIf(whole, reason.2 IS NOT NULL)
FROM
(
    SELECT splitByChar('-', agency_id)[1] AS division, county, division_code, fiscal_year, form, arrayJoin(reasons) AS reason,
        coalesce(arrayFirst(r -> r.1 = 'outcome_total', reasons).2, arrayFirst(r -> r.1 = 'answer_total', reasons).2) AS whole
    FROM agency_years_history
    WHERE run_id = {run:UInt64} AND scope = 'own_office' AND notEmpty(reasons) AND agency_id >= {from:String} AND (agency_id < {to:String} OR {to:String} = '')
)
WHERE indicator NOT IN ('outcome_total', 'answer_total')
GROUP BY division, county, region, fiscal_year, form, indicator
