-- Requests for information and what became of them, by fiscal year: sums of the printed totals
-- over the reports of own offices. A government's report may count its departments again, so
-- aggregates, and reports that do not say whose figures they count, stand apart and are never added.
-- An unknown figure is left out, never counted as zero: *_known says how many reports print the
-- figure, and a sum without any is NULL. A rate needs its parts and its whole from the same
-- reports: rated_given of rated_outcomes are those of the rated reports, which print all three.
-- Received: new requests of table 3 (forms 2019, 2021),
-- requests received of the 2014 table, or the number that the prose states.
-- Unit: requests (件). Source: county_years; table 3 of the unified form.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all).
SELECT
    fiscal_year,
    sum(y.own) AS reports,
    sum(y.received) AS received,
    sum(y.received_known) AS received_known,
    sum(y.carried_in) AS carried_in,
    sum(y.carried_out) AS carried_out,
    sum(y.outcomes) AS outcomes,
    sum(y.outcomes_known) AS outcomes_known,
    sum(y.granted) AS granted,
    sum(y.partial) AS partial,
    sum(y.denied) AS denied,
    sum(y.unable) AS unable,
    sum(y.not_processed) AS not_processed,
    sum(y.other) AS other,
    sum(y.rated) AS rated,
    sum(y.rated_outcomes) AS rated_outcomes,
    sum(y.rated_given) AS rated_given,
    sum(y.aggregates) AS aggregates,
    sum(y.aggregates_received) AS aggregates_received,
    sum(y.unscoped) AS unscoped,
    sum(y.unscoped_received) AS unscoped_received
FROM county_years AS y
WHERE counted > 0 AND level = if({level:String} = '', 'all', {level:String}) AND family = if({family:String} = '', 'all', {family:String})
  AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(region, {county:String}))
GROUP BY fiscal_year
ORDER BY fiscal_year
