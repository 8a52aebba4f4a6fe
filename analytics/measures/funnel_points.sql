-- The points of a funnel: all agencies of a peer group in a fiscal year that lie outside of the 99.8 % limits, all of the county that is picked out, and
-- of the others one in so many, always the same. Not drawn, but among the first of its table are those outside of the 95 % limits, and those with most cases.
-- Unit: x and n in cases; low and high 0 to 1. Source: rates, agencies, read without their views.
-- Parameters: rate, year (a fiscal year), group (a peer group, '' for those that have too few peers), every (one in so many, 1 for all), least (cases that those with most cases have at least), county (code of a county, the first two
-- or four digits for a province or prefecture with what lies in it, 'unknown', or '' for none), run (number of the newest score run: score_runs).
SELECT
    agency_id,
    x,
    n,
    wilson_low AS low,
    wilson_high AS high,
    toString(flag) AS flag,
    if({county:String} = '', toUInt8(0), agency_id IN
    (
        SELECT agency_id FROM agencies_history FINAL
        WHERE if(ifNull(county_code, '') = '', 'unknown', ifNull(county_code, '')) = {county:String} OR length({county:String}) < 6 AND startsWith(ifNull(county_code, ''), {county:String})
    )) AS own,
    own OR endsWith(flag, '_998') OR cityHash64(agency_id) % greatest({every:UInt32}, 1) = 0 AS drawn
FROM rates_history
WHERE rate = {rate:String} AND fiscal_year = {year:UInt16} AND peer_group = {group:String} AND which = 'current'
  AND (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
  AND n > 0 AND theta IS NOT NULL AND (drawn OR endsWith(flag, '_95') OR n >= {least:Int64})
ORDER BY n, agency_id
