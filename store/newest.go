package store

import (
	"context"
	"fmt"
	"time"
)

// Newest says when things last happened, in UTC; nil where they never did.
type Newest struct {
	Captured *time.Time `ch:"captured_at"`
	Read     *time.Time `ch:"read_at"`
	Scored   *time.Time `ch:"scored_at"`
	Now      time.Time  `ch:"clickhouse_now"` // by ClickHouse's clock
}

// Newest asks for them.
func (db *DB) Newest(ctx context.Context) (Newest, error) {
	var rows []Newest
	const query = `SELECT
		(SELECT if(count() = 0, NULL, max(fetched_at)) FROM captures_history) AS captured_at,
		(SELECT if(count() = 0, NULL, max(read_at)) FROM readings) AS read_at,
		(SELECT if(count() = 0, NULL, max(finished_at)) FROM score_runs) AS scored_at,
		now64(3, 'UTC') AS clickhouse_now`
	if err := db.Select(ctx, &rows, query, nil); err != nil {
		return Newest{}, fmt.Errorf("asking what was last received: %w", err)
	}
	return rows[0], nil
}
