-- Which sentence of a version took the place of which of the one before: what report_rewordings tells, of the
-- differences that this run has just written.
-- Source: changes_history.
-- Parameters: run, reports (those of several versions, of this slice).
INSERT INTO rewordings_history (run_id, agency_id, name, county, division_code, fiscal_year, report_id, version, section, from_ordinal, to_ordinal, from_text, to_text, similarity)
WITH
sentences AS
(
    SELECT report_id, version, any(agency_id) AS agency_id, any(name) AS name, any(county) AS county, any(division_code) AS division_code, any(fiscal_year) AS fiscal_year,
        groupArrayIf(said, change = 'removed') AS removed, groupArrayIf(said, change = 'added') AS added
    FROM
    (
        SELECT report_id, version, agency_id, name, county, division_code, fiscal_year, change,
            tuple(ordinal, toString(section), coalesce(from_text, to_text, '') AS text, replaceRegexpAll(text, '[0-9]+', '0')) AS said
        FROM changes_history
        WHERE run_id = {run:UInt64} AND report_id IN {reports:Array(String)} AND kind = 'sentence'
    )
    GROUP BY report_id, version
),
pairs AS
(
    SELECT * EXCEPT (removed, added), arrayJoin(removed) AS was, arrayJoin(added) AS now FROM sentences
),
nearest AS
(
    SELECT *, 1 - ngramDistanceUTF8(was.4, now.4) AS similarity,
        row_number() OVER (PARTITION BY report_id, version, was.1 ORDER BY similarity DESC, now.1) AS of_was,
        row_number() OVER (PARTITION BY report_id, version, now.1 ORDER BY similarity DESC, was.1) AS of_now
    FROM pairs
)
SELECT {run:UInt64}, agency_id, name, county, division_code, fiscal_year, report_id, version, now.2, was.1, now.1, was.3, now.3, similarity
FROM nearest
WHERE similarity >= 0.5 AND of_was = 1 AND of_now = 1
