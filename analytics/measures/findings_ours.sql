-- The findings of which a case was decided to be our error: the view findings has them with blame parser.
-- Unit: one row a finding. Source: cases.
-- Parameters: none.
SELECT reading_id, rule, indicator, applicant
FROM findings_ours FINAL
WHERE ours = 1
ORDER BY reading_id, rule, indicator, applicant
