-- Reviews and suits beside the requests that they are about.
--
-- Q104: there were reviews or suits, but neither in this year nor in the one before a request. They
-- may be about older requests, or about what was published unasked.
-- Q105: more suits after review than reviews in this year and the two before. Reviews may be older.
--
-- Unit: 件. Source: across_reports, across_figures; 统一格式表三、表四.
-- Parameters: run, slice.
INSERT INTO across_checks (run_id, slice, rule, report_id, reading_id, previous_report_id, previous_reading_id, agency_id, fiscal_year,
    state, reason, blame, indicator, applicant, expected, actual, detail, operands)
WITH
said AS
(
    SELECT agency_id, fiscal_year,
        maxIf(value, indicator = 'requests_new' AND applicant = 'total') + maxIf(value, indicator = 'requests_carried_in' AND applicant = 'total') AS requests,
        maxIf(value, indicator = 'reconsideration_total') AS reviews,
        maxIf(value, indicator = 'litigation_after_review_total') AS after_review,
        reviews + after_review + maxIf(value, indicator = 'litigation_direct_total') AS challenges,
        countIf(indicator = 'litigation_after_review_total') > 0 AS printed
    FROM across_figures
    WHERE run_id = {run:UInt64} AND slice = {slice:UInt32}
        AND indicator IN ('requests_new', 'requests_carried_in', 'reconsideration_total', 'litigation_direct_total', 'litigation_after_review_total')
    GROUP BY agency_id, fiscal_year
),
-- Where nothing stands between two years, the row before is the year before.
years AS
(
    SELECT r.report_id AS report_id, r.reading_id AS reading_id, r.previous_report_id AS previous_report_id, r.previous_reading_id AS previous_reading_id,
        r.agency_id AS agency_id, r.fiscal_year AS fiscal_year, toString(r.obstacle) AS obstacle,
        lagInFrame(toString(r.obstacle)) OVER before AS obstacle_before, lagInFrame(r.previous_report_id) OVER before AS third_report_id,
        s.printed AS printed, s.requests AS requests, s.challenges AS challenges, s.reviews AS reviews, s.after_review AS after_review,
        lagInFrame(s.requests) OVER before AS requests_before, lagInFrame(s.reviews) OVER before AS reviews_before, lagInFrame(s.reviews, 2) OVER before AS reviews_third
    FROM across_reports AS r
    LEFT JOIN said AS s ON s.agency_id = r.agency_id AND s.fiscal_year = r.fiscal_year
    WHERE r.run_id = {run:UInt64} AND r.slice = {slice:UInt32}
    WINDOW before AS (PARTITION BY r.agency_id ORDER BY r.fiscal_year ROWS BETWEEN 2 PRECEDING AND CURRENT ROW)
)
SELECT {run:UInt64}, {slice:UInt32}, c.1, report_id, reading_id, previous_report_id, previous_reading_id, agency_id, fiscal_year,
    (ifNull(c.2, ('not_assessable', 'unknown_value')) AS verdict).1, verdict.2, 'unclear', c.3, c.4, NULL, c.5, c.6,
    if(verdict.1 = 'fail', toJSONString(CAST(arrayMap(o -> (o.1, o.2, o.3, o.4, multiIf(o.4 IS NULL, 'blank', o.4 = 0, 'zero', 'number'), o.5, o.6), c.7),
        'Array(Tuple(indicator String, applicant String, sign Int8, value Nullable(Decimal(20, 6)), state String, report_id String, fiscal_year UInt16))')), '')
FROM years
ARRAY JOIN [
    ('Q104',
        multiIf(challenges = 0, ('vacuous', ''), requests > 0, ('pass', ''),
            obstacle != '', ('not_assessable', obstacle),
            challenges IS NULL OR requests IS NULL OR requests_before IS NULL, ('not_assessable', 'unknown_value'),
            requests_before > 0, ('pass', ''), ('fail', '')),
        'requests_new', 'total', challenges,
        concat(toString(fiscal_year), '年度复议、诉讼共 ', ifNull(toString(challenges), '空'), ' 件，本年度和上一年度收到的申请均为 0'),
        [('requests_new', 'total', 1, requests, report_id, fiscal_year), ('requests_new', 'total', 1, requests_before, previous_report_id, toUInt16(fiscal_year - 1))]),
    ('Q105',
        multiIf(after_review = 0, ('vacuous', ''), after_review <= reviews, ('pass', ''),
            obstacle != '', ('not_assessable', obstacle), obstacle_before != '', ('not_assessable', obstacle_before),
            after_review IS NULL OR reviews IS NULL OR reviews_before IS NULL OR reviews_third IS NULL, ('not_assessable', 'unknown_value'),
            after_review <= reviews + reviews_before + reviews_third, ('pass', ''), ('fail', '')),
        'litigation_after_review_total', '', after_review,
        concat(toString(fiscal_year), '年度复议后起诉 ', ifNull(toString(after_review), '空'), ' 件，本年度和前两年度行政复议共 ',
            ifNull(toString(reviews + reviews_before + reviews_third), '空'), ' 件'),
        [('litigation_after_review_total', '', -1, after_review, report_id, fiscal_year), ('reconsideration_total', '', 1, reviews, report_id, fiscal_year),
         ('reconsideration_total', '', 1, reviews_before, previous_report_id, toUInt16(fiscal_year - 1)),
         ('reconsideration_total', '', 1, reviews_third, third_report_id, toUInt16(fiscal_year - 2))])] AS c
WHERE printed
