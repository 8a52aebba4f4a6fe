package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"
)

// Merging is much of the work where very many documents are read in one go: a row is merged again with every power
// of the selector's base that its table grows by meanwhile. It is put off then, until the reading has ended or there
// are so many parts (some fifty) that ClickHouse merges whatever the base is. Nothing waits for it; questions about
// all agencies read more parts for so long.
const (
	usualBase   = 10 // as the migrations have it
	loadingBase = 200
)

// loadedTables are those that readings are written to, as far as their merges cost much.
var loadedTables = []string{"reading_figures", "readings"}

// MergeLater has the tables of readings merged rarely, until MergeAsUsual or the next Refresh: one that was killed
// leaves nothing behind that lasts. A server's merges are its own.
func (db *DB) MergeLater(ctx context.Context) error { return db.mergeBy(ctx, loadingBase) }

// MergeAsUsual takes MergeLater back.
func (db *DB) MergeAsUsual(ctx context.Context) error { return db.mergeBy(ctx, usualBase) }

func (db *DB) mergeBy(ctx context.Context, base int) error {
	if db.config.Transport == nil {
		return nil
	}
	var tables []struct {
		Name   string `ch:"name"`
		Engine string `ch:"engine_full"`
	}
	const query = "SELECT name, engine_full FROM system.tables WHERE database = currentDatabase() AND name IN {names:Array(String)}"
	if err := db.Select(ctx, &tables, query, map[string]any{"names": loadedTables}); err != nil {
		return fmt.Errorf("asking how tables are merged: %w", err)
	}
	setting := "merge_selector_base = " + strconv.Itoa(base)
	for _, t := range tables {
		if strings.HasSuffix(t.Engine, setting) || strings.Contains(t.Engine, setting+",") {
			continue
		}
		if err := db.repeatable(ctx, "ALTER TABLE "+quoteName(t.Name)+" MODIFY SETTING "+setting); err != nil {
			return fmt.Errorf("telling how table %s is merged: %w", t.Name, err)
		}
	}
	return nil
}
