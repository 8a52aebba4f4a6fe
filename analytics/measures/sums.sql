-- The reports that a sum of the overview is made of, as sum_reports has them of any indicator, and as of the same score run as
-- the sum: those that count first, the largest first.
-- Unit: the figures' own; sum is that of all that count. Source: agency_years, read without its view; figures and agencies of the
-- reports of the answer, read without theirs.
-- Parameters: sum (received, carried_in, carried_out, outcomes, granted, partial, denied, unable, not_processed or other), bit (of it in printed), county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all),
-- level and family of agencies ('' for all), year (a fiscal year, 0 for all), indicators, every (these and needs), mode ('first' or 'all'), fallback (an indicator or ''),
-- needs (an indicator that must be known, or ''), limit, offset, run (number of the newest score run: score_runs).
WITH
part AS (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}),
chosen AS (
    SELECT report_id, if({sum:String} = 'received', received, if({sum:String} = 'carried_in', carried_in, if({sum:String} = 'carried_out', carried_out, if({sum:String} = 'outcomes', outcomes, if({sum:String} = 'granted', granted, if({sum:String} = 'partial', partial, if({sum:String} = 'denied', denied, if({sum:String} = 'unable', unable, if({sum:String} = 'not_processed', not_processed, other))))))))) AS value, scope = 'own_office' AND ({needs:String} = '' OR outcomes IS NOT NULL) AND value IS NOT NULL AS counts
    FROM agency_years_history
    WHERE (run_id, unit_hash) IN part AND bitAnd(printed, {bit:UInt16}) != 0 AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})
      AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(division_code, {county:String})) AND ({level:String} = '' OR level = {level:String}) AND ({family:String} = '' OR family = {family:String})
),
-- Counted apart: a window would hold all rows.
(SELECT (sumIf(value, counts), countIf(counts), count()) FROM chosen) AS whole,
(SELECT groupArray(report_id) FROM (SELECT report_id FROM chosen ORDER BY counts DESC, value DESC, report_id LIMIT {limit:UInt32} OFFSET {offset:UInt32})) AS keys,
report AS (
    SELECT report_id, any(agency_id) AS agency_id, any(toString(scope)) AS scope, any(assumeNotNull(fiscal_year)) AS year,
        arraySort(x -> indexOf({indicators:Array(String)}, x.1), groupArrayIf((toString(indicator), toString(applicant), value, toString(state)), has({indicators:Array(String)}, toString(indicator)))) AS found,
        {needs:String} = '' OR countIf(indicator = {needs:String} AND value IS NOT NULL) > 0 AS complete
    FROM reading_figures AS f
    WHERE report_id IN (SELECT arrayJoin(keys)) AND applicant IN ('total', '') AND indicator IN {every:Array(String)} AND reading IN current_readings
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
    CAST(whole.1, 'Nullable(Decimal(20, 6))') AS sum,
    toUInt64(whole.2) AS counted,
    toUInt64(whole.3) AS total
FROM valued AS v
LEFT JOIN (SELECT agency_id, name, county_code FROM agencies_history FINAL WHERE agency_id IN (SELECT arrayJoin(arrayMap(k -> substring(k, 1, length(k) - 5), keys)))) AS a ON a.agency_id = v.agency_id
ORDER BY counts DESC, value DESC, report_id
