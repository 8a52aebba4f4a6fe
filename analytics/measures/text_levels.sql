-- How alike the most similar of so many unrelated texts of a year is: what is no more alike is nothing special.
-- Unit: low and high: 5th and 95th percentile, 0 to 1; comparisons: how many, 256 for more. Source: text_levels, as of the newest score run.
-- Parameters: years (fiscal years), comparisons (how many), run (number of the newest score run: score_runs).
SELECT fiscal_year, comparisons, low, high
FROM text_levels
WHERE run_id = {run:UInt64} AND fiscal_year IN {years:Array(UInt16)} AND comparisons IN {comparisons:Array(UInt32)}
ORDER BY comparisons, fiscal_year
