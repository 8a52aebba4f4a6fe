-- As many reports: agency after agency, 46 to a county, each with the years from year on, of which
-- there are years; where spread, one of each county and then the next. Their numbers begin with first.
INSERT INTO nation_reports (number, agency_id, name, code, family, level, fiscal_year, form, report_id, reading_id, url, sha256)
SELECT number, agency_id, concat('样本', toString(county), '县', if(seat < 30, family, concat('第', toString(seat), '镇'))), toString(900000 + county), family, if(seat < 30, 'county', 'township'), year,
    if(year < 2021, '2019', '2021'), concat(agency_id, '-', toString(year)) AS report_id, concat('01900000-', lower(hex(cityHash64(report_id)))),
    concat('http://c', toString(county), '.test/', toString(number), '/', toString(year)), lower(concat(hex(cityHash64(report_id)), repeat('0', 48)))
FROM
(
    SELECT {first:UInt64} + n.number AS number, intDiv(n.number, {years:UInt64}) AS agency, toUInt16({year:UInt64} + n.number % {years:UInt64}) AS year,
        if({spread:UInt8} = 1, agency % {counties:UInt64}, intDiv(agency, 46)) AS county, if({spread:UInt8} = 1, intDiv(agency, {counties:UInt64}), agency % 46) AS seat,
        if(seat < 30, ['gov_office', 'ndrc', 'education', 'tech_industry', 'ethnic', 'police', 'civil', 'justice', 'finance', 'hrss', 'natural_resources', 'ecology', 'housing', 'transport', 'water',
            'agriculture', 'commerce', 'culture_tourism', 'health', 'veterans', 'emergency', 'audit', 'market', 'statistics', 'forestry', 'medical_insurance', 'petition', 'urban_mgmt', 'tax', 'meteorology'][seat + 1], 'township') AS family,
        concat(toString(900000 + county), '-', family, if(seat < 30, '', concat('-第', toString(seat), '镇'))) AS agency_id
    FROM numbers({reports:UInt64}) AS n
)
