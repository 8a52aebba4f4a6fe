package store

import (
	"context"
	"errors"
	"fmt"

	"github.com/ClickHouse/clickhouse-go/v2"
)

// coldPolicy is the storage policy that bodies get where the server has one of this name: archived
// pages are most of what is kept and seldom read, so they may lie on a slower disk.
const coldPolicy = "gongkai_bodies"

// placeBodies puts the table of bodies under the policy. ClickHouse moves its parts by itself from
// then on; a policy that lacks the disk on which they are is refused by it, and that is said.
func (db *DB) placeBodies(ctx context.Context) error {
	var rows []struct {
		Due uint64 `ch:"due"`
	}
	const query = `SELECT countIf(storage_policy != {policy:String}) AS due FROM system.tables
		WHERE database = currentDatabase() AND name IN ('bodies', 'bodies_local') AND endsWith(engine, 'MergeTree')
			AND {policy:String} IN (SELECT policy_name FROM system.storage_policies)`
	err := db.Select(ctx, &rows, query, map[string]any{"policy": coldPolicy})
	var refused *clickhouse.Exception
	if errors.As(err, &refused) && refused.Code == codeAccessDenied {
		return nil // who may not look leaves bodies where they are
	}
	if err != nil {
		return fmt.Errorf("looking for a storage policy of bodies: %w", err)
	}
	if rows[0].Due == 0 {
		return nil
	}
	if err := db.repeatable(ctx, "ALTER TABLE bodies MODIFY SETTING storage_policy = '"+coldPolicy+"'"); err != nil {
		return fmt.Errorf("putting bodies under the storage policy %s: %w", coldPolicy, err)
	}
	return nil
}
