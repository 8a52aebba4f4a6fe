-- Why requests were not granted, as printed: the reasons of tables 3 of the forms 2019 and 2021 by
-- fiscal year, and those of the 2014 table apart, since they were counted otherwise. Sums over the reports
-- of own offices; known: reports that print the reason (a blank is not known, and never 0); reports:
-- those of the same form. outcomes: the printed totals of the reports that print the reason, so that a
-- share has its parts and its whole from the same reports. 行政查询 is no refusal in the sense of
-- article 36: it stands apart.
-- Unit: requests (件). Source: of all counties what the run added up (reason_sums), of a place county_reasons and, of a kind, agency_years, read without their views, which cost as much as the answer; for one agency figures; table 3 of the unified form, the 2014 table.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all), agency (an agency_id, whatever the county, level and family; '' for all), run (number of the newest score run: score_runs).
SELECT fiscal_year, toLowCardinality(form) AS form, toLowCardinality(indicator) AS indicator, value, known, reports, rated, outcomes
FROM
(
    -- Only where {agency:String} = '' AND {county:String} = '' AND {family:String} = ''
    SELECT fiscal_year, form, indicator, n.value AS value, n.known AS known, n.reports AS reports, n.rated AS rated, n.outcomes AS outcomes
    FROM reason_sums_history AS n
    WHERE {agency:String} = '' AND {county:String} = '' AND {family:String} = '' AND run_id = {run:UInt64} AND level = {level:String}
    UNION ALL
    -- Only where {agency:String} = '' AND {county:String} != '' AND {level:String} = '' AND {family:String} = ''
    SELECT fiscal_year, form, indicator, sum(r.value) AS value, sum(r.known) AS known, sum(r.reports) AS reports, sum(r.rated) AS rated, sum(r.outcomes) AS outcomes
    FROM county_reasons_history AS r
    WHERE {agency:String} = '' AND {county:String} != '' AND {level:String} = '' AND {family:String} = ''
      AND (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
      AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(region, {county:String}))
    GROUP BY fiscal_year, form, indicator
    UNION ALL
    -- Only where {agency:String} = '' AND {county:String} != '' AND {family:String} = '' AND {level:String} != ''
    SELECT fiscal_year, form, indicator, sum(b.value) AS value, sum(b.known) AS known, sum(b.reports) AS reports, sum(b.rated) AS rated, sum(b.outcomes) AS outcomes
    FROM level_reasons_history AS b
    WHERE {agency:String} = '' AND {county:String} != '' AND {family:String} = '' AND {level:String} != '' AND level = {level:String}
      AND (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
      AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(region, {county:String}))
    GROUP BY fiscal_year, form, indicator
    UNION ALL
    -- Those of a kind are few: they are added up from their own rows.
    -- Only where {agency:String} = '' AND {family:String} != ''
    SELECT fiscal_year, form, reason.1 AS indicator, sum(reason.2) AS value, countIf(reason.2 IS NOT NULL) AS known, count() AS reports, sumIf(reason.2, whole IS NOT NULL) AS rated, sumIf(whole, reason.2 IS NOT NULL) AS outcomes
    FROM
    (
        SELECT fiscal_year, form, reasons, coalesce(arrayFirst(r -> r.1 = 'outcome_total', reasons).2, arrayFirst(r -> r.1 = 'answer_total', reasons).2) AS whole
        FROM agency_years_history
        WHERE {agency:String} = '' AND {family:String} != '' AND family = {family:String} AND ({level:String} = '' OR level = {level:String}) AND scope = 'own_office' AND notEmpty(reasons)
          AND (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
          AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(substring(division_code, 1, 4), {county:String}))
    )
    ARRAY JOIN reasons AS reason
    WHERE indicator NOT IN ('outcome_total', 'answer_total')
    GROUP BY fiscal_year, form, indicator
    UNION ALL
    -- Only where {agency:String} != ''
    SELECT year AS fiscal_year, report_form AS form, p.1 AS indicator, sum(p.2) AS value, countIf(p.2 IS NOT NULL) AS known, count() AS reports, sumIf(p.2, whole IS NOT NULL) AS rated, sumIf(whole, p.2 IS NOT NULL) AS outcomes
    FROM
    (
        -- One row a report: to join its figures with its total would read them twice.
        SELECT any(f.fiscal_year) AS year, any(f.form) AS report_form, arrayJoin(groupArray(tuple(f.indicator, f.value))) AS p,
            coalesce(maxIf(f.value, f.indicator = 'outcome_total'), maxIf(f.value, f.indicator = 'answer_total')) AS whole
        FROM figures AS f
        WHERE {agency:String} != '' AND agency_id = {agency:String} AND scope = 'own_office' AND applicant IN ('total', '')
          AND indicator IN (SELECT indicator FROM indicators WHERE startsWith(indicator, 'outcome_') OR startsWith(indicator, 'answer_'))
        GROUP BY report_id
    )
    WHERE match(p.1, '^(outcome_(denied|unable|not_processed)_|answer_(denied_|not_own_agency|not_exist|asked_to_amend|other_channel))')
    GROUP BY fiscal_year, form, indicator
)
ORDER BY form, indicator, fiscal_year
