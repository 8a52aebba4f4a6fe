-- Reports whose text has all of the words, the newest year first, within a year in the order of their names, which is by division
-- and agency. Words are found by their pairs of characters in an index; those of more than two characters are then looked up in the text.
-- Unit: one row a report. Source: reports, report_texts, agencies, read without their views.
-- Parameters: pairs (pairs of characters of all words, at least one), word, second, third (the words; '' for none),
-- county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), year (a fiscal year, 0 for all), limit, offset.
WITH
body AS (
    SELECT agency_id FROM agencies_history FINAL
    WHERE if(ifNull(county_code, '') = '', 'unknown', ifNull(county_code, '')) = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(division_code, ''), {county:String})
),
-- What stands before the year in the name of a report is its agency. Every report has one reading that is current.
hit AS (
    SELECT ifNull(fiscal_year, 0) AS year, report_id
    FROM readings
    PREWHERE ({year:UInt16} = 0 OR fiscal_year = {year:UInt16}) AND ({county:String} = '' OR substring(report_id, 1, length(report_id) - length(toString(ifNull(fiscal_year, 0))) - 1) IN body)
    WHERE reading IN current_readings
      AND hasAllTokens(texts.text, {pairs:Array(String)})
      AND (lengthUTF8({word:String}) = 2 OR arrayExists(t -> position(t, {word:String}) > 0, texts.text))
      AND (lengthUTF8({second:String}) IN (0, 2) OR arrayExists(t -> position(t, {second:String}) > 0, texts.text))
      AND (lengthUTF8({third:String}) IN (0, 2) OR arrayExists(t -> position(t, {third:String}) > 0, texts.text))
),
-- The years that the rows of the answer are of: only these are looked at whole, since many have what most texts have.
(
    SELECT (groupArrayIf(year, until - found < {limit:UInt32} + {offset:UInt32}), any(total))
    FROM (SELECT year, found, sum(found) OVER (ORDER BY year DESC) AS until, sum(found) OVER () AS total FROM (SELECT year, count() AS found FROM hit GROUP BY year))
) AS near,
(SELECT groupArray(report_id) FROM (SELECT report_id FROM hit WHERE year IN (SELECT arrayJoin(near.1)) ORDER BY year DESC, report_id LIMIT {limit:UInt32} OFFSET {offset:UInt32})) AS keys
SELECT
    n.report_id AS report_id,
    n.agency_id AS agency_id,
    a.name AS name,
    if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) AS county,
    n.fiscal_year AS fiscal_year,
    n.reading_id AS reading_id,
    toUInt64(near.2) AS total
FROM (SELECT report_id, agency_id, fiscal_year, reading_id FROM report_states FINAL WHERE report_id IN (SELECT arrayJoin(keys))) AS n
LEFT JOIN (SELECT agency_id, name, county_code FROM agencies_history FINAL WHERE agency_id IN (SELECT arrayJoin(arrayMap(k -> substring(k, 1, length(k) - 5), keys)))) AS a ON a.agency_id = n.agency_id
ORDER BY fiscal_year DESC, report_id
