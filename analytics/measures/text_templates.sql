-- The sentences that at least a fifth of a county's reports of a year share, the most used first,
-- and who uses them: a template of the county counts against nobody.
--
-- Unit: users and reports in reports.
-- Source: text_templates, read without its view; as of the newest score run.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, or '' for all), year (a fiscal year, 0 for all),
-- ordinal (number of one sentence of a county and year, 0 for all), limit, offset, run (number of the newest score run: score_runs).
WITH
-- The counties and years of which there is a template, with how many sentences of it are asked for.
unit AS (
    SELECT splitByChar('/', unit)[1] AS place, fiscal_year, unit, unit_digest, if({ordinal:UInt32} = 0, sentences, toUInt32({ordinal:UInt32} <= sentences)) AS found
    FROM text_units
    WHERE (run_id, group_hash) IN (SELECT made_in, group_hash FROM text_groups WHERE run_id = {run:UInt64}) AND found > 0
      AND ({county:String} = '' OR place = {county:String} OR length({county:String}) < 6 AND startsWith(unit, {county:String})) AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})
),
-- Those that the rows of the answer are of, how many sentences there are in all, and how many stand before.
(
    SELECT (groupArray((unit, unit_digest)), toUInt64(any(total)), toUInt64(min(until - found)))
    FROM (SELECT unit, unit_digest, found, sum(found) OVER (ORDER BY fiscal_year DESC, place, unit ROWS UNBOUNDED PRECEDING) AS until, sum(found) OVER () AS total FROM unit)
    WHERE until - found < {limit:UInt32} + {offset:UInt32} AND until > {offset:UInt32}
) AS keys
SELECT splitByChar('/', t.unit)[1] AS place, toUInt16OrZero(splitByChar('/', t.unit)[2]) AS fiscal_year, toUInt32(n) AS ordinal, s.1 AS text, s.2 AS characters,
    toUInt32(length(s.3)) AS users, t.texts AS reports, s.3.1 AS report_ids, keys.2 AS total
FROM
(
    SELECT unit, texts, sentences FROM text_unit_templates
    PREWHERE (unit, unit_digest) IN (SELECT arrayJoin(keys.1))
    LIMIT 1 BY unit -- what is there twice says the same twice
) AS t
ARRAY JOIN sentences AS s, arrayEnumerate(sentences) AS n
WHERE {ordinal:UInt32} = 0 OR ordinal = {ordinal:UInt32}
ORDER BY fiscal_year DESC, place, users DESC, ordinal
LIMIT {limit:UInt32} OFFSET {offset:UInt32} - keys.3
