package store

import (
	"context"
	"fmt"
	"strings"
)

// Where very many documents are read in one go, some work of the tables of readings can be done as well afterwards:
// merging, since a row is merged again with every power of the selector's base that its table grows by meanwhile; the
// index of the words of texts; and the figures' other order, by indicator. Merges are put off until the reading has
// ended or there are so many parts that one merge takes almost as many as it may (100): a row is merged once by then.
// Nothing waits for any of it; until it is done a search reads the texts, and questions about all agencies read more.
// Readings have so many columns that the files of a part cost more than what is in them: each part is one file.

// veryMany is how many unread documents are read so.
const veryMany = 4000

// loadedTables are the tables whose work is put off, how, and what they need afterwards: of the parts that have it
// nothing is done again.
var loadedTables = []struct {
	name      string
	settings  []string
	afterward string
}{
	{"reading_figures", []string{manyParts, "materialize_projections_on_insert = 0"}, "MATERIALIZE PROJECTION by_indicator"},
	{"readings", []string{manyParts, fewFiles}, "MATERIALIZE INDEX " + textIndex},
}

const (
	manyParts = "min_parts_to_merge_at_once = 96"
	fewFiles  = "min_bytes_for_wide_part = 268435456" // bytes: a part is one file below them, and hundreds above
	textIndex = "words"
)

// beginLoading puts work off, what this program writes and what others do, until the next Refresh: one that was
// killed leaves nothing behind that lasts. A server's tables are left as they are.
func (db *DB) beginLoading(ctx context.Context) error {
	if db.config.Transport == nil {
		return nil
	}
	db.loading.Store(true)
	for _, t := range loadedTables {
		if err := db.alter(ctx, t.name, "MODIFY SETTING "+strings.Join(t.settings, ", ")); err != nil {
			return err
		}
	}
	return nil
}

// endLoading takes beginLoading back, whoever did it, and has what was put off done in the background.
func (db *DB) endLoading(ctx context.Context) error {
	if db.config.Transport == nil {
		return nil
	}
	db.loading.Store(false)
	for len(db.rooms) > 0 {
		db.takeRoom()
	}
	for _, t := range loadedTables {
		var rows []struct {
			Loading bool `ch:"loading"`
		}
		const query = "SELECT position(engine_full, {many:String}) > 0 AS loading FROM system.tables WHERE database = currentDatabase() AND name = {name:String}"
		if err := db.Select(ctx, &rows, query, map[string]any{"name": t.name, "many": manyParts}); err != nil {
			return fmt.Errorf("asking how table %s is merged: %w", t.name, err)
		}
		if len(rows) == 0 || !rows[0].Loading {
			continue
		}
		var names []string
		for _, s := range t.settings {
			name, _, _ := strings.Cut(s, " ")
			names = append(names, name)
		}
		// Asked for before the table says that nothing is left to be done.
		for _, change := range []string{t.afterward + " SETTINGS mutations_sync = 0", "RESET SETTING " + strings.Join(names, ", ")} {
			if err := db.alter(ctx, t.name, change); err != nil {
				return err
			}
		}
	}
	return nil
}

func (db *DB) alter(ctx context.Context, table, change string) error {
	if err := db.repeatable(ctx, "ALTER TABLE "+quoteName(table)+" "+change); err != nil {
		return fmt.Errorf("table %s: %s: %w", table, change, err)
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
