-- What was reworded between two versions of a report, sentence beside sentence, the newest year first and
-- in the order of the later version. A sentence that has no counterpart stands in report_changes alone, as
-- removed or added.
--
-- Unit: similarity 0.5 to 1.
-- Source: report_rewordings, reports, agencies.
-- Parameters: report (a report_id, '' for all), county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all),
-- level and family of agencies ('' for all), year (a fiscal year, 0 for all), limit, offset.
SELECT
    w.report_id AS report_id,
    r.agency_id AS agency_id,
    a.name AS name,
    if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) AS county,
    r.fiscal_year AS fiscal_year,
    w.version AS version,
    w.section AS section,
    w.from_ordinal AS from_ordinal,
    w.to_ordinal AS to_ordinal,
    w.from_text AS from_text,
    w.to_text AS to_text,
    w.similarity AS similarity,
    count() OVER () AS total
FROM report_rewordings AS w
INNER JOIN (SELECT report_id, agency_id, fiscal_year FROM reports WHERE {report:String} = '' OR report_id = {report:String}) AS r ON r.report_id = w.report_id
LEFT JOIN agencies AS a ON a.agency_id = r.agency_id
WHERE ({report:String} = '' OR w.report_id = {report:String})
  AND ({year:UInt16} = 0 OR r.fiscal_year = {year:UInt16})
  AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.division_code, ''), {county:String}))
  AND ({level:String} = '' OR ifNull(a.level, '') = {level:String}) AND ({family:String} = '' OR a.family = {family:String})
ORDER BY fiscal_year DESC, report_id, version, to_ordinal
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
