-- The shares of one agency, as rates has them.
-- Unit: cases. Source: rates, read without its view.
-- Parameters: agency (an agency_id), part (the run under whose number the rows of its division stand: score_parts).
SELECT fiscal_year, rate, x, n
FROM rates_history AS s
WHERE run_id = {part:UInt64} AND agency_id = {agency:String} AND which = 'current'
ORDER BY s.rate, fiscal_year DESC, n, agency_id
LIMIT 1000
