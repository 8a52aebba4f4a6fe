-- The counties and years whose texts a run writes, with the state of their texts.
-- Source: text_subjects. Parameters: run.
INSERT INTO text_units (run_id, province, fiscal_year, unit, unit_digest)
SELECT DISTINCT run_id, province, fiscal_year, unit, unit_digest FROM text_subjects WHERE run_id = {run:UInt64}
