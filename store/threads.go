package store

import (
	"context"
	"runtime"
	"strconv"

	"github.com/ClickHouse/clickhouse-go/v2"
)

// share gives a question its part of the processors where others are asked at the same time: to part a question among threads
// that wait for each other's processor only takes longer. Call the function when it was answered. Only the embedded engine
// shares this machine's processors; what a server does is its own. A whole answer is made ready before any of it is sent.
func (db *DB) share(ctx context.Context, whole bool) (context.Context, func()) {
	asking := int(db.asking.Add(1))
	done := func() { db.asking.Add(-1) }
	if db.config.Transport == nil {
		return ctx, done
	}
	settings := clickhouse.Settings{}
	if asking > 1 {
		settings["max_threads"] = strconv.Itoa(max(1, runtime.NumCPU()/asking))
	}
	if whole {
		settings["wait_end_of_query"] = "1"
	}
	return clickhouse.Context(ctx, clickhouse.WithSettings(settings)), done
}
