-- One finished crawl a county.
INSERT INTO crawls_history (crawl_id, site_id, started_at, finished_at, complete, pages, fetched, kept_at)
SELECT DISTINCT concat('c', code, '-1'), concat('c', code), toDateTime64('2026-05-31 23:00:00', 3, 'UTC'), toDateTime64('2026-06-01 01:00:00', 3, 'UTC'), 1, 300, 300, now64(6, 'UTC')
FROM nation_reports WHERE number >= {first:UInt64} AND number < {last:UInt64}
