-- The public tables with their columns and what each holds: every view, and every table that says
-- of itself and of each of its columns what it is.
-- Unit: one row a column. Source: system.columns, system.tables.
-- Parameters: none.
SELECT
    table,
    name,
    type,
    comment
FROM system.columns
WHERE database = currentDatabase()
  AND (table IN (SELECT name FROM system.tables WHERE database = currentDatabase() AND engine = 'View')
       OR (table IN (SELECT name FROM system.tables WHERE database = currentDatabase() AND comment != '')
           AND table IN (SELECT table FROM system.columns WHERE database = currentDatabase() GROUP BY table HAVING countIf(comment = '') = 0)))
ORDER BY table, position
