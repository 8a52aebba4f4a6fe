package store

import (
	"context"
	"errors"
	"fmt"
	"time"
)

// The figures and findings of current readings are told by a set in ClickHouse's memory,
// current_readings, that holds a hash of each. It says of itself, in its comment, what it was made of.

// refreshCurrent makes the set what report_states says, in one exchange: the figures and findings
// of all reports change at once. Of two programs the one that looked earlier may exchange later;
// each looks again, so the set is what the last of them saw.
func (db *DB) refreshCurrent(ctx context.Context) error {
	for {
		said, err := db.currentSaid(ctx)
		if err != nil {
			return err
		}
		shown, err := db.currentShown(ctx)
		if err != nil || said == shown {
			return err
		}
		if err := db.exchangeCurrent(ctx, said); err != nil {
			return fmt.Errorf("making the readings current: %w", db.explain(err))
		}
	}
}

// currentSaid sums up the readings that ought to be shown: their number, and a hash of all.
func (db *DB) currentSaid(ctx context.Context) (string, error) {
	var rows []struct {
		Sum string `ch:"sum"`
	}
	const query = "SELECT if(count() = 0, '', concat(toString(count()), ' readings, ', hex(groupBitXor(cityHash64(report_id, reading_id))))) AS sum FROM report_states FINAL"
	if err := db.Select(ctx, &rows, query, nil); err != nil {
		return "", fmt.Errorf("counting the current readings: %w", err)
	}
	return rows[0].Sum, nil
}

// currentShown is the sum of what the set holds; empty where it holds nothing, as in a copy of
// the database that was made without it.
func (db *DB) currentShown(ctx context.Context) (string, error) {
	var rows []struct {
		Sum string `ch:"sum"`
	}
	const query = "SELECT if(ifNull(total_rows, 0) = 0, '', comment) AS sum FROM system.tables WHERE database = currentDatabase() AND name = 'current_readings'"
	if err := db.Select(ctx, &rows, query, nil); err != nil {
		return "", fmt.Errorf("looking for the set of current readings: %w", err)
	}
	if len(rows) == 0 {
		return "", errors.New("there is no set of current readings: restore the database from a backup")
	}
	return rows[0].Sum, nil
}

// exchangeCurrent shows another set. Programs that refresh at the same time make one each.
func (db *DB) exchangeCurrent(ctx context.Context, sum string) error {
	next := quoteName(fmt.Sprintf("current_readings_%d", time.Now().UnixMicro()))
	for _, statement := range []string{
		"CREATE TABLE IF NOT EXISTS " + next + " (reading UInt64) ENGINE = Set COMMENT '" + sum + "'",
		"INSERT INTO " + next + " SELECT cityHash64(reading_id) FROM report_states FINAL",
		"EXCHANGE TABLES " + next + " AND current_readings", // run twice it undoes itself, and the comment tells
		"DROP TABLE IF EXISTS " + next + " SYNC",
	} {
		if err := db.again(ctx, func() error { return db.conn.Exec(ctx, statement) }); err != nil {
			return err
		}
	}
	return nil
}

// sweepCurrent drops the sets, and the states of reports, that killed programs did not come to show.
func (db *DB) sweepCurrent(ctx context.Context) error {
	var rows []struct {
		Name string `ch:"name"`
	}
	const query = `SELECT name FROM system.tables WHERE database = currentDatabase() AND match(name, '^(current_readings|report_states)_[0-9]+$')
		AND metadata_modification_time < now() - INTERVAL 1 DAY`
	if err := db.Select(ctx, &rows, query, nil); err != nil {
		return fmt.Errorf("looking for old sets of readings: %w", err)
	}
	for _, r := range rows {
		if err := db.repeatable(ctx, "DROP TABLE IF EXISTS "+quoteName(r.Name)+" SYNC"); err != nil {
			return fmt.Errorf("dropping an old set of readings: %w", err)
		}
	}
	return nil
}
