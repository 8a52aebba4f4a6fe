-- Which state of the data this is. digest is what a citation names, as of the last time that
-- documents were read or scored. mark changes with every row that a page may show, settled with
-- those that do not come while a crawl runs: no writer can forget them, since they are made of
-- the numbers that ClickHouse gives to what is inserted. taken_down changes when a document is taken down,
-- and is empty where none was. run is the newest score run, 0 where there is none.
-- Unit: counts; digest, mark, settled and taken_down are hexadecimal. Source: data_digest, crawls, score_runs, system.parts.
-- Parameters: none.
WITH
    -- What may be shown before anything is made current.
    ['captures_history', 'readings', 'reading_figures', 'reading_findings', 'walks_history', 'searches_history', 'crawls_history', 'holds_history', 'hold_lifts_history'] AS live,
    -- What nobody sees, or only through a row of another table: score_runs, text_runs, profile_runs.
    ['bodies', 'leases', 'seal_records', 'schema_migrations', 'data_versions_history', 'vanishing_reports', 'refreshed_sites', 'refreshing_sites', 'refreshing_reports', 'refreshing_captures', 'across_reports', 'across_figures', 'across_vectors', 'across_checks',
        'score_parts', 'score_units', 'score_sizes', 'expected_units', 'expected_reports_history', 'findings_across', 'checks_across_history', 'government_ratios_history', 'agency_years_history', 'reading_sums',
        'counties_history', 'county_years_history', 'county_reasons_history', 'county_rates_history', 'level_reasons_history', 'body_rates_history', 'site_years_history', 'score_bands_history', 'county_peers_history', 'nation_years_history', 'reason_sums_history', 'status_sums_history', 'attention_history', 'changes_history', 'rewordings_history',
        'text_inventory', 'text_states', 'text_unit_templates', 'text_comparisons', 'text_baselines', 'text_groups', 'text_levels', 'text_candidates', 'text_subjects', 'text_units', 'text_pairs_history', 'text_alike', 'originality_inputs_history',
        'profile_subjects', 'profile_keys', 'peer_groups_history', 'peer_estimates', 'scores_history', 'rates_history', 'score_years_history', 'peers_history', 'rate_groups_history'] AS hidden
SELECT
    n.state.1 AS digest,
    n.state.2 AS reports,
    n.state.3 AS parser_version,
    (SELECT max(finished_at) FROM crawls_history) AS last_crawl,
    lower(hex(sipHash64(p.everything, n.noted_at, c.current))) AS mark,
    lower(hex(sipHash64(p.at_rest, c.current))) AS settled,
    if(empty(p.taken_down), '', lower(hex(sipHash64(p.taken_down)))) AS taken_down,
    (SELECT max(run_id) FROM score_runs) AS run
FROM
(
    SELECT argMax(tuple(digest, reports, parser_version), v.noted_at) AS state, max(v.noted_at) AS noted_at FROM data_versions_history AS v
) AS n
CROSS JOIN
(
    -- A merge keeps the highest number of what it merges.
    SELECT arraySort(groupArray(part)) AS everything, arraySort(groupArrayIf(part, NOT has(live, part.1))) AS at_rest,
        arraySort(groupArrayIf(part, part.1 = 'takedowns_history')) AS taken_down
    FROM
    (
        SELECT (replaceRegexpOne(p.table, '_local$', ''), partition_id, max(max_block_number)) AS part
        FROM system.parts AS p -- of a table that is spread over shards this server's part is called _local
        WHERE database = currentDatabase() AND active AND NOT has(hidden, replaceRegexpOne(p.table, '_local$', ''))
        GROUP BY p.table, partition_id
    )
) AS p
CROSS JOIN
(
    -- Another one whenever other readings are current: the set is exchanged, not written to.
    SELECT any(uuid) AS current FROM system.tables WHERE database = currentDatabase() AND name = 'current_readings'
) AS c
