-- What is known of the agencies of a county, added up by year. An unknown figure is left out, never
-- counted as zero: a sum without any is NULL. Those of each level, of each kind, and of each level and kind
-- stand beside all of them together, for which level and family say 'all'.
-- Source: agency_years_history, rates_history.
-- Parameters: run, from, to (agencies of this slice).
INSERT INTO county_years_history (run_id, unit, level, family, county, region, fiscal_year, due, expected, on_time, late, unknown, unseen, not_found, blocked, not_published, no_deadline,
    reports, part_read, changed, own_reports, unscoped_reports, errors, doubts, reports_with_errors,
    checks_pass, checks_fail, doubtful_checks, checks_vacuous, checks_not_assessable, broken_reports, cells, unreadable, doubtful, blank,
    counted, own, received, received_known, carried_in, carried_out, outcomes, outcomes_known, granted, partial, denied, unable, not_processed, other,
    rated, rated_outcomes, rated_given, aggregates, aggregates_received, unscoped, unscoped_received,
    reviews_corrected, reviews_decided, reviews_agencies, suits_corrected, suits_decided, suits_agencies, after_review_corrected, after_review_decided, after_review_agencies)
WITH
    y.status != 'not_expected' AS is_due,
    is_due AND y.reason != 'no_deadline' AS is_expected,
    y.report_id != '' AND y.reason != 'only_brought' AS is_seen, -- on its site
    y.report_id != '' AS is_report,
    y.counts AND y.scope = 'own_office' AS is_own,
    is_own AND y.outcomes IS NOT NULL AS is_decided,
    is_decided AND y.granted IS NOT NULL AND y.partial IS NOT NULL AS is_rated,
    toString(y.level) AS of_level,
    toString(y.family) AS of_family
SELECT {run:UInt64}, splitByChar('-', y.agency_id)[1] AS division, if(grouping(of_level) = 1, 'all', of_level), if(grouping(of_family) = 1, 'all', of_family), y.county, substring(y.division_code, 1, 4) AS region, y.fiscal_year,
    countIf(is_due), countIf(is_expected), countIf(is_due AND y.status = 'on_time'), countIf(is_due AND y.status = 'late'),
    countIf(is_expected AND y.status = 'unknown' AND is_seen), countIf(is_expected AND y.status = 'unknown' AND NOT is_seen),
    countIf(is_due AND y.status = 'not_found'), countIf(is_due AND y.status = 'blocked'), countIf(is_due AND y.status = 'not_published'),
    countIf(is_due AND y.reason = 'no_deadline' AND is_report),
    countIf(is_report), countIf(is_report AND y.outcome != 'ok'), countIf(is_report AND y.versions > 1), countIf(is_report AND y.scope = 'own_office'), countIf(is_report AND y.scope = 'unknown'),
    sumIf(y.errors, is_report), sumIf(y.doubts, is_report), countIf(is_report AND y.errors > 0),
    sumIf(y.checks_pass, is_report), sumIf(y.checks_fail, is_report), sumIf(y.doubtful_checks, is_report), sumIf(y.checks_vacuous, is_report), sumIf(y.checks_not_assessable, is_report),
    countIf(is_report AND y.checks_fail > y.doubtful_checks),
    sumIf(y.cells, is_report), sumIf(y.unreadable, is_report), sumIf(y.doubtful, is_report), sumIf(y.blank, is_report),
    countIf(y.counts), countIf(is_own), sumIf(y.received, is_own), countIf(is_own AND y.received IS NOT NULL), sumIf(y.carried_in, is_own), sumIf(y.carried_out, is_own),
    sumIf(y.outcomes, is_own), countIf(is_decided), sumIf(y.granted, is_decided), sumIf(y.partial, is_decided), sumIf(y.denied, is_decided), sumIf(y.unable, is_decided),
    sumIf(y.not_processed, is_decided), sumIf(y.other, is_decided), countIf(is_rated), sumIf(y.outcomes, is_rated), sumIf(y.granted + y.partial, is_rated),
    countIf(y.counts AND y.scope = 'government_aggregate'), sumIf(y.received, y.counts AND y.scope = 'government_aggregate'),
    countIf(y.counts AND y.scope = 'unknown'), sumIf(y.received, y.counts AND y.scope = 'unknown'),
    sumIf(l.reviews.1, is_report AND y.scope = 'own_office'), sumIf(l.reviews.2, is_report AND y.scope = 'own_office'), countIf(l.reviews.2 > 0 AND is_report AND y.scope = 'own_office'),
    sumIf(l.suits.1, is_report AND y.scope = 'own_office'), sumIf(l.suits.2, is_report AND y.scope = 'own_office'), countIf(l.suits.2 > 0 AND is_report AND y.scope = 'own_office'),
    sumIf(l.after_review.1, is_report AND y.scope = 'own_office'), sumIf(l.after_review.2, is_report AND y.scope = 'own_office'), countIf(l.after_review.2 > 0 AND is_report AND y.scope = 'own_office')
FROM agency_years_history AS y
LEFT JOIN
(
    SELECT agency_id, fiscal_year, anyIf((x, n), rate = 'corrected_reviews') AS reviews, anyIf((x, n), rate = 'corrected_suits') AS suits, anyIf((x, n), rate = 'corrected_after_review') AS after_review
    FROM rates_history
    WHERE run_id = {run:UInt64} AND which = 'current' AND rate IN ('corrected_reviews', 'corrected_suits', 'corrected_after_review')
        AND agency_id >= {from:String} AND (agency_id < {to:String} OR {to:String} = '')
    GROUP BY agency_id, fiscal_year
) AS l ON l.agency_id = y.agency_id AND l.fiscal_year = y.fiscal_year
WHERE y.run_id = {run:UInt64} AND y.agency_id >= {from:String} AND (y.agency_id < {to:String} OR {to:String} = '')
GROUP BY GROUPING SETS
    ((division, y.county, region, y.fiscal_year), (division, y.county, region, y.fiscal_year, of_level),
    (division, y.county, region, y.fiscal_year, of_family), (division, y.county, region, y.fiscal_year, of_level, of_family))
