-- What is known of the agencies that have reports on a site, by the county that they are of, and under the site '' what is
-- known of all agencies of a county: both are added up by whoever knows which county a site is of.
-- A year is found where its report was seen on a site: what somebody brought is not.
-- Unit: years are rows of agency_years; reports are those that were seen on the site.
-- Source: report_states, agency_years_history.
-- Parameters: run, from, to (agencies of this slice, to left out: divisions whole).
INSERT INTO site_years_history (run_id, unit, site_id, county, years, found, reports)
WITH
state AS
(
    SELECT report_id, agency_id, site_id, seen_on_site
    FROM report_states FINAL
    WHERE report_id >= {from:String} AND (report_id < {to:String} OR {to:String} = '')
        AND splitByChar('-', report_id)[1] IN (SELECT unit FROM score_parts WHERE run_id = {run:UInt64} AND made_in = {run:UInt64})
),
body AS
(
    SELECT agency_id, any(county) AS of_county, count() AS all_years, countIf(report_id != '' AND report_id NOT IN (SELECT report_id FROM state WHERE seen_on_site = 0)) AS found_years
    FROM agency_years_history
    WHERE run_id = {run:UInt64} AND agency_id >= {from:String} AND (agency_id < {to:String} OR {to:String} = '')
    GROUP BY agency_id
)
SELECT {run:UInt64}, splitByChar('-', agency_id)[1] AS division, site, of_county, sum(all_years), sum(found_years), sum(seen)
FROM
(
    SELECT agency_id, '' AS site, of_county, all_years, found_years, 0 AS seen FROM body
    UNION ALL
    SELECT s.agency_id, s.site, b.of_county, b.all_years, b.found_years, s.seen
    FROM (SELECT agency_id, toString(site_id) AS site, countIf(seen_on_site = 1) AS seen FROM state GROUP BY agency_id, site) AS s
    INNER JOIN body AS b ON b.agency_id = s.agency_id
)
GROUP BY division, site, of_county
