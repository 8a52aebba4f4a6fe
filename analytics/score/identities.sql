-- Identities between the report of a year and that of the year before: the sum of what they say,
-- each with its sign, is the last term of the identity.
--
-- R601: what a year carries out, the next carries in, in every column of table 3.
-- R602: form 2019: items of the year before + the change of that year = items that the next
--       report says of the year before.
-- R603: what was published or in force + what was added - what was repealed = what is now. Expiry,
--       clean-ups and reorganisations lawfully break it.
--
-- The later report carries the result. A blank is no number: with one nothing is assessable, but
-- where all that is known is zero the identity holds by vacuity. The agency is to blame only for
-- R601 and R602, where all cells were read with full confidence and nothing stands between the
-- two reports that may lawfully part them.
--
-- Unit: of the indicators. Source: across_reports, across_figures, rules; 统一格式表二、表三.
-- Parameters: run, slice.
INSERT INTO across_checks (run_id, slice, rule, report_id, reading_id, previous_report_id, previous_reading_id, agency_id, fiscal_year,
    state, reason, blame, indicator, applicant, expected, actual, detail, operands)
WITH
-- identity, place of the term in it, 1: of the year before, indicator, sign, in words
terms AS
(
    SELECT c1 AS rule, c2 AS identity, c3 AS ordinal, c4 AS before, c5 AS indicator, c6 AS sign, c7 AS words, max(c3) OVER (PARTITION BY c1, c2) AS terms
    FROM VALUES(
        ('R601', 'requests', 1, 1, 'requests_carried_out', 1, '结转下年度'),
        ('R601', 'requests', 2, 0, 'requests_carried_in', -1, '上年结转'),
        ('R602', 'licence', 1, 1, 'proactive_licence_items_previous_year', 1, '行政许可上一年项目数量'),
        ('R602', 'licence', 2, 1, 'proactive_licence_items_change', 1, '行政许可本年增/减'),
        ('R602', 'licence', 3, 0, 'proactive_licence_items_previous_year', -1, '行政许可上一年项目数量'),
        ('R602', 'service', 1, 1, 'proactive_service_items_previous_year', 1, '其他对外管理服务事项上一年项目数量'),
        ('R602', 'service', 2, 1, 'proactive_service_items_change', 1, '其他对外管理服务事项本年增/减'),
        ('R602', 'service', 3, 0, 'proactive_service_items_previous_year', -1, '其他对外管理服务事项上一年项目数量'),
        ('R602', 'penalty', 1, 1, 'proactive_penalty_items_previous_year', 1, '行政处罚上一年项目数量'),
        ('R602', 'penalty', 2, 1, 'proactive_penalty_items_change', 1, '行政处罚本年增/减'),
        ('R602', 'penalty', 3, 0, 'proactive_penalty_items_previous_year', -1, '行政处罚上一年项目数量'),
        ('R602', 'coercion', 1, 1, 'proactive_coercion_items_previous_year', 1, '行政强制上一年项目数量'),
        ('R602', 'coercion', 2, 1, 'proactive_coercion_items_change', 1, '行政强制本年增/减'),
        ('R602', 'coercion', 3, 0, 'proactive_coercion_items_previous_year', -1, '行政强制上一年项目数量'),
        ('R602', 'fees', 1, 1, 'proactive_fees_items_previous_year', 1, '行政事业性收费上一年项目数量'),
        ('R602', 'fees', 2, 1, 'proactive_fees_items_change', 1, '行政事业性收费本年增/减'),
        ('R602', 'fees', 3, 0, 'proactive_fees_items_previous_year', -1, '行政事业性收费上一年项目数量'),
        ('R603', 'rules_2019', 1, 1, 'proactive_rules_total_published', 1, '规章对外公开总数量'),
        ('R603', 'rules_2019', 2, 0, 'proactive_rules_new_published', 1, '规章本年新公开数量'),
        ('R603', 'rules_2019', 3, 0, 'proactive_rules_total_published', -1, '规章对外公开总数量'),
        ('R603', 'documents_2019', 1, 1, 'proactive_normative_documents_total_published', 1, '规范性文件对外公开总数量'),
        ('R603', 'documents_2019', 2, 0, 'proactive_normative_documents_new_published', 1, '规范性文件本年新公开数量'),
        ('R603', 'documents_2019', 3, 0, 'proactive_normative_documents_total_published', -1, '规范性文件对外公开总数量'),
        ('R603', 'rules_2021', 1, 1, 'proactive_rules_in_force', 1, '规章现行有效件数'),
        ('R603', 'rules_2021', 2, 0, 'proactive_rules_made', 1, '规章本年制发件数'),
        ('R603', 'rules_2021', 3, 0, 'proactive_rules_repealed', -1, '规章本年废止件数'),
        ('R603', 'rules_2021', 4, 0, 'proactive_rules_in_force', -1, '规章现行有效件数'),
        ('R603', 'documents_2021', 1, 1, 'proactive_normative_documents_in_force', 1, '行政规范性文件现行有效件数'),
        ('R603', 'documents_2021', 2, 0, 'proactive_normative_documents_made', 1, '行政规范性文件本年制发件数'),
        ('R603', 'documents_2021', 3, 0, 'proactive_normative_documents_repealed', -1, '行政规范性文件本年废止件数'),
        ('R603', 'documents_2021', 4, 0, 'proactive_normative_documents_in_force', -1, '行政规范性文件现行有效件数'))
),
sides AS
(
    SELECT t.rule AS rule, t.identity AS identity, f.applicant AS applicant, f.agency_id AS agency_id, toUInt16(f.fiscal_year + t.before) AS year,
        any(t.terms) AS terms,
        arraySort(groupArray((t.ordinal, f.indicator, f.applicant, t.sign, f.value, f.state, f.report_id, f.fiscal_year, f.confidence, t.words))) AS sides,
        max(t.ordinal = t.terms) AS defines
    FROM across_figures AS f
    INNER JOIN terms AS t ON t.indicator = f.indicator
    WHERE f.run_id = {run:UInt64} AND f.slice = {slice:UInt32}
    GROUP BY rule, identity, applicant, agency_id, year
    HAVING defines -- the later report has what the identity is about
),
weighed AS
(
    SELECT *, arraySlice(sides, 1, -1) AS left, sides[-1] AS right,
        length(sides) = terms AS whole,
        arrayExists(s -> s.5 IS NULL, sides) AS unknown,
        NOT arrayExists(s -> ifNull(s.5, 0) != 0 OR s.6 = 'unreadable', sides) AS nothing,
        arraySum(arrayMap(s -> toDecimal64(ifNull(s.5, 0), 6) * s.4, left)) AS sum
    FROM sides
)
SELECT {run:UInt64}, {slice:UInt32}, w.rule, r.report_id, r.reading_id, r.previous_report_id, r.previous_reading_id, r.agency_id, r.fiscal_year,
    (multiIf(r.obstacle != '', ('not_assessable', toString(r.obstacle)),
        NOT w.whole, ('not_assessable', 'not_on_form'),
        w.nothing, ('vacuous', ''),
        w.unknown, ('not_assessable', 'unknown_value'),
        w.sum = w.right.5, ('pass', ''),
        ('fail', '')) AS verdict).1,
    verdict.2,
    if(w.rule != 'R603' AND r.doubt = '' AND arrayAll(s -> s.9 = 1, w.sides), 'agency', 'unclear'),
    w.right.2, w.right.3, if(w.unknown OR NOT w.whole, NULL, w.sum), w.right.5,
    if(verdict.1 = 'fail', arrayStringConcat(arrayMap(s -> concat(toString(s.8), '年度报告', s.10,
        if(s.3 = '', '', concat('（', transform(s.3,
            ['natural_person', 'business', 'research_institute', 'public_interest', 'legal_service', 'other_organisation', 'total'],
            ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他', '总计'], s.3), '）')),
        '为 ', ifNull(toString(s.5), '空')), w.sides), '，'), ''),
    if(verdict.1 = 'fail', toJSONString(CAST(arrayMap(s -> (s.2, s.3, s.4, s.5, s.6, s.7, s.8), w.sides),
        'Array(Tuple(indicator String, applicant String, sign Int8, value Nullable(Decimal(20, 6)), state String, report_id String, fiscal_year UInt16))')), '')
FROM across_reports AS r
INNER JOIN weighed AS w ON w.agency_id = r.agency_id AND w.year = r.fiscal_year
WHERE r.run_id = {run:UInt64} AND r.slice = {slice:UInt32}
