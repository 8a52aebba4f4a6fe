-- Pairs of reports whose texts are alike beside their templates, the most similar first; each pair
-- once. Kind passage: what few others share; common: a template of the group; unclear: too few
-- reports to tell, or no more alike than unrelated ones can be. Who wrote first is not known.
-- What the agencies are called is asked apart (bodies).
-- Unit: jaccard is the share of five-character shingles that both have, 0 to 1, without templates.
-- Source: text_pairs, read from those that are alike, and agencies, read without their views; as of the newest score run.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of
-- agencies ('' for all): one of the two is of all three, whichever it is; year (a fiscal year of one of the two, 0 for all), kind ('' for all), limit, offset,
-- run (number of the newest score run: score_runs).
WITH
body AS (
    SELECT agency_id FROM agencies_history FINAL
    WHERE ({county:String} = '' OR county_code = {county:String} OR {county:String} = 'unknown' AND ifNull(county_code, '') = '' OR length({county:String}) < 6 AND startsWith(division_code, {county:String}))
      AND ({level:String} = '' OR ifNull(level, '') = {level:String}) AND ({family:String} = '' OR family = {family:String})
),
-- The rows of the answer by their places in the whole list, and how many there are.
(
    SELECT (groupArray(ordinal), toUInt64(any(total)))
    FROM
    (
        SELECT ordinal, count() OVER () AS total
        FROM text_copies
        WHERE run_id = {run:UInt64} AND ({kind:String} = '' OR toString(kind) = {kind:String})
          AND ({county:String} = '' AND {level:String} = '' AND {family:String} = '' OR agency_id IN body OR other_agency_id IN body)
          AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16} OR other_fiscal_year = {year:UInt16})
        ORDER BY ordinal
        LIMIT {limit:UInt32} OFFSET {offset:UInt32}
    )
) AS keys
SELECT
    report_id,
    agency_id,
    fiscal_year,
    other_report_id,
    other_agency_id,
    other_fiscal_year,
    toString(p.relation) AS relation,
    toString(p.kind) AS kind,
    jaccard,
    baseline_low,
    baseline_high,
    toUInt64(p.passages) AS passages,
    keys.2 AS total
FROM text_copies AS p
WHERE run_id = {run:UInt64} AND ordinal IN (SELECT arrayJoin(keys.1))
ORDER BY ordinal
