-- The public tables with their columns and what each holds.
-- Unit: one row a column. Source: system.columns.
-- Parameters: none.
SELECT
    table,
    name,
    type,
    comment
FROM system.columns
WHERE database = currentDatabase()
  AND table IN ('agencies', 'reports', 'reports_history', 'figures', 'figures_additive', 'findings', 'scores',
                'expected_reports', 'captures', 'indicators', 'rules', 'sites', 'walks', 'crawls',
                'report_changes', 'report_version_pairs', 'vanished_reports', 'column_moves', 'agency_walks')
ORDER BY table, position
