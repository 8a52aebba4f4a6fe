-- What researchers query. Every column says its unit and where it comes from; readers find
-- that in system.columns. No view needs FINAL or any knowledge of how a re-read works.

CREATE OR REPLACE VIEW captures
(
    capture_id   String                       COMMENT 'of site, address, crawl and role; stable',
    site_id      LowCardinality(String)       COMMENT 'the site; source: sites.yaml; files: brought in from disk',
    url          String                       COMMENT 'address asked for',
    fetched_at   DateTime64(3, 'UTC')         COMMENT 'when it was fetched, UTC; for a file when it was obtained',
    http_status  UInt16                       COMMENT 'HTTP status; 0 where none came and for files',
    outcome      LowCardinality(String)       COMMENT 'ok, not_modified, blocked, refused, not_found, error, unreachable or too_large',
    content_type LowCardinality(String)       COMMENT 'Content-Type as received',
    charset      LowCardinality(String)       COMMENT 'charset that the Content-Type names; empty where it names none',
    sha256       String                       COMMENT 'SHA-256 of the body after content decoding; empty where there is none',
    bytes        UInt64                       COMMENT 'length of the body in bytes',
    crawl_id     String                       COMMENT 'the crawl that fetched it; empty for files',
    final_url    String                       COMMENT 'address after redirects',
    parent_url   String                       COMMENT 'page that named it',
    list_url     String                       COMMENT 'first page of the list that named it',
    title        String                       COMMENT 'text of the link that named it',
    list_date    Nullable(Date)               COMMENT 'day that the list prints beside the link: a claim',
    role         LowCardinality(String)       COMMENT 'robots, home, column, list, report, attachment or file',
    family       LowCardinality(String)       COMMENT 'CMS family of the page, where found',
    error        String                       COMMENT 'what went wrong, in words',
    header       Map(String, String)          COMMENT 'response headers that matter as evidence',
    obtained_by  LowCardinality(String)       COMMENT 'who brought it, where it came from disk'
)
COMMENT 'one fetch'
AS SELECT capture_id, site_id, url, fetched_at, http_status, outcome, content_type, charset, sha256, bytes,
    crawl_id, final_url, parent_url, list_url, title, list_date, role, family, error, header, obtained_by
FROM captures_history FINAL;

CREATE OR REPLACE VIEW sites
(
    site_id       String           COMMENT 'stable name of the site; source: sites.yaml',
    name          String           COMMENT 'name of the government whose site it is',
    division_code Nullable(String) COMMENT 'GB/T 2260; NULL where not known',
    division_name Nullable(String) COMMENT 'name of the division; NULL where not known',
    url           String           COMMENT 'home page',
    notes         String           COMMENT 'notes of sites.yaml'
)
COMMENT 'the sites that are crawled'
AS SELECT site_id, name, nullIf(s.division_code, '') AS division_code, nullIf(s.division_name, '') AS division_name, url, notes
FROM sites_history AS s FINAL;

CREATE OR REPLACE VIEW crawls
(
    crawl_id    String                        COMMENT 'the crawl',
    site_id     String                        COMMENT 'the site',
    started_at  DateTime64(3, 'UTC')          COMMENT 'UTC',
    finished_at Nullable(DateTime64(3, 'UTC')) COMMENT 'UTC; NULL while it runs and where it was killed',
    complete    UInt8                         COMMENT '1: every list was walked to its end',
    pages       UInt64                        COMMENT 'pages walked',
    fetched     UInt64                        COMMENT 'bodies received',
    note        String                        COMMENT 'what a person should know'
)
COMMENT 'one visit to one site'
AS SELECT crawl_id, site_id, started_at, finished_at, complete, pages, fetched, note FROM crawls_history FINAL;

CREATE OR REPLACE VIEW walks
(
    site_id     LowCardinality(String) COMMENT 'the site',
    crawl_id    String                 COMMENT 'the crawl',
    url         String                 COMMENT 'first page of the list, or of the column that leads to it',
    name        String                 COMMENT 'as the link or the page calls it',
    agency_id   String                 COMMENT 'the agency whose column it is; empty where the name is no certain agency',
    state       LowCardinality(String) COMMENT 'complete, partial, blocked, refused, unreachable or error',
    reason      String                 COMMENT 'why it is not complete',
    family      LowCardinality(String) COMMENT 'CMS family',
    pages       UInt64                 COMMENT 'pages of the list that were read',
    links       UInt64                 COMMENT 'report links that it names',
    started_at  DateTime64(3, 'UTC')   COMMENT 'UTC',
    finished_at DateTime64(3, 'UTC')   COMMENT 'UTC'
)
COMMENT 'what became of walking one list in one crawl; only a complete walk may say that a report is not there'
AS SELECT w.site_id AS site_id, w.crawl_id AS crawl_id, w.url AS url, w.name AS name, c.agency_id AS agency_id, w.state AS state, w.reason AS reason,
    w.family AS family, w.pages AS pages, w.links AS links, w.started_at AS started_at, w.finished_at AS finished_at
FROM walks_history AS w FINAL
LEFT JOIN (SELECT site_id, name, agency_id FROM column_agencies FINAL) AS c ON w.site_id = c.site_id AND w.name = c.name;

CREATE OR REPLACE VIEW unread_links
(
    site_id     String                 COMMENT 'the site',
    url         String                 COMMENT 'address of the document',
    list_url    String                 COMMENT 'first page of the list that names it',
    title       String                 COMMENT 'text of the link',
    agency_id   String                 COMMENT 'the agency that the title names for certain; empty where it names none',
    fiscal_year Nullable(UInt16)       COMMENT 'the year that the title names; NULL where it names none',
    reason      LowCardinality(String) COMMENT 'why it is not known what it is: outcome of the fetch or of the reading'
)
COMMENT 'a document that a list names and that is not known as the report of an agency and a year: it may be any that is missing'
AS SELECT site_id, url, list_url, title, agency_id, fiscal_year, reason FROM unread_links_history FINAL;

CREATE OR REPLACE VIEW agencies
(
    agency_id        String                           COMMENT 'division code and family, and the name where a division can have several; unresolved-… where it is not certain',
    name             String                           COMMENT 'normalised name',
    division_code    Nullable(String)                 COMMENT 'GB/T 2260; NULL where not known',
    division_name    Nullable(String)                 COMMENT 'name of the division; NULL where not known',
    county_code      Nullable(String)                 COMMENT 'the county it belongs to; NULL above counties and where not known',
    level            LowCardinality(Nullable(String)) COMMENT 'province, prefecture, county or township; NULL where not known',
    family           LowCardinality(String)           COMMENT 'kind of agency, the same code in every county',
    parent_agency_id Nullable(String)                 COMMENT 'the higher body of a dispatched office; NULL where not known',
    valid_from       Nullable(Date)                   COMMENT 'first day of the agency under this identity; NULL where not known',
    valid_to         Nullable(Date)                   COMMENT 'last day; NULL where not known or still there',
    vertical         UInt8                            COMMENT '1: a dispatched office or a body under a higher authority'
)
COMMENT 'every agency known, from reports and from the columns that were walked'
AS SELECT agency_id, name, division_code, division_name, county_code, level, family, parent_agency_id, valid_from, valid_to, vertical
FROM agencies_history FINAL;

CREATE OR REPLACE VIEW deadlines
(
    agency_id         String                 COMMENT 'the agency',
    fiscal_year       UInt16                 COMMENT 'the year that is reported on',
    deadline_basis    LowCardinality(String) COMMENT 'what the deadline rests on; none where the law sets none',
    deadline          Nullable(Date)         COMMENT 'last day on time, strictly; NULL where the law sets none',
    deadline_adjusted Nullable(Date)         COMMENT 'the same, moved to the next working day'
)
COMMENT 'when the report of an agency for a year is due'
AS SELECT agency_id, d.fiscal_year AS fiscal_year, d.basis AS deadline_basis, d.deadline AS deadline, d.adjusted AS deadline_adjusted
FROM agencies_history FINAL ARRAY JOIN deadlines AS d;

CREATE OR REPLACE VIEW reports
(
    report_id         String                 COMMENT 'agency_id and fiscal year',
    agency_id         String                 COMMENT 'the agency that reports',
    fiscal_year       UInt16                 COMMENT 'the year that is reported on',
    form              LowCardinality(String) COMMENT '2008, 2014, 2019 or 2021, found from the content; empty where not known',
    scope             LowCardinality(String) COMMENT 'own_office, government_aggregate or unknown: whose figures it counts',
    title             Nullable(String)       COMMENT 'title as printed, folded',
    url               String                 COMMENT 'address of the version shown',
    site_id           LowCardinality(String) COMMENT 'site on which it was found',
    issued_on         Nullable(Date)         COMMENT 'when the text was made, as printed',
    published_on      Nullable(Date)         COMMENT 'best single claim of publication, as printed',
    published_low     Nullable(Date)         COMMENT 'not published before this day in China: a complete walk of its list did not have it then; NULL where there was none',
    published_high    Nullable(Date)         COMMENT 'published by this day in China: earliest credible claim or first sighting',
    first_seen_at     DateTime64(3, 'UTC')   COMMENT 'first sighting, UTC',
    last_seen_at      DateTime64(3, 'UTC')   COMMENT 'last sighting, UTC; an answer of not modified counts',
    deadline          Nullable(Date)         COMMENT 'last day on time, strictly; NULL where the law sets none',
    deadline_basis    LowCardinality(String) COMMENT 'what the deadline rests on',
    days_late_low     Nullable(Int32)        COMMENT 'days, signed: published_low after deadline_adjusted, of the first version; late for certain where above 0',
    days_late_high    Nullable(Int32)        COMMENT 'days, signed: published_high after deadline, of the first version; on time for certain where 0 or less',
    outcome           LowCardinality(String) COMMENT 'ok, partial or image_only: what could be read',
    parser_version    UInt32                 COMMENT 'version of the parser that read it',
    sha256            String                 COMMENT 'body that was read: bodies, captures',
    version           UInt32                 COMMENT 'number of the version shown, from 1',
    versions          UInt32                 COMMENT 'how many versions were seen; a report that changed back counts again',
    deadline_adjusted Nullable(Date)         COMMENT 'deadline, moved to the next working day',
    agency_as_printed Nullable(String)       COMMENT 'name of the agency as the report prints it',
    division_code     Nullable(String)       COMMENT 'GB/T 2260; NULL where not known',
    index_number      Nullable(String)       COMMENT '索引号, as printed',
    document_number   Nullable(String)       COMMENT '文号, as printed',
    contact_address   Nullable(String)       COMMENT 'address for questions, as printed',
    contact_postcode  Nullable(String)       COMMENT 'postcode, as printed',
    contact_phone     Nullable(String)       COMMENT 'telephone, as printed',
    problems          Array(String)          COMMENT 'problems that the report names',
    improvements      Array(String)          COMMENT 'improvements that the report announces',
    topics            Array(Tuple(name String, article String)) COMMENT 'kinds of information that it says it publishes, with the item of article 20',
    measures          Array(Tuple(kind String, raw String))     COMMENT 'mechanisms that it claims',
    sections          Array(Tuple(kind String, heading String, characters UInt32)) COMMENT 'its chapters; characters: code points without white space',
    attachments       Array(String)          COMMENT 'addresses of announced attachments',
    date_candidates   String                 COMMENT 'JSON: every date that is printed, a claim each',
    figures           UInt32                 COMMENT 'how many figures were read',
    checks_pass           UInt32             COMMENT 'identities of the form that hold',
    checks_fail           UInt32             COMMENT 'identities that do not hold',
    checks_vacuous        UInt32             COMMENT 'identities that hold because every operand is zero or blank',
    checks_not_assessable UInt32             COMMENT 'identities with an operand that is missing or unreadable',
    content_type      LowCardinality(String) COMMENT 'format of the document',
    charset           LowCardinality(Nullable(String)) COMMENT 'charset in which it was read',
    reading_id        String                 COMMENT 'the reading that is shown'
)
COMMENT 'the current version of the report of one agency for one fiscal year'
AS SELECT report_id, agency_id, fiscal_year, form, scope, title, url, site_id, issued_on, published_on, published_low, published_high,
    first_seen_at, last_seen_at, deadline, deadline_basis, days_late_low, days_late_high, outcome, parser_version, sha256, version, versions,
    deadline_adjusted, agency_as_printed, division_code, index_number, document_number, contact_address, contact_postcode, contact_phone,
    problems, improvements, topics, measures, sections, attachments, date_candidates, figures,
    checks_pass, checks_fail, checks_vacuous, checks_not_assessable, content_type, charset, reading_id
FROM report_states FINAL;

CREATE OR REPLACE VIEW reports_history
(
    report_id      String                 COMMENT 'agency_id and fiscal year',
    version        UInt32                 COMMENT 'number of the version, from 1, in the order in which they were seen',
    versions       UInt32                 COMMENT 'how many versions were seen',
    agency_id      String                 COMMENT 'the agency that reports',
    fiscal_year    UInt16                 COMMENT 'the year that is reported on',
    first_seen_at  DateTime64(3, 'UTC')   COMMENT 'first sighting of this version, UTC',
    last_seen_at   DateTime64(3, 'UTC')   COMMENT 'last sighting of this version, UTC',
    form           LowCardinality(String) COMMENT 'form of this version',
    scope          LowCardinality(String) COMMENT 'scope of this version',
    title          Nullable(String)       COMMENT 'title as printed, folded',
    url            String                 COMMENT 'address',
    site_id        LowCardinality(String) COMMENT 'site on which it was found',
    issued_on      Nullable(Date)         COMMENT 'when the text was made, as printed',
    published_on   Nullable(Date)         COMMENT 'best single claim of publication, as printed',
    outcome        LowCardinality(String) COMMENT 'ok, partial or image_only',
    parser_version UInt32                 COMMENT 'version of the parser that read it',
    sha256         String                 COMMENT 'body that was read',
    reading_id     String                 COMMENT 'the reading: figures_history and findings_history name it'
)
COMMENT 'one version of a report'
AS SELECT s.report_id AS report_id, s.version AS version, s.versions AS versions, s.agency_id AS agency_id, s.fiscal_year AS fiscal_year,
    s.first_seen_at AS first_seen_at, s.last_seen_at AS last_seen_at, r.form AS form, r.scope AS scope, r.title AS title, r.url AS url,
    r.site_id AS site_id, r.issued_on AS issued_on, r.published_on AS published_on, r.outcome AS outcome, r.parser_version AS parser_version,
    r.sha256 AS sha256, r.reading_id AS reading_id
FROM
(
    SELECT report_id, versions, agency_id, fiscal_year, number AS version,
        seen.reading_id AS reading_id, seen.first_seen_at AS first_seen_at, seen.last_seen_at AS last_seen_at
    FROM (SELECT report_id, versions, agency_id, fiscal_year, history FROM report_states FINAL)
    ARRAY JOIN history AS seen, arrayEnumerate(history) AS number
) AS s
INNER JOIN readings AS r ON r.report_id = s.report_id AND r.reading_id = s.reading_id;

CREATE OR REPLACE VIEW figures
(
    report_id     String                           COMMENT 'the report: agency_id and fiscal year',
    agency_id     String                           COMMENT 'the agency that reports',
    division_code LowCardinality(Nullable(String)) COMMENT 'GB/T 2260; NULL where not known',
    fiscal_year   UInt16                           COMMENT 'the year that is reported on',
    form          LowCardinality(String)           COMMENT '2008, 2014, 2019 or 2021',
    scope         LowCardinality(String)           COMMENT 'own_office, government_aggregate or unknown; never add across scopes',
    indicator     LowCardinality(String)           COMMENT 'name in the catalogue: indicators',
    applicant     LowCardinality(String)           COMMENT 'column of table 3; empty outside table 3',
    value         Nullable(Decimal(20, 6))         COMMENT 'in unit; NULL where nothing is known: an unknown is never 0',
    unit          LowCardinality(String)           COMMENT 'unit of value; source: indicators',
    state         LowCardinality(String)           COMMENT 'number, zero, blank, dash, slash, text_na or unreadable; only number and zero carry a value',
    raw           String                           COMMENT 'what is printed, untouched',
    confidence    Float64                          COMMENT '0 to 1; 1 only where the reading admits no other',
    evidence      String                           COMMENT 'JSON: sha256 of the body, and the place in it',
    reading_id    String                           COMMENT 'the reading that found it'
)
COMMENT 'one figure of a current report'
AS SELECT report_id, agency_id, division_code, fiscal_year, form, scope, indicator, applicant, value, unit, state, raw, confidence, evidence, reading_id
FROM reading_figures
-- A join, not IN: a condition on report_id then reaches the keys of both tables.
INNER JOIN (SELECT report_id, reading_id FROM report_states FINAL) AS current USING (report_id, reading_id);

CREATE OR REPLACE VIEW figures_additive
(
    report_id     String                           COMMENT 'the report: agency_id and fiscal year',
    agency_id     String                           COMMENT 'the agency that reports',
    division_code LowCardinality(Nullable(String)) COMMENT 'GB/T 2260; NULL where not known',
    fiscal_year   UInt16                           COMMENT 'the year that is reported on',
    form          LowCardinality(String)           COMMENT '2008, 2014, 2019 or 2021',
    scope         LowCardinality(String)           COMMENT 'own_office',
    indicator     LowCardinality(String)           COMMENT 'name in the catalogue: indicators',
    applicant     LowCardinality(String)           COMMENT 'column of table 3; empty outside table 3',
    value         Nullable(Decimal(20, 6))         COMMENT 'in unit; NULL where nothing is known: an unknown is never 0',
    unit          LowCardinality(String)           COMMENT 'unit of value; source: indicators',
    state         LowCardinality(String)           COMMENT 'number, zero, blank, dash, slash, text_na or unreadable',
    raw           String                           COMMENT 'what is printed, untouched',
    confidence    Float64                          COMMENT '0 to 1; 1 only where the reading admits no other',
    evidence      String                           COMMENT 'JSON: sha256 of the body, and the place in it',
    reading_id    String                           COMMENT 'the reading that found it'
)
COMMENT 'the figures of own offices only, so that sums over agencies count nothing twice'
AS SELECT * FROM figures WHERE scope = 'own_office';

CREATE OR REPLACE VIEW figures_history
(
    report_id      String                           COMMENT 'the report; empty where the year is not known',
    agency_id      String                           COMMENT 'the agency that reports',
    division_code  LowCardinality(Nullable(String)) COMMENT 'GB/T 2260; NULL where not known',
    fiscal_year    UInt16                           COMMENT 'the year that is reported on; 0 where report_id is empty',
    form           LowCardinality(String)           COMMENT '2008, 2014, 2019 or 2021',
    scope          LowCardinality(String)           COMMENT 'own_office, government_aggregate or unknown',
    indicator      LowCardinality(String)           COMMENT 'name in the catalogue: indicators',
    applicant      LowCardinality(String)           COMMENT 'column of table 3; empty outside table 3',
    value          Nullable(Decimal(20, 6))         COMMENT 'in unit; NULL where nothing is known',
    unit           LowCardinality(String)           COMMENT 'unit of value',
    state          LowCardinality(String)           COMMENT 'number, zero, blank, dash, slash, text_na or unreadable',
    raw            String                           COMMENT 'what is printed, untouched',
    confidence     Float64                          COMMENT '0 to 1',
    evidence       String                           COMMENT 'JSON: sha256 of the body, and the place in it',
    reading_id     String                           COMMENT 'the reading that found it; reports_history says which version that is',
    url            String                           COMMENT 'address of the document',
    sha256         String                           COMMENT 'body that was read',
    parser_version UInt32                           COMMENT 'version of the parser'
)
COMMENT 'the figures of every document as every parser version read it'
AS SELECT f.report_id AS report_id, f.agency_id AS agency_id, f.division_code AS division_code, f.fiscal_year AS fiscal_year, f.form AS form,
    f.scope AS scope, f.indicator AS indicator, f.applicant AS applicant, f.value AS value, f.unit AS unit, f.state AS state, f.raw AS raw,
    f.confidence AS confidence, f.evidence AS evidence, f.reading_id AS reading_id, r.url AS url, r.sha256 AS sha256, r.parser_version AS parser_version
FROM reading_figures AS f
INNER JOIN (SELECT report_id, reading_id, url, sha256, parser_version FROM readings) AS r ON f.report_id = r.report_id AND f.reading_id = r.reading_id;

CREATE OR REPLACE VIEW findings
(
    report_id   String                   COMMENT 'the report: agency_id and fiscal year',
    agency_id   String                   COMMENT 'the agency that reports',
    fiscal_year UInt16                   COMMENT 'the year that is reported on',
    rule        LowCardinality(String)   COMMENT 'code of the rule: rules',
    severity    LowCardinality(String)   COMMENT 'error, warning or info',
    blame       LowCardinality(String)   COMMENT 'agency, parser or unclear: whose error it is; agency only where every cell was read with full confidence',
    message     String                   COMMENT 'what is printed and what was expected, in Chinese',
    expected    Nullable(Decimal(20, 6)) COMMENT 'in the unit of the indicator; NULL where the rule has none',
    actual      Nullable(Decimal(20, 6)) COMMENT 'in the unit of the indicator; NULL where the rule has none',
    indicator   LowCardinality(String)   COMMENT 'the figure that the rule speaks of; empty where it speaks of none',
    applicant   LowCardinality(String)   COMMENT 'its column of table 3',
    operands    String                   COMMENT 'JSON: the figures that took part, with sign, value and state',
    reading_id  String                   COMMENT 'the reading that it was found in'
)
COMMENT 'one broken rule or doubt of a current report'
AS SELECT report_id, agency_id, fiscal_year, rule, severity, blame, message, expected, actual, indicator, applicant, operands, reading_id
FROM reading_findings
INNER JOIN (SELECT report_id, reading_id FROM report_states FINAL) AS current USING (report_id, reading_id)
UNION ALL
-- Between two years: shown only while both reports still are what was compared.
SELECT report_id, agency_id, fiscal_year, rule, severity, blame, message, expected, actual, indicator, applicant, operands, reading_id
FROM findings_across
INNER JOIN (SELECT report_id, reading_id FROM report_states FINAL) AS current USING (report_id, reading_id)
INNER JOIN (SELECT report_id AS previous_report_id, reading_id AS previous_reading_id FROM report_states FINAL) AS previous USING (previous_report_id, previous_reading_id)
WHERE run_id = (SELECT max(run_id) FROM score_runs);

CREATE OR REPLACE VIEW findings_history
(
    report_id      String                   COMMENT 'the report; empty where the document is none or its year is not known',
    agency_id      String                   COMMENT 'the agency that reports',
    fiscal_year    UInt16                   COMMENT 'the year that is reported on; 0 where report_id is empty',
    rule           LowCardinality(String)   COMMENT 'code of the rule: rules',
    severity       LowCardinality(String)   COMMENT 'error, warning or info',
    blame          LowCardinality(String)   COMMENT 'agency, parser or unclear',
    message        String                   COMMENT 'what is printed and what was expected, in Chinese',
    expected       Nullable(Decimal(20, 6)) COMMENT 'in the unit of the indicator',
    actual         Nullable(Decimal(20, 6)) COMMENT 'in the unit of the indicator',
    indicator      LowCardinality(String)   COMMENT 'the figure that the rule speaks of',
    applicant      LowCardinality(String)   COMMENT 'its column of table 3',
    operands       String                   COMMENT 'JSON: the figures that took part',
    reading_id     String                   COMMENT 'the reading; reports_history says which version that is',
    url            String                   COMMENT 'address of the document',
    sha256         String                   COMMENT 'body that was read',
    parser_version UInt32                   COMMENT 'version of the parser'
)
COMMENT 'the findings within every document as every parser version read it'
AS SELECT f.report_id AS report_id, f.agency_id AS agency_id, f.fiscal_year AS fiscal_year, f.rule AS rule, f.severity AS severity, f.blame AS blame,
    f.message AS message, f.expected AS expected, f.actual AS actual, f.indicator AS indicator, f.applicant AS applicant, f.operands AS operands,
    f.reading_id AS reading_id, r.url AS url, r.sha256 AS sha256, r.parser_version AS parser_version
FROM reading_findings AS f
INNER JOIN (SELECT report_id, reading_id, url, sha256, parser_version FROM readings) AS r ON f.report_id = r.report_id AND f.reading_id = r.reading_id;

CREATE OR REPLACE VIEW documents
(
    url            String                 COMMENT 'address of the document',
    sha256         String                 COMMENT 'body that was read',
    site_id        LowCardinality(String) COMMENT 'site on which it was found',
    role           LowCardinality(String) COMMENT 'report, attachment or file',
    outcome        LowCardinality(String) COMMENT 'what became of reading it: ok, partial, not_a_report, image_only, blocked, soft_404, unsupported or broken',
    report_id      Nullable(String)       COMMENT 'the report that it is; NULL where it is none or its year is not known',
    agency_id      Nullable(String)       COMMENT 'the agency; NULL where it is no report',
    fiscal_year    Nullable(UInt16)       COMMENT 'the year that is reported on; NULL where not known',
    title          Nullable(String)       COMMENT 'title as printed, folded',
    parser_version UInt32                 COMMENT 'version of the parser that read it last',
    read_at        DateTime64(6, 'UTC')   COMMENT 'when it was read, UTC',
    reading_id     String                 COMMENT 'the reading: findings_history tells its doubts'
)
COMMENT 'every document that was read, reports and others, as the newest parser version read it'
AS SELECT url, sha256, site_id, role, outcome, nullIf(r.report_id, '') AS report_id, nullIf(r.agency_id, '') AS agency_id, fiscal_year, title,
    parser_version, read_at, reading_id
FROM readings AS r
ORDER BY parser_version DESC, read_at DESC, reading_id DESC
LIMIT 1 BY url, sha256;

CREATE OR REPLACE VIEW expected_reports
(
    agency_id         String                 COMMENT 'the agency',
    fiscal_year       UInt16                 COMMENT 'the year that is to be reported on',
    deadline          Nullable(Date)         COMMENT 'last day on time, strictly; NULL where the law sets none',
    deadline_basis    LowCardinality(String) COMMENT 'what the deadline rests on',
    status            LowCardinality(String) COMMENT 'on_time, late, not_found, not_published, blocked or unknown',
    report_id         Nullable(String)       COMMENT 'the report; NULL where none was found',
    days_late_low     Nullable(Int32)        COMMENT 'days, signed; as in reports',
    days_late_high    Nullable(Int32)        COMMENT 'days, signed; as in reports',
    reason            LowCardinality(String) COMMENT 'what the status rests on',
    deadline_adjusted Nullable(Date)         COMMENT 'deadline, moved to the next working day'
)
COMMENT 'a report that the law expects, and what became of it; as of the newest score run'
AS SELECT agency_id, fiscal_year, deadline, deadline_basis, status, report_id, days_late_low, days_late_high, reason, deadline_adjusted
FROM expected_reports_history
WHERE run_id = (SELECT max(run_id) FROM score_runs);

CREATE OR REPLACE VIEW indicators
(
    form            LowCardinality(String) COMMENT '2008, 2014, 2019 or 2021',
    indicator       String                 COMMENT 'name of the figure, the same wherever it means the same',
    applicant       LowCardinality(String) COMMENT 'column of table 3; empty outside table 3',
    label_zh        String                 COMMENT 'label in Chinese, as the form prints it',
    label_en        String                 COMMENT 'label in English',
    unit            LowCardinality(String) COMMENT 'unit of the values',
    section         String                 COMMENT 'headings above the row, joined by /',
    comparable_with String                 COMMENT 'FORM:INDICATOR=full, partial or none, separated by ;',
    form_table      LowCardinality(String) COMMENT 'table of the form that it stands in',
    row_label       String                 COMMENT 'label of the row',
    column_label    String                 COMMENT 'headings above the column, joined by /',
    ordinal         UInt32                 COMMENT 'place in the catalogue, from 1'
)
COMMENT 'the catalogue: every figure of every form'
AS SELECT form, indicator, applicant, label_zh, label_en, unit, section, comparable_with, form_table, row_label, column_label, ordinal
FROM indicators_history FINAL
WHERE generation = (SELECT max(generation) FROM indicators_history);

CREATE OR REPLACE VIEW rules
(
    id       String                 COMMENT 'code of the rule',
    severity LowCardinality(String) COMMENT 'error, warning or info',
    title_zh String                 COMMENT 'what must hold, in Chinese',
    title_en String                 COMMENT 'what must hold, in English',
    source   String                 COMMENT 'article of the law, form or section that it rests on'
)
COMMENT 'the catalogue of rules'
AS SELECT id, severity, title_zh, title_en, source
FROM rules_history FINAL
WHERE generation = (SELECT max(generation) FROM rules_history);
