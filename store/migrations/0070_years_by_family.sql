-- Why agencies of a kind refused is added up from their own rows: they are one in thirty and lie in all counties, so here those of a
-- kind lie together.

ALTER TABLE agency_years_history ADD PROJECTION IF NOT EXISTS by_family
(
    SELECT run_id, unit_hash, family, level, scope, form, fiscal_year, county, division_code, reasons
    ORDER BY family, fiscal_year
);

ALTER TABLE agency_years_history MATERIALIZE PROJECTION by_family;
