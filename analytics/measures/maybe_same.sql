-- Bodies below counties that may be one under the names of two times: a person has to say so.
-- Unit: fiscal years, 0 where it is known from its column alone. Source: agencies, reports, the latter read without its view.
-- Parameters: county (code of the county, '' for all), limit, offset.
WITH years AS (
    SELECT agency_id, min(fiscal_year) AS first_year, max(fiscal_year) AS last_year FROM report_states FINAL
    WHERE agency_id IN (SELECT agency_id FROM agencies_history WHERE notEmpty(maybe_same))
    GROUP BY agency_id
),
bodies AS (
    SELECT a.agency_id AS agency_id, a.name AS name, ifNull(a.division_code, '') AS division_code, ifNull(a.division_name, '') AS division_name, a.maybe_same AS maybe_same,
        y.first_year AS first_year, y.last_year AS last_year
    FROM agencies AS a
    LEFT JOIN years AS y ON y.agency_id = a.agency_id
    WHERE notEmpty(a.maybe_same) AND ({county:String} = '' OR a.county_code = {county:String})
)
SELECT
    e.agency_id AS agency_id, e.name AS name, e.division_code AS division_code, e.division_name AS division_name,
    e.first_year AS first_year, e.last_year AS last_year,
    l.agency_id AS other_agency_id, l.name AS other_name, l.first_year AS other_first_year, l.last_year AS other_last_year,
    count() OVER () AS total
FROM (SELECT *, arrayJoin(maybe_same) AS other FROM bodies) AS e
INNER JOIN bodies AS l ON l.agency_id = e.other
-- Each pair once, the earlier one first; one that is known from its column alone is of today.
WHERE (if(e.first_year = 0, 9999, e.first_year), e.agency_id) < (if(l.first_year = 0, 9999, l.first_year), l.agency_id)
ORDER BY division_code, other_agency_id, agency_id
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
