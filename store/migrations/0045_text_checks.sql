-- What the words of a report were held against, whatever came of it: percentages, years, and how reviews
-- ended. That a rule does not hold was known, that it holds was not.

ALTER TABLE readings ADD COLUMN IF NOT EXISTS text_checks String DEFAULT '[]';
ALTER TABLE report_states ADD COLUMN IF NOT EXISTS text_checks String DEFAULT '[]';

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
    published_high    Nullable(Date)         COMMENT 'published by this day in China: earliest credible claim or first sighting; NULL where it was not seen on the site',
    first_seen_at     DateTime64(3, 'UTC')   COMMENT 'first sighting, UTC: on the site, where it was seen there',
    last_seen_at      DateTime64(3, 'UTC')   COMMENT 'last sighting, UTC; an answer of not modified counts; on the site, where it was seen there',
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
    checks_pass           UInt32             COMMENT 'sums and bounds of the form that hold',
    checks_fail           UInt32             COMMENT 'sums and bounds that do not hold',
    checks_vacuous        UInt32             COMMENT 'sums and bounds that hold because every operand is zero or blank',
    checks_not_assessable UInt32             COMMENT 'sums and bounds with an operand that is missing or unreadable',
    content_type      LowCardinality(String) COMMENT 'format of the document',
    charset           LowCardinality(Nullable(String)) COMMENT 'charset in which it was read',
    reading_id        String                 COMMENT 'the reading that is shown',
    last_confirmed_at Nullable(DateTime64(3, 'UTC')) COMMENT 'when its server last answered that it is not modified (304), UTC; NULL where it never did',
    cells_checked     UInt32                 COMMENT 'printed cells that take part in an identity that says something and could be assessed',
    cells_wrong       Nullable(UInt32)       COMMENT 'least number of these cells that would have to change for every identity to close, whatever cells are that were read with doubt; NULL where that is not known',
    obtained          LowCardinality(String) COMMENT 'how the version shown was obtained: crawled, by a crawl of ours; warc, from a web archive; brought, by a person, whom captures names (obtained_by): what is brought proves nothing of the site',
    seen_on_site      UInt8                  COMMENT '1: a crawl of ours or a web archive received some version of it; 0: it is known only from what a person brought: when it was published is not known, and the sightings are the days that the person names',
    text_checks       String                 COMMENT 'JSON: rules held against the words of the report (R504 to R506) with state (pass, fail, vacuous, not_assessable), expected, actual and the place of the words; a rule that does not hold is a row of findings too'
)
COMMENT 'the current version of the report of one agency for one fiscal year'
AS SELECT report_id, agency_id, fiscal_year, form, scope, title, url, site_id, issued_on, published_on, published_low, published_high,
    first_seen_at, last_seen_at, deadline, deadline_basis, days_late_low, days_late_high, outcome, parser_version, sha256, version, versions,
    deadline_adjusted, agency_as_printed, division_code, index_number, document_number, contact_address, contact_postcode, contact_phone,
    problems, improvements, topics, measures, sections, attachments, date_candidates, figures,
    checks_pass, checks_fail, checks_vacuous, checks_not_assessable, content_type, charset, reading_id, last_confirmed_at,
    cells_checked, cells_wrong, obtained, seen_on_site, text_checks
FROM report_states FINAL;
