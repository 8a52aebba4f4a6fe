-- It walked the county's list to its end.
INSERT INTO walks_history (site_id, crawl_id, url, name, state, pages, links, started_at, finished_at, kept_at)
SELECT DISTINCT concat('c', code), concat('c', code, '-1'), concat('http://c', code, '.test/list'), '政府信息公开年报', 'complete', 20, 300, toDateTime64('2026-05-31 23:00:00', 3, 'UTC'), toDateTime64('2026-06-01 00:30:00', 3, 'UTC'), now64(6, 'UTC')
FROM nation_reports WHERE number >= {first:UInt64} AND number < {last:UInt64}
