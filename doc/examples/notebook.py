"""Ask a Gongkai database from Python, over ClickHouse's HTTP interface.

    gongkai serve --clickhouse-listen 127.0.0.1:8123
    python3 doc/examples/notebook.py http://127.0.0.1:8123/

Runs with the standard library alone. Each `# %%` begins a cell in Jupyter, VS Code and Spyder;
what needs pandas and matplotlib stands at the end and is passed over where they are missing.
"""

# %% Asking: a query, its parameters, and rows as dictionaries
import csv
import io
import json
import math
import sys
import urllib.error
import urllib.parse
import urllib.request

ADDRESS = sys.argv[1] if len(sys.argv) > 1 and sys.argv[1].startswith("http") else "http://127.0.0.1:8123/"


def ask(query, output="JSON", **parameters):
    """The bytes that ClickHouse answers. {name:Type} in the query is filled from parameters."""
    values = {"query": query, "default_format": output, "wait_end_of_query": 1}  # no half answer with status 200
    values.update({"param_" + name: value for name, value in parameters.items()})
    try:
        with urllib.request.urlopen(ADDRESS + "?" + urllib.parse.urlencode(values), timeout=60) as answer:
            return answer.read()
    except urllib.error.HTTPError as refused:  # its text says what is wrong with the query
        raise ValueError(refused.read().decode()) from None


def rows(query, **parameters):
    """Rows as dictionaries. An unknown is None, never 0."""
    return json.loads(ask(query, **parameters))["data"]


def wilson(k, n, z=1.959963984540054):
    """The 95 % interval of a share of k in n cases."""
    centre = (k / n + z * z / (2 * n)) / (1 + z * z / n)
    half = z * math.sqrt(k / n * (1 - k / n) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    return max(0.0, centre - half), min(1.0, centre + half)


# %% What is there, and what is known of it
for year in rows("""
    SELECT fiscal_year, count() AS expected, countIf(report_id IS NOT NULL) AS found,
        countIf(report_id IS NULL AND status != 'not_found') AS unknown
    FROM expected_reports GROUP BY fiscal_year ORDER BY fiscal_year"""):
    print("FY{fiscal_year}: {found} of {expected} expected reports found, of {unknown} nothing is known".format(**year))

# %% Requests granted, with intervals: years of one agency
AGENCY = rows("SELECT agency_id FROM figures_additive WHERE indicator = 'outcome_total' AND applicant = 'total' "
              "GROUP BY agency_id ORDER BY sum(value) DESC, agency_id LIMIT 1")[0]["agency_id"]
GRANTED = """
    SELECT fiscal_year, toUInt32(maxIf(value, indicator = 'outcome_total')) AS outcomes, toUInt32(maxIf(value, indicator = 'outcome_granted')) AS granted
    FROM figures_additive
    WHERE agency_id = {agency:String} AND applicant = 'total' AND indicator IN ('outcome_total', 'outcome_granted')
    GROUP BY fiscal_year HAVING outcomes > 0 AND granted <= outcomes ORDER BY fiscal_year"""
for year in rows(GRANTED, agency=AGENCY):
    low, high = wilson(year["granted"], year["outcomes"])
    print("{}, FY{}: {} of {} granted, {:.2f} to {:.2f}".format(AGENCY, year["fiscal_year"], year["granted"], year["outcomes"], low, high))

# %% A figure and the cell that it was read from
for figure in rows("""
    SELECT r.url AS url, f.raw AS raw, f.evidence AS evidence FROM figures AS f INNER JOIN reports AS r ON r.report_id = f.report_id
    WHERE f.indicator = 'requests_new' AND f.applicant = 'total' AND f.state = 'number' ORDER BY f.report_id LIMIT 1"""):
    place = json.loads(figure["evidence"])
    print("{raw!r} stands on {url}".format(**figure), "(SHA-256 {:.12}…)".format(place["sha256"]), "at", place.get("path", place))

# %% Any table as CSV, for other programs
table = list(csv.DictReader(io.StringIO(ask("SELECT * FROM rules ORDER BY id", output="CSVWithNames").decode())))
print(len(table), "rules, for example", table[0]["id"], table[0]["title_zh"])

# %% What a query over the limits of readers gets: an error, not half an answer
try:
    ask("SELECT number FROM numbers(2000000)", output="CSV")
    print("no limit: this is a ClickHouse server of your own")
except ValueError as refused:
    print("refused:", str(refused)[:90])

# %% A funnel plot (needs pandas and matplotlib)
try:
    import matplotlib.pyplot as plot
    import pandas
except ImportError:
    print("pandas and matplotlib are not installed: no plot")
else:
    frame = pandas.read_json(io.BytesIO(ask("""
        SELECT any(a.name) AS name, toUInt32(sumIf(f.value, f.indicator = 'outcome_total')) AS n, toUInt32(sumIf(f.value, f.indicator = 'outcome_granted')) AS k
        FROM figures_additive AS f INNER JOIN agencies AS a ON a.agency_id = f.agency_id
        WHERE f.applicant = 'total' AND f.indicator IN ('outcome_total', 'outcome_granted') AND f.fiscal_year BETWEEN 2021 AND 2023 AND a.level = 'county'
        GROUP BY f.agency_id HAVING n > 0 AND k <= n AND countIf(f.value IS NULL) = 0 ORDER BY n""", output="JSONEachRow")), lines=True)
    mean = frame.k.sum() / frame.n.sum()
    width = 3.0902 * (mean * (1 - mean) / frame.n) ** 0.5  # 99.8 %, without over-dispersion; doc/queries.md has exact limits
    plot.scatter(frame.n, frame.k / frame.n)
    plot.plot(frame.n, (mean - width).clip(0), "--", frame.n, (mean + width).clip(upper=1), "--")
    plot.axhline(mean)
    plot.xlabel("requests answered")
    plot.ylabel("share granted")
    plot.show()
