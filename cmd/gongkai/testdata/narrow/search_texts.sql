-- Reports whose text has all of the words, the newest year first, within a year in the order of their names. Words are found by their pairs
-- of characters in an index; those of more than two characters are then looked up in the text.
-- Unit: one row a report. Source: reports, report_texts, agencies.
-- Parameters: pairs (pairs of characters of all words, at least one), word, second, third (the words; '' for none),
-- county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), year (a fiscal year, 0 for all), limit, offset.
WITH hit AS (
    SELECT report_id, reading_id
    FROM report_texts
    WHERE hasAllTokens(sections, {pairs:Array(String)})
      AND (lengthUTF8({word:String}) = 2 OR arrayExists(t -> position(t, {word:String}) > 0, sections))
      AND (lengthUTF8({second:String}) IN (0, 2) OR arrayExists(t -> position(t, {second:String}) > 0, sections))
      AND (lengthUTF8({third:String}) IN (0, 2) OR arrayExists(t -> position(t, {third:String}) > 0, sections))
)
SELECT
    r.report_id AS report_id,
    r.agency_id AS agency_id,
    a.name AS name,
    if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) AS county,
    r.fiscal_year AS fiscal_year,
    r.reading_id AS reading_id,
    count() OVER () AS total
FROM reports AS r
LEFT JOIN agencies AS a ON a.agency_id = r.agency_id
WHERE (r.report_id, r.reading_id) IN (SELECT report_id, reading_id FROM hit)
  AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.division_code, ''), {county:String}))
  AND ({year:UInt16} = 0 OR r.fiscal_year = {year:UInt16})
ORDER BY r.fiscal_year DESC, r.report_id
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
