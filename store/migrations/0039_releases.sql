-- What was released. A release is a folder; its row is written once the folder has its name.
CREATE TABLE IF NOT EXISTS releases_history
(
    number          UInt64,
    name            String,
    released_at     DateTime64(6, 'UTC'),
    digest          String,
    seal            UInt64,
    manifest_sha256 String,
    manifest        String,
    signature       String,
    kept_at         DateTime64(6, 'UTC')
)
ENGINE = ReplacingMergeTree(kept_at)
ORDER BY number;

CREATE OR REPLACE VIEW releases
(
    number          UInt64               COMMENT 'number of the release, from 1',
    name            String               COMMENT 'its name, as in addresses and citations',
    released_at     DateTime64(6, 'UTC') COMMENT 'when it was made, UTC',
    digest          String               COMMENT 'digest of the data that was released',
    seal            UInt64               COMMENT 'the newest seal then: seals',
    manifest_sha256 String               COMMENT 'SHA-256 of its manifest: the next release names it',
    manifest        String               COMMENT 'the manifest as it was signed, JSON: versions, tables, changes, citation, files with their checksums',
    signature       String               COMMENT 'Ed25519 signature of the manifest, hexadecimal'
)
COMMENT 'what was released under a name, never to be changed'
AS SELECT number, name, released_at, digest, seal, manifest_sha256, manifest, signature
FROM releases_history FINAL;
