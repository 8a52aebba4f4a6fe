-- Of which figures of a report its shares consist: x is what is counted, n what could have been counted.
-- A share that consists of several reports, or of checks, has no rows.
-- Unit: the figures' own. Source: rate_terms, reports, figures.
-- Parameters: report (a report_id), rate (a name of rate_terms, '' for all).
SELECT
    t.rate AS rate,
    t.label_zh AS label_zh,
    t.label_en AS label_en,
    toString(t.part) AS part,
    t.indicator AS indicator,
    f.found.1 AS applicant,
    f.found.2 AS value,
    f.found.3 AS state,
    t.rule AS rule
FROM rate_terms AS t
INNER JOIN reports AS r ON r.form = t.form
LEFT JOIN
(
    SELECT toString(indicator) AS name, any((toString(applicant), value, toString(state))) AS found
    FROM figures
    WHERE report_id = {report:String} AND applicant IN ('', 'total')
    GROUP BY name
) AS f ON f.name = t.indicator
WHERE r.report_id = {report:String} AND ({rate:String} = '' OR t.rate = {rate:String})
ORDER BY rate, part DESC, indicator, applicant
