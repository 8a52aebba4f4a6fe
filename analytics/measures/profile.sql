-- The main figures of one agency's reports, by fiscal year, as printed. NULL is unknown: not on
-- the form of that year, blank, or not readable. Where forms differ, *_key names the figure that was
-- taken, as addresses do; it is empty where there is none.
-- Unit: requests, cases (件), published items (条). Source: figures; tables 3 and 4, the 2014
-- table, or the prose.
-- Parameters: agency (an agency_id).
SELECT * EXCEPT (known) FROM
(
SELECT
    assumeNotNull(fiscal_year) AS fiscal_year,
    any(report_id) AS report_id,
    coalesce(maxIf(value, indicator = 'published_total'), maxIf(value, indicator = 'narrative_published_total')) AS published,
    coalesce(maxIf(value, indicator = 'requests_new'), maxIf(value, indicator = 'requests_received'), maxIf(value, indicator = 'narrative_requests_received')) AS received,
    maxIf(value, indicator = 'requests_carried_in') AS carried_in,
    maxIf(value, indicator = 'requests_carried_out') AS carried_out,
    maxIf(value, indicator = 'outcome_total') AS outcomes,
    maxIf(value, indicator = 'outcome_granted') AS granted,
    maxIf(value, indicator = 'outcome_partial') AS partial,
    sumIf(value, startsWith(indicator, 'outcome_denied_')) AS denied,
    sumIf(value, startsWith(indicator, 'outcome_unable_')) AS unable,
    sumIf(value, startsWith(indicator, 'outcome_not_processed_')) AS not_processed,
    coalesce(sumIf(value, startsWith(indicator, 'outcome_other_')), maxIf(value, indicator = 'outcome_other')) AS other,
    coalesce(maxIf(value, indicator = 'reconsideration_total'), maxIf(value, indicator = 'reconsideration_decided'), maxIf(value, indicator = 'narrative_reconsideration_total')) AS reconsiderations,
    maxIf(value, indicator = 'reconsideration_corrected') AS reconsiderations_corrected,
    maxIf(value, indicator = 'litigation_direct_total') AS suits_direct,
    maxIf(value, indicator = 'litigation_direct_corrected') AS suits_direct_corrected,
    maxIf(value, indicator = 'litigation_after_review_total') AS suits_after_review,
    maxIf(value, indicator = 'litigation_after_review_corrected') AS suits_after_review_corrected,
    coalesce(maxIf(value, indicator = 'litigation_decided'), maxIf(value, indicator = 'narrative_litigation_total')) AS suits_unsplit,
    groupUniqArrayIf(concat(toString(indicator), if(applicant = '', '', '.total')), value IS NOT NULL) AS known,
    arrayFirst(k -> has(known, k), ['published_total', 'narrative_published_total']) AS published_key,
    arrayFirst(k -> has(known, k), ['requests_new.total', 'requests_received', 'narrative_requests_received']) AS received_key,
    arrayFirst(k -> has(known, k), ['reconsideration_total', 'reconsideration_decided', 'narrative_reconsideration_total']) AS reconsiderations_key,
    arrayFirst(k -> has(known, k), ['litigation_decided', 'narrative_litigation_total']) AS suits_unsplit_key
FROM figures
WHERE agency_id = {agency:String} AND applicant IN ('total', '') AND fiscal_year IS NOT NULL
GROUP BY fiscal_year
)
ORDER BY fiscal_year, report_id
