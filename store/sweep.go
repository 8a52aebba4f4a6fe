package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/google/uuid"
)

// A write that is killed leaves figures and findings without their reading. No reader sees
// them, but they take room, so Refresh removes them. Whether a reading is still to come is
// told by age alone, because the writer may be on another machine: the name of a reading holds
// the time at which its attempt began, an attempt gives up long before orphanAge, and clocks
// may differ by the time between the two.
const (
	attemptEnds = time.Hour
	orphanAge   = 24 * time.Hour
)

// newReadingID names a reading. It begins with the time (UUID version 7), so the names sort by it.
func newReadingID() string { return uuid.Must(uuid.NewV7()).String() }

// readingIDBefore sorts behind every name that was given before a moment, and before all
// others.
func readingIDBefore(t time.Time) string {
	ms := t.UnixMilli()
	return fmt.Sprintf("%08x-%04x", ms>>16, ms&0xffff)
}

// sweepAtOnce bounds the names in one statement. A killed write leaves a batch of readings.
const sweepAtOnce = 1000

// sweep removes what killed writes left behind. What must not be deleted by this user stays,
// as unseen as before.
func (db *DB) sweep(ctx context.Context, now time.Time) error {
	var counts []struct {
		Equal uint8 `ch:"equal"`
	}
	// Both are known without reading a figure, so a sweep costs nothing where there is none.
	const compare = "SELECT (SELECT count() FROM reading_figures) = (SELECT sum(figures) FROM readings) AS equal"
	if err := db.Select(ctx, &counts, compare, nil); err != nil {
		return fmt.Errorf("counting figures: %w", err)
	}
	tables := []string{"reading_findings", "reading_cumulative", "reading_figures"}
	if len(counts) == 1 && counts[0].Equal == 1 {
		tables = tables[:2]
	}
	for _, table := range tables {
		err := db.sweepTable(ctx, table, readingIDBefore(now.Add(-orphanAge)))
		var refused *clickhouse.Exception
		if errors.As(err, &refused) && refused.Code == codeAccessDenied {
			continue
		}
		if err != nil {
			return fmt.Errorf("removing what killed writes left in %s: %w", table, err)
		}
	}
	return nil
}

func (db *DB) sweepTable(ctx context.Context, table, before string) error {
	var orphans []struct {
		ID string `ch:"reading_id"`
	}
	find := "SELECT DISTINCT reading_id FROM " + table + ` WHERE reading_id < {before:String}
		AND reading_id NOT IN (SELECT reading_id FROM readings) LIMIT {limit:UInt32}`
	if err := db.Select(ctx, &orphans, find, map[string]any{"before": before, "limit": sweepAtOnce}); err != nil || len(orphans) == 0 {
		return err
	}
	ids := make([]string, 0, len(orphans))
	for _, o := range orphans {
		ids = append(ids, o.ID)
	}
	bound, err := bind(ctx, map[string]any{"ids": ids})
	if err != nil {
		return err
	}
	// By name, not by the question above: on a cluster a mutation must mean the same everywhere.
	remove := "DELETE FROM " + table + " WHERE reading_id IN {ids:Array(String)}"
	return db.explain(db.again(ctx, func() error { return db.conn.Exec(bound, remove) }))
}
