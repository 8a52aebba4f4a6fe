package store

import (
	"context"
	"fmt"
)

// Health is how ClickHouse is: what operators watch, as it says itself at this moment.
type Health struct {
	Memory    uint64 `ch:"memory"`     // bytes in use
	Queries   uint64 `ch:"queries"`    // statements that run
	Merges    uint64 `ch:"merges"`     // merges that run
	Mutations uint64 `ch:"mutations"`  // changes of rows that are not done
	Data      uint64 `ch:"data"`       // bytes of the tables of this database on the disks of this server
	Parts     uint64 `ch:"parts"`      // parts of them
	MostParts uint64 `ch:"most_parts"` // the most in one partition: ClickHouse delays inserts at 1000
	ReadOnly  uint64 `ch:"read_only"`  // replicated tables that can't be written, since Keeper is away
	Delay     uint64 `ch:"delay"`      // seconds by which the slowest of them is behind other servers

	Disks []Disk
}

// Disk is one of ClickHouse's disks.
type Disk struct {
	Name  string `ch:"name"`
	Free  uint64 `ch:"free"`  // bytes
	Total uint64 `ch:"total"` // bytes
}

// Health asks how ClickHouse is.
func (db *DB) Health(ctx context.Context) (h Health, err error) {
	var rows []Health
	const query = `WITH (SELECT tuple(sum(bytes), sum(n), max(n)) FROM
		(SELECT sum(bytes_on_disk) AS bytes, count() AS n FROM system.parts WHERE active AND database = currentDatabase() GROUP BY table, partition_id)) AS kept
	SELECT
		(SELECT toUInt64(greatest(sumIf(value, metric = 'MemoryTracking'), 0)) FROM system.metrics) AS memory,
		(SELECT toUInt64(sumIf(value, metric = 'Query')) FROM system.metrics) AS queries,
		(SELECT toUInt64(sumIf(value, metric = 'Merge')) FROM system.metrics) AS merges,
		(SELECT count() FROM system.mutations WHERE NOT is_done AND database = currentDatabase()) AS mutations,
		kept.1 AS data, kept.2 AS parts, kept.3 AS most_parts,
		(SELECT countIf(is_readonly) FROM system.replicas WHERE database = currentDatabase()) AS read_only,
		(SELECT toUInt64(max(absolute_delay)) FROM system.replicas WHERE database = currentDatabase()) AS delay`
	if err := db.Select(ctx, &rows, query, nil); err != nil {
		return h, fmt.Errorf("asking ClickHouse how it is: %w", err)
	}
	h = rows[0]
	const disks = "SELECT name, free_space AS free, total_space AS total FROM system.disks WHERE type = 'Local' ORDER BY name"
	if err := db.Select(ctx, &h.Disks, disks, nil); err != nil {
		return h, fmt.Errorf("asking ClickHouse for its disks: %w", err)
	}
	return h, nil
}
