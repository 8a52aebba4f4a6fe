-- Requests for information and what became of them, by fiscal year: sums of the printed totals
-- over the reports of own offices (no government-wide aggregate is added to its departments).
-- An unknown figure is left out, never counted as zero: *_known says how many reports print the
-- figure, and a sum without any is NULL. Received: new requests of table 3 (forms 2019, 2021),
-- requests received of the 2014 table, or the number that the prose states.
-- Unit: requests (件). Source: figures_additive, agencies; table 3 of the unified form.
-- Parameters: county (code of a county, 'unknown', or '' for all).
WITH report AS (
    SELECT
        f.report_id AS report_id,
        any(f.agency_id) AS agency_id,
        any(assumeNotNull(f.fiscal_year)) AS fiscal_year,
        maxIf(f.value, f.indicator = 'requests_new') AS new_requests,
        maxIf(f.value, f.indicator = 'requests_received') AS received_2014,
        maxIf(f.value, f.indicator = 'narrative_requests_received') AS received_prose,
        maxIf(f.value, f.indicator = 'requests_carried_in') AS carried_in,
        maxIf(f.value, f.indicator = 'requests_carried_out') AS carried_out,
        maxIf(f.value, f.indicator = 'outcome_total') AS outcomes,
        maxIf(f.value, f.indicator = 'outcome_granted') AS granted,
        maxIf(f.value, f.indicator = 'outcome_partial') AS partial,
        sumIf(f.value, startsWith(f.indicator, 'outcome_denied_')) AS denied,
        sumIf(f.value, startsWith(f.indicator, 'outcome_unable_')) AS unable,
        sumIf(f.value, startsWith(f.indicator, 'outcome_not_processed_')) AS not_processed,
        coalesce(sumIf(f.value, startsWith(f.indicator, 'outcome_other_')), maxIf(f.value, f.indicator = 'outcome_other')) AS other
    FROM figures_additive AS f
    WHERE f.applicant IN ('total', '') AND f.fiscal_year IS NOT NULL
    GROUP BY f.report_id
)
SELECT
    r.fiscal_year AS fiscal_year,
    count() AS reports,
    sum(coalesce(r.new_requests, r.received_2014, r.received_prose)) AS received,
    count(coalesce(r.new_requests, r.received_2014, r.received_prose)) AS received_known,
    sum(r.carried_in) AS carried_in,
    sum(r.carried_out) AS carried_out,
    sum(r.outcomes) AS outcomes,
    count(r.outcomes) AS outcomes_known,
    sumIf(r.granted, r.outcomes IS NOT NULL) AS granted,
    sumIf(r.partial, r.outcomes IS NOT NULL) AS partial,
    sumIf(r.denied, r.outcomes IS NOT NULL) AS denied,
    sumIf(r.unable, r.outcomes IS NOT NULL) AS unable,
    sumIf(r.not_processed, r.outcomes IS NOT NULL) AS not_processed,
    sumIf(r.other, r.outcomes IS NOT NULL) AS other
FROM report AS r
LEFT JOIN agencies AS a ON a.agency_id = r.agency_id
WHERE ({county:String} = '' OR if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) = {county:String})
GROUP BY fiscal_year
ORDER BY fiscal_year
