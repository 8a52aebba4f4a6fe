-- R701 as a check: a report that says it counts all offices can't count fewer requests than they
-- do together. For information, nobody is to blame: two offices may count a request that one
-- passed on to the other.
--
-- Unit: 件. Source: government_ratios_history, across_reports.
-- Parameters: run, slice.
INSERT INTO across_checks (run_id, slice, rule, report_id, reading_id, previous_report_id, previous_reading_id, agency_id, fiscal_year,
    state, reason, blame, indicator, applicant, expected, actual, detail, operands)
SELECT {run:UInt64}, {slice:UInt32}, 'R701', r.report_id, r.reading_id, r.report_id, r.reading_id, r.agency_id, r.fiscal_year,
    (multiIf(g.scope != 'government_aggregate', ('not_assessable', 'scope'),
        g.government IS NULL OR g.parts IS NULL, ('not_assessable', 'unknown_value'),
        g.government = 0 AND g.parts = 0, ('vacuous', ''), g.government >= g.parts, ('pass', ''), ('fail', '')) AS verdict).1, verdict.2,
    'unclear', g.indicator, if(g.indicator = 'requests_new', 'total', ''), g.parts, g.government,
    if(verdict.1 = 'fail', concat('政府报告为 ', ifNull(toString(g.government), '空'), ' 件，已知的 ', toString(g.parts_known), ' 份部门、乡镇街道报告合计 ', ifNull(toString(g.parts), '空'), ' 件'), ''),
    if(verdict.1 = 'fail', toJSONString(CAST([(g.indicator, if(g.indicator = 'requests_new', 'total', ''), 1, g.government, multiIf(g.government IS NULL, 'blank', g.government = 0, 'zero', 'number'), r.report_id, r.fiscal_year)],
        'Array(Tuple(indicator String, applicant String, sign Int8, value Nullable(Decimal(20, 6)), state String, report_id String, fiscal_year UInt16))')), '')
FROM across_reports AS r
INNER JOIN government_ratios_history AS g ON g.report_id = r.report_id
WHERE r.run_id = {run:UInt64} AND r.slice = {slice:UInt32} AND g.run_id = {run:UInt64}
