-- The agencies of a county.
-- Unit: none. Source: agencies, read without its view.
-- Parameters: county (code of a county).
SELECT agency_id, name
FROM agencies_history FINAL
WHERE ifNull(county_code, '') = {county:String} AND {county:String} != ''
ORDER BY agency_id
