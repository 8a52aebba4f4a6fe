-- The facts of consistency: the least number of printed cells that would have to change for all
-- identities of the report to close (a), of the cells that take part in one that is not vacuous (b).
-- A broken identity with a cell that was not read for certain is our doubt, and so is one that somebody
-- decided to be our error: then nothing is said.
-- Identities between two years (R601, R602) belong to a pair of reports and are not counted here.
--
-- Unit: cells. Source: report_states, readings (of first versions), reading_findings, findings_ours.
-- Parameters: run (number of the score run), from, to (reports of this slice).
INSERT INTO profile_keys (run_id, agency_id, fiscal_year, which, measure, form, level, family, scope, a, b, c, reason)
WITH
subjects AS
(
    SELECT * FROM profile_subjects WHERE run_id = {run:UInt64} AND changed AND report_id >= {from:String} AND (report_id < {to:String} OR {to:String} = '')
),
-- What is current stands in report_states; only first versions are looked up, where they are not the
-- current ones again.
firsts AS
(
    SELECT report_id, reading_id FROM subjects GROUP BY report_id, reading_id HAVING max(which = 'current') = 0
),
counted AS
(
    SELECT report_id, reading_id, cells_checked, cells_wrong FROM report_states FINAL WHERE report_id IN (SELECT report_id FROM subjects)
    UNION ALL
    SELECT report_id, reading_id, cells_checked, cells_wrong FROM readings
    WHERE report_id IN (SELECT report_id FROM firsts) AND reading_id IN (SELECT reading_id FROM firsts)
),
broken AS
(
    SELECT report_id, reading_id, max(blame != 'agency' OR (reading_id, rule, indicator, applicant) IN (SELECT reading_id, rule, indicator, applicant FROM findings_ours FINAL WHERE ours = 1)) AS doubtful
    FROM reading_findings
    WHERE report_id IN (SELECT report_id FROM subjects) AND match(rule, '^R[234]')
    GROUP BY report_id, reading_id
)
SELECT {run:UInt64}, s.agency_id, s.fiscal_year, s.which, 'consistency', s.form, s.level, s.family, s.scope,
    toInt64(ifNull(r.cells_wrong, 0)), toInt64(r.cells_checked), 0,
    multiIf(s.outcome = 'image_only', 'not_read',
        b.doubtful, 'needs_review',
        r.cells_checked = 0, 'no_identity',
        r.cells_wrong IS NULL, 'not_localised',
        '')
FROM subjects AS s
INNER JOIN counted AS r ON r.report_id = s.report_id AND r.reading_id = s.reading_id
LEFT JOIN broken AS b ON b.report_id = s.report_id AND b.reading_id = s.reading_id
