-- Parameters: rate, year.
SELECT peer_group, count() AS agencies
FROM rates
WHERE rate = {rate:String} AND fiscal_year = {year:UInt16}
GROUP BY peer_group
ORDER BY agencies DESC, peer_group
