-- Pairs of reports whose texts are alike beside their templates, the most similar first; each pair
-- once. Kind passage: what few others share; common: a template of the group; unclear: too few
-- reports to tell, or no more alike than unrelated ones can be. Who wrote first is not known.
-- Unit: jaccard is the share of five-character shingles that both have, 0 to 1, without templates.
-- Source: text_pairs, agencies, read without their views.
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
    FROM text_pairs_history AS p
    PREWHERE jaccard >= 0.3
    WHERE p.which = 'current' AND report_id < other_report_id
      AND (run_id, group_hash) IN (SELECT made_in, group_hash FROM text_groups WHERE run_id = (SELECT max(run_id) FROM text_runs))
      AND ({county:String} = '' AND {level:String} = '' AND {family:String} = '' OR agency_id IN body OR other_agency_id IN body)
      AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16} OR other_fiscal_year = {year:UInt16})
),
told AS (
    SELECT p.*, multiIf(p.told != '', toString(p.told), p.jaccard <= coalesce(greatest(ifNull(l.high, o.high), ifNull(o.high, l.high)), 0.5), 'unclear', 'passage') AS kind,
        l.low AS baseline_low, l.high AS baseline_high
    FROM pair AS p
    LEFT JOIN level AS l ON l.year = p.fiscal_year AND l.comparisons = p.likely
    LEFT JOIN level AS o ON o.year = p.other_fiscal_year AND o.comparisons = p.other_likely
)
SELECT
    p.report_id AS report_id,
    p.agency_id AS agency_id,
    a.name AS name,
    if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) AS county,
    p.fiscal_year AS fiscal_year,
    p.other_report_id AS other_report_id,
    p.other_agency_id AS other_agency_id,
    b.name AS other_name,
    if(ifNull(b.county_code, '') = '', 'unknown', ifNull(b.county_code, '')) AS other_county,
    p.other_fiscal_year AS other_fiscal_year,
    toString(p.relation) AS relation,
    p.kind AS kind,
    p.jaccard AS jaccard,
    p.baseline_low AS baseline_low,
    p.baseline_high AS baseline_high,
    toUInt64(p.passages) AS passages,
    p.total AS total
FROM
(
    -- Chosen before anybody's name is looked up.
    SELECT *, count() OVER () AS total FROM told WHERE {kind:String} = '' OR kind = {kind:String}
    ORDER BY indexOf(['passage', 'unclear', 'common'], kind), jaccard DESC, report_id, other_report_id
    LIMIT {limit:UInt32} OFFSET {offset:UInt32}
) AS p
LEFT JOIN (SELECT agency_id, name, county_code FROM agencies_history FINAL) AS a ON a.agency_id = p.agency_id
LEFT JOIN (SELECT agency_id, name, county_code FROM agencies_history FINAL) AS b ON b.agency_id = p.other_agency_id
ORDER BY indexOf(['passage', 'unclear', 'common'], kind), jaccard DESC, report_id, other_report_id
