-- T101: the text names a body of another place as if it were its own. Whose doing that is, and
-- whether there is a reason for it, is not known: the sentence is shown. A report has one finding
-- a name. The row stands for itself alone, so the report is its own counterpart.
--
-- The rows of divisions in which no report is another one stand already (score_units).
-- Source: text_subjects, text_states, text_groups, score_units.
-- Parameters: run, from, to (range of report_id).
INSERT INTO findings_across (run_id, report_id, reading_id, previous_report_id, previous_reading_id, agency_id, fiscal_year,
    rule, severity, blame, message, indicator, applicant, expected, actual, operands)
WITH
-- A row that is there twice says the same twice.
places AS
(
    SELECT report_id, unit_digest, places FROM text_states
    WHERE report_id >= {from:String} AND (report_id < {to:String} OR {to:String} = '') AND which = 'current' AND notEmpty(places)
        AND splitByChar('-', report_id)[1] IN (SELECT unit FROM score_units WHERE run_id = {run:UInt64} AND changed)
)
SELECT {run:UInt64}, s.report_id, s.reading_id, s.report_id, s.reading_id, s.agency_id, s.fiscal_year,
    'T101', p.3, 'unclear', concat('正文出现其他地区的机关名称“', p.1, '”：', substringUTF8(p.6, 1, 200), if(lengthUTF8(p.6) > 200, '…', '')), '', '', NULL, NULL, '[]'
FROM
(
    SELECT report_id, unit_digest, reading_id, agency_id, fiscal_year FROM text_subjects
    WHERE (run_id, group_hash) IN (SELECT made_in, group_hash FROM text_groups WHERE run_id = {run:UInt64}) AND which = 'current' AND report_id IN (SELECT report_id FROM places)
) AS s
INNER JOIN places AS t ON t.report_id = s.report_id AND t.unit_digest = s.unit_digest
ARRAY JOIN t.places AS p
ORDER BY s.report_id, p.1, p.4
LIMIT 1 BY s.report_id, p.1
