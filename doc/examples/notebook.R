# Ask a Gongkai database from R, over ClickHouse's HTTP interface.
#
#     gongkai serve --clickhouse-listen 127.0.0.1:8123
#     Rscript doc/examples/notebook.R http://127.0.0.1:8123/
#
# Base R alone. An unknown is NA, never 0.

arguments <- commandArgs(trailingOnly = TRUE)
address <- if (length(arguments) > 0) arguments[[1]] else "http://127.0.0.1:8123/"

# ask gives the answer as a data frame. {name:Type} in the query is filled from parameters; an
# unknown is NA, an empty text stays an empty text.
ask <- function(query, ...) {
  parameters <- list(...)
  values <- c(list(query = query, default_format = "TSVWithNames", wait_end_of_query = 1), setNames(parameters, paste0("param_", names(parameters))[seq_along(parameters)]))
  encoded <- mapply(function(name, value) paste0(name, "=", URLencode(as.character(value), reserved = TRUE)), names(values), values)
  connection <- url(paste0(address, "?", paste(encoded, collapse = "&")), encoding = "UTF-8")
  on.exit(try(close(connection), silent = TRUE))
  read.delim(connection, na.strings = "\\N", quote = "", stringsAsFactors = FALSE)
}

# The 95 % interval of a share of k in n cases.
wilson <- function(k, n, z = qnorm(0.975)) {
  centre <- (k / n + z^2 / (2 * n)) / (1 + z^2 / n)
  half <- z * sqrt(k / n * (1 - k / n) / n + z^2 / (4 * n^2)) / (1 + z^2 / n)
  data.frame(low = pmax(0, centre - half), high = pmin(1, centre + half))
}

# What is there, and what is known of it.
print(ask("SELECT fiscal_year, count() AS expected, countIf(report_id IS NOT NULL) AS found,
  countIf(report_id IS NULL AND status != 'not_found') AS unknown
  FROM expected_reports GROUP BY fiscal_year ORDER BY fiscal_year"))

# Shares of requests granted by agencies of counties, three years together.
granted <- ask("SELECT any(a.name) AS name, toUInt32(sumIf(f.value, f.indicator = 'outcome_total')) AS n, toUInt32(sumIf(f.value, f.indicator = 'outcome_granted')) AS k
  FROM figures_additive AS f INNER JOIN agencies AS a ON a.agency_id = f.agency_id
  WHERE f.applicant = 'total' AND f.indicator IN ('outcome_total', 'outcome_granted')
    AND f.fiscal_year BETWEEN {from:UInt16} AND {to:UInt16} AND a.level = 'county'
  GROUP BY f.agency_id HAVING n > 0 AND k <= n AND countIf(f.value IS NULL) = 0 ORDER BY n DESC, name", from = 2021, to = 2023)
print(head(cbind(granted, share = granted$k / granted$n, wilson(granted$k, granted$n))))

# The funnel: exact binomial limits around the mean of the peers (99.8 %). doc/queries.md says
# when they have to be widened.
mean <- sum(granted$k) / sum(granted$n)
limits <- data.frame(low = qbinom(0.001, granted$n, mean) / granted$n, high = qbinom(0.999, granted$n, mean) / granted$n)
print(granted$name[granted$k / granted$n < limits$low | granted$k / granted$n > limits$high])
if (interactive()) {
  plot(granted$n, granted$k / granted$n, xlab = "requests answered", ylab = "share granted")
  abline(h = mean)
  lines(granted$n, limits$low, lty = 2)
  lines(granted$n, limits$high, lty = 2)
}
