-- Parameters: rate, year, group.
SELECT
    n AS cases,
    assumeNotNull(min(s.theta)) AS theta,
    assumeNotNull(max(s.limit_low95)) AS limit_low95,
    assumeNotNull(max(s.limit_high95)) AS limit_high95,
    assumeNotNull(min(s.limit_low998)) AS limit_low998,
    assumeNotNull(min(s.limit_high998)) AS limit_high998,
    max(s.dispersed) AS dispersed,
    max(s.x) AS most,
    count() AS agencies,
    countIf(s.flag LIKE '%\\_998') AS outside
FROM rates AS s
WHERE rate = {rate:String} AND fiscal_year = {year:UInt16} AND peer_group = {group:String} AND s.theta IS NOT NULL AND n > 0
GROUP BY cases
ORDER BY cases
