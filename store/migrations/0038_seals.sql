-- What was seen, sealed: the records of captures and walks in the order in which they were kept, and
-- the manifests that were signed over them. Neither is ever changed.

-- The row in seals_history is written last: records without one are what a killed attempt left.
CREATE TABLE IF NOT EXISTS seal_records
(
    seal        UInt64,
    seal_id     String,
    position    UInt64,
    kind        LowCardinality(String),
    site_id     LowCardinality(String),
    name        String,
    recorded_at DateTime64(6, 'UTC'),
    record      String CODEC(ZSTD(3)),
    INDEX at recorded_at TYPE minmax GRANULARITY 1
)
ENGINE = ReplacingMergeTree
ORDER BY (seal, seal_id, position);

CREATE TABLE IF NOT EXISTS seals_history
(
    seal            UInt64,
    seal_id         String,
    sealed_at       DateTime64(6, 'UTC'),
    first_record    UInt64,
    records         UInt64,
    captures        UInt64,
    walks           UInt64,
    complete_walks  UInt64,
    chain           String,
    key             String,
    manifest_sha256 String,
    manifest        String,
    signature       String,
    stamp           String,
    kept_at         DateTime64(6, 'UTC')
)
ENGINE = ReplacingMergeTree(kept_at)
ORDER BY seal;

CREATE OR REPLACE VIEW seals
(
    seal            UInt64                 COMMENT 'number of the seal, from 1; each names the one before',
    sealed_at       DateTime64(6, 'UTC')   COMMENT 'when it was made, UTC, by the clock of who sealed: what it names was there then',
    first_record    UInt64                 COMMENT 'position of its first record in the chain, from 1',
    records         UInt64                 COMMENT 'captures and walks that it seals',
    captures        UInt64                 COMMENT 'of them, captures',
    walks           UInt64                 COMMENT 'of them, walks of lists',
    complete_walks  UInt64                 COMMENT 'of these, walks that came to the end of their list, with or without a report',
    chain           String                 COMMENT 'head of the chain of records after its last one, SHA-256, hexadecimal',
    key             String                 COMMENT 'the Ed25519 public key that it was signed with, hexadecimal',
    manifest_sha256 String                 COMMENT 'SHA-256 of the manifest: the next one names it, and a time stamp is of it',
    manifest        String                 COMMENT 'the manifest as it was signed',
    signature       String                 COMMENT 'Ed25519 signature of the manifest, hexadecimal',
    stamp           String                 COMMENT 'answer of a time stamp service (RFC 3161) about the manifest, base64; empty where none was named or none answered'
)
COMMENT 'what was received and walked, sealed day by day; doc/proof.md says how a seal is checked'
AS SELECT seal, sealed_at, first_record, records, captures, walks, complete_walks, chain, key, manifest_sha256, manifest, signature, stamp
FROM seals_history FINAL;
