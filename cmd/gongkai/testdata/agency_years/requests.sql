-- Requests for information and what became of them, by fiscal year: sums of the printed totals
-- over the reports of own offices. A government's report may count its departments again, so
-- aggregates, and reports that do not say whose figures they count, stand apart and are never added.
-- An unknown figure is left out, never counted as zero: *_known says how many reports print the
-- figure, and a sum without any is NULL. A rate needs its parts and its whole from the same
-- reports: rated_given of rated_outcomes are those of the rated reports, which print all three.
-- Received: new requests of table 3 (forms 2019, 2021),
-- requests received of the 2014 table, or the number that the prose states.
-- Unit: requests (件). Source: figures, agencies; table 3 of the unified form.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all).
WITH report AS (
    SELECT
        f.report_id AS report_id,
        any(f.agency_id) AS agency_id,
        any(f.scope) AS scope,
        any(assumeNotNull(f.fiscal_year)) AS fiscal_year,
        coalesce(maxIf(f.value, f.indicator = 'requests_new'), maxIf(f.value, f.indicator = 'requests_received'),
            maxIf(f.value, f.indicator = 'narrative_requests_received')) AS received,
        maxIf(f.value, f.indicator = 'requests_carried_in') AS carried_in,
        maxIf(f.value, f.indicator = 'requests_carried_out') AS carried_out,
        maxIf(f.value, f.indicator = 'outcome_total') AS outcomes,
        maxIf(f.value, f.indicator = 'outcome_granted') AS granted,
        maxIf(f.value, f.indicator = 'outcome_partial') AS partial,
        sumIf(f.value, startsWith(f.indicator, 'outcome_denied_')) AS denied,
        sumIf(f.value, startsWith(f.indicator, 'outcome_unable_')) AS unable,
        sumIf(f.value, startsWith(f.indicator, 'outcome_not_processed_')) AS not_processed,
        coalesce(sumIf(f.value, startsWith(f.indicator, 'outcome_other_')), maxIf(f.value, f.indicator = 'outcome_other')) AS other
    FROM figures AS f
    WHERE f.applicant IN ('total', '') AND f.fiscal_year IS NOT NULL
    GROUP BY f.report_id
)
SELECT
    r.fiscal_year AS fiscal_year,
    countIf(r.scope = 'own_office') AS reports,
    sumIf(r.received, r.scope = 'own_office') AS received,
    countIf(r.received IS NOT NULL AND r.scope = 'own_office') AS received_known,
    sumIf(r.carried_in, r.scope = 'own_office') AS carried_in,
    sumIf(r.carried_out, r.scope = 'own_office') AS carried_out,
    sumIf(r.outcomes, r.scope = 'own_office') AS outcomes,
    countIf(r.outcomes IS NOT NULL AND r.scope = 'own_office') AS outcomes_known,
    sumIf(r.granted, r.outcomes IS NOT NULL AND r.scope = 'own_office') AS granted,
    sumIf(r.partial, r.outcomes IS NOT NULL AND r.scope = 'own_office') AS partial,
    sumIf(r.denied, r.outcomes IS NOT NULL AND r.scope = 'own_office') AS denied,
    sumIf(r.unable, r.outcomes IS NOT NULL AND r.scope = 'own_office') AS unable,
    sumIf(r.not_processed, r.outcomes IS NOT NULL AND r.scope = 'own_office') AS not_processed,
    sumIf(r.other, r.outcomes IS NOT NULL AND r.scope = 'own_office') AS other,
    countIf(r.rated AND r.scope = 'own_office') AS rated,
    sumIf(r.outcomes, r.rated AND r.scope = 'own_office') AS rated_outcomes,
    sumIf(r.granted + r.partial, r.rated AND r.scope = 'own_office') AS rated_given,
    countIf(r.scope = 'government_aggregate') AS aggregates,
    sumIf(r.received, r.scope = 'government_aggregate') AS aggregates_received,
    countIf(r.scope = 'unknown') AS unscoped,
    sumIf(r.received, r.scope = 'unknown') AS unscoped_received
FROM (SELECT *, outcomes IS NOT NULL AND granted IS NOT NULL AND partial IS NOT NULL AS rated FROM report) AS r
LEFT JOIN agencies AS a ON a.agency_id = r.agency_id
WHERE ({county:String} = '' OR if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.division_code, ''), {county:String}))
  AND ({level:String} = '' OR ifNull(toString(a.level), '') = {level:String}) AND ({family:String} = '' OR a.family = {family:String})
GROUP BY fiscal_year
ORDER BY fiscal_year
