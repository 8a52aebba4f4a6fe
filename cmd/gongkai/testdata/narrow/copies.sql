-- Pairs of reports whose texts are alike beside their templates, the most similar first; each pair
-- once. Kind passage: what few others share; common: a template of the group; unclear: too few
-- reports to tell, or no more alike than unrelated ones can be. Who wrote first is not known.
-- Unit: jaccard is the share of five-character shingles that both have, 0 to 1, without templates.
-- Source: text_pairs, agencies.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of
-- agencies ('' for all): one of the two is of all three, whichever it is; year (a fiscal year of one of the two, 0 for all), kind ('' for all), limit, offset.
SELECT
    p.report_id AS report_id,
    p.agency_id AS agency_id,
    a.name AS name,
    if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) AS county,
    assumeNotNull(p.fiscal_year) AS fiscal_year,
    p.other_report_id AS other_report_id,
    p.other_agency_id AS other_agency_id,
    b.name AS other_name,
    if(ifNull(b.county_code, '') = '', 'unknown', ifNull(b.county_code, '')) AS other_county,
    assumeNotNull(p.other_fiscal_year) AS other_fiscal_year,
    toString(p.relation) AS relation,
    toString(p.kind) AS kind,
    p.jaccard AS jaccard,
    p.baseline_low AS baseline_low,
    p.baseline_high AS baseline_high,
    toUInt64(p.passages) AS passages,
    count() OVER () AS total
FROM text_pairs AS p
LEFT JOIN agencies AS a ON a.agency_id = p.agency_id
LEFT JOIN agencies AS b ON b.agency_id = p.other_agency_id
WHERE p.which = 'current' AND p.report_id < p.other_report_id
  AND (({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.division_code, ''), {county:String}))
      AND ({level:String} = '' OR ifNull(a.level, '') = {level:String}) AND ({family:String} = '' OR a.family = {family:String})
    OR ({county:String} = '' OR other_county = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(b.division_code, ''), {county:String}))
      AND ({level:String} = '' OR ifNull(b.level, '') = {level:String}) AND ({family:String} = '' OR b.family = {family:String}))
  AND ({year:UInt16} = 0 OR p.fiscal_year = {year:UInt16} OR p.other_fiscal_year = {year:UInt16})
  AND ({kind:String} = '' OR p.kind = {kind:String})
ORDER BY indexOf(['passage', 'unclear', 'common'], kind), jaccard DESC, report_id, other_report_id
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
