-- The facts of legal soundness: decisions corrected (a) of those upheld or corrected (b), in
-- reconsideration and in suits without one, of the year and the years before it that its window
-- holds. Suits after reconsideration repeat its matters and are left out, pending and other results
-- too. From FY2024 the revised law of reconsideration sends other cases to other bodies: no window
-- reaches over that.
--
-- Unit: decisions. Source: profile_keys (rates.sql); 统一格式表四. Parameters: run (number of the score
-- run), from, to (agencies of this slice), window (years), break (first fiscal year of the new regime).
INSERT INTO profile_keys (run_id, agency_id, fiscal_year, which, measure, form, level, family, scope, a, b, c, reason)
WITH
decided AS
(
    SELECT agency_id, fiscal_year, which, measure, a, b
    FROM profile_keys
    WHERE run_id = {run:UInt64} AND measure IN ('corrected_reviews', 'corrected_suits') AND agency_id >= {from:String} AND (agency_id < {to:String} OR {to:String} = '')
),
pooled AS
(
    -- Years before count as they stand now; the year itself counts as the version that is measured.
    SELECT agency_id, year, version, sum(a) AS corrected, sum(b) AS total, countIf(year = fiscal_year) AS own
    FROM decided
    ARRAY JOIN range(fiscal_year, fiscal_year + {window:UInt16}) AS year
    ARRAY JOIN if(year = fiscal_year, [toString(which)], if(which = 'current', ['current', 'first'], [])) AS version
    WHERE (year >= {break:UInt16}) = (fiscal_year >= {break:UInt16})
    GROUP BY agency_id, year, version
)
SELECT {run:UInt64}, s.agency_id, s.fiscal_year, s.which, 'legal', s.form, s.level, s.family, s.scope, p.corrected, p.total, 0,
    multiIf(s.outcome = 'image_only', 'not_read', p.total > 0, '', p.own < 2, 'figures_unknown', 'no_decided_case')
FROM (SELECT * FROM profile_subjects WHERE run_id = {run:UInt64} AND changed AND report_id >= {from:String} AND (report_id < {to:String} OR {to:String} = '')) AS s
LEFT JOIN pooled AS p ON p.agency_id = s.agency_id AND p.year = s.fiscal_year AND p.version = s.which
