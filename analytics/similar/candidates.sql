-- Pairs that are worth comparing exactly, of one province and year: a report and those of its own
-- agency of the three years before, and those of the same county or of the same family with which
-- it shares a band of its MinHash signature. At least one of the two belongs to a county whose
-- texts have changed; pairs that were compared before are left out. Where more than 40 reports
-- share a band, each is paired with 20 of them: that is enough to see that many are alike.
--
-- Source: text_inventory, text_states, text_done, text_comparisons.
-- Parameters: run, province, year, all (compare what was compared before again).
WITH
subjects AS
(
    SELECT i.report_id AS report_id, toString(i.which) AS which, s.text_key AS text_key, s.bands AS bands, s.nearest AS nearest, i.agency_id AS agency_id, i.fiscal_year AS fiscal_year, i.unit AS unit, toString(i.family) AS family,
        {all:Bool} OR (i.unit, i.unit_digest) NOT IN (SELECT unit, unit_digest FROM text_done) AS fresh
    FROM text_inventory AS i
    INNER JOIN
    (
        SELECT report_id, which, unit_digest, text_key, bands, nearest FROM text_states FINAL
        WHERE report_id IN (SELECT report_id FROM text_inventory WHERE run_id = {run:UInt64} AND province = {province:String} AND fiscal_year BETWEEN {year:UInt16} - 3 AND {year:UInt16}) AND notEmpty(bands)
    ) AS s ON s.report_id = i.report_id AND s.which = i.which AND s.unit_digest = i.unit_digest
    WHERE i.run_id = {run:UInt64} AND i.province = {province:String} AND i.fiscal_year BETWEEN {year:UInt16} - 3 AND {year:UInt16}
),
buckets AS
(
    SELECT arraySort(groupArray((report_id, which, text_key, fresh))) AS members
    FROM
    (
        SELECT report_id, which, text_key, fresh, band, arrayJoin(arrayConcat([unit], if(family IN ('', 'other'), [], [family]))) AS scope
        FROM subjects ARRAY JOIN bands AS band
        WHERE fiscal_year = {year:UInt16}
    )
    GROUP BY scope, band
    HAVING length(members) > 1 AND max(fresh)
),
pairs AS
(
    SELECT p.1 AS a, p.2 AS b
    FROM buckets
    ARRAY JOIN arrayFlatten(arrayMap((x, n) -> arrayMap(y -> tuple(x, y), arraySlice(members, n + 1, if(length(members) <= 40, 40, 20))), members, arrayEnumerate(members))) AS p
    WHERE a.1 != b.1
    UNION ALL
    SELECT tuple(e.report_id, e.which, e.text_key, e.fresh) AS a, tuple(l.report_id, l.which, l.text_key, l.fresh) AS b
    FROM subjects AS l
    INNER JOIN subjects AS e ON e.agency_id = l.agency_id
    WHERE l.fiscal_year = {year:UInt16} AND e.fiscal_year < l.fiscal_year
    UNION ALL
    SELECT tuple(n.report_id, n.which, n.text_key, n.fresh) AS a, tuple(s.report_id, s.which, s.text_key, s.fresh) AS b
    FROM subjects AS s
    INNER JOIN (SELECT * FROM subjects WHERE which = 'current') AS n ON n.report_id = s.nearest
    WHERE s.fiscal_year = {year:UInt16}
),
ordered AS
(
    SELECT DISTINCT if((a.1, a.2) < (b.1, b.2), a, b) AS x, if((a.1, a.2) < (b.1, b.2), b, a) AS y
    FROM pairs
    WHERE (a.4 OR b.4) AND (a.2 = 'current' OR b.2 = 'current')
)
SELECT x.1 AS report_a, x.2 AS which_a, x.3 AS key_a, y.1 AS report_b, y.2 AS which_b, y.3 AS key_b
FROM ordered
WHERE {all:Bool} OR (report_a, which_a, report_b, which_b, key_a, key_b) NOT IN
(
    SELECT report_a, toString(which_a), report_b, toString(which_b), key_a, key_b FROM text_comparisons WHERE report_a IN (SELECT report_id FROM subjects)
)
ORDER BY report_a, which_a, report_b, which_b, key_a, key_b
