-- Which of some reports are there.
-- Unit: none. Source: reports, read without its view.
-- Parameters: reports (report_ids).
SELECT report_id
FROM report_states FINAL
WHERE report_id IN {reports:Array(String)}
ORDER BY report_id
