-- The reading of the version that was put right: it says so, too.
INSERT INTO readings (reading_id, digest, content_hash, report_id, url, sha256, site_id, role, parser_version, outcome, agency_id, agency_name, agency_as_printed, division_code, division_name, county_code, level,
    family, fiscal_year, form, scope, title, charset, content_type, published_on, date_candidates, figures, deadline, deadline_adjusted, deadline_basis, texts, read_at)
SELECT replaceOne(reading_id, '01900000-', '01900001-') AS later, later, later, r.report_id, url, reverse(sha256), concat('c', code), 'report', 1, 'ok', agency_id, name, name, code, concat('样本', toString(county), '县'), code, level,
    family, fiscal_year, form, 'own_office', concat(name, toString(fiscal_year), '年政府信息公开工作年度报告'), 'utf-8', 'text/html', makeDate(fiscal_year + 1, 1, 20), '[]', 200,
    makeDate(fiscal_year + 1, 1, 31), makeDate(fiscal_year + 1, 1, 31), 'art49_dept', arrayPushBack(t.texts, ('other', '六、其他需要报告的事项', '此前公布的申请数量有误，现予更正。')), now64(6, 'UTC')
FROM (SELECT * FROM nation_reports WHERE number >= {first:UInt64} AND number < {last:UInt64} AND number % 50 = 7) AS r
INNER JOIN nation_texts AS t ON t.report_id = r.report_id
