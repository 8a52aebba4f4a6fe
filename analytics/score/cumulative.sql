-- R604: what a row printed of all years (历年累计) + the year's figure = what it prints of all years now.
--
-- A sum that is less than the one of the year before was counted anew, by other rules or from another
-- year on: the two are not of one series, and nothing can be said (counted_anew). What else does not
-- close may be a correction of earlier years, an office that was taken in, or a slip in either of three
-- cells: nobody is to blame. Rows that count what there is, and not what came, have no such sum.
-- Money is printed rounded, so it may be off by 0.01 万元 or 1 元.
--
-- The later report carries the result. A blank is no number; a report that does not print the column is
-- not asked.
--
-- Unit: of the indicators. Source: across_reports, across_figures, reading_cumulative, indicators;
-- 2014年以前的地方格式.
-- Parameters: run, slice.
INSERT INTO across_checks (run_id, slice, rule, report_id, reading_id, previous_report_id, previous_reading_id, agency_id, fiscal_year,
    state, reason, blame, indicator, applicant, expected, actual, detail, operands)
WITH
sums AS
(
    SELECT report_id, toString(indicator) AS indicator, toString(unit) AS unit, value, toString(state) AS state
    FROM reading_cumulative
    WHERE indicator NOT IN ('narrative_on_request_catalogue', 'narrative_staff_full_time', 'narrative_staff_part_time',
            'staffing_dedicated_units', 'staffing_full_time', 'staffing_part_time', 'staffing_reading_points', 'staffing_total')
        AND report_id IN (SELECT report_id FROM across_reports WHERE run_id = {run:UInt64} AND slice = {slice:UInt32})
        AND (report_id, reading_id) IN (SELECT report_id, reading_id FROM across_reports WHERE run_id = {run:UInt64} AND slice = {slice:UInt32})
),
years AS
(
    SELECT report_id, toString(indicator) AS indicator, value, toString(state) AS state
    FROM across_figures
    WHERE run_id = {run:UInt64} AND slice = {slice:UInt32} AND applicant = '' AND indicator IN (SELECT indicator FROM sums)
),
weighed AS
(
    SELECT r.report_id AS report_id, r.reading_id AS reading_id, r.previous_report_id AS previous_report_id, r.previous_reading_id AS previous_reading_id,
        r.agency_id AS agency_id, r.fiscal_year AS fiscal_year, toString(r.obstacle) AS obstacle, now.indicator AS indicator, if(i.row_label = '', now.indicator, i.row_label) AS label,
        [(toInt8(1), was.value, was.state, r.previous_report_id, toUInt16(r.fiscal_year - 1), true),
            (toInt8(1), y.value, y.state, r.report_id, r.fiscal_year, false),
            (toInt8(-1), now.value, now.state, r.report_id, r.fiscal_year, true)] AS sides,
        arrayAll(s -> s.3 != '', sides) AS whole,
        arrayExists(s -> s.2 IS NULL, sides) AS unknown,
        NOT arrayExists(s -> ifNull(s.2, 0) != 0 OR s.3 = 'unreadable', sides) AS nothing,
        toDecimal64(ifNull(was.value, 0), 6) + toDecimal64(ifNull(y.value, 0), 6) AS sum,
        toDecimal64(ifNull(now.value, 0), 6) AS actual,
        actual < toDecimal64(ifNull(was.value, 0), 6) AS anew,
        toDecimal64(transform(now.unit, ['万元', '元'], ['0.01', '1'], '0'), 6) AS tolerance
    FROM across_reports AS r
    INNER JOIN sums AS now ON now.report_id = r.report_id
    LEFT JOIN sums AS was ON was.report_id = r.previous_report_id AND was.indicator = now.indicator
    LEFT JOIN years AS y ON y.report_id = r.report_id AND y.indicator = now.indicator
    LEFT JOIN (SELECT form, indicator, any(row_label) AS row_label FROM indicators WHERE applicant = '' GROUP BY form, indicator) AS i
        ON i.form = r.form AND i.indicator = now.indicator
    WHERE r.run_id = {run:UInt64} AND r.slice = {slice:UInt32}
)
SELECT {run:UInt64}, {slice:UInt32}, 'R604', report_id, reading_id, previous_report_id, previous_reading_id, agency_id, fiscal_year,
    (multiIf(obstacle != '', ('not_assessable', obstacle),
        NOT whole, ('not_assessable', 'not_on_form'),
        nothing, ('vacuous', ''),
        unknown, ('not_assessable', 'unknown_value'),
        anew, ('not_assessable', 'counted_anew'),
        abs(sum - actual) <= tolerance, ('pass', ''),
        ('fail', '')) AS verdict).1,
    verdict.2,
    'unclear', indicator, '', if(unknown OR NOT whole, NULL, sum), if(sides[3].2 IS NULL, NULL, actual),
    if(verdict.1 = 'fail', arrayStringConcat(arrayMap(s -> concat(toString(s.5), '年度报告“', label, '”', if(s.6, '历年累计', ''), '为 ', ifNull(toString(s.2), '空')), sides), '，'), ''),
    if(verdict.1 = 'fail', toJSONString(CAST(arrayMap(s -> (indicator, '', s.1, s.2, s.3, s.4, s.5, s.6), sides),
        'Array(Tuple(indicator String, applicant String, sign Int8, value Nullable(Decimal(20, 6)), state String, report_id String, fiscal_year UInt16, cumulative Bool))')), '')
FROM weighed
