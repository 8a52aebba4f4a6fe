-- All the figures of a report as one number, in two parts: table 3, and all else. Two reports have
-- the same vector where all their figures other than zero are the same, cell by cell. It is telling
-- where chance does not make it: at least three different numbers, one of them at least 10.
--
-- Source: reading_figures.
-- Parameters: run, slice.
INSERT INTO across_vectors (run_id, slice, agency_id, fiscal_year, part, vector, cells, telling, indicator, applicant, largest)
SELECT {run:UInt64}, {slice:UInt32}, agency_id, fiscal_year, if(applicant = '', 'other', 'requests') AS part,
    sum(cityHash64(cityHash64(indicator), cityHash64(applicant), f.value)), count(), length(groupUniqArray(3)(f.value)) = 3 AND max(f.value) >= 10,
    (argMax((indicator, applicant), (f.value, indicator, applicant)) AS most).1, most.2, assumeNotNull(max(f.value))
FROM reading_figures AS f
WHERE f.value != 0
    AND report_id IN (SELECT report_id FROM across_reports WHERE run_id = {run:UInt64} AND slice = {slice:UInt32})
    AND reading_id IN (SELECT reading_id FROM across_reports WHERE run_id = {run:UInt64} AND slice = {slice:UInt32})
GROUP BY agency_id, fiscal_year, part
