-- What was checked between years and agencies for the reports of one agency, also where nothing was
-- found, newest year first. A check that nobody can make is not_assessable, with the reasons.
-- Unit: counts of checks. Source: checks_across, as of the newest score run.
-- Parameters: agency (an agency_id).
SELECT
    report_id,
    assumeNotNull(fiscal_year) AS fiscal_year,
    toString(rule) AS rule,
    toInt64(pass) AS pass,
    toInt64(fail) AS fail,
    toInt64(vacuous) AS vacuous,
    toInt64(not_assessable) AS not_assessable,
    arrayMap(r -> toString(r), reasons) AS reasons
FROM checks_across
WHERE agency_id = {agency:String}
ORDER BY fiscal_year DESC, rule
