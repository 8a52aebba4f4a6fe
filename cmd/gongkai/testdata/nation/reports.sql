-- Which reports there are: agency after agency, 46 to a county, 92 counties to a province, each with the years from year on,
-- of which there are years. What comes later is of the last year, in two parts of fresh reports each: those of
-- the first counties, whole, and then one of each of the others, and another one. It stands behind the rest, so that
-- numbers below reports - 2 * fresh were there from the beginning.
INSERT INTO nation_reports (number, county, seat, agency_id, name, code, family, level, fiscal_year, form, report_id, reading_id, url, sha256)
SELECT row_number() OVER (ORDER BY part, agency, year) - 1 AS number, county, seat, agency_id, concat('样本', toString(county), '县', if(seat < 30, body, concat('第', toString(seat), '镇'))), code, family, if(seat < 30, 'county', 'township'), year,
    if(year < 2021, '2019', '2021'), concat(agency_id, '-', toString(year)) AS report_id, concat('01900000-', lower(hex(cityHash64(report_id)))),
    concat('http://c', code, '.test/', toString(agency), '/', toString(year)), lower(concat(hex(cityHash64(report_id)), repeat('0', 48)))
FROM
(
    SELECT intDiv(n.number, {years:UInt64}) AS agency, toUInt16({year:UInt64} + n.number % {years:UInt64}) AS year, intDiv(agency, 46) AS county, agency % 46 AS seat,
        toString({provinces:Array(UInt32)}[1 + intDiv(county, 92)] * 10000 + intDiv(county % 92, 12) * 100 + county % 92 % 12 + 1) AS code,
        intDiv({fresh:UInt64} + 45, 46) AS near, intDiv({reports:UInt64}, {years:UInt64} * 46) - near AS far,
        multiIf(year + 1 < {year:UInt64} + {years:UInt64}, 0,
            agency < {fresh:UInt64}, 1,
            county >= near AND county < near + far AND (seat + 46 - county % 46) % 46 * far + county - near < {fresh:UInt64}, 2,
            0) AS part,
        ['gov_office', 'ndrc', 'education', 'tech_industry', 'ethnic', 'police', 'civil', 'justice', 'finance', 'hrss', 'natural_resources', 'ecology', 'housing', 'transport', 'water',
            'agriculture', 'commerce', 'culture_tourism', 'health', 'veterans', 'emergency', 'audit', 'market', 'statistics', 'forestry', 'medical_insurance', 'petition', 'urban_mgmt', 'tax', 'meteorology'] AS families,
        ['政府办公室', '发展和改革委员会', '教育局', '工业和信息化局', '民族宗教局', '公安局', '民政局', '司法局', '财政局', '人力资源和社会保障局', '自然资源局', '生态环境局', '住房和城乡建设局', '交通运输局', '水利局',
            '农业农村局', '商务局', '文化和旅游局', '卫生健康委员会', '退役军人事务局', '应急管理局', '审计局', '市场监督管理局', '统计局', '林业局', '医疗保障局', '信访局', '城市管理局', '税务局', '气象局'] AS bodies,
        if(seat < 30, families[seat + 1], 'township') AS family, if(seat < 30, bodies[seat + 1], '') AS body,
        concat(code, '-', family, if(seat < 30, '', concat('-第', toString(seat), '镇'))) AS agency_id
    FROM numbers({reports:UInt64}) AS n
)
