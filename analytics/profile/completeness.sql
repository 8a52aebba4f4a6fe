-- The facts of completeness, as sets of items (a bit each, see completeness.go): found (a), not
-- known whether there (b), and applicable (c). What is applicable and in neither of the others
-- is absent.
--
-- An item is absent only where the document was read to its end and nothing of it is a picture or
-- an attachment. Sections are absent only where at least three others were told by their headings,
-- since FY2019 in the unified form alone, which prescribes the headings; tables only where another form stands in place of the one that was due (C101), from FY2020 on, since
-- the form of 2019 was only encouraged for its first year and that of 2014 was a return that need not
-- be published. A sentence that was not found is never absent: we may not have understood it.
--
-- Source: readings, reading_figures, reading_findings; Regulation 2019 art. 50, 2007 art. 32,
-- 国办公开办函〔2019〕60号、〔2021〕30号. Parameters: run (number of the score run), from, to
-- (reports of this slice), characters (of the section on problems, at least).
INSERT INTO profile_keys (run_id, agency_id, fiscal_year, which, measure, form, level, family, scope, a, b, c, reason)
WITH
subjects AS
(
    SELECT * FROM profile_subjects WHERE run_id = {run:UInt64} AND changed AND report_id >= {from:String} AND (report_id < {to:String} OR {to:String} = '')
),
tables AS
(
    SELECT report_id, reading_id,
        max(startsWith(indicator, 'proactive_')) AS two,
        max(applicant != '') AS three,
        max(startsWith(indicator, 'reconsideration_') OR startsWith(indicator, 'litigation_')) AS four,
        max(form = '2014' AND NOT startsWith(indicator, 'narrative_')) AS returns,
        max(indicator IN ('fees_charged', 'narrative_fees_charged')) AS charges,
        max(indicator = 'fees_processing_charged') AS fee
    FROM reading_figures
    WHERE report_id IN (SELECT report_id FROM subjects) AND reading_id IN (SELECT reading_id FROM subjects)
    GROUP BY report_id, reading_id
),
doubts AS
(
    SELECT report_id, reading_id, max(rule IN ('C103', 'E105', 'E107', 'E113')) AS unread, max(rule = 'C101') AS other_form
    FROM reading_findings
    WHERE report_id IN (SELECT report_id FROM subjects) AND rule IN ('C101', 'C103', 'E105', 'E107', 'E113')
    GROUP BY report_id, reading_id
),
-- What is current stands in report_states, in the order of reports; only first versions are looked up,
-- where they are not the current ones again.
firsts AS
(
    SELECT report_id, reading_id FROM subjects GROUP BY report_id, reading_id HAVING max(which = 'current') = 0
),
read AS
(
    SELECT report_id, reading_id, sections, problems, improvements, measures, contact_address, contact_phone
    FROM report_states FINAL
    WHERE report_id IN (SELECT report_id FROM subjects)
    UNION ALL
    SELECT report_id, reading_id, sections, problems, improvements, measures, contact_address, contact_phone
    FROM readings
    WHERE report_id IN (SELECT report_id FROM firsts) AND reading_id IN (SELECT reading_id FROM firsts)
),
texts AS
(
    SELECT report_id, reading_id,
        arrayMap(kind -> has(sections.kind, kind), ['overview', 'proactive', 'requests', 'review', 'problems', 'other']) AS told,
        arraySum(arrayMap(s -> if(s.kind = 'problems', s.characters, 0), sections)) AS below_heading,
        greatest(below_heading, arraySum(arrayMap(t -> lengthUTF8(t), arrayConcat(problems, improvements)))) AS about_problems,
        contact_address IS NOT NULL OR contact_phone IS NOT NULL AS contact,
        hasAny(measures.kind, ['assessment', 'accountability']) AS assessment
    FROM read
),
facts AS
(
    SELECT s.agency_id AS agency_id, s.fiscal_year AS fiscal_year, s.which AS which, s.form AS form, s.level AS level, s.family AS family, s.scope AS scope, s.outcome AS outcome,
        s.outcome = 'ok' AND d.unread = 0 AS whole,
        arraySum(t.told) >= 3 AS structured,
        -- A heading alone, or with a few words, is no section on problems.
        arrayMap((there, n) -> there AND (n != 5 OR t.about_problems >= {characters:UInt32}), t.told, arrayEnumerate(t.told)) AS sections,
        t.told[5] AND t.below_heading = 0 AS problems_elsewhere,
        [f.two, f.three, f.four] AS forms, d.other_form AND s.fiscal_year >= 2020 AS other_form,
        t.contact AS contact, t.assessment AS assessment, f.fee AS fee, f.returns AS returns, f.charges AS charges
    FROM subjects AS s
    INNER JOIN texts AS t ON t.report_id = s.report_id AND t.reading_id = s.reading_id
    LEFT JOIN tables AS f ON f.report_id = s.report_id AND f.reading_id = s.reading_id
    LEFT JOIN doubts AS d ON d.report_id = s.report_id AND d.reading_id = s.reading_id
),
items AS
(
    -- Found, known, applicable: an item each.
    SELECT *, fiscal_year >= 2019 AS unified, whole AND structured AND (NOT unified OR form IN ('2019', '2021')) AS headings,
        arrayConcat(sections, forms, [contact, assessment, fee, returns, charges]) AS found,
        arrayConcat([headings, headings, headings, headings, headings AND NOT problems_elsewhere, headings],
            arrayMap(t -> whole AND other_form, forms), [0, 0, 0, 0, 0]) AS known,
        arrayConcat([unified, 1, 1, 1, 1, unified], [unified, unified, unified],
            [1, unified AND family = 'gov_office', fiscal_year >= 2021, fiscal_year BETWEEN 2014 AND 2018, fiscal_year <= 2018]) AS applicable
    FROM facts
)
SELECT {run:UInt64}, agency_id, fiscal_year, which, 'completeness', form, level, family, scope,
    toInt64(arraySum((f, a, i) -> if(f AND a, bitShiftLeft(toUInt64(1), i - 1), 0), found, applicable, arrayEnumerate(found))),
    toInt64(arraySum((f, k, a, i) -> if(NOT f AND NOT k AND a, bitShiftLeft(toUInt64(1), i - 1), 0), found, known, applicable, arrayEnumerate(found))),
    toInt64(arraySum((a, i) -> if(a, bitShiftLeft(toUInt64(1), i - 1), 0), applicable, arrayEnumerate(applicable))),
    if(outcome = 'image_only', 'not_read', '')
FROM items
