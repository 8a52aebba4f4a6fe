-- The divisions that a run speaks of, and which of them it writes: those of which anything is new,
-- and those whose rows lie in a run that few stand in any more, where there are many such runs. The
-- rows of the others stay where they are. A division that is gone keeps its line, with nothing in it, until a run writes all.
--
-- Source: report_states, report_version_pairs, agencies_history, expected_units, score_units, score_parts.
-- Parameters: run, before (the run that is taken over; 0: none), method, most (runs that rows may lie in), all (write all).
INSERT INTO score_parts (run_id, unit, size, fingerprint, made_in, with_gone)
WITH
pieces AS
(
    SELECT splitByChar('-', agency_id)[1] AS unit, if(unit = 'unresolved', count(), 0) AS size, sum(cityHash64('report', report_id, generation)) AS hash FROM report_states FINAL GROUP BY unit
    UNION ALL
    SELECT splitByChar('-', agency_id)[1] AS unit, sum(length(deadlines)), sum(cityHash64('agency', agency_id, generation)) FROM agencies_history FINAL GROUP BY unit
    UNION ALL
    SELECT splitByChar('-', agency_id)[1] AS unit, 0, sum(cityHash64('versions', report_id, version, from_reading_id, to_reading_id, changed_after, changed_by)) FROM report_version_pairs GROUP BY unit
    UNION ALL
    SELECT unit, 0, 0 FROM score_parts WHERE run_id = {before:UInt64} AND NOT {all:Bool}
),
changed AS
(
    SELECT unit FROM score_units WHERE run_id = {run:UInt64} AND changed
    UNION ALL
    SELECT splitByChar('-', agency_id)[1] FROM agencies_history FINAL
    WHERE coalesce(county_code, division_code, '') IN (SELECT unit FROM expected_units WHERE run_id = {run:UInt64} AND changed)
),
before AS
(
    SELECT unit, fingerprint, made_in, count() OVER (PARTITION BY made_in) * 4 < count() OVER () AND uniqExact(made_in) OVER () > {most:UInt32} AS scattered
    FROM score_parts
    WHERE run_id = {before:UInt64}
)
SELECT {run:UInt64}, p.unit, p.size, cityHash64(p.hash, {method:String}) AS fingerprint,
    if({all:Bool} OR b.made_in = 0 OR b.fingerprint != fingerprint OR b.scattered OR p.unit IN (SELECT unit FROM changed), {run:UInt64}, b.made_in), true
FROM (SELECT unit, sum(size) AS size, sum(hash) AS hash FROM pieces GROUP BY unit) AS p
LEFT ANY JOIN before AS b ON b.unit = p.unit
