-- Agencies of which most stands on record over three fiscal years, with every single reason: a report that was
-- late, or that was not found although its lists were walked to their end; sums that do not hold though every
-- cell was read without doubt; a dimension in band D or E among its peers. It is no rank: the order is how many of
-- the years have a reason, then how many topics of these, then how many reasons, then how new they are.
-- Unit: agencies; reasons are parallel lists, newest first: kind (late, not_found, errors or band), topic (a dimension),
-- detail (days late at least; findings; the band). Source: agency_years, scores.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level
-- ('' for all), family ('' for all), year (the last of the three fiscal years), limit.
WITH band AS (
    SELECT agency_id, fiscal_year, groupArray((toString(s.dimension), ifNull(toString(s.band), ''))) AS bands
    FROM scores AS s
    WHERE s.which = 'current' AND s.band IN ('D', 'E') AND fiscal_year BETWEEN {year:UInt16} - 2 AND {year:UInt16}
    GROUP BY agency_id, fiscal_year
),
-- Of each year all reasons: fiscal year, kind, topic, detail, report.
year AS (
    SELECT
        y.agency_id AS agency_id, y.name AS name, y.county AS county,
        arrayConcat(
            if(y.status IN ('late', 'not_found'), [(y.fiscal_year, toString(y.status), 'timeliness', ifNull(toString(y.days_late_low), ''), ifNull(y.report_id, ''))], []),
            if(y.errors > 0, [(y.fiscal_year, 'errors', 'consistency', toString(y.errors), ifNull(y.report_id, ''))], []),
            arrayMap(b -> (y.fiscal_year, 'band', b.1, b.2, ifNull(y.report_id, '')), s.bands)) AS reasons
    FROM agency_years AS y
    LEFT JOIN band AS s ON s.agency_id = y.agency_id AND s.fiscal_year = y.fiscal_year
    WHERE y.fiscal_year BETWEEN {year:UInt16} - 2 AND {year:UInt16} AND (y.status IN ('late', 'not_found') OR y.errors > 0 OR notEmpty(s.bands))
      AND ({county:String} = '' OR y.county = {county:String} OR length({county:String}) < 6 AND startsWith(y.division_code, {county:String}))
      AND ({level:String} = '' OR y.level = {level:String})
      AND ({family:String} = '' OR y.family = {family:String})
)
SELECT
    agency_id,
    any(e.name) AS name,
    any(e.county) AS county,
    toInt64(count()) AS years,
    toInt64(sum(length(arrayDistinct(arrayMap(r -> r.3, e.reasons))))) AS topics,
    (arrayReverseSort(groupArrayArray(e.reasons)) AS sorted).1 AS reason_years,
    sorted.2 AS kinds,
    sorted.3 AS reason_topics,
    sorted.4 AS details,
    sorted.5 AS report_ids,
    count() OVER () AS total
FROM year AS e
GROUP BY agency_id
ORDER BY years DESC, topics DESC, sum(length(e.reasons)) DESC, reason_years[1] DESC, agency_id
LIMIT {limit:UInt32}
