-- The fiscal years of which anything is known: reports that are due, those of them that were found, and reports
-- that were found whether due or not.
-- Unit: reports. Source: county_years, read without its view, which costs as much as the answer.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all).
SELECT fiscal_year, sum(y.due) AS due, sum(y.on_time + y.late + y.unknown) AS found, sum(y.reports) AS reports
FROM county_years_history AS y
WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = (SELECT max(run_id) FROM score_runs)) AND (y.due > 0 OR y.reports > 0) AND level = if({level:String} = '', 'all', {level:String}) AND family = if({family:String} = '', 'all', {family:String})
  AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(region, {county:String}))
GROUP BY fiscal_year
ORDER BY fiscal_year
