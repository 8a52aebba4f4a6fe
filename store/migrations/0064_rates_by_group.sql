-- The shares of a peer group in a fiscal year, where they lie together: a funnel reads those of one group, and in the order of
-- agencies they are spread over all of the nation's.

ALTER TABLE rates_history ADD PROJECTION IF NOT EXISTS by_group
(
    SELECT run_id, unit_hash, rate, fiscal_year, which, peer_group, n, agency_id, x, wilson_low, wilson_high, theta,
        limit_low95, limit_high95, limit_low998, limit_high998, phi, dispersed, flag, q
    ORDER BY rate, fiscal_year, which, peer_group, n, agency_id
);

ALTER TABLE rates_history MATERIALIZE PROJECTION by_group;
