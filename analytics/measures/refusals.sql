-- Why requests were not granted, as printed: the reasons of tables 3 of the forms 2019 and 2021 by
-- fiscal year, and those of the 2014 table apart, since they were counted otherwise. Sums over the reports
-- of own offices; known: reports that print the reason (a blank is not known, and never 0); reports:
-- those of the same form. outcomes: the printed totals of the reports that print the reason, so that a
-- share has its parts and its whole from the same reports. 行政查询 is no refusal in the sense of
-- article 36: it stands apart.
-- Unit: requests (件). Source: figures, agencies, indicators; table 3 of the unified form, the 2014 table.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), agency (an agency_id, '' for all).
WITH place AS (
    SELECT agency_id FROM agencies
    WHERE ({agency:String} = '' OR agency_id = {agency:String})
      AND ({county:String} = '' OR if(ifNull(county_code, '') = '', 'unknown', ifNull(county_code, '')) = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(division_code, ''), {county:String}))
),
-- One row a report: to join its figures with its total would read them twice.
report AS (
    SELECT report_id, any(assumeNotNull(f.fiscal_year)) AS year, any(toString(f.form)) AS report_form, groupArray(tuple(toString(f.indicator), f.value)) AS printed,
        coalesce(maxIf(f.value, f.indicator = 'outcome_total'), maxIf(f.value, f.indicator = 'answer_total')) AS whole
    FROM figures AS f
    WHERE scope = 'own_office' AND fiscal_year IS NOT NULL AND applicant IN ('total', '') AND agency_id IN (SELECT agency_id FROM place)
      AND indicator IN (SELECT indicator FROM indicators WHERE startsWith(indicator, 'outcome_') OR startsWith(indicator, 'answer_'))
    GROUP BY report_id
)
SELECT
    r.year AS fiscal_year,
    toLowCardinality(r.report_form) AS form,
    toLowCardinality(p.1) AS indicator,
    sum(p.2) AS value,
    countIf(p.2 IS NOT NULL) AS known,
    uniqExact(r.report_id) AS reports,
    sumIf(p.2, r.whole IS NOT NULL) AS rated,
    sumIf(r.whole, p.2 IS NOT NULL) AS outcomes
FROM (SELECT report_id, year, report_form, whole, arrayJoin(printed) AS p FROM report) AS r
WHERE match(p.1, '^(outcome_(denied|unable|not_processed)_|answer_(denied_|not_own_agency|not_exist|asked_to_amend|other_channel))')
GROUP BY fiscal_year, form, indicator
ORDER BY form, indicator, fiscal_year
