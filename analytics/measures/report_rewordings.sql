-- What was reworded between two versions of a report, sentence beside sentence, in the order of the
-- later one. A sentence that has no counterpart stands in report_changes alone, as removed or added.
--
-- Unit: similarity 0.5 to 1.
-- Source: report_rewordings.
-- Parameters: report (report_id).
SELECT version, section, from_ordinal, to_ordinal, from_text, to_text, similarity
FROM report_rewordings
WHERE report_id = {report:String}
ORDER BY version, to_ordinal
