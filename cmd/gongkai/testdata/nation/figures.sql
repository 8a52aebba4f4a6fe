-- The figures of the reports from first on. Most follow from those of the year before; one agency
-- in fifty carries over what it did not.
INSERT INTO reading_figures (report_id, reading_id, indicator, applicant, agency_id, division_code, fiscal_year, form, scope, value, unit, state, raw, confidence, evidence)
SELECT report_id, reading_id, indicator, applicant, agency_id, code, fiscal_year, form, 'own_office', toDecimal64(n, 6), unit, if(n = 0, 'zero', 'number'), toString(n), 1,
    concat('{"sha256":"', sha256, '","table":2,"row":', toString(h % 30), ',"column":4,"path":"html>body>div#zoom>table:nth-of-type(2)>tbody>tr:nth-child(', toString(h % 30), ')>td:nth-child(4)"}')
FROM
(
    SELECT r.report_id AS report_id, r.reading_id AS reading_id, k.indicator AS indicator, k.applicant AS applicant, r.agency_id AS agency_id, r.code AS code, r.fiscal_year AS fiscal_year,
        r.form AS form, k.unit AS unit, r.sha256 AS sha256, cityHash64(agency_id, indicator, applicant) AS h, cityHash64(report_id, indicator, applicant) AS g,
        multiIf(indicator IN ('requests_carried_in', 'requests_carried_out'), if(cityHash64(agency_id) % 50 = 0, g % 4, 0),
            endsWith(indicator, '_items_change') OR indicator LIKE '%normative_documents_%' AND NOT endsWith(indicator, '_in_force') AND NOT endsWith(indicator, '_total_published') OR startsWith(indicator, 'proactive_rules_'), 0,
            endsWith(indicator, '_in_force') OR endsWith(indicator, '_total_published') OR endsWith(indicator, '_items_previous_year'), cityHash64(agency_id) % 20,
            startsWith(indicator, 'litigation') OR startsWith(indicator, 'reconsideration'), h % 50 = 0,
            h % 5 < 3, 0, h % 60 + g % 5) AS n
    FROM (SELECT * FROM nation_reports WHERE number >= {first:UInt64} AND number < {last:UInt64}) AS r
    INNER JOIN nation_keys AS k ON k.fiscal_year = r.fiscal_year
)
