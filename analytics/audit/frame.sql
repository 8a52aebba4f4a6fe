-- Every printed cell of current reports, counted by stratum, and of each stratum the first by what they are drawn by,
-- as many as MOST. No order of rows has a part in it.
-- Source: figures, reports. Parameters: seed; sites and families, types and formats: which family a site is of, which
-- format a media type is.
SELECT form, site_family, format, cells, p.1 AS draw, p.2 AS report_id, p.3 AS indicator, p.4 AS applicant
FROM
(
    SELECT form, site_family, format, count() AS cells, groupArraySorted(MOST)((draw, report_id, indicator, applicant)) AS first
    FROM
    (
        SELECT
            if(f.form = '', 'unknown', toString(f.form)) AS form,
            transform(toString(r.site_id), {sites:Array(String)}, {families:Array(String)}, 'unknown') AS site_family,
            transform(toString(r.content_type), {types:Array(String)}, {formats:Array(String)}, 'unknown') AS format,
            lower(hex(SHA256(concat({seed:String}, '\n', f.report_id, '\n', toString(f.indicator), '\n', toString(f.applicant))))) AS draw,
            f.report_id AS report_id, toString(f.indicator) AS indicator, toString(f.applicant) AS applicant
        FROM figures AS f
        LEFT JOIN (SELECT report_id, site_id, content_type FROM reports) AS r ON r.report_id = f.report_id
    )
    GROUP BY form, site_family, format
)
ARRAY JOIN first AS p
ORDER BY draw
