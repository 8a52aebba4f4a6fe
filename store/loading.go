package store

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// Where very many documents are read in one go, two things cost much that can be done as well afterwards: merging,
// since a row is merged again with every power of the selector's base that its table grows by meanwhile, and the
// index of the words of texts. Merges are put off until the reading has ended or there are so many parts that one
// merge takes almost as many as it may (100): a row is merged once by then. Nothing waits for either; questions about
// all agencies read more parts for so long, and a search reads the texts.
const (
	manyParts = "min_parts_to_merge_at_once = 96"
	textIndex = "words"
)

// loadedTables are those that readings are written to, as far as their merges cost much.
var loadedTables = []string{"reading_figures", "readings"}

// BeginLoading has the tables of readings merged rarely, and the texts that this program writes not indexed, until the
// next Refresh: one that was killed leaves nothing behind that lasts. A server's merges and indexes are its own.
func (db *DB) BeginLoading(ctx context.Context) error {
	if db.config.Transport == nil {
		return nil
	}
	db.loading.Store(true)
	return db.alter(ctx, loadedTables, "MODIFY SETTING "+manyParts)
}

// endLoading takes BeginLoading back, whoever did it, and has the texts indexed in the background.
func (db *DB) endLoading(ctx context.Context) error {
	if db.config.Transport == nil {
		return nil
	}
	db.loading.Store(false)
	var tables []struct {
		Name string `ch:"name"`
	}
	const query = `SELECT name FROM system.tables
		WHERE database = currentDatabase() AND name IN {names:Array(String)} AND position(engine_full, {many:String}) > 0`
	if err := db.Select(ctx, &tables, query, map[string]any{"names": loadedTables, "many": manyParts}); err != nil {
		return fmt.Errorf("asking how tables are merged: %w", err)
	}
	var names []string
	for _, t := range tables {
		names = append(names, t.Name)
	}
	if slices.Contains(names, "readings") { // asked for before the table says that nothing is left to be done
		if err := db.alter(ctx, []string{"readings"}, "MATERIALIZE INDEX "+textIndex); err != nil {
			return err
		}
	}
	setting, _, _ := strings.Cut(manyParts, " ")
	return db.alter(ctx, names, "RESET SETTING "+setting)
}

func (db *DB) alter(ctx context.Context, tables []string, change string) error {
	for _, t := range tables {
		if err := db.repeatable(ctx, "ALTER TABLE "+quoteName(t)+" "+change); err != nil {
			return fmt.Errorf("table %s: %s: %w", t, change, err)
		}
	}
	return nil
}

// loadingSettings are those of writing readings.
func (db *DB) loadingSettings() map[string]string {
	if !db.loading.Load() {
		return nil
	}
	return map[string]string{"exclude_materialize_skip_indexes_on_insert": textIndex}
}
