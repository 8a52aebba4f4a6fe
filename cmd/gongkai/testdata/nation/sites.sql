-- One site a county.
INSERT INTO sites_history (site_id, name, division_code, division_name, url, notes, updated_at)
SELECT DISTINCT concat('c', code), concat(code, '县人民政府'), code, concat(code, '县'), concat('http://c', code, '.test/'), '', now64(3, 'UTC')
FROM nation_reports WHERE number >= {first:UInt64} AND number < {last:UInt64}
