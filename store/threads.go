package store

import (
	"context"
	"runtime"
	"strconv"

	"github.com/ClickHouse/clickhouse-go/v2"
)

// share gives a question its part of the processors where others are asked at the same time: to part a question among threads
// that wait for each other's processor only takes longer. Call the function when it was answered. Only the embedded engine
// shares this machine's processors; what a server does is its own.
func (db *DB) share(ctx context.Context) (context.Context, func()) {
	asking := int(db.asking.Add(1))
	done := func() { db.asking.Add(-1) }
	if db.config.Transport == nil || asking == 1 {
		return ctx, done
	}
	threads := max(1, runtime.NumCPU()/asking)
	return clickhouse.Context(ctx, clickhouse.WithSettings(clickhouse.Settings{"max_threads": strconv.Itoa(threads)})), done
}
