-- Where the slices begin in which reports are read, so that a step holds no more than one of them.
-- Parameters: run (number of the score run), size (rows of a slice).
SELECT report_id
FROM (SELECT report_id, row_number() OVER (ORDER BY report_id) AS number FROM profile_subjects WHERE run_id = {run:UInt64} AND changed)
WHERE (number - 1) % {size:UInt32} = 0
ORDER BY report_id
