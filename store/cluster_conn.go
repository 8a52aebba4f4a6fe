package store

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

// clusterSettings are those under which a cluster answers as one server does.
//
// Whatever one program has written every other sees, on whichever server it asks, and so does a part
// of a question that is asked on a shard: an insert has been written when all servers have it (see
// quorum), a change of a table when all have made it, and a row that is spread when its shard has it.
// So nothing is written while a server is missing, and what is shown stays whole: a shard that does
// not answer is an error, never a smaller number. What is joined on shards is what the server that
// was asked sees. Blocks are not told apart by their hashes: what is written twice is told apart by
// the tables' keys, and what is removed and written anew must come back.
var clusterSettings = clickhouse.Settings{
	"insert_quorum_timeout":                              60_000, // ms
	"insert_deduplicate":                                 0,
	"alter_sync":                                         2,
	"distributed_foreground_insert":                      1,
	"distributed_product_mode":                           "global",
	"optimize_skip_unused_shards":                        1,
	"skip_unavailable_shards":                            0,
	"fallback_to_stale_replicas_for_distributed_queries": 0,
}

// incomplete reports whether a part of the cluster was missing: a server that has to have what is
// written, a shard, or Keeper.
func incomplete(err error) bool {
	var answered *clickhouse.Exception
	return errors.As(err, &answered) && slices.Contains([]int32{225, 242, 279, 285, 319, 999}, answered.Code)
}

// clusterConn says to a cluster what the program says to one server.
type clusterConn struct {
	clickhouse.Conn
	cluster  *Cluster
	replicas map[bool]int // of a table: false on all servers, true on a shard
}

// Exec runs what the statement is on the cluster.
func (c clusterConn) Exec(ctx context.Context, query string, args ...any) error {
	all, err := c.cluster.statements(query)
	if err != nil {
		return err
	}
	for _, statement := range all {
		if err := c.Conn.Exec(c.quorum(ctx, statement), statement, args...); err != nil {
			return err
		}
	}
	return nil
}

// PrepareBatch prepares an insert that ends when every replica has it.
func (c clusterConn) PrepareBatch(ctx context.Context, query string, options ...driver.PrepareBatchOption) (driver.Batch, error) {
	return c.Conn.PrepareBatch(c.quorum(ctx, query), query, options...)
}

func (c clusterConn) quorum(ctx context.Context, query string) context.Context {
	settings := c.insertSettings(query)
	if settings == nil {
		return ctx
	}
	return clickhouse.Context(ctx, clickhouse.WithSettings(settings))
}

// insertSettings are of an insert; nil for every other statement.
func (c clusterConn) insertSettings(query string) clickhouse.Settings {
	query = strings.TrimSpace(query[len(query)-len(strings.TrimLeft(bare(query), " \t\r\n")):])
	if !strings.HasPrefix(query, "INSERT INTO") {
		return nil
	}
	table := insertInto.FindStringSubmatch(query) // none where a parameter names the table
	if n := c.replicas[table != nil && c.cluster.sharded(table[1])]; n > 1 {
		return clickhouse.Settings{"insert_quorum": n}
	}
	return nil
}

// clusterWrites are the settings of an insert that goes past the driver; none on one server.
func (db *DB) clusterWrites(query string) clickhouse.Settings {
	c, ok := db.conn.(clusterConn)
	if !ok {
		return nil
	}
	settings := maps.Clone(clusterSettings)
	maps.Copy(settings, c.insertSettings(query))
	return settings
}

// join finds the servers of the cluster, and has the connection speak to all of them. A database that
// was made otherwise is refused.
func (db *DB) join(ctx context.Context) error {
	if db.config.Cluster.Servers == "" {
		return db.made(ctx)
	}
	conn := clusterConn{Conn: db.conn, cluster: &db.config.Cluster, replicas: map[bool]int{}}
	for spread, name := range map[bool]string{false: db.config.Cluster.Servers, true: db.config.Cluster.Shards} {
		if name == "" {
			continue
		}
		var rows []struct {
			Shards   uint64 `ch:"shards"`
			Replicas uint64 `ch:"replicas"`
		}
		const query = "SELECT uniqExact(shard_num) AS shards, toUInt64(min(n)) AS replicas FROM (SELECT shard_num, count() AS n FROM system.clusters WHERE cluster = {name:String} GROUP BY shard_num)"
		if err := db.Select(ctx, &rows, query, map[string]any{"name": name}); err != nil {
			return fmt.Errorf("looking for the servers of the cluster: %w", err)
		}
		switch {
		case rows[0].Shards == 0:
			return fmt.Errorf("ClickHouse at %s knows no cluster %q: name it in its remote_servers, as deploy/clickhouse/cluster.xml does", db.target, name)
		case !spread && rows[0].Shards > 1:
			return fmt.Errorf("the cluster %q has %d shards: --clickhouse-cluster names one in which every server is a replica of one shard, --clickhouse-shards the other", name, rows[0].Shards)
		}
		conn.replicas[spread] = int(rows[0].Replicas)
	}
	db.conn = conn
	return db.made(ctx)
}

// made refuses a database whose tables were made for fewer or more servers: they would drift apart.
func (db *DB) made(ctx context.Context) error {
	var rows []struct {
		Replicated uint64 `ch:"replicated"`
		Spread     uint64 `ch:"spread"`
		Tables     uint64 `ch:"tables"`
	}
	const query = "SELECT countIf(startsWith(engine, 'Replicated')) AS replicated, countIf(engine = 'Distributed') AS spread, count() AS tables FROM system.tables WHERE database = currentDatabase() AND name IN ('schema_migrations', 'bodies')"
	if err := db.Select(ctx, &rows, query, nil); err != nil {
		return fmt.Errorf("looking how the tables were made: %w", err)
	}
	c, is := db.config.Cluster, rows[0]
	wrong := func(made, do string) error {
		return fmt.Errorf("database %q was made %s: %s, or bring a backup back into a new database", db.config.Database, made, do)
	}
	switch {
	case is.Tables == 0:
		return nil
	case is.Replicated == 0 && c.Servers != "":
		return wrong("for one server", "leave out --clickhouse-cluster")
	case is.Replicated > 0 && c.Servers == "":
		return wrong("for a cluster", "name it with --clickhouse-cluster")
	case is.Spread == 0 && c.Shards != "" && is.Tables == 2:
		return wrong("without shards", "leave out --clickhouse-shards")
	case is.Spread > 0 && c.Shards == "":
		return wrong("for shards", "name them with --clickhouse-shards")
	}
	return nil
}
