-- The reading of the version that was put right.
INSERT INTO readings (reading_id, digest, content_hash, report_id, url, sha256, site_id, role, parser_version, outcome, agency_id, agency_name, agency_as_printed, division_code, division_name, county_code, level,
    family, fiscal_year, form, scope, title, charset, content_type, published_on, date_candidates, figures, deadline, deadline_adjusted, deadline_basis, read_at)
SELECT replaceOne(reading_id, '01900000-', '01900001-') AS later, later, later, report_id, url, reverse(sha256), concat('c', code), 'report', 1, 'ok', agency_id, name, name, code, concat('样本', toString(toUInt32(code) - 900000), '县'), code, level,
    family, fiscal_year, form, 'own_office', concat(name, toString(fiscal_year), '年政府信息公开工作年度报告'), 'utf-8', 'text/html', makeDate(fiscal_year + 1, 1, 20), '[]', 200,
    makeDate(fiscal_year + 1, 1, 31), makeDate(fiscal_year + 1, 1, 31), 'art49_dept', now64(6, 'UTC')
FROM nation_reports WHERE number >= {first:UInt64} AND number < {last:UInt64} AND number % 50 = 7
