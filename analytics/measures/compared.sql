-- The shares of an agency-year beside the median of its peers: the agencies of the same peer group and
-- year, the agency itself among them. A difference from the median is a description; whether it is more
-- than chance is said by flag (rates).
-- Unit: x and n in cases; median 0 to 1; peers: agencies that have the share. Source: rates, reports, read without their views;
-- the medians are those that the score run took.
-- Parameters: agencies (agency_ids), year (a fiscal year), run (number of the newest score run: score_runs).
SELECT
    w.agency_id AS agency_id,
    toString(w.rate) AS rate,
    w.x AS x,
    w.n AS n,
    w.wilson_low AS low,
    w.wilson_high AS high,
    w.peer_group AS peer_group,
    if(m.agencies > 0, m.median, NULL) AS median,
    toInt64(m.agencies) AS peers,
    toString(w.flag) AS flag,
    nullIf(r.report_id, '') AS report_id
FROM
(
    SELECT agency_id, fiscal_year, rate, x, n, wilson_low, wilson_high, peer_group, flag
    FROM rates_history
    WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}) AND which = 'current'
      AND agency_id IN (SELECT arrayJoin({agencies:Array(String)})) AND fiscal_year = {year:UInt16}
) AS w
LEFT JOIN (SELECT rate, peer_group, agencies, median FROM rate_groups_history WHERE run_id = {run:UInt64} AND fiscal_year = {year:UInt16} AND peer_group != '') AS m ON m.peer_group = w.peer_group AND m.rate = w.rate
LEFT JOIN (SELECT report_id, agency_id, fiscal_year FROM report_states FINAL WHERE report_id IN (SELECT concat(arrayJoin({agencies:Array(String)}), '-', toString({year:UInt16})))) AS r ON r.agency_id = w.agency_id AND r.fiscal_year = w.fiscal_year
ORDER BY rate, agency_id
