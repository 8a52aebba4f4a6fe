-- Why requests were not granted, as printed: the reasons of tables 3 of the forms 2019 and 2021 by
-- fiscal year, and those of the 2014 table apart, since they were counted otherwise. Sums over the reports
-- of own offices; known: reports that print the reason (a blank is not known, and never 0); reports:
-- those of the same form. outcomes: the printed totals of the reports that print the reason, so that a
-- share has its parts and its whole from the same reports. 行政查询 is no refusal in the sense of
-- article 36: it stands apart.
-- Unit: requests (件). Source: figures, agencies; table 3 of the unified form, the 2014 table.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all), agency (an agency_id, '' for all).
WITH place AS (
    SELECT agency_id FROM agencies
    WHERE ({agency:String} = '' OR agency_id = {agency:String})
      AND ({county:String} = '' OR if(ifNull(county_code, '') = '', 'unknown', ifNull(county_code, '')) = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(division_code, ''), {county:String}))
      AND ({level:String} = '' OR ifNull(level, '') = {level:String}) AND ({family:String} = '' OR family = {family:String})
),
printed AS (
    SELECT report_id, assumeNotNull(fiscal_year) AS fiscal_year, toString(form) AS form, toString(indicator) AS indicator, value
    FROM figures
    WHERE scope = 'own_office' AND fiscal_year IS NOT NULL AND applicant IN ('total', '') AND agency_id IN (SELECT agency_id FROM place)
      AND (startsWith(indicator, 'outcome_') OR startsWith(indicator, 'answer_'))
),
whole AS (
    SELECT report_id, coalesce(maxIf(value, indicator = 'outcome_total'), maxIf(value, indicator = 'answer_total')) AS outcomes
    FROM printed GROUP BY report_id
)
SELECT
    p.fiscal_year AS fiscal_year,
    p.form AS form,
    p.indicator AS indicator,
    sum(p.value) AS value,
    countIf(p.value IS NOT NULL) AS known,
    uniqExact(p.report_id) AS reports,
    sumIf(p.value, w.outcomes IS NOT NULL) AS rated,
    sumIf(w.outcomes, p.value IS NOT NULL) AS outcomes
FROM printed AS p
INNER JOIN whole AS w ON w.report_id = p.report_id
WHERE match(p.indicator, '^(outcome_(denied|unable|not_processed)_|answer_(denied_|not_own_agency|not_exist|asked_to_amend|other_channel))')
GROUP BY fiscal_year, form, indicator
ORDER BY form, indicator, fiscal_year
