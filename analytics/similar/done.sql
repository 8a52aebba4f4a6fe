-- All pairs of these counties' texts, as they are now, have been compared.
-- Parameters: run.
INSERT INTO text_done (unit, unit_digest)
SELECT DISTINCT unit, unit_digest FROM text_inventory
WHERE run_id = {run:UInt64} AND written AND (unit, unit_digest) NOT IN (SELECT unit, unit_digest FROM text_done)
