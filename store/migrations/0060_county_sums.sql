-- What is added up of a county once more as two lists, in the order of PlaceYearRow: 58 columns cost a question three times
-- what these cost.

ALTER TABLE county_years_history
    ADD COLUMN IF NOT EXISTS counts Array(Int64) MATERIALIZED arrayMap(n -> toInt64(n), [due, expected, on_time, late, unknown, unseen, not_found, blocked, not_published, no_deadline,
        reports, part_read, changed, own_reports, unscoped_reports, checks_pass, checks_fail, doubtful_checks, checks_vacuous, checks_not_assessable, broken_reports,
        cells, unreadable, doubtful, blank, errors, doubts, reports_with_errors, counted, own, received_known, outcomes_known, rated, aggregates, unscoped,
        toUInt64(reviews_corrected), toUInt64(reviews_decided), reviews_agencies, toUInt64(suits_corrected), toUInt64(suits_decided), suits_agencies,
        toUInt64(after_review_corrected), toUInt64(after_review_decided), after_review_agencies]),
    ADD COLUMN IF NOT EXISTS amounts Array(Nullable(Decimal(38, 6))) MATERIALIZED [received, carried_in, carried_out, outcomes, granted, partial, denied, unable, not_processed, other,
        rated_outcomes, rated_given, aggregates_received, unscoped_received];
