-- The figures of a generated report: 200 of its form, those first that rules compare.
CREATE TABLE nation_keys ENGINE = Memory AS
SELECT toUInt16(number + 2019) AS fiscal_year, form, indicator, applicant, unit
FROM numbers(7) AS years
INNER JOIN (SELECT form, indicator, toString(applicant) AS applicant, unit, ordinal FROM indicators WHERE unit != 'text') AS i ON i.form = if(number + 2019 < 2021, '2019', '2021')
ORDER BY fiscal_year, applicant NOT IN ('', 'total'), ordinal
LIMIT 200 BY fiscal_year
