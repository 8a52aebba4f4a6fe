-- The main figures of current readings that are not added up yet. A sum is of the cells that are
-- known, and NULL where none is.
--
-- Received: new requests of table 3 (forms 2019, 2021), requests received of the 2014 table, or the
-- number that the prose states.
--
-- Unit: requests (件). Source: report_states, reading_figures; table 3 of the unified form.
-- Parameters: method (names this statement: another one adds up anew).
INSERT INTO reading_sums (report_id, reading_id, received, carried_in, carried_out, outcomes, granted, partial, denied, unable, not_processed, other, method)
WITH
missing AS
(
    SELECT report_id, reading_id FROM report_states FINAL
    WHERE figures > 0 AND reading_id NOT IN (SELECT reading_id FROM reading_sums WHERE method = {method:UInt64})
)
SELECT report_id, reading_id,
    coalesce(maxIf(value, indicator = 'requests_new'), maxIf(value, indicator = 'requests_received'), maxIf(value, indicator = 'narrative_requests_received')),
    maxIf(value, indicator = 'requests_carried_in'),
    maxIf(value, indicator = 'requests_carried_out'),
    maxIf(value, indicator = 'outcome_total'),
    maxIf(value, indicator = 'outcome_granted'),
    maxIf(value, indicator = 'outcome_partial'),
    sumIf(value, startsWith(indicator, 'outcome_denied_')),
    sumIf(value, startsWith(indicator, 'outcome_unable_')),
    sumIf(value, startsWith(indicator, 'outcome_not_processed_')),
    coalesce(sumIf(value, startsWith(indicator, 'outcome_other_')), maxIf(value, indicator = 'outcome_other')),
    {method:UInt64}
FROM reading_figures
WHERE applicant IN ('total', '') AND report_id IN (SELECT report_id FROM missing) AND reading_id IN (SELECT reading_id FROM missing)
GROUP BY report_id, reading_id
SETTINGS optimize_aggregation_in_order = 1
