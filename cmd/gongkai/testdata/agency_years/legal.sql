-- What became of reviews and suits that were decided one way or the other, by fiscal year: x corrected
-- of n upheld or corrected. Suits after a review are about the same matters and are never added to
-- the others. Not every report has such cases; one whose cells could not be read for certain, or do not
-- close, has no share at all (rates.tsv) and is in no sum. From fiscal year 2024 on the revised law on
-- reviews changes who decides what [K].
-- Unit: cases (件); agencies: those that have a decided case; reports: those of own offices that were
-- read. Source: rates, reports, agencies; table 4 of the unified form, the 2014 table.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all).
WITH place AS (
    SELECT agency_id FROM agencies
    WHERE ({county:String} = '' OR if(ifNull(county_code, '') = '', 'unknown', ifNull(county_code, '')) = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(division_code, ''), {county:String})) AND ({level:String} = '' OR ifNull(level, '') = {level:String}) AND ({family:String} = '' OR family = {family:String})
),
own AS (
    SELECT agency_id, assumeNotNull(fiscal_year) AS fiscal_year FROM reports
    WHERE scope = 'own_office' AND fiscal_year IS NOT NULL AND agency_id IN (SELECT agency_id FROM place)
),
printed AS (
    SELECT fiscal_year, count() AS reports FROM own GROUP BY fiscal_year
)
SELECT
    p.fiscal_year AS fiscal_year,
    sumIf(s.x, s.rate = 'corrected_reviews') AS reviews_corrected,
    sumIf(s.n, s.rate = 'corrected_reviews') AS reviews_decided,
    countIf(s.rate = 'corrected_reviews') AS reviews_agencies,
    sumIf(s.x, s.rate = 'corrected_suits') AS suits_corrected,
    sumIf(s.n, s.rate = 'corrected_suits') AS suits_decided,
    countIf(s.rate = 'corrected_suits') AS suits_agencies,
    sumIf(s.x, s.rate = 'corrected_after_review') AS after_review_corrected,
    sumIf(s.n, s.rate = 'corrected_after_review') AS after_review_decided,
    countIf(s.rate = 'corrected_after_review') AS after_review_agencies,
    any(p.reports) AS reports
FROM printed AS p
LEFT JOIN
(
    SELECT r.fiscal_year AS fiscal_year, toString(r.rate) AS rate, r.x AS x, r.n AS n
    FROM rates AS r
    WHERE r.rate IN ('corrected_reviews', 'corrected_suits', 'corrected_after_review') AND (r.agency_id, r.fiscal_year) IN (SELECT agency_id, fiscal_year FROM own)
) AS s ON s.fiscal_year = p.fiscal_year
GROUP BY fiscal_year
ORDER BY fiscal_year
