-- What was checked, by report and rule: one row a report.
-- Source: across_checks. Parameters: run, slice.
INSERT INTO checks_across_history (run_id, agency_id, fiscal_year, report_id, reading_id, results)
SELECT run_id, agency_id, fiscal_year, report_id, reading_id,
    arraySort(groupArray(tuple(rule, pass, fail, vacuous, not_assessable, reasons)))
FROM
(
    SELECT run_id, agency_id, fiscal_year, report_id, reading_id, toString(rule) AS rule,
        toUInt16(countIf(state = 'pass')) AS pass, toUInt16(countIf(state = 'fail')) AS fail,
        toUInt16(countIf(state = 'vacuous')) AS vacuous, toUInt16(countIf(state = 'not_assessable')) AS not_assessable,
        arraySort(groupUniqArrayIf(toString(reason), state = 'not_assessable')) AS reasons
    FROM across_checks
    WHERE run_id = {run:UInt64} AND slice = {slice:UInt32}
    GROUP BY run_id, agency_id, fiscal_year, report_id, reading_id, rule
)
GROUP BY run_id, agency_id, fiscal_year, report_id, reading_id
