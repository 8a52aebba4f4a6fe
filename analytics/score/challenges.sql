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
        maxIf(value, indicator = 'requests_new' AND applicant = 'total') AS fresh, maxIf(value, indicator = 'requests_carried_in' AND applicant = 'total') AS carried,
        fresh + carried AS requests,
        maxIf(value, indicator = 'reconsideration_total') AS reviews,
        maxIf(value, indicator = 'litigation_direct_total') AS direct,
        maxIf(value, indicator = 'litigation_after_review_total') AS after_review,
        countIf(indicator = 'litigation_after_review_total') > 0 AS printed
    FROM across_figures
    WHERE run_id = {run:UInt64} AND slice = {slice:UInt32}
        AND indicator IN ('requests_new', 'requests_carried_in', 'reconsideration_total', 'litigation_direct_total', 'litigation_after_review_total')
    GROUP BY agency_id, fiscal_year
),
years AS
(
    SELECT r.report_id AS report_id, r.reading_id AS reading_id, r.previous_report_id AS previous_report_id, r.previous_reading_id AS previous_reading_id,
        r.agency_id AS agency_id, r.fiscal_year AS fiscal_year, r.obstacle AS obstacle, p.report_id AS before_report_id, p.previous_report_id AS third_report_id, p.obstacle AS obstacle_before,
        c.requests AS requests, c.reviews + c.direct + c.after_review AS challenges, c.reviews AS reviews, c.after_review AS after_review,
        b.requests AS requests_before, b.reviews AS reviews_before, a.reviews AS reviews_third
    FROM across_reports AS r
    INNER JOIN said AS c ON c.agency_id = r.agency_id AND c.fiscal_year = r.fiscal_year
    LEFT JOIN across_reports AS p ON p.agency_id = r.agency_id AND p.fiscal_year = r.fiscal_year - 1 AND p.run_id = {run:UInt64} AND p.slice = {slice:UInt32}
    LEFT JOIN said AS b ON b.agency_id = r.agency_id AND b.fiscal_year = r.fiscal_year - 1
    LEFT JOIN said AS a ON a.agency_id = r.agency_id AND a.fiscal_year = r.fiscal_year - 2
    WHERE r.run_id = {run:UInt64} AND r.slice = {slice:UInt32} AND c.printed
),
unasked AS
(
    SELECT *, 'Q104' AS rule, 'requests_new' AS indicator, 'total' AS applicant, challenges AS actual,
        multiIf(challenges = 0, ('vacuous', ''), requests > 0, ('pass', ''),
            obstacle != '', ('not_assessable', toString(obstacle)),
            challenges IS NULL OR requests IS NULL OR requests_before IS NULL, ('not_assessable', 'unknown_value'),
            requests_before > 0, ('pass', ''), ('fail', '')) AS verdict,
        concat(toString(fiscal_year), '年度复议、诉讼共 ', ifNull(toString(challenges), '空'), ' 件，本年度和上一年度收到的申请均为 0') AS detail,
        [('requests_new', 'total', 1, requests, report_id, fiscal_year), ('requests_new', 'total', 1, requests_before, previous_report_id, toUInt16(fiscal_year - 1))] AS operands
    FROM years
),
unreviewed AS
(
    SELECT *, 'Q105' AS rule, 'litigation_after_review_total' AS indicator, '' AS applicant, after_review AS actual,
        multiIf(after_review = 0, ('vacuous', ''), after_review <= reviews, ('pass', ''),
            obstacle != '', ('not_assessable', toString(obstacle)), obstacle_before != '', ('not_assessable', toString(obstacle_before)),
            after_review IS NULL OR reviews IS NULL OR reviews_before IS NULL OR reviews_third IS NULL, ('not_assessable', 'unknown_value'),
            after_review <= reviews + reviews_before + reviews_third, ('pass', ''), ('fail', '')) AS verdict,
        concat(toString(fiscal_year), '年度复议后起诉 ', ifNull(toString(after_review), '空'), ' 件，本年度和前两年度行政复议共 ',
            ifNull(toString(reviews + reviews_before + reviews_third), '空'), ' 件') AS detail,
        [('litigation_after_review_total', '', -1, after_review, report_id, fiscal_year), ('reconsideration_total', '', 1, reviews, report_id, fiscal_year),
         ('reconsideration_total', '', 1, reviews_before, previous_report_id, toUInt16(fiscal_year - 1)), ('reconsideration_total', '', 1, reviews_third, third_report_id, toUInt16(fiscal_year - 2))] AS operands
    FROM years
)
SELECT {run:UInt64}, {slice:UInt32}, rule, report_id, reading_id, previous_report_id, previous_reading_id, agency_id, fiscal_year,
    (ifNull(verdict, ('not_assessable', 'unknown_value')) AS v).1, v.2, 'unclear', indicator, applicant, NULL, actual, detail,
    toJSONString(CAST(arrayMap(o -> (o.1, o.2, o.3, o.4, multiIf(o.4 IS NULL, 'blank', o.4 = 0, 'zero', 'number'), o.5, o.6), operands),
        'Array(Tuple(indicator String, applicant String, sign Int8, value Nullable(Decimal(20, 6)), state String, report_id String, fiscal_year UInt16))'))
FROM (SELECT * FROM unasked UNION ALL SELECT * FROM unreviewed)
