package store

import (
	"context"
	_ "embed"
	"fmt"
	"time"
)

//go:embed refresh/report_states.sql
var reportStatesSQL string

//go:embed refresh/unread_links.sql
var unreadLinksSQL string

// Refresh makes current what was kept and read: which reading of each report is shown, its
// versions, the days between which it was published, which ones vanished or came back, the
// agencies, and which documents are still in doubt. It writes only what has changed; run twice, the second run changes nothing.
// Last it removes what writes that were killed a day ago left behind.
func (db *DB) Refresh(ctx context.Context) error {
	if err := db.Flush(ctx); err != nil {
		return err
	}
	// The time is the generation: it grows over processes, and of two runs at once the one
	// that looked later stands.
	generation := uint64(time.Now().UnixMicro())
	// The statement may run twice: the rows replace each other by report and generation.
	params := map[string]any{"generation": generation}
	bound, err := bind(ctx, params)
	if err != nil {
		return err
	}
	if err := db.again(ctx, func() error { return db.conn.Exec(bound, reportStatesSQL) }); err != nil {
		return fmt.Errorf("making the reports current: %w", db.explain(err))
	}
	if err := db.refreshCurrent(ctx); err != nil {
		return err
	}
	if err := db.refreshVanished(ctx, generation); err != nil {
		return err
	}
	divisions, err := db.siteDivisions(ctx)
	if err != nil {
		return err
	}
	all, err := db.registers(ctx)
	if err != nil {
		return err
	}
	named, err := db.refreshColumns(ctx, generation, divisions, all)
	if err != nil {
		return err
	}
	if err := db.refreshAgencies(ctx, generation, named, all); err != nil {
		return err
	}
	if err := db.refreshLinks(ctx, generation, divisions, all); err != nil {
		return err
	}
	if err := db.sweepCurrent(ctx); err != nil {
		return err
	}
	return db.sweep(ctx, time.Now())
}
