-- How many reports of each fiscal year have all of the words in their text, as search_texts lists them.
-- Unit: reports. Source: reports, report_texts, agencies, read without their views.
-- Parameters: pairs (pairs of characters of all words, at least one), word, second, third (the words; '' for none: with no word those that have
-- all pairs are counted, which the index knows without reading a text, and which are at least as many),
-- county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), year (a fiscal year, 0 for all).
WITH
body AS (
    SELECT agency_id FROM agencies_history FINAL
    WHERE ({county:String} = '' OR county_code = {county:String} OR {county:String} = 'unknown' AND ifNull(county_code, '') = '' OR length({county:String}) < 6 AND startsWith(division_code, {county:String}))
),
-- Between these lie the names of their reports: '.' comes after '-'.
(SELECT (min(agency_id), concat(max(agency_id), '.')) FROM body) AS names
SELECT ifNull(readings.fiscal_year, 0) AS fiscal_year, count() AS reports
FROM readings
WHERE ({year:UInt16} = 0 OR readings.fiscal_year = {year:UInt16})
  -- What stands before the year in the name of a report is its agency.
  AND ({county:String} = '' OR report_id >= names.1 AND report_id < names.2 AND substring(report_id, 1, length(report_id) - length(toString(ifNull(readings.fiscal_year, 0))) - 1) IN body)
  AND reading IN current_readings
  AND hasAllTokens(texts.text, {pairs:Array(String)})
  AND (lengthUTF8({word:String}) IN (0, 2) OR arrayExists(t -> position(t, {word:String}) > 0, texts.text))
  AND (lengthUTF8({second:String}) IN (0, 2) OR arrayExists(t -> position(t, {second:String}) > 0, texts.text))
  AND (lengthUTF8({third:String}) IN (0, 2) OR arrayExists(t -> position(t, {third:String}) > 0, texts.text))
GROUP BY fiscal_year
ORDER BY fiscal_year DESC
