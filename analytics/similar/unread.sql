-- The counties of a province and the years of which a text, or a name that it is read with, is another one than in any
-- run so far. The digest of a county's year does not depend on the order of its texts: the sum and the XOR of
-- their hashes. What nobody could read is not part of it.
--
-- Source: text_inventory, text_unit_templates.
-- Parameters: run, method (version of the normal form), province, years, all (read what is known, too).
SELECT unit, year, texts
FROM
(
    SELECT unit, any(fiscal_year) AS year, count() AS texts, hex(sipHash128({method:UInt32}, sum(text_hash), groupBitXor(text_hash))) AS unit_digest
    FROM text_inventory
    WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
        AND province = {province:String} AND fiscal_year IN {years:Array(UInt16)} AND written
    GROUP BY unit
)
WHERE {all:Bool} OR (unit, unit_digest) NOT IN
(
    SELECT unit, unit_digest FROM text_unit_templates
    WHERE unit IN (SELECT unit FROM text_inventory WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
        AND province = {province:String} AND fiscal_year IN {years:Array(UInt16)})
)
ORDER BY unit
