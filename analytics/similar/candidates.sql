-- Pairs that are worth comparing exactly, of one province, the later report of one of some years: a report and
-- those of its own agency of the three years before, and those of the same county or of the same family with
-- which it shares a band of its MinHash signature, and the nearest one of its county. Where more than 40 reports
-- share a band, each is paired with 20 of them: that is enough to see that many are alike.
--
-- Source: text_subjects, text_states, text_groups.
-- Parameters: run, slice, province, years.
INSERT INTO text_candidates (run_id, slice, together, report_a, which_a, key_a, report_b, which_b, key_b)
WITH
subjects AS
(
    SELECT report_id, toString(which) AS which, text_key, agency_id, fiscal_year, unit, family_group, unit_digest FROM text_subjects
    WHERE (run_id, group_hash) IN (SELECT made_in, group_hash FROM text_groups WHERE run_id = {run:UInt64})
        AND province = {province:String} AND fiscal_year BETWEEN arrayMin({years:Array(UInt16)}) - 3 AND arrayMax({years:Array(UInt16)}) AND comparable
),
later AS
(
    SELECT * FROM subjects WHERE fiscal_year IN {years:Array(UInt16)}
),
banded AS
(
    SELECT s.report_id AS report_id, s.which AS which, s.text_key AS text_key, s.unit AS unit, s.family_group AS family_group, t.bands AS bands, t.nearest AS nearest
    FROM later AS s
    INNER JOIN (SELECT report_id, which, unit_digest, bands, nearest FROM text_states FINAL WHERE report_id IN (SELECT report_id FROM later)) AS t
        ON t.report_id = s.report_id AND t.which = s.which AND t.unit_digest = s.unit_digest
),
keys AS
(
    SELECT report_id, which, text_key, scope, cityHash64(scope, arrayJoin(bands)) AS key
    FROM (SELECT report_id, which, text_key, bands, arrayJoin(arrayConcat([unit], if(family_group = '', [], [family_group]))) AS scope FROM banded)
),
-- Nearly every key is that of one text alone: these are left out before anything is put together.
buckets AS
(
    SELECT any(scope) AS scope, arraySort(groupArray((report_id, which, text_key))) AS members
    FROM keys
    WHERE key IN (SELECT key FROM keys GROUP BY key HAVING count() > 1)
    GROUP BY key
),
pairs AS
(
    SELECT p.1 AS a, p.2 AS b, scope
    FROM buckets
    ARRAY JOIN arrayFlatten(arrayMap((x, n) -> arrayMap(y -> tuple(x, y), arraySlice(members, n + 1, if(length(members) <= 40, 40, 20))), members, arrayEnumerate(members))) AS p
    WHERE a.1 != b.1
    UNION ALL
    SELECT tuple(e.report_id, e.which, e.text_key) AS a, tuple(l.report_id, l.which, l.text_key) AS b, l.unit
    FROM later AS l
    INNER JOIN subjects AS e ON e.agency_id = l.agency_id
    WHERE e.fiscal_year < l.fiscal_year AND e.fiscal_year + 3 >= l.fiscal_year
    UNION ALL
    SELECT tuple(n.report_id, n.which, n.text_key) AS a, tuple(s.report_id, s.which, s.text_key) AS b, s.unit
    FROM (SELECT report_id, which, text_key, unit, nearest FROM banded WHERE nearest != '') AS s
    INNER JOIN (SELECT * FROM later WHERE which = 'current') AS n ON n.report_id = s.nearest
)
-- What is compared together has the same texts: those of a county over the years, or of a family of a year.
SELECT {run:UInt64}, {slice:UInt32}, min(if(scope LIKE '%/%/%', concat('~', scope), splitByChar('/', scope)[1])), x.1, x.2, x.3, y.1, y.2, y.3
FROM
(
    SELECT if((a.1, a.2) < (b.1, b.2), a, b) AS x, if((a.1, a.2) < (b.1, b.2), b, a) AS y, scope
    FROM pairs
    WHERE a.2 = 'current' OR b.2 = 'current'
)
GROUP BY x, y
