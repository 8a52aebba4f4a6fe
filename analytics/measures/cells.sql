-- Printed cells that could not be read, were read with doubt, or are blank: what the measure quality counts.
-- Unit: the figures' own; value is NULL unless state is number or zero. Source: agency_years, for the reports that have such
-- cells, and figures, read without their views; as of the newest score run.
-- Parameters: county (code of a county, the first two or four digits for a province or prefecture with what lies in it, 'unknown', or '' for all), level and family of agencies ('' for all), year (a fiscal
-- year, 0 for all), cells ('unreadable', 'doubtful' or 'blank'), limit, offset, run (number of the newest score run: score_runs).
WITH
report AS (
    SELECT report_id, agency_id, name, county, fiscal_year, multiIf({cells:String} = 'unreadable', unreadable, {cells:String} = 'blank', blank, doubtful) AS found
    FROM agency_years_history
    WHERE (run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = {run:UInt64}) AND report_id != '' AND found > 0
      AND ({year:UInt16} = 0 OR fiscal_year = {year:UInt16})
      AND ({county:String} = '' OR county = {county:String} OR length({county:String}) < 6 AND startsWith(division_code, {county:String})) AND ({level:String} = '' OR level = {level:String}) AND ({family:String} = '' OR family = {family:String})
),
-- Each of them has at least one: no more of them are needed than cells are asked for.
first AS (SELECT * FROM report ORDER BY fiscal_year DESC, report_id LIMIT {limit:UInt32} + {offset:UInt32})
SELECT
    f.report_id AS report_id,
    f.agency_id AS agency_id,
    r.name AS name,
    r.county AS county,
    f.fiscal_year AS fiscal_year,
    toString(f.form) AS form,
    toString(f.indicator) AS indicator,
    toString(f.applicant) AS applicant,
    f.value AS value,
    toString(f.unit) AS unit,
    toString(f.state) AS state,
    f.raw AS raw,
    toFloat64(f.confidence) AS confidence,
    assumeNotNull((SELECT toUInt64(sum(found)) FROM report)) AS total
FROM
(
    SELECT * FROM reading_figures
    WHERE report_id IN (SELECT report_id FROM first) AND reading IN current_readings
      AND multiIf({cells:String} = 'unreadable', state = 'unreadable', {cells:String} = 'blank', state = 'blank', confidence < 1 AND state != 'unreadable')
) AS f
INNER JOIN first AS r ON r.report_id = f.report_id
ORDER BY fiscal_year DESC, report_id, indicator, applicant
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
