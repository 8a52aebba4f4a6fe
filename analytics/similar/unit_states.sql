-- The counties and years whose texts a run writes, with the state of their texts and how many sentences their template has.
-- Source: text_subjects, text_unit_templates. Parameters: run.
INSERT INTO text_units (run_id, province, fiscal_year, unit, unit_digest, sentences)
WITH
state AS (SELECT DISTINCT run_id, province, fiscal_year, unit, unit_digest FROM text_subjects WHERE run_id = {run:UInt64})
SELECT s.run_id, s.province, s.fiscal_year, s.unit, s.unit_digest, t.sentences
FROM state AS s
-- What is there twice says the same twice.
LEFT ANY JOIN (SELECT unit, unit_digest, toUInt32(length(sentences.text)) AS sentences FROM text_unit_templates WHERE unit IN (SELECT unit FROM state)) AS t
    ON t.unit = s.unit AND t.unit_digest = s.unit_digest
