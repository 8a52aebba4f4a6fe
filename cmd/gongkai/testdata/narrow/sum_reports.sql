-- The reports that a sum over reports is made of, each with the figures that it takes: those that
-- count first, the largest first. What counts is as in the measure requests: own offices only, and of the
-- outcomes only reports that print their total. The value is the first of the indicators that is
-- known, or the sum of all that are; fallback is taken where no other one is known.
-- Unit: the figures' own; sum is that of all that count. Source: figures, agencies.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all), year (a fiscal year, 0 for all),
-- agency ('' for all), indicators, every (these and needs), mode ('first' or 'all'), fallback (an indicator or ''), needs (an indicator that must be known, or ''), limit, offset.
WITH report AS (
    SELECT report_id, any(agency_id) AS agency_id, any(toString(scope)) AS scope, any(assumeNotNull(fiscal_year)) AS year,
        arraySort(x -> indexOf({indicators:Array(String)}, x.1), groupArrayIf((toString(indicator), toString(applicant), value, toString(state)), has({indicators:Array(String)}, toString(indicator)))) AS found,
        {needs:String} = '' OR countIf(indicator = {needs:String} AND value IS NOT NULL) > 0 AS complete
    FROM figures AS f
    WHERE applicant IN ('total', '') AND fiscal_year IS NOT NULL AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16}) AND indicator IN {every:Array(String)} AND ({agency:String} = '' OR f.agency_id = {agency:String})
    GROUP BY report_id
),
valued AS (
    SELECT *, arrayFilter(x -> x.3 IS NOT NULL, found) AS known,
        arrayFilter(x -> x.1 != {fallback:String}, known) AS firm,
        multiIf({mode:String} = 'first', arraySlice(known, 1, 1), notEmpty(firm), firm, known) AS taken,
        if(empty(taken), NULL, arraySum(x -> assumeNotNull(x.3), taken)) AS value,
        scope = 'own_office' AND complete AND value IS NOT NULL AS counts
    FROM report
    WHERE notEmpty(found)
)
SELECT
    v.report_id AS report_id,
    v.agency_id AS agency_id,
    a.name AS name,
    if(ifNull(a.county_code, '') = '', 'unknown', ifNull(a.county_code, '')) AS county,
    v.year AS fiscal_year,
    v.scope AS scope,
    CAST(v.value, 'Nullable(Decimal(20, 6))') AS value,
    toUInt8(v.counts) AS counts,
    toUInt8(v.complete) AS complete,
    arrayMap(x -> concat(x.1, if(x.2 = '', '', concat('.', x.2))), if(empty(v.taken), v.found, v.taken)) AS figures,
    arrayMap(x -> ifNull(toString(x.3), ''), if(empty(v.taken), v.found, v.taken)) AS amounts,
    arrayMap(x -> x.4, if(empty(v.taken), v.found, v.taken)) AS states,
    CAST(sumIf(v.value, v.counts) OVER (), 'Nullable(Decimal(20, 6))') AS sum,
    countIf(v.counts) OVER () AS counted,
    count() OVER () AS total
FROM valued AS v
LEFT JOIN agencies AS a ON a.agency_id = v.agency_id
WHERE ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(a.division_code, ''), {county:String})) AND ({level:String} = '' OR ifNull(a.level, '') = {level:String}) AND ({family:String} = '' OR a.family = {family:String})
ORDER BY counts DESC, value DESC, report_id
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
