-- Readings lie by address, and the addresses of a county's sites lie together: so do the names of its
-- reports, mostly. Who asks for the readings of some reports skips what lies between.
ALTER TABLE readings ADD INDEX IF NOT EXISTS reports report_id TYPE minmax GRANULARITY 1;
ALTER TABLE readings MATERIALIZE INDEX reports;
