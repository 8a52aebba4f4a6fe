-- Reports whose text has all of the words, the newest year first, within a year in the order of their names, which is by division
-- and agency. Words are found by their pairs of characters in an index; those of more than two characters are then looked up in the text.
-- How many there are in all places is in search_years; what the agencies are called is asked apart (bodies).
-- Unit: one row a report; total: of a place, how many there are without the limit, and else 0. Source: reports, report_texts, agencies, read without their views.
-- Parameters: pairs (pairs of characters of all words, at least one), word, second, third (the words; '' for none),
-- county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), years (fiscal years, [] for all),
-- upto (only reports whose names come before it: many have what most texts have; '' for all), limit, offset.
WITH
body AS (
    SELECT agency_id FROM agencies_history FINAL
    WHERE ({county:String} = '' OR county_code = {county:String} OR {county:String} = 'unknown' AND ifNull(county_code, '') = '' OR length({county:String}) < 6 AND startsWith(division_code, {county:String}))
),
-- Between these lie the names of their reports: '.' comes after '-'.
(SELECT (min(agency_id), concat(max(agency_id), '.')) FROM body) AS names
SELECT
    report_id,
    substring(report_id, 1, length(report_id) - length(toString(ifNull(readings.fiscal_year, 0))) - 1) AS agency_id,
    ifNull(readings.fiscal_year, 0) AS fiscal_year,
    reading_id,
    if({county:String} = '', toUInt64(0), count() OVER ()) AS total
-- Every report has one reading that is current.
FROM readings
WHERE (empty({years:Array(UInt16)}) OR ifNull(readings.fiscal_year, 0) IN {years:Array(UInt16)}) AND ({upto:String} = '' OR report_id < {upto:String})
  -- What stands before the year in the name of a report is its agency.
  AND ({county:String} = '' OR report_id >= names.1 AND report_id < names.2 AND substring(report_id, 1, length(report_id) - length(toString(ifNull(readings.fiscal_year, 0))) - 1) IN body)
  AND reading IN current_readings
  AND hasAllTokens(texts.text, {pairs:Array(String)})
  AND (lengthUTF8({word:String}) = 2 OR arrayExists(t -> position(t, {word:String}) > 0, texts.text))
  AND (lengthUTF8({second:String}) IN (0, 2) OR arrayExists(t -> position(t, {second:String}) > 0, texts.text))
  AND (lengthUTF8({third:String}) IN (0, 2) OR arrayExists(t -> position(t, {third:String}) > 0, texts.text))
ORDER BY fiscal_year DESC, report_id
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
