-- All that is added up of a place by fiscal year, in one answer: what timeliness, requests, identities, legal and
-- quality say, which has their words, by the names that county_years has for it.
-- Unit: as there; an unknown figure is left out, never counted as zero, and a sum without any is NULL. Source: county_years, read without its view, which costs as much as the answer.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all), run (number of the newest score run: score_runs).
SELECT
    fiscal_year,
    sum(y.due) AS due, sum(y.expected) AS expected, sum(y.on_time) AS on_time, sum(y.late) AS late, sum(y.unknown) AS unknown,
    sum(y.unseen) AS unseen, sum(y.not_found) AS not_found, sum(y.blocked) AS blocked, sum(y.not_published) AS not_published,
    sum(y.no_deadline) AS no_deadline,
    sum(y.reports) AS reports, sum(y.part_read) AS part_read, sum(y.changed) AS changed, sum(y.own_reports) AS own_reports,
    sum(y.unscoped_reports) AS unscoped_reports, sum(y.checks_pass) AS checks_pass, sum(y.checks_fail) AS checks_fail,
    sum(y.doubtful_checks) AS doubtful_checks, sum(y.checks_vacuous) AS checks_vacuous, sum(y.checks_not_assessable) AS checks_not_assessable,
    sum(y.broken_reports) AS broken_reports, sum(y.cells) AS cells, sum(y.unreadable) AS unreadable, sum(y.doubtful) AS doubtful,
    sum(y.blank) AS blank, sum(y.errors) AS errors, sum(y.doubts) AS doubts, sum(y.reports_with_errors) AS reports_with_errors,
    sum(y.counted) AS counted, sum(y.own) AS own, sum(y.received) AS received, sum(y.received_known) AS received_known,
    sum(y.carried_in) AS carried_in, sum(y.carried_out) AS carried_out, sum(y.outcomes) AS outcomes, sum(y.outcomes_known) AS outcomes_known,
    sum(y.granted) AS granted, sum(y.partial) AS partial, sum(y.denied) AS denied, sum(y.unable) AS unable, sum(y.not_processed) AS not_processed,
    sum(y.other) AS other, sum(y.rated) AS rated, sum(y.rated_outcomes) AS rated_outcomes, sum(y.rated_given) AS rated_given,
    sum(y.aggregates) AS aggregates, sum(y.aggregates_received) AS aggregates_received, sum(y.unscoped) AS unscoped,
    sum(y.unscoped_received) AS unscoped_received,
    sum(y.reviews_corrected) AS reviews_corrected, sum(y.reviews_decided) AS reviews_decided, sum(y.reviews_agencies) AS reviews_agencies,
    sum(y.suits_corrected) AS suits_corrected, sum(y.suits_decided) AS suits_decided, sum(y.suits_agencies) AS suits_agencies,
    sum(y.after_review_corrected) AS after_review_corrected, sum(y.after_review_decided) AS after_review_decided,
    sum(y.after_review_agencies) AS after_review_agencies
FROM county_years_history AS y
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}) AND level = if({level:String} = '', 'all', {level:String}) AND family = if({family:String} = '', 'all', {family:String})
  AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(region, {county:String}))
GROUP BY fiscal_year
ORDER BY fiscal_year
