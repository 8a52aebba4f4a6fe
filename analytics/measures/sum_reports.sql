-- The reports that a sum over reports is made of, each with the figures that it takes: those that
-- count first, the largest first. What counts is as in the measure requests: own offices only, and of the
-- outcomes only reports that print their total. The value is the first of the indicators that is
-- known, or the sum of all that are; fallback is taken where no other one is known. A sum of the overview is that of the
-- score run, and so are its reports; of one agency, and of other indicators, all figures are looked through.
-- Unit: the figures' own; sum is that of all that count. Source: figures, agencies and agency_years, read without their views.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all), year (a fiscal year, 0 for all),
-- agency ('' for all), indicators, every (these and needs), mode ('first' or 'all'), fallback (an indicator or ''), needs (an indicator that must be known, or ''), limit, offset,
-- sum (received, carried_in, carried_out, outcomes, granted, partial, denied, unable, not_processed or other: one that the score run has; '' for none), bit (of it in printed, 0), run (number of the newest score run: score_runs).
WITH
part AS (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}),
chosen AS (
    SELECT report_id, if({sum:String} = 'received', received, if({sum:String} = 'carried_in', carried_in, if({sum:String} = 'carried_out', carried_out, if({sum:String} = 'outcomes', outcomes, if({sum:String} = 'granted', granted, if({sum:String} = 'partial', partial, if({sum:String} = 'denied', denied, if({sum:String} = 'unable', unable, if({sum:String} = 'not_processed', not_processed, other))))))))) AS value, scope = 'own_office' AND ({needs:String} = '' OR outcomes IS NOT NULL) AND value IS NOT NULL AS counts
    FROM agency_years_history
    WHERE {sum:String} != '' AND (run_id, unit_hash) IN part AND bitAnd(printed, {bit:UInt16}) != 0 AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})
      AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(division_code, {county:String})) AND ({level:String} = '' OR level = {level:String}) AND ({family:String} = '' OR family = {family:String})
),
-- Counted apart: a window would hold all rows.
(SELECT (sumIf(value, counts), countIf(counts), count()) FROM chosen) AS whole,
body AS (
    SELECT agency_id FROM agencies_history FINAL
    WHERE ({county:String} = '' OR county_code = {county:String} OR {county:String} = 'unknown' AND ifNull(county_code, '') = '' OR length({county:String}) < 6 AND startsWith(division_code, {county:String}))
      AND ({level:String} = '' OR ifNull(level, '') = {level:String}) AND ({family:String} = '' OR family = {family:String})
),
-- All reports by their numbers alone, those of the answer by their names: the rest is looked up.
(
    SELECT (groupArray(report_id), any(sum), any(counted), any(total))
    FROM
    (
        -- Unless {sum:String} = ''
        SELECT report_id, whole.1 AS sum, whole.2 AS counted, whole.3 AS total
        FROM (SELECT report_id FROM chosen ORDER BY counts DESC, value DESC, report_id LIMIT {limit:UInt32} OFFSET {offset:UInt32})
        UNION ALL
        -- Only where {sum:String} = ''
        SELECT report_id, sum, counted, total
        FROM
        (
            SELECT report_id, sumIf(value, counts) OVER () AS sum, countIf(counts) OVER () AS counted, count() OVER () AS total
            FROM
            (
                SELECT any(f.report_id) AS report_id, countIf(has({indicators:Array(String)}, toString(indicator))) AS printed,
                    if({mode:String} = 'first', argMinIf(f.value, indexOf({indicators:Array(String)}, toString(indicator)), f.value IS NOT NULL AND has({indicators:Array(String)}, toString(indicator))),
                        coalesce(sumIf(f.value, indicator != {fallback:String} AND has({indicators:Array(String)}, toString(indicator))), sumIf(f.value, indicator = {fallback:String} AND has({indicators:Array(String)}, toString(indicator))))) AS value,
                    any(f.scope) = 'own_office' AND ({needs:String} = '' OR countIf(indicator = {needs:String} AND f.value IS NOT NULL) > 0) AND value IS NOT NULL AS counts
                FROM reading_figures AS f
                WHERE {sum:String} = '' AND applicant IN ('total', '') AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16}) AND indicator IN {every:Array(String)} AND ({agency:String} = '' OR f.agency_id = {agency:String})
                  AND ({county:String} = '' AND {level:String} = '' AND {family:String} = '' OR f.agency_id IN body
                    -- Also of agencies that nobody knows.
                    OR {county:String} = 'unknown' AND {level:String} = '' AND {family:String} = '' AND f.agency_id NOT IN (SELECT agency_id FROM agencies_history FINAL)) AND reading IN current_readings
                GROUP BY reading
                HAVING printed > 0
            )
            ORDER BY counts DESC, value DESC, report_id
            LIMIT {limit:UInt32} OFFSET {offset:UInt32}
        )
    )
) AS keys,
report AS (
    SELECT report_id, any(agency_id) AS agency_id, any(toString(scope)) AS scope, any(assumeNotNull(fiscal_year)) AS year,
        arraySort(x -> indexOf({indicators:Array(String)}, x.1), groupArrayIf((toString(indicator), toString(applicant), value, toString(state)), has({indicators:Array(String)}, toString(indicator)))) AS found,
        {needs:String} = '' OR countIf(indicator = {needs:String} AND value IS NOT NULL) > 0 AS complete
    FROM reading_figures AS f
    WHERE report_id IN (SELECT arrayJoin(keys.1)) AND applicant IN ('total', '') AND indicator IN {every:Array(String)} AND reading IN current_readings
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
    CAST(keys.2, 'Nullable(Decimal(20, 6))') AS sum,
    toUInt64(keys.3) AS counted,
    toUInt64(keys.4) AS total
FROM valued AS v
LEFT JOIN (SELECT agency_id, name, county_code FROM agencies_history FINAL WHERE agency_id IN (SELECT arrayJoin(arrayMap(k -> substring(k, 1, length(k) - 5), keys.1)))) AS a ON a.agency_id = v.agency_id
ORDER BY counts DESC, value DESC, report_id
