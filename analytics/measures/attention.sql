-- Agencies of which most stands on record over three fiscal years, with every single reason: a report that was
-- late, or that was not found although its lists were walked to their end; sums that do not hold though every
-- cell was read without doubt; a dimension in band D or E among its peers. It is no rank: the order is how many of
-- the years have a reason, then how many topics of these, then how many reasons, then how new they are.
-- Unit: agencies; reasons are parallel lists, newest first: kind (late, not_found, errors or band), topic (a dimension),
-- detail (days late at least; findings; the band). Source: expected_reports, findings, scores, reports, agencies.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level
-- ('' for all), family ('' for all), year (the last of the three fiscal years), limit.
WITH reason AS (
    SELECT agency_id, toUInt16(assumeNotNull(fiscal_year)) AS fiscal_year, toString(status) AS kind, 'timeliness' AS topic, ifNull(toString(days_late_low), '') AS detail, ifNull(report_id, '') AS report_id
    FROM expected_reports
    WHERE status IN ('late', 'not_found') AND fiscal_year BETWEEN {year:UInt16} - 2 AND {year:UInt16}
    UNION ALL
    SELECT r.agency_id AS agency_id, assumeNotNull(r.fiscal_year) AS fiscal_year, 'errors' AS kind, 'consistency' AS topic, toString(count()) AS detail, r.report_id AS report_id
    FROM findings AS f
    INNER JOIN reports AS r ON r.report_id = f.report_id
    WHERE f.severity = 'error' AND f.blame = 'agency' AND r.fiscal_year BETWEEN {year:UInt16} - 2 AND {year:UInt16}
    GROUP BY agency_id, fiscal_year, report_id
    UNION ALL
    SELECT s.agency_id AS agency_id, s.fiscal_year AS fiscal_year, 'band' AS kind, toString(s.dimension) AS topic, ifNull(toString(s.band), '') AS detail, ifNull(r.report_id, '') AS report_id
    FROM scores AS s
    LEFT JOIN (SELECT report_id, agency_id, fiscal_year FROM reports WHERE fiscal_year IS NOT NULL) AS r ON r.agency_id = s.agency_id AND r.fiscal_year = s.fiscal_year
    WHERE s.which = 'current' AND s.band IN ('D', 'E') AND s.fiscal_year BETWEEN {year:UInt16} - 2 AND {year:UInt16}
)
SELECT
    e.agency_id AS agency_id,
    any(a.name) AS name,
    any(if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, ''))) AS county,
    toInt64(uniqExact(e.fiscal_year)) AS years,
    toInt64(uniqExact(e.fiscal_year, e.topic)) AS topics,
    arrayMap(t -> t.1, arrayReverseSort(groupArray((e.fiscal_year, e.kind, e.topic, e.detail, e.report_id)))) AS reason_years,
    arrayMap(t -> t.2, arrayReverseSort(groupArray((e.fiscal_year, e.kind, e.topic, e.detail, e.report_id)))) AS kinds,
    arrayMap(t -> t.3, arrayReverseSort(groupArray((e.fiscal_year, e.kind, e.topic, e.detail, e.report_id)))) AS reason_topics,
    arrayMap(t -> t.4, arrayReverseSort(groupArray((e.fiscal_year, e.kind, e.topic, e.detail, e.report_id)))) AS details,
    arrayMap(t -> t.5, arrayReverseSort(groupArray((e.fiscal_year, e.kind, e.topic, e.detail, e.report_id)))) AS report_ids,
    count() OVER () AS total
FROM reason AS e
INNER JOIN agencies AS a ON a.agency_id = e.agency_id
WHERE ({county:String} = '' OR if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.division_code, ''), {county:String}))
  AND ({level:String} = '' OR ifNull(a.level, '') = {level:String})
  AND ({family:String} = '' OR a.family = {family:String})
GROUP BY e.agency_id
ORDER BY years DESC, topics DESC, count() DESC, max(e.fiscal_year) DESC, agency_id
LIMIT {limit:UInt32}
