-- The counties of which there are agencies, each with its number from a table of the user's own and, of one fiscal year,
-- a share or the requests received: own offices only, of the agencies that state it. A county without either is there, too.
-- Unit: x and n in cases (n NULL of requests, which are a count); value as its table says; agencies: those that state the share or print the
-- requests. NULL where not known. Source: counties, covariates, county_rates, county_years.
-- Parameters: dataset, covariate (the table and its column), rate (name of a share: rate_terms; 'received' for requests received), year (a fiscal year).
WITH
number AS (
    -- That of the year; that of a table without years holds for each.
    SELECT assumeNotNull(c.division_code) AS county, any(c.value) AS value, any(c.raw) AS raw, any(c.code) AS code, any(c.line) AS line
    FROM covariates AS c
    WHERE c.dataset = {dataset:String} AND c.covariate = {covariate:String} AND c.division_code IS NOT NULL AND (c.year IS NULL OR c.year = {year:UInt16})
    GROUP BY county
),
share AS (
    SELECT county, toFloat64(sum(r.x)) AS x, toInt64(sum(r.n)) AS n, toInt64(sum(r.agencies)) AS agencies
    FROM county_rates AS r
    WHERE {rate:String} != 'received' AND r.rate = {rate:String} AND r.fiscal_year = {year:UInt16} AND r.level = 'all' AND r.family = 'all'
    GROUP BY county
    UNION ALL
    SELECT county, toFloat64(sum(y.received)) AS x, NULL AS n, toInt64(sum(y.received_known)) AS agencies
    FROM county_years AS y
    WHERE {rate:String} = 'received' AND y.fiscal_year = {year:UInt16} AND y.level = 'all' AND y.family = 'all'
    GROUP BY county
    HAVING agencies > 0
)
SELECT
    k.county AS county,
    k.name AS name,
    if(number.county = '', NULL, number.value) AS value,
    number.raw AS raw,
    number.code AS code,
    number.line AS line,
    if(share.county = '', NULL, share.x) AS x,
    if(share.county = '', NULL, share.n) AS n,
    share.agencies AS agencies
FROM counties AS k
LEFT JOIN number ON number.county = k.county
LEFT JOIN share ON share.county = k.county
WHERE k.county != 'unknown'
ORDER BY county
