-- Names of agencies that reports bear and that mean none for certain: a person has to say which
-- one each is. Names of which a register or an answer says that they are no agency are left out.
-- Unit: reports. Source: reports, read without its view: they are named after their agencies; sites, registers.
-- Parameters: county (code of the site's division or its first two or four digits, '' for all), limit, offset.
WITH dismissed AS (
    SELECT division_code, arrayJoin(arrayConcat(
        arrayMap(n -> n.1, arrayFilter(n -> n.2 = '', JSONExtractKeysAndValues(content, 'names', 'String'))),
        arrayMap(a -> JSONExtractString(a, 'named'), arrayFilter(a -> JSONExtractRaw(a, 'agency') = 'null' AND NOT JSONExtractBool(a, 'withdrawn'), JSONExtractArrayRaw(content, 'answers'))))) AS agency_id
    FROM registers
    WHERE (division_code, registered_at) IN (SELECT division_code, max(registered_at) FROM registers GROUP BY division_code)
)
SELECT
    r.agency_id AS agency_id,
    any(ifNull(r.agency_as_printed, '')) AS printed,
    toString(r.site_id) AS site_id,
    any(s.name) AS site_name,
    ifNull(s.division_code, '') AS division_code,
    ifNull(s.division_name, '') AS division_name,
    count() AS reports,
    min(r.fiscal_year) AS first_year,
    max(r.fiscal_year) AS last_year,
    argMax(r.report_id, r.fiscal_year) AS report_id,
    argMax(r.url, r.fiscal_year) AS url,
    count() OVER () AS total
FROM (SELECT report_id, agency_id, agency_as_printed, site_id, fiscal_year, url FROM report_states FINAL WHERE startsWith(report_id, 'unresolved-')) AS r
LEFT JOIN sites AS s ON s.site_id = r.site_id
WHERE startsWith(r.agency_id, 'unresolved-')
    AND ({county:String} = '' OR startsWith(ifNull(division_code, ''), {county:String}))
    AND (division_code, r.agency_id) NOT IN (SELECT division_code, agency_id FROM dismissed)
GROUP BY r.agency_id, r.site_id, division_code, division_name
ORDER BY reports DESC, agency_id, site_id
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
