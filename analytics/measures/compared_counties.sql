-- The shares of counties for one fiscal year: the cases of the agencies of a county together, or of those of a level and a
-- kind, own offices only, of those whose cells are certain (rates.tsv). A county with few agencies that state a share is no
-- smaller a county: agencies says how many do. What they are set among is in county_peers.
-- The rows are in no order: who asks puts them in one.
-- Unit: x and n in cases. Source: county_rates, read without its view, which costs as much as the answer.
-- Parameters: counties (codes of counties), level and family of agencies ('' for all), year (a fiscal year), run (number of the newest score run: score_runs).
-- Only where {level:String} = '' AND {family:String} = ''
SELECT county, toString(rate) AS name, sum(r.x) AS x, sum(r.n) AS n, toInt64(sum(r.agencies)) AS agencies
FROM county_rates_history AS r
WHERE {level:String} = '' AND {family:String} = '' AND has({counties:Array(String)}, county) AND fiscal_year = {year:UInt16} AND county != 'unknown'
  AND (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
GROUP BY county, rate
UNION ALL
-- Unless {level:String} = '' AND {family:String} = ''
SELECT county, toString(rate) AS name, sum(b.x) AS x, sum(b.n) AS n, toInt64(sum(b.agencies)) AS agencies
FROM body_rates_history AS b
WHERE ({level:String} != '' OR {family:String} != '') AND level = if({level:String} = '', 'all', {level:String}) AND family = if({family:String} = '', 'all', {family:String})
  AND has({counties:Array(String)}, county) AND fiscal_year = {year:UInt16} AND county != 'unknown'
  AND (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
GROUP BY county, rate
