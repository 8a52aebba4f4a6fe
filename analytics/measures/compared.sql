-- The shares of an agency-year beside the median of its peers: the agencies of the same peer group and
-- year, the agency itself among them. A difference from the median is a description; whether it is more
-- than chance is said by flag (rates).
-- Unit: x and n in cases; median 0 to 1; peers: agencies that have the share. Source: rates, reports, read without their views.
-- Parameters: agencies (agency_ids), year (a fiscal year), run (number of the newest score run: score_runs).
WITH wanted AS (
    SELECT * FROM rates_history
    WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}) AND which = 'current'
      AND agency_id IN (SELECT arrayJoin({agencies:Array(String)})) AND fiscal_year = {year:UInt16}
),
median AS (
    SELECT peer_group, rate, quantileExactInclusive(0.5)(x / n) AS middle, count() AS peers
    FROM rates_history
    WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}) AND which = 'current'
      AND fiscal_year = {year:UInt16} AND peer_group != '' AND (peer_group, rate) IN (SELECT peer_group, rate FROM wanted)
    GROUP BY peer_group, rate
)
SELECT
    w.agency_id AS agency_id,
    toString(w.rate) AS rate,
    w.x AS x,
    w.n AS n,
    w.wilson_low AS low,
    w.wilson_high AS high,
    w.peer_group AS peer_group,
    if(m.peers > 0, m.middle, NULL) AS median,
    toInt64(m.peers) AS peers,
    toString(w.flag) AS flag,
    nullIf(r.report_id, '') AS report_id
FROM wanted AS w
LEFT JOIN median AS m ON m.peer_group = w.peer_group AND m.rate = w.rate
LEFT JOIN (SELECT report_id, agency_id, fiscal_year FROM report_states FINAL WHERE report_id IN (SELECT concat(arrayJoin({agencies:Array(String)}), '-', toString({year:UInt16})))) AS r ON r.agency_id = w.agency_id AND r.fiscal_year = w.fiscal_year
ORDER BY rate, agency_id
