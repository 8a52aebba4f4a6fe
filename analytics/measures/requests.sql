-- Requests for information and what became of them, by fiscal year: sums of the printed totals
-- over the reports of own offices. A government's report may count its departments again, so
-- aggregates, and reports that do not say whose figures they count, stand apart and are never added.
-- An unknown figure is left out, never counted as zero: *_known says how many reports print the
-- figure, and a sum without any is NULL. A rate needs its parts and its whole from the same
-- reports: rated_given of rated_outcomes are those of the rated reports, which print all three.
-- Received: new requests of table 3 (forms 2019, 2021),
-- requests received of the 2014 table, or the number that the prose states.
-- Unit: requests (件). Source: agency_years; table 3 of the unified form.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all).
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
FROM (SELECT *, outcomes IS NOT NULL AND granted IS NOT NULL AND partial IS NOT NULL AS rated FROM agency_years WHERE counts AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(division_code, {county:String})) AND ({level:String} = '' OR level = {level:String}) AND ({family:String} = '' OR family = {family:String})) AS r
GROUP BY fiscal_year
ORDER BY fiscal_year
