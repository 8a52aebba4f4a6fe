-- Why requests were not granted, of all counties that the run consists of: of all their agencies and of each level. To add
-- them up costs a page five times what its counties cost.
-- Unit: requests (件). Source: county_reasons_history, level_reasons_history, score_parts. Parameters: run.
INSERT INTO reason_sums_history (run_id, level, form, indicator, fiscal_year, value, known, reports, rated, outcomes)
SELECT {run:UInt64}, of_level, form, indicator, fiscal_year, sum(r.value), sum(r.known), sum(r.reports), sum(r.rated), sum(r.outcomes)
FROM
(
    SELECT '' AS of_level, form, indicator, fiscal_year, value, known, reports, rated, outcomes FROM county_reasons_history
    WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
    UNION ALL
    SELECT toString(level), form, indicator, fiscal_year, value, known, reports, rated, outcomes FROM level_reasons_history
    WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}) AND level != ''
) AS r
GROUP BY of_level, form, indicator, fiscal_year
