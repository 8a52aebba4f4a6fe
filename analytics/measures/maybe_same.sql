-- Bodies below counties that may be one under the names of two times: a person has to say so.
-- Unit: fiscal years, 0 where it is known from its column alone. Source: agencies, reports, read without their views.
-- Parameters: county (code of the county, '' for all), limit, offset.
WITH
bodies AS (
    SELECT agency_id, name, ifNull(division_code, '') AS division_code, ifNull(division_name, '') AS division_name, maybe_same
    FROM agencies_history FINAL
    -- Those that ever were one are few: what they are now is read of these alone.
    WHERE agency_id IN (SELECT agency_id FROM agencies_history WHERE notEmpty(maybe_same)) AND notEmpty(maybe_same) AND ({county:String} = '' OR county_code = {county:String})
),
-- A report has the name of its agency and year.
years AS (
    SELECT agency_id, min(fiscal_year) AS first_year, max(fiscal_year) AS last_year FROM report_states FINAL
    WHERE report_id IN (SELECT concat(agency_id, '-', toString(arrayJoin(range(1990, 2100)))) FROM agencies_history WHERE notEmpty(maybe_same))
    GROUP BY agency_id
),
(SELECT groupArray((agency_id, name, division_code, division_name, maybe_same, y.first_year, y.last_year)) FROM bodies AS b LEFT JOIN years AS y ON y.agency_id = b.agency_id) AS known
SELECT
    e.one.1 AS agency_id, e.one.2 AS name, e.one.3 AS division_code, e.one.4 AS division_name, e.one.6 AS first_year, e.one.7 AS last_year,
    l.one.1 AS other_agency_id, l.one.2 AS other_name, l.one.6 AS other_first_year, l.one.7 AS other_last_year,
    count() OVER () AS total
FROM (SELECT arrayJoin(known) AS one, arrayJoin(one.5) AS other) AS e
INNER JOIN (SELECT arrayJoin(known) AS one, one.1 AS id) AS l ON l.id = e.other
-- Each pair once, the earlier one first; one that is known from its column alone is of today.
WHERE (if(first_year = 0, 9999, first_year), agency_id) < (if(other_first_year = 0, 9999, other_first_year), other_agency_id)
ORDER BY division_code, other_agency_id, agency_id
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
