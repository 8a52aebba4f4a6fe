-- The shares of every report: x of n, as rates.tsv says. A share is there only where every cell
-- of it carries a value that was read for certain, and that nobody decided to be our error. A blank counts as zero only where the identity of
-- its cells closes exactly with it. Where that identity is broken nobody knows which of its cells is
-- wrong: the share is then left out. n may be 0 here: known, and nothing to count.
--
-- Unit: cases. Source: reading_figures, reading_findings, findings_ours, rate_terms.
-- Parameters: run (number of the score run), from, to (reports of this slice), method (its version).
INSERT INTO profile_keys (run_id, agency_id, fiscal_year, which, measure, form, level, family, scope, a, b, c, reason)
WITH
subjects AS
(
    SELECT * FROM profile_subjects WHERE run_id = {run:UInt64} AND changed AND report_id >= {from:String} AND (report_id < {to:String} OR {to:String} = '')
),
-- A number for each reading, and for each rate of a form: cells are many, and numbers are put together in half the time.
numbered AS
(
    SELECT report_id, reading_id, toUInt32(row_number() OVER (ORDER BY report_id, reading_id)) AS reading FROM subjects GROUP BY report_id, reading_id
),
terms AS
(
    SELECT rate, form, part, indicator, any(rule) AS rule, toUInt8(dense_rank() OVER (ORDER BY rate, form)) AS place
    FROM rate_terms_history FINAL
    WHERE method_version = {method:UInt32}
    GROUP BY rate, form, part, indicator
),
all_rates AS
(
    SELECT place, rate, form, any(rule) AS rule, countIf(part = 'x') AS xs, countIf(part = 'n') AS ns FROM terms GROUP BY place, rate, form
),
-- An identity is written as a rate, =R301, whose x is n where it closes.
identities AS
(
    SELECT place, form, substring(rate, 2) AS rule FROM all_rates WHERE startsWith(rate, '=')
),
wanted AS
(
    SELECT w.place AS place, w.rate AS rate, w.rule AS rule, w.xs AS xs, w.ns AS ns, i.place AS identity -- 0: none
    FROM all_rates AS w
    LEFT JOIN identities AS i ON i.form = w.form AND i.rule = w.rule
    WHERE NOT startsWith(w.rate, '=')
),
cells AS
(
    SELECT report_id, reading_id, form, indicator, state,
        confidence = 1 AND (reading_id, indicator, applicant) NOT IN (SELECT reading_id, indicator, applicant FROM findings_ours FINAL WHERE ours = 1 AND rule = '') AS certain,
        certain AND value IS NOT NULL AND value >= 0 AND value = floor(value) AS known,
        certain AND state = 'blank' AS blank,
        toInt64(if(known, assumeNotNull(value), 0)) AS number
    FROM reading_figures
    WHERE applicant IN ('', 'total') AND indicator IN (SELECT indicator FROM terms)
        AND report_id IN (SELECT report_id FROM subjects)
        AND reading_id IN (SELECT reading_id FROM subjects)
),
sums AS
(
    SELECT r.reading AS reading, t.place AS place,
        sumIf(c.number, t.part = 'x') AS x, countIf(t.part = 'x' AND c.known) AS xs, countIf(t.part = 'x' AND c.blank) AS blank_xs,
        sumIf(c.number, t.part = 'n') AS n, countIf(t.part = 'n' AND c.known) AS ns, countIf(t.part = 'n' AND c.blank) AS blank_ns
    FROM cells AS c
    INNER JOIN numbered AS r ON r.report_id = c.report_id AND r.reading_id = c.reading_id
    INNER JOIN terms AS t ON t.form = c.form AND t.indicator = c.indicator
    GROUP BY reading, place
),
reports AS
(
    SELECT reading, groupArray(tuple(place, x, xs, blank_xs, n, ns, blank_ns)) AS shares,
        arrayMap(s -> s.1, arrayFilter(s -> has((SELECT groupArray(place) FROM identities), s.1) AND s.2 = s.5 AND s.6 > 0, shares)) AS closed
    FROM sums
    GROUP BY reading
),
broken AS
(
    SELECT report_id, reading_id, groupUniqArray(toString(rule)) AS rules
    FROM reading_findings
    WHERE report_id IN (SELECT report_id FROM subjects) AND applicant IN ('', 'total') AND match(rule, '^R[234]')
    GROUP BY report_id, reading_id
)
SELECT {run:UInt64}, s.agency_id, s.fiscal_year, s.which, w.rate AS measure, s.form, s.level, s.family, s.scope,
    least(share.2, share.5), share.5, 0, ''
FROM (SELECT reading, closed, arrayJoin(shares) AS share FROM reports) AS r
INNER JOIN wanted AS w ON w.place = r.share.1
INNER JOIN numbered AS i ON i.reading = r.reading
INNER JOIN subjects AS s ON s.report_id = i.report_id AND s.reading_id = i.reading_id
LEFT JOIN broken AS b ON b.report_id = s.report_id AND b.reading_id = s.reading_id
WHERE share.3 + if(has(r.closed, w.identity), share.4, 0) = w.xs
    AND share.6 + if(has(r.closed, w.identity), share.7, 0) = w.ns
    AND NOT has(b.rules, w.rule)
    AND (share.2 <= share.5 OR measure = 'normative_published')
