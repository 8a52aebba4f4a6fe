-- The main figures of current readings that are not added up yet, with how many cells are in doubt
-- and the reasons why requests were not granted, beside their total. A sum is of the cells that are
-- known, and NULL where none is.
--
-- printed says which of them the report prints, known or not, a bit each in their order.
--
-- Received: new requests of table 3 (forms 2019, 2021), requests received of the 2014 table, or the
-- number that the prose states.
--
-- Unit: requests (件); cells. Source: score_parts, report_states, reading_figures; table 3 of the unified form.
-- Parameters: run, method (names this statement: another one adds up anew), from, to (reports of this slice).
INSERT INTO reading_sums (report_id, reading_id, received, carried_in, carried_out, outcomes, granted, partial, denied, unable, not_processed, other,
    totals, printed, cells, unreadable, doubtful, blank, reasons, method)
WITH
missing AS
(
    SELECT report_id, reading_id FROM report_states FINAL
    WHERE figures > 0 AND report_id >= {from:String} AND (report_id < {to:String} OR {to:String} = '')
        AND splitByChar('-', report_id)[1] IN (SELECT unit FROM score_parts WHERE run_id = {run:UInt64} AND made_in = {run:UInt64})
        AND reading_id NOT IN (SELECT reading_id FROM reading_sums WHERE method = {method:UInt64} AND report_id >= {from:String} AND (report_id < {to:String} OR {to:String} = ''))
),
applicant IN ('total', '') AS main
SELECT report_id, reading_id,
    coalesce(maxIf(value, main AND indicator = 'requests_new'), maxIf(value, main AND indicator = 'requests_received'), maxIf(value, main AND indicator = 'narrative_requests_received')),
    maxIf(value, main AND indicator = 'requests_carried_in'),
    maxIf(value, main AND indicator = 'requests_carried_out'),
    maxIf(value, main AND indicator = 'outcome_total'),
    maxIf(value, main AND indicator = 'outcome_granted'),
    maxIf(value, main AND indicator = 'outcome_partial'),
    sumIf(value, main AND startsWith(indicator, 'outcome_denied_')),
    sumIf(value, main AND startsWith(indicator, 'outcome_unable_')),
    sumIf(value, main AND startsWith(indicator, 'outcome_not_processed_')),
    coalesce(sumIf(value, main AND startsWith(indicator, 'outcome_other_')), maxIf(value, main AND indicator = 'outcome_other')),
    countIf(main),
    toUInt16(groupBitOrIf(multiIf(indicator IN ('requests_new', 'requests_received', 'narrative_requests_received'), 1, indicator = 'requests_carried_in', 2, indicator = 'requests_carried_out', 4,
        indicator = 'outcome_total', 8, indicator = 'outcome_granted', 16, indicator = 'outcome_partial', 32, startsWith(indicator, 'outcome_denied_'), 64, startsWith(indicator, 'outcome_unable_'), 128,
        startsWith(indicator, 'outcome_not_processed_'), 256, startsWith(indicator, 'outcome_other_') OR indicator = 'outcome_other', 512, 0), main)),
    count(), countIf(state = 'unreadable'), countIf(confidence < 1 AND state != 'unreadable'), countIf(state = 'blank'),
    groupArrayIf((toString(indicator), value), main AND (indicator IN ('outcome_total', 'answer_total')
        OR match(indicator, '^(outcome_(denied|unable|not_processed)_|answer_(denied_|not_own_agency|not_exist|asked_to_amend|other_channel))'))),
    {method:UInt64}
FROM reading_figures
WHERE report_id IN (SELECT report_id FROM missing) AND reading_id IN (SELECT reading_id FROM missing)
GROUP BY report_id, reading_id
SETTINGS optimize_aggregation_in_order = 1
