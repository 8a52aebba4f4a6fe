package store

import (
	"context"
	"time"
)

// Clock is the time by which a DB waits for ClickHouse and keeps its leases; tests give one that
// runs faster. ClickHouse has its own.
type Clock interface {
	Now() time.Time
	// Sleep waits for d and returns nil, or returns the context's error as soon as it ends.
	Sleep(ctx context.Context, d time.Duration) error
}

// now is by the wall clock: the monotonic one stands still while a laptop sleeps.
func (db *DB) now() time.Time {
	if db.config.Clock != nil {
		return db.config.Clock.Now().Round(0)
	}
	return time.Now().Round(0)
}

func (db *DB) sleep(ctx context.Context, d time.Duration) error {
	if db.config.Clock != nil {
		return db.config.Clock.Sleep(ctx, d)
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
