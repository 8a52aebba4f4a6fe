-- The reports of a slice, each with the one of the year before and what stands between the two.
--
-- obstacle: the two can't be compared. lineage: the register or a reform of all counties says
-- that between the two years the agency took over another one, lost functions to one that was
-- founded, or began under this identity. scope: one counts its own office, the other all.
-- doubt: they can, but what differs may be lawful, so no blame follows. lineage_open: another
-- agency merged into this one in a year that is not known. renamed: it bears another name, so
-- its functions may have changed. scope_unknown: only one says whose figures it counts. aggregate:
-- both count all offices, and which ones these are may have changed.
--
-- Source: report_states, agencies_history.
-- Parameters: run, slice, units (codes of divisions), first, last (of them).
INSERT INTO across_reports (run_id, slice, agency_id, fiscal_year, report_id, reading_id, unit, form, scope, family, level, vertical,
    previous_report_id, previous_reading_id, obstacle, doubt)
WITH
states AS
(
    SELECT agency_id, splitByChar('-', agency_id)[1] AS unit, fiscal_year, report_id, reading_id, form, scope, family, ifNull(level, '') AS level, vertical,
        -- 卫健局 and 卫健委 are the same work, 教育局 and 教育体育局 are not. The place may be left out.
        replaceRegexpAll(if(startsWith(agency_name, ifNull(division_name, '')), substring(agency_name, length(ifNull(division_name, '')) + 1), agency_name),
            '委员会|办公室|管理|人民政府|[局委办和与及]', '') AS work
    FROM report_states FINAL
    -- An ID begins with the code of the division and '-'; '.' is the byte after it.
    WHERE report_id >= {first:String} AND report_id < concat({last:String}, '.') AND unit IN {units:Array(String)}
),
agencies AS
(
    SELECT agency_id, predecessors, valid_from, deadlines.fiscal_year AS possible, arrayFilter(y -> NOT has(doubtful_years, y), possible) AS sure
    FROM agencies_history FINAL
    WHERE splitByChar('-', agency_id)[1] IN {units:Array(String)}
),
-- In which fiscal year functions passed from one agency to another: a year from low to high.
-- Where the older one surely ended that tells, else where the newer one was surely founded.
passages AS
(
    SELECT s.agency_id AS successor, p.agency_id AS predecessor,
        arrayMax(p.possible) < toYear({today:Date}) AS ended,
        arrayMin(s.possible) > 2008 AS founded,
        multiIf(ended, arrayMax(p.sure) + 1, founded, arrayMin(s.possible), arrayMax(p.sure) + 1) AS low,
        multiIf(ended, arrayMax(p.possible) + 1, founded, arrayMin(s.sure), 65535) AS high
    FROM (SELECT agency_id, possible, sure, arrayJoin(predecessors) AS predecessor FROM agencies) AS s
    INNER JOIN agencies AS p ON p.agency_id = s.predecessor
),
changes AS
(
    SELECT agency_id, groupArrayIf((low, high), high < 65535) AS known, minIf(low, high = 65535) AS open_from, countIf(high = 65535) > 0 AS is_open
    FROM (SELECT arrayJoin([successor, predecessor]) AS agency_id, low, high FROM passages)
    GROUP BY agency_id
)
SELECT {run:UInt64}, {slice:UInt32}, b.agency_id, b.fiscal_year, b.report_id, b.reading_id, b.unit, b.form, b.scope, b.family, b.level, b.vertical,
    a.report_id, a.reading_id,
    multiIf(a.report_id = '', 'no_previous_report',
        arrayExists(c -> b.fiscal_year BETWEEN c.1 AND c.2, k.known) OR ifNull(toYear(g.valid_from) = b.fiscal_year, 0), 'lineage',
        a.scope != b.scope AND a.scope != 'unknown' AND b.scope != 'unknown', 'scope', ''),
    multiIf(a.report_id = '', '', k.is_open AND b.fiscal_year >= k.open_from, 'lineage_open', a.work != b.work, 'renamed', a.scope != b.scope, 'scope_unknown', b.scope = 'government_aggregate', 'aggregate', '')
FROM states AS b
LEFT JOIN states AS a ON a.agency_id = b.agency_id AND a.fiscal_year = b.fiscal_year - 1
LEFT JOIN changes AS k ON k.agency_id = b.agency_id
LEFT JOIN agencies AS g ON g.agency_id = b.agency_id
