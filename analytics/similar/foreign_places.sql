-- Where current texts name bodies of other places as their own, as the view text_places has it: of all texts few do.
-- Source: text_subjects, text_states, text_groups. Parameters: run.
INSERT INTO text_foreign_places (run_id, severity, fiscal_year, report_id, offset, length, agency_id, name, code, sentence)
SELECT {run:UInt64}, p.3, s.fiscal_year, s.report_id, p.4, p.5, s.agency_id, p.1, p.2, p.6
FROM
(
    SELECT report_id, unit_digest, agency_id, fiscal_year FROM text_subjects
    WHERE (run_id, group_hash) IN (SELECT made_in, group_hash FROM text_groups WHERE run_id = {run:UInt64}) AND which = 'current'
        AND report_id IN (SELECT report_id FROM text_states WHERE notEmpty(places))
) AS s
INNER JOIN (SELECT report_id, unit_digest, places FROM text_states FINAL WHERE which = 'current' AND notEmpty(places)) AS t ON t.report_id = s.report_id AND t.unit_digest = s.unit_digest
ARRAY JOIN t.places AS p
