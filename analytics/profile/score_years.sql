-- The dimensions of an agency-year that have values, in one row, for the first and the current version: lists of
-- scores read them by year.
--
-- Source: scores_history. Parameters: run, from, to (agencies of this slice).
INSERT INTO score_years_history (run_id, which, fiscal_year, agency_id, method_version, present,
    timeliness, timeliness_low, timeliness_high, timeliness_band, timeliness_reason,
    completeness, completeness_low, completeness_high, completeness_band, completeness_reason,
    consistency, consistency_low, consistency_high, consistency_band, consistency_reason,
    legal, legal_low, legal_high, legal_band, legal_reason)
SELECT {run:UInt64}, which, fiscal_year, agency_id, max(method_version), groupBitOr(transform(toString(dimension), ['timeliness', 'completeness', 'consistency', 'legal'], [1, 2, 4, 8], 0)),
    anyIf(value, dimension = 'timeliness'), anyIf(low, dimension = 'timeliness'), anyIf(high, dimension = 'timeliness'), anyIf(band, dimension = 'timeliness'), anyIf(reason, dimension = 'timeliness'),
    anyIf(value, dimension = 'completeness'), anyIf(low, dimension = 'completeness'), anyIf(high, dimension = 'completeness'), anyIf(band, dimension = 'completeness'), anyIf(reason, dimension = 'completeness'),
    anyIf(value, dimension = 'consistency'), anyIf(low, dimension = 'consistency'), anyIf(high, dimension = 'consistency'), anyIf(band, dimension = 'consistency'), anyIf(reason, dimension = 'consistency'),
    anyIf(value, dimension = 'legal'), anyIf(low, dimension = 'legal'), anyIf(high, dimension = 'legal'), anyIf(band, dimension = 'legal'), anyIf(reason, dimension = 'legal')
FROM scores_history
WHERE run_id = {run:UInt64} AND dimension IN ('timeliness', 'completeness', 'consistency', 'legal') AND agency_id >= {from:String} AND (agency_id < {to:String} OR {to:String} = '')
GROUP BY which, fiscal_year, agency_id
