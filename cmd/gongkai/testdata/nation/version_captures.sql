-- One report in fifty was put right a day later.
INSERT INTO captures_history (capture_id, site_id, crawl_id, url, final_url, parent_url, list_url, title, role, fetched_at, http_status, outcome, content_type, sha256, bytes, kept_at)
SELECT concat('v', toString(number)), concat('c', code), concat('c', code, '-1'), url, url, list, concat('http://c', code, '.test/list') AS list, concat(name, toString(fiscal_year), '年政府信息公开工作年度报告'),
    'report', toDateTime64('2026-06-02 00:00:00', 3, 'UTC'), 200, 'ok', 'text/html', reverse(sha256), 60000, now64(6, 'UTC')
FROM nation_reports WHERE number >= {first:UInt64} AND number < {last:UInt64} AND number % 50 = 7
