-- The public tables, column by column: every view, and every table that says of itself and of
-- each of its columns what it is.
-- Unit: one row a column. Source: system.tables, system.columns.
-- Parameters: none.
SELECT
    c.table AS table,
    t.comment AS about,
    c.name AS name,
    c.type AS type,
    c.comment AS comment
FROM system.columns AS c
INNER JOIN system.tables AS t ON t.database = c.database AND t.name = c.table
WHERE c.database = currentDatabase()
  AND (t.engine = 'View'
       OR (t.comment != '' AND c.table IN (SELECT table FROM system.columns WHERE database = currentDatabase() GROUP BY table HAVING countIf(comment = '') = 0)))
ORDER BY table, c.position
