-- The shares of one agency, as rates has them.
-- Unit: cases. Source: rates.
-- Parameters: agency (an agency_id).
SELECT fiscal_year, toString(s.rate) AS rate, x, n
FROM rates AS s
WHERE agency_id = {agency:String}
ORDER BY s.rate, fiscal_year DESC, n, agency_id
LIMIT 1000
