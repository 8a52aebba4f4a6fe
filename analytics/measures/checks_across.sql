-- What was checked between years and agencies for the reports of one agency, also where nothing was
-- found, newest year first. A check that nobody can make is not_assessable, with the reasons.
-- Unit: counts of checks. Source: checks_across, as of the newest score run, read without its view.
-- Parameters: agency (an agency_id), part (the run under whose number the rows of its division stand: score_parts).
SELECT
    report_id,
    fiscal_year,
    r.rule AS rule,
    toInt64(r.pass) AS pass,
    toInt64(r.fail) AS fail,
    toInt64(r.vacuous) AS vacuous,
    toInt64(r.not_assessable) AS not_assessable,
    CAST(r.reasons, 'Array(String)') AS reasons
FROM checks_across_history
ARRAY JOIN
    results AS r
WHERE run_id = {part:UInt64} AND startsWith(report_id, concat({agency:String}, '-')) AND agency_id = {agency:String} AND cityHash64(reading_id) IN current_readings
ORDER BY fiscal_year DESC, rule
