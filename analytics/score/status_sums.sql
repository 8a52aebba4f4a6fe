-- How many agencies of all counties that the run consists of have each status in a fiscal year, as the measure expected lists
-- them: of all agencies, of each level, of each kind, and of both. What it lists under no status is of status ''.
-- Unit: agencies. Source: agency_years_history, score_parts. Parameters: run.
INSERT INTO status_sums_history (run_id, level, family, fiscal_year, listed, agencies)
SELECT {run:UInt64}, k.1, k.2, fiscal_year, shown, sum(n)
FROM
(
    SELECT toString(level) AS of_level, toString(family) AS of_family, fiscal_year, multiIf(status = 'not_expected' OR reason = 'no_deadline', if(report_id = '', '', 'not_expected'),
        status = 'unknown' AND (report_id = '' OR reason = 'only_brought'), 'unseen', toString(status)) AS shown, count() AS n
    FROM agency_years_history
    WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64})
    GROUP BY of_level, of_family, fiscal_year, shown
)
ARRAY JOIN arrayDistinct([('', ''), (of_level, ''), ('', of_family), (of_level, of_family)]) AS k
GROUP BY k.1, k.2, fiscal_year, shown
