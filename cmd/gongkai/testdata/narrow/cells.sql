-- Printed cells that could not be read, were read with doubt, or are blank: what the measure quality counts.
-- Unit: the figures' own; value is NULL unless state is number or zero. Source: figures, agencies.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all), year (a fiscal
-- year, 0 for all), cells ('unreadable', 'doubtful' or 'blank'), limit, offset.
SELECT
    f.report_id AS report_id,
    f.agency_id AS agency_id,
    a.name AS name,
    if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) AS county,
    assumeNotNull(f.fiscal_year) AS fiscal_year,
    toString(f.form) AS form,
    toString(f.indicator) AS indicator,
    toString(f.applicant) AS applicant,
    f.value AS value,
    toString(f.unit) AS unit,
    toString(f.state) AS state,
    f.raw AS raw,
    toFloat64(f.confidence) AS confidence,
    count() OVER () AS total
FROM figures AS f
LEFT JOIN agencies AS a ON a.agency_id = f.agency_id
WHERE f.fiscal_year IS NOT NULL AND ({year:UInt16} = 0 OR f.fiscal_year = {year:UInt16})
  AND multiIf({cells:String} = 'unreadable', f.state = 'unreadable', {cells:String} = 'blank', f.state = 'blank', f.confidence < 1 AND f.state != 'unreadable')
  AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.division_code, ''), {county:String})) AND ({level:String} = '' OR ifNull(a.level, '') = {level:String}) AND ({family:String} = '' OR a.family = {family:String})
ORDER BY fiscal_year DESC, report_id, indicator, applicant
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
