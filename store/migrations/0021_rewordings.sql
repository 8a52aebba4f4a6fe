-- Which sentence of a version took the place of which of the one before.

CREATE OR REPLACE VIEW report_rewordings
(
    report_id    String COMMENT 'the report',
    version      UInt32 COMMENT 'the version that came with the change, from 2',
    section      String COMMENT 'kind of the section in the later version',
    from_ordinal UInt32 COMMENT 'place of the sentence in the earlier version, from 1: ordinal of the row of report_changes that says removed',
    to_ordinal   UInt32 COMMENT 'place of the sentence in the later version: ordinal of the row that says added',
    from_text    String COMMENT 'as the earlier version prints it',
    to_text      String COMMENT 'as the later version prints it',
    similarity   Float64 COMMENT '0.5 to 1: share of the runs of three characters that both have, all numbers taken for the same'
)
COMMENT 'a sentence that was reworded between two versions of a report: of those removed and those added, two that are each other\'s nearest'
AS SELECT report_id, version, toString(now.2) AS section, was.1 AS from_ordinal, now.1 AS to_ordinal, was.3 AS from_text, now.3 AS to_text, similarity
FROM
(
    SELECT report_id, version, was, now, 1 - ngramDistanceUTF8(was.4, now.4) AS similarity,
        row_number() OVER (PARTITION BY report_id, version, was.1 ORDER BY similarity DESC, now.1) AS of_was,
        row_number() OVER (PARTITION BY report_id, version, now.1 ORDER BY similarity DESC, was.1) AS of_now
    FROM
    (
        SELECT report_id, version, arrayJoin(removed) AS was, arrayJoin(added) AS now
        FROM
        (
            SELECT report_id, version, groupArrayIf(said, change = 'removed') AS removed, groupArrayIf(said, change = 'added') AS added
            FROM
            (
                SELECT report_id, version, change, coalesce(from_text, to_text, '') AS text,
                    tuple(ordinal, toString(section), text, replaceRegexpAll(text, '[0-9]+', '0')) AS said
                FROM report_changes WHERE kind = 'sentence'
            )
            GROUP BY report_id, version
        )
    )
)
WHERE similarity >= 0.5 AND of_was = 1 AND of_now = 1;
