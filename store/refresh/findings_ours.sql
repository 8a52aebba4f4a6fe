-- The findings that are ours, by the last decision on each case, and on each print of a cell that the
-- machine doubted, reading by reading: of every reading of the same bytes, and of those of other versions
-- that print the cells alike. A figure that is ours (without a rule) takes every finding with it that counts
-- it, a finding what locates it. Of a publication (rule timeliness) it is the status that is ours, whatever is
-- read: indicator has it, and there is no reading. Only rows that say something new are written.
--
-- Source: cases_history, case_events_history, reviews_history, readings, reading_figures, reading_findings, findings_across.
-- Parameters: generation.
INSERT INTO findings_ours (report_id, reading_id, rule, indicator, applicant, generation, ours)
WITH
decided AS
(
    SELECT case_id FROM case_events_history FINAL WHERE event = 'decision' GROUP BY case_id HAVING argMax(verdict, kept_at) = 'confirmed_ours'
),
misread AS
(
    SELECT v.report_id AS report_id, v.indicator AS indicator, v.applicant AS applicant, argMax(v.printed, v.kept_at) AS printed, argMax(v.print_state, v.kept_at) AS print_state
    FROM reviews_history AS v FINAL
    WHERE v.kind = 'cell'
    GROUP BY v.report_id, v.indicator, v.applicant, concat(v.print_state, ' ', replaceRegexpAll(v.printed, '\\s+', ''))
    HAVING argMax(v.verdict, v.kept_at) = 'wrong'
),
ours AS
(
    SELECT case_id, report_id, sha256, toString(rule) AS rule, toString(indicator) AS indicator, toString(applicant) AS applicant,
        arrayMap(x -> (x.1, x.4, x.5, x.6, x.7), cells) AS cells
    FROM cases_history FINAL
    WHERE rule != 'timeliness' AND case_id IN (SELECT case_id FROM decided)
    ORDER BY kept_at LIMIT 1 BY case_id
    UNION ALL
    -- Read by a person: of the same bytes it is ours only as long as it is read like this.
    SELECT concat(m.report_id, ' ', m.indicator, ' ', m.applicant, ' ', m.print_state, ' ', m.printed), m.report_id, '', '', toString(m.indicator), toString(m.applicant),
        [(m.report_id, toString(m.indicator), toString(m.applicant), m.printed, toString(m.print_state))]
    FROM misread AS m
),
reports AS (SELECT report_id FROM ours),
otherwise AS
(
    SELECT DISTINCT c.case_id AS case_id, f.reading_id AS reading_id
    FROM (SELECT case_id, report_id, arrayJoin(cells) AS cell FROM ours) AS c
    INNER JOIN (SELECT report_id, reading_id, toString(indicator) AS indicator, toString(applicant) AS applicant, raw, toString(state) AS state FROM reading_figures WHERE report_id IN (SELECT report_id FROM reports)) AS f
        ON f.report_id = c.report_id AND f.indicator = c.cell.2 AND f.applicant = c.cell.3
    WHERE c.cell.1 = c.report_id AND (replaceRegexpAll(f.raw, '\\s+', '') != replaceRegexpAll(c.cell.4, '\\s+', '') OR f.state != c.cell.5)
),
held AS
(
    SELECT o.report_id AS report_id, r.reading_id AS reading_id, toString(o.rule) AS rule, toString(o.indicator) AS indicator, toString(o.applicant) AS applicant
    FROM ours AS o
    INNER JOIN (SELECT report_id, reading_id, sha256 FROM readings WHERE report_id IN (SELECT report_id FROM reports)) AS r ON r.report_id = o.report_id
    WHERE r.sha256 = o.sha256 OR notEmpty(o.cells) AND (o.case_id, r.reading_id) NOT IN (SELECT case_id, reading_id FROM otherwise)
),
found AS
(
    SELECT report_id, reading_id, toString(f.rule) AS rule, toString(f.indicator) AS indicator, toString(f.applicant) AS applicant, operands
    FROM reading_findings AS f WHERE report_id IN (SELECT report_id FROM held)
    UNION ALL
    SELECT report_id, reading_id, toString(f.rule), toString(f.indicator), toString(f.applicant), operands
    FROM findings_across AS f WHERE report_id IN (SELECT report_id FROM held)
),
counting AS
(
    SELECT f.report_id AS report_id, f.reading_id AS reading_id, f.rule AS rule, f.indicator AS indicator, f.applicant AS applicant,
        arrayConcat([(f.indicator, f.applicant)], arrayMap(o -> (o.1, o.2), arrayFilter(o -> o.3 IN ('', f.report_id),
            JSONExtract(f.operands, 'Array(Tuple(indicator String, applicant String, report_id String))')))) AS counts
    FROM found AS f
),
now AS
(
    SELECT report_id, reading_id, rule, indicator, applicant FROM held
    UNION DISTINCT
    SELECT report_id, '', 'timeliness', printed, '' FROM cases_history FINAL WHERE rule = 'timeliness' AND case_id IN (SELECT case_id FROM decided)
    UNION DISTINCT
    SELECT c.report_id, c.reading_id, c.rule, c.indicator, c.applicant
    FROM counting AS c
    INNER JOIN held AS h ON h.report_id = c.report_id AND h.reading_id = c.reading_id
    WHERE h.rule = '' AND has(c.counts, (h.indicator, h.applicant))
        OR h.rule != '' AND (c.indicator, c.applicant) = (h.indicator, h.applicant) AND c.rule IN (SELECT id FROM rules WHERE kind = 'location')
),
was AS
(
    SELECT report_id, reading_id, toString(f.rule) AS rule, toString(f.indicator) AS indicator, toString(f.applicant) AS applicant FROM findings_ours AS f FINAL WHERE ours = 1
)
SELECT report_id, reading_id, rule, indicator, applicant, {generation:UInt64}, 1 FROM (SELECT * FROM now EXCEPT SELECT * FROM was)
UNION ALL
SELECT report_id, reading_id, rule, indicator, applicant, {generation:UInt64}, 0 FROM (SELECT * FROM was EXCEPT SELECT * FROM now)
