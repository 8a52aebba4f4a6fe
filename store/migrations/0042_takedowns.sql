-- A body that somebody decided not to keep. What was decided is a row, and stays; of the body its
-- hash stays, in captures and readings, so that whoever has it can show that it was that one.

CREATE TABLE IF NOT EXISTS takedowns_history
(
    sha256   String,
    taken_at DateTime64(3, 'UTC'),
    taken_by String,
    reason   String,
    texts    UInt8,
    figures  LowCardinality(String),
    kept_at  DateTime64(6, 'UTC')
)
ENGINE = ReplacingMergeTree(kept_at)
ORDER BY (sha256, taken_at);

CREATE OR REPLACE VIEW takedowns
(
    sha256   String                 COMMENT 'SHA-256 of the body that was removed: captures, reports_history',
    taken_at DateTime64(3, 'UTC')   COMMENT 'when it was decided, UTC',
    taken_by String                 COMMENT 'who decided it',
    reason   String                 COMMENT 'why',
    texts    UInt8                  COMMENT '1: the passages that were read from it were removed, too',
    figures  LowCardinality(String) COMMENT 'keep: its figures are still shown; hide: they are not, and it is no version of a report any more'
)
COMMENT 'a body that was removed from the archive, with who decided it and why; it is not kept again when a site still serves it'
AS SELECT sha256, min(t.taken_at) AS taken_at, argMin(t.taken_by, t.taken_at) AS taken_by, argMin(t.reason, t.taken_at) AS reason, max(t.texts) AS texts, if(max(t.figures = 'hide'), 'hide', 'keep') AS figures
FROM takedowns_history AS t FINAL
GROUP BY sha256;
