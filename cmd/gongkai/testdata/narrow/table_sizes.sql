-- How many rows the main public tables have now.
-- Unit: rows. Source: agencies, reports, figures, findings, expected_reports, scores, rates, text_pairs, captures.
-- Parameters: none.
SELECT table, rows
FROM
(
    SELECT 'agencies' AS table, count() AS rows FROM agencies
    UNION ALL SELECT 'reports', count() FROM reports
    UNION ALL SELECT 'figures', count() FROM figures
    UNION ALL SELECT 'findings', count() FROM findings
    UNION ALL SELECT 'expected_reports', count() FROM expected_reports
    UNION ALL SELECT 'scores', count() FROM scores
    UNION ALL SELECT 'rates', count() FROM rates
    UNION ALL SELECT 'text_pairs', count() FROM text_pairs
    UNION ALL SELECT 'captures', count() FROM captures
)
ORDER BY table, rows
