-- Pairs of reports whose texts are alike beside their templates, the most similar first; each pair
-- once. Kind passage: what few others share; common: a template of the group; unclear: too few
-- reports to tell, or no more alike than unrelated ones can be. Who wrote first is not known.
-- Unit: jaccard is the share of five-character shingles that both have, 0 to 1, without templates.
-- Source: text_pairs, read from those that are alike, and agencies, read without their views.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of
-- agencies ('' for all): one of the two is of all three, whichever it is; year (a fiscal year of one of the two, 0 for all), kind ('' for all), limit, offset.
WITH
body AS (
    SELECT agency_id FROM agencies_history FINAL
    WHERE ({county:String} = '' OR if(ifNull(county_code, '') = '', 'unknown', ifNull(county_code, '')) = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(division_code, ''), {county:String}))
      AND ({level:String} = '' OR ifNull(level, '') = {level:String}) AND ({family:String} = '' OR family = {family:String})
),
-- What so many unrelated texts of a year come to.
level AS (SELECT fiscal_year AS year, comparisons, low, high FROM text_levels WHERE run_id = (SELECT max(run_id) FROM text_runs)),
-- What stands before the year in the name of a report is its agency.
pair AS (
    SELECT report_id, substring(report_id, 1, length(report_id) - length(toString(p.fiscal_year)) - 1) AS agency_id, fiscal_year,
        other_report_id, substring(other_report_id, 1, length(other_report_id) - length(toString(p.other_fiscal_year)) - 1) AS other_agency_id, other_fiscal_year,
        relation, p.kind AS told, jaccard, passages, least(p.comparisons, 256) AS likely, least(p.other_comparisons, 256) AS other_likely
    FROM text_alike AS p
    WHERE (run_id, group_hash) IN (SELECT made_in, group_hash FROM text_groups WHERE run_id = (SELECT max(run_id) FROM text_runs))
      AND ({county:String} = '' AND {level:String} = '' AND {family:String} = '' OR agency_id IN body OR other_agency_id IN body)
      AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16} OR other_fiscal_year = {year:UInt16})
),
told AS (
    SELECT p.*, multiIf(p.told != '', toString(p.told), p.jaccard <= coalesce(greatest(ifNull(l.high, o.high), ifNull(o.high, l.high)), 0.5), 'unclear', 'passage') AS kind,
        l.low AS baseline_low, l.high AS baseline_high
    FROM pair AS p
    LEFT JOIN level AS l ON l.year = p.fiscal_year AND l.comparisons = p.likely
    LEFT JOIN level AS o ON o.year = p.other_fiscal_year AND o.comparisons = p.other_likely
),
-- Chosen before anybody's name is looked up, and kept: names are asked for twice.
(
    SELECT groupArray((report_id, agency_id, fiscal_year, other_report_id, other_agency_id, other_fiscal_year, toString(relation), kind, jaccard, baseline_low, baseline_high, toUInt64(passages), total))
    FROM
    (
        SELECT *, count() OVER () AS total FROM told WHERE {kind:String} = '' OR kind = {kind:String}
        ORDER BY indexOf(['passage', 'unclear', 'common'], kind), jaccard DESC, report_id, other_report_id
        LIMIT {limit:UInt32} OFFSET {offset:UInt32}
    )
) AS chosen
SELECT
    p.one.1 AS report_id,
    p.one.2 AS agency_id,
    a.name AS name,
    if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) AS county,
    p.one.3 AS fiscal_year,
    p.one.4 AS other_report_id,
    p.one.5 AS other_agency_id,
    b.name AS other_name,
    if(ifNull(b.county_code, '') = '', 'unknown', ifNull(b.county_code, '')) AS other_county,
    p.one.6 AS other_fiscal_year,
    p.one.7 AS relation,
    p.one.8 AS kind,
    p.one.9 AS jaccard,
    p.one.10 AS baseline_low,
    p.one.11 AS baseline_high,
    p.one.12 AS passages,
    p.one.13 AS total
FROM (SELECT arrayJoin(chosen) AS one) AS p
LEFT JOIN (SELECT agency_id, name, county_code FROM agencies_history FINAL WHERE agency_id IN (SELECT arrayJoin(chosen.2))) AS a ON a.agency_id = p.one.2
LEFT JOIN (SELECT agency_id, name, county_code FROM agencies_history FINAL WHERE agency_id IN (SELECT arrayJoin(chosen.5))) AS b ON b.agency_id = p.one.5
ORDER BY indexOf(['passage', 'unclear', 'common'], kind), jaccard DESC, report_id, other_report_id
