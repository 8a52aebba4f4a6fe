-- What became of reviews and suits that were decided one way or the other, by fiscal year: x corrected
-- of n upheld or corrected. Suits after a review are about the same matters and are never added to
-- the others. Not every report has such cases; one whose cells could not be read for certain, or do not
-- close, has no share at all (rates.tsv) and is in no sum. From fiscal year 2024 on the revised law on
-- reviews changes who decides what [K].
-- Unit: cases (件); agencies: those that have a decided case; reports: those of own offices that were
-- read. Source: county_years; table 4 of the unified form, the 2014 table.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all).
SELECT
    fiscal_year,
    sum(y.reviews_corrected) AS reviews_corrected,
    sum(y.reviews_decided) AS reviews_decided,
    sum(y.reviews_agencies) AS reviews_agencies,
    sum(y.suits_corrected) AS suits_corrected,
    sum(y.suits_decided) AS suits_decided,
    sum(y.suits_agencies) AS suits_agencies,
    sum(y.after_review_corrected) AS after_review_corrected,
    sum(y.after_review_decided) AS after_review_decided,
    sum(y.after_review_agencies) AS after_review_agencies,
    sum(own_reports) AS reports
FROM county_years AS y
WHERE own_reports > 0 AND level = if({level:String} = '', 'all', {level:String}) AND family = if({family:String} = '', 'all', {family:String})
  AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(region, {county:String}))
GROUP BY fiscal_year
ORDER BY fiscal_year
