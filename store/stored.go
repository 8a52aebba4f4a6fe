package store

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// storedTable is a table that holds rows of its own, as its database describes it.
type storedTable struct {
	Name   string `ch:"name"`
	Engine string `ch:"engine"`
	Full   string `ch:"engine_full"` // with its keys and settings
	Rows   uint64 `ch:"rows"`        // about: 0 means none

	Columns []Column // without those that follow from others
}

// stored lists the tables that hold rows. Views hold none, and the set of current readings is made
// from report_states whenever a database is opened.
func (db *DB) stored(ctx context.Context) ([]storedTable, error) {
	all, err := db.listed(ctx)
	for _, t := range all {
		if !strings.HasSuffix(t.Engine, "MergeTree") {
			return nil, fmt.Errorf("table %s has the engine %s, which this program can't copy: use ClickHouse's own BACKUP", t.Name, t.Engine)
		}
	}
	return all, err
}

// shapes are the tables as their rows can be asked for and written. One that is spread over shards has keys of those of its shards.
func (db *DB) shapes(ctx context.Context) ([]storedTable, error) {
	all, err := db.listed(ctx)
	for i, t := range all {
		if local := slices.IndexFunc(all, func(l storedTable) bool { return l.Name == t.Name+"_local" }); local >= 0 {
			all[i].Engine, all[i].Full = all[local].Engine, all[local].Full
		}
	}
	return all, err
}

func (db *DB) listed(ctx context.Context) ([]storedTable, error) {
	var all []storedTable
	const tables = `SELECT name, engine, engine_full, ifNull(total_rows, 0) AS rows FROM system.tables
		WHERE database = currentDatabase() AND engine != 'View' AND NOT match(name, '^current_readings(_[0-9]+)?$') AND NOT startsWith(name, 'restoring_') ORDER BY name`
	if err := db.Select(ctx, &all, tables, nil); err != nil {
		return nil, fmt.Errorf("listing the tables: %w", err)
	}
	var columns []struct {
		Table string `ch:"table"`
		Column
	}
	const query = `SELECT table, name, type FROM system.columns
		WHERE database = currentDatabase() AND default_kind NOT IN ('MATERIALIZED', 'ALIAS', 'EPHEMERAL') ORDER BY table, position`
	if err := db.Select(ctx, &columns, query, nil); err != nil {
		return nil, fmt.Errorf("listing the columns: %w", err)
	}
	for _, c := range columns {
		if i := slices.IndexFunc(all, func(t storedTable) bool { return t.Name == c.Table }); i >= 0 {
			all[i].Columns = append(all[i].Columns, c.Column)
		}
	}
	return all, nil
}

// engineWords are the engine's name and what it is told, before the keys of the table.
var engineWords = regexp.MustCompile(`^\w+(\([^)]*\))?`)

// plain is the end of a statement that makes a table with the same keys and settings which keeps
// every row: nothing replaces another and nothing expires.
func (t storedTable) plain() string {
	keys, settings, found := strings.Cut(engineWords.ReplaceAllString(t.Full, ""), " SETTINGS ")
	keys, _, _ = strings.Cut(keys, " TTL ")
	if found {
		settings = " SETTINGS " + settings
	}
	return " ENGINE = MergeTree" + keys + settings
}

// like is the end of a statement that makes a table to be put into another one: on a cluster, too, it
// is a table of the server that is spoken to.
func (db *DB) like(ctx context.Context, table string) (string, error) {
	var rows []storedTable
	if err := db.Select(ctx, &rows, "SELECT name, engine, engine_full, 0::UInt64 AS rows FROM system.tables WHERE database = currentDatabase() AND name = {name:String}", map[string]any{"name": table}); err != nil {
		return "", fmt.Errorf("looking how %s was made: %w", table, err)
	}
	if len(rows) == 0 {
		return "", fmt.Errorf("there is no table %s: restore the database from a backup", table)
	}
	return " AS " + quoteName(table) + rows[0].plain(), nil
}

// names is the columns, quoted, as a list.
func names(columns []Column) string {
	var all []string
	for _, c := range columns {
		all = append(all, quoteName(c.Name))
	}
	return strings.Join(all, ", ")
}

// sumOf counts the rows of a table and adds up a hash of each.
func (db *DB) sumOf(ctx context.Context, table string, columns []Column) (rows uint64, sum string, err error) {
	var answer []struct {
		Rows uint64 `ch:"number of rows"` // no column is called so
		Sum  uint64 `ch:"sum of rows"`
	}
	query := "SELECT count() AS `number of rows`, sum(cityHash64(tuple(" + names(columns) + "))) AS `sum of rows` FROM " + table
	if err := db.Select(ctx, &answer, query, nil); err != nil {
		return 0, "", err
	}
	return answer[0].Rows, strconv.FormatUint(answer[0].Sum, 10), nil
}
