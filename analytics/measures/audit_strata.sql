-- What the cells of audits were drawn from separately, and what came of them.
-- Unit: counts of cells. Source: audit_strata.
-- Parameters: audit (an audit_id, '' for all).
SELECT
    s.audit_id AS audit_id,
    toString(s.form) AS form,
    toString(s.site_family) AS site_family,
    toString(s.format) AS format,
    s.cells AS cells,
    s.sampled AS sampled,
    s.right AS right,
    s.wrong AS wrong,
    s.missed AS missed,
    s.invented AS invented,
    s.state AS state,
    s.unreadable AS unreadable,
    s.open AS open
FROM audit_strata AS s
WHERE {audit:String} = '' OR s.audit_id = {audit:String}
ORDER BY form, site_family, format, audit_id
