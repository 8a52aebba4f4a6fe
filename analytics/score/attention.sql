-- How much stands on record of an agency over three fiscal years, for each last year of the three: years with a reason,
-- topics of these (a dimension counts once a year), reasons, and the last year that has one. A reason is a report that was
-- late or not found, errors, or a dimension in band D or E. Who has none has no row.
--
-- Source: agency_years_history, score_years_history. Parameters: run, from, to (agencies of this slice).
INSERT INTO attention_history (run_id, fiscal_year, county, division_code, level, family, agency_id, years, topics, reasons, newest)
WITH
banded AS
(
    SELECT agency_id, fiscal_year, ifNull(timeliness_band IN ('D', 'E'), 0) AS t, ifNull(completeness_band IN ('D', 'E'), 0) AS c, ifNull(consistency_band IN ('D', 'E'), 0) AS k, ifNull(legal_band IN ('D', 'E'), 0) AS l
    FROM score_years_history
    WHERE run_id = {run:UInt64} AND which = 'current' AND agency_id >= {from:String} AND (agency_id < {to:String} OR {to:String} = '') AND t + c + k + l > 0
),
marked AS
(
    SELECT y.agency_id AS agency_id, y.fiscal_year AS year, y.county AS county, y.division_code AS division_code, y.level AS level, y.family AS family,
        y.status IN ('late', 'not_found') AS late, y.errors > 0 AS broken, late + broken + b.t + b.c + b.k + b.l AS reasons, (late OR b.t) + (broken OR b.k) + b.c + b.l AS topics
    FROM (SELECT agency_id, fiscal_year, county, division_code, level, family, status, errors FROM agency_years_history WHERE run_id = {run:UInt64} AND agency_id >= {from:String} AND (agency_id < {to:String} OR {to:String} = '')) AS y
    LEFT JOIN banded AS b ON b.agency_id = y.agency_id AND b.fiscal_year = y.fiscal_year
    WHERE y.status IN ('late', 'not_found') OR y.errors > 0 OR b.t + b.c + b.k + b.l > 0
)
SELECT {run:UInt64}, last, any(m.county), any(m.division_code), any(m.level), any(m.family), agency_id, count(), sum(m.topics), sum(m.reasons), max(year)
FROM marked AS m
ARRAY JOIN [year, year + 1, year + 2] AS last
GROUP BY last, agency_id
