-- How much stands on record of an agency over three fiscal years, for each last year of the three: years with a reason,
-- topics of these (a dimension counts once a year), reasons, the last year that has one, and each reason, the newest first. A reason
-- is a report that was late or not found, errors, or a dimension in band D or E. Who has none has no row.
--
-- Source: agency_years_history, score_years_history. Parameters: run, from, to (agencies of this slice).
INSERT INTO attention_history (run_id, fiscal_year, county, division_code, level, family, agency_id, years, topics, reasons, newest,
    name, reason_years, kinds, reason_topics, details, report_ids)
WITH
banded AS
(
    SELECT agency_id, fiscal_year, arrayFilter(b -> b.2 IN ('D', 'E'),
        [('timeliness', ifNull(toString(timeliness_band), '')), ('completeness', ifNull(toString(completeness_band), '')), ('consistency', ifNull(toString(consistency_band), '')), ('legal', ifNull(toString(legal_band), ''))]) AS bands
    FROM score_years_history
    WHERE run_id = {run:UInt64} AND which = 'current' AND agency_id >= {from:String} AND (agency_id < {to:String} OR {to:String} = '') AND notEmpty(bands)
),
-- Of each year its reasons: fiscal year, kind, topic, detail, report.
marked AS
(
    SELECT y.agency_id AS agency_id, y.fiscal_year AS year, y.name AS name, y.county AS county, y.division_code AS division_code, y.level AS level, y.family AS family,
        arrayConcat(
            if(y.status IN ('late', 'not_found'), [(y.fiscal_year, toString(y.status), 'timeliness', ifNull(toString(y.days_late_low), ''), y.report_id)], []),
            if(y.errors > 0, [(y.fiscal_year, 'errors', 'consistency', toString(y.errors), y.report_id)], []),
            arrayMap(d -> (y.fiscal_year, 'band', d.1, d.2, y.report_id), b.bands)) AS reasons
    FROM (SELECT agency_id, fiscal_year, name, county, division_code, level, family, status, errors, days_late_low, report_id FROM agency_years_history WHERE run_id = {run:UInt64} AND agency_id >= {from:String} AND (agency_id < {to:String} OR {to:String} = '')) AS y
    LEFT JOIN banded AS b ON b.agency_id = y.agency_id AND b.fiscal_year = y.fiscal_year
    WHERE y.status IN ('late', 'not_found') OR y.errors > 0 OR notEmpty(b.bands)
)
SELECT {run:UInt64}, last, any(m.county), any(m.division_code), any(m.level), any(m.family), agency_id, count(), sum(arrayUniq(m.reasons.3)), sum(length(m.reasons)), max(year),
    any(m.name), (arrayReverseSort(groupArrayArray(m.reasons)) AS sorted).1, sorted.2, sorted.3, sorted.4, sorted.5
FROM marked AS m
ARRAY JOIN [year, year + 1, year + 2] AS last
GROUP BY last, agency_id
