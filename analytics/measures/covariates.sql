-- Numbers of divisions from tables of the user's own, with the division that each is of, or why it has none.
-- Unit: as unit says; what is not known has no row. Source: covariates.
-- Parameters: dataset (name of the table; '' for all), covariate (its column; '' for all), county (code of a division, its first two or four
-- digits for what lies in it; '' for all), year (0 for all), standing ('' for all), limit, offset.
SELECT dataset, covariate, unit, division_code, division_name, year, value, standing, code, place, raw, line, source, retrieved_on, count() OVER () AS total
FROM covariates
WHERE ({dataset:String} = '' OR dataset = {dataset:String}) AND ({covariate:String} = '' OR covariate = {covariate:String})
  AND ({county:String} = '' OR startsWith(ifNull(division_code, ''), {county:String})) AND ({year:UInt16} = 0 OR year = {year:UInt16})
  AND ({standing:String} = '' OR standing = {standing:String})
ORDER BY dataset, covariate, line
LIMIT {limit:UInt32} OFFSET {offset:UInt32}
