package demo

// CovariatesSource says where the numbers of Covariates are from.
const CovariatesSource = "为演示虚构的年鉴，表 1 (a made-up yearbook of the sample counties, table 1)"

// Covariates is a table of a user's own, as a CSV file: made-up inhabitants and revenue of the sample counties, with a
// cell that is not known and a line of a county that there is not.
const Covariates = `区划代码,地区,年份,常住人口（万人）,财政收入（亿元）
990121,晴岚县,2019,32.6,14.2
990121,晴岚县,2020,32.2,13.1
990121,晴岚县,2021,31.9,14.8
990121,晴岚县,2022,31.5,15.3
990121,晴岚县,2023,31.2,15.9
990121,晴岚县,2024,30.8,16.4
990122,云汀县,2019,18.4,6.1
990122,云汀县,2020,18.1,5.8
990122,云汀县,2021,18.0,6.3
990122,云汀县,2022,17.8,
990122,云汀县,2023,17.5,6.9
990122,云汀县,2024,17.3,7.2
990123,霁川县,2019,54.9,28.0
990123,霁川县,2020,55.3,27.4
990123,霁川县,2021,55.8,29.9
990123,霁川县,2022,56.0,31.2
990123,霁川县,2023,56.4,32.7
990123,霁川县,2024,56.7,33.5
990129,旧溪县,2019,9.7,2.2
`
