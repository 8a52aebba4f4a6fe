package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"

	"gongkai/disclosure"
)

// What pages of a release are made of is frozen with it, table by table, in ClickHouse's Native format. To show them, it is
// put into a database of its own beside the one that goes on being written: the same tables and views, so that the same
// questions are asked of it. That database holds nothing that the files do not; it is made anew where it is missing, or was
// made by a program with another schema.

// frozenTable is a table of which rows are frozen.
type frozenTable struct {
	name  string
	where string // which rows; empty: all
}

const (
	newestRun     = "run_id = (SELECT max(run_id) FROM score_runs)"
	partsOfNewest = "(run_id, unit_hash) IN (SELECT made_in, unit_hash FROM score_parts WHERE run_id = (SELECT max(run_id) FROM score_runs))"
	ofVersions    = "reading IN (SELECT cityHash64(arrayJoin(history.reading_id)) FROM report_states FINAL)"
)

// frozenTables are what the pages as of a release ask: reports with all their versions, the newest score run, and what persons said.
var frozenTables = []frozenTable{
	{"agencies_history", ""}, {"report_states", ""}, {"sites_history", ""},
	{"readings", ofVersions}, {"reading_figures", ofVersions}, {"reading_cumulative", ofVersions}, {"reading_findings", ofVersions},
	{"captures_history", "(site_id, url) IN (SELECT site_id, url FROM report_states FINAL)"},
	{"vanished_history", ""}, {"takedowns_history", ""}, {"cases_history", ""}, {"case_events_history", ""}, {"findings_ours", ""}, {"reviews_history", ""},
	{"score_runs", newestRun}, {"score_parts", newestRun},
	{"agency_years_history", partsOfNewest}, {"expected_reports_history", partsOfNewest}, {"findings_across", partsOfNewest}, {"checks_across_history", partsOfNewest},
	{"government_ratios_history", partsOfNewest}, {"county_years_history", partsOfNewest}, {"county_reasons_history", partsOfNewest}, {"county_rates_history", partsOfNewest},
	{"level_reasons_history", partsOfNewest}, {"body_rates_history", partsOfNewest}, {"changes_history", partsOfNewest},
	{"attention_history", partsOfNewest}, {"scores_history", partsOfNewest}, {"rates_history", partsOfNewest}, {"score_years_history", partsOfNewest}, {"score_bands_history", partsOfNewest},
	{"counties_history", newestRun}, {"county_peers_history", newestRun}, {"nation_years_history", newestRun}, {"reason_sums_history", newestRun}, {"status_sums_history", newestRun}, {"peers_history", newestRun}, {"rate_groups_history", newestRun},
}

// Freeze writes what pages are made of now; create makes the file of a table. The text of reports beside their tables is left
// out, since no such page shows it.
func (db *DB) Freeze(ctx context.Context, create func(table string) (io.WriteCloser, error)) error {
	if err := db.Flush(ctx); err != nil {
		return err
	}
	stored, err := db.shapes(ctx)
	if err != nil {
		return err
	}
	for _, t := range frozenTables {
		i := slices.IndexFunc(stored, func(s storedTable) bool { return s.Name == t.name })
		if i < 0 {
			return fmt.Errorf("there is no table %s: restore the database from a backup", t.name)
		}
		if err := db.freeze(ctx, t.query(stored[i], nil), t.name, create); err != nil {
			return fmt.Errorf("freezing table %s: %w", t.name, err)
		}
	}
	return nil
}

func (db *DB) freeze(ctx context.Context, query, table string, create func(table string) (io.WriteCloser, error)) error {
	to, err := create(table)
	if err != nil {
		return err
	}
	if err := db.Copy(ctx, query, "Native", map[string]string{"max_threads": "1"}, to); err != nil {
		_ = to.Close() // the file is thrown away
		return err
	}
	return to.Close()
}

// query asks for the rows of a table as they are frozen; instead is SQL that stands in the place of columns.
func (t frozenTable) query(s storedTable, instead map[string]string) string {
	var columns []string
	for _, c := range s.Columns {
		if t.name == "readings" && c.Name == "texts" {
			continue
		}
		column := quoteName(c.Name)
		if other, is := instead[c.Name]; is {
			column = other + " AS " + column
		}
		columns = append(columns, column)
	}
	query := "SELECT " + strings.Join(columns, ", ") + " FROM " + quoteName(t.name)
	if strings.Contains(s.Engine, "Replacing") {
		query += " FINAL"
	}
	if t.where != "" {
		query += " WHERE " + t.where
	}
	key, _, _ := strings.Cut(s.Full, " SETTINGS ")
	if _, order, found := strings.Cut(key, " ORDER BY "); found { // the same rows give the same bytes
		query += " ORDER BY " + order
	}
	return query
}

// frozenMark is the table that says what a database of frozen tables was made from; it is made last.
const frozenMark = "frozen_from"

// Thaw opens the database of frozen tables of some name, beside this one. Where it is not what mark says, made by this
// schema, it is made anew from the files that open gives. Where it has none of a table (fs.ErrNotExist), which came with a later
// program, complete is told which and fills it from the others.
func (db *DB) Thaw(ctx context.Context, name, mark string, open func(table string) (io.ReadCloser, error), complete func(ctx context.Context, of *DB, tables []string) error) (*DB, error) {
	mark, err := db.marked(ctx, mark)
	if err != nil {
		return nil, err
	}
	beside, err := db.beside(ctx, name)
	if err != nil {
		return nil, err
	}
	was, err := beside.frozenFrom(ctx)
	if err == nil && was != mark {
		err = db.Alone(ctx, tablesOf+name, func(ctx context.Context) error { return beside.thaw(ctx, mark, open, complete) })
	}
	if err != nil {
		return nil, fmt.Errorf("making ready the tables of %s: %w", name, joinClosed(err, beside))
	}
	return beside, nil
}

// tablesOf is what one process at a time makes ready.
const tablesOf = "tables of "

// marked is what a database of this schema is made from.
func (db *DB) marked(ctx context.Context, mark string) (string, error) {
	_, schema, err := db.SchemaState(ctx)
	return fmt.Sprintf("%s, schema %d", mark, schema), err
}

// Forget empties the database of frozen tables of some name, where there is one that is not what mark says, and reports whether it did.
// One that is just being made ready is a BusyError.
func (db *DB) Forget(ctx context.Context, name, mark string) (forgotten bool, err error) {
	mark, err = db.marked(ctx, mark)
	if err != nil {
		return false, err
	}
	beside, err := db.besideWithTables(ctx, name)
	if beside == nil || err != nil {
		return false, err
	}
	err = db.Alone(ctx, tablesOf+name, func(ctx context.Context) error {
		was, err := beside.frozenFrom(ctx)
		if err != nil || was == mark {
			return err
		}
		forgotten = true
		return beside.empty(ctx)
	})
	return forgotten, errors.Join(err, beside.Close())
}

// besideWithTables opens another database where it has tables; else it is nil, and is not made.
func (db *DB) besideWithTables(ctx context.Context, name string) (*DB, error) {
	var rows []struct {
		N uint64 `ch:"n"`
	}
	const query = "SELECT count() AS n FROM system.tables WHERE database = {name:String}"
	if err := db.Select(ctx, &rows, query, map[string]any{"name": db.config.Database + "_" + name}); err != nil || rows[0].N == 0 {
		return nil, err
	}
	return db.beside(ctx, name)
}

// ReadFromTaken gives the reports of which a database of frozen tables has a version that was read from bytes which were taken down, with
// these decisions; now is the database that says so.
func (db *DB) ReadFromTaken(ctx context.Context, now *DB) (map[string][]disclosure.Takedown, error) {
	decided, err := now.Takedowns(ctx)
	if err != nil || len(decided) == 0 {
		return nil, err
	}
	of := make(map[string]disclosure.Takedown, len(decided))
	for _, t := range decided {
		of[t.SHA256] = t
	}
	var rows []struct {
		Report string `ch:"report_id"`
		SHA256 string `ch:"sha256"`
	}
	query := "SELECT DISTINCT report_id, sha256 FROM readings WHERE sha256 IN (SELECT sha256 FROM " + quoteName(now.config.Database) + ".takedowns_history) AND report_id != '' ORDER BY sha256"
	if err := db.Select(ctx, &rows, query, nil); err != nil {
		return nil, err
	}
	all := make(map[string][]disclosure.Takedown, len(rows))
	for _, r := range rows {
		if t, is := of[r.SHA256]; is { // else it was decided since: that is another state
			all[r.Report] = append(all[r.Report], t)
		}
	}
	return all, nil
}

func joinClosed(err error, db *DB) error {
	_ = db.Close() // nothing waits in it
	return err
}

// beside opens another database of the same ClickHouse.
func (db *DB) beside(ctx context.Context, name string) (*DB, error) {
	c := db.config
	c.Database, c.Metrics = db.config.Database+"_"+name, nil
	return Open(ctx, c)
}

// frozenFrom is what the database was made from; empty where it is not whole.
func (db *DB) frozenFrom(ctx context.Context) (string, error) {
	var rows []struct {
		Comment string `ch:"comment"`
	}
	const query = "SELECT comment FROM system.tables WHERE database = currentDatabase() AND name = '" + frozenMark + "'"
	if err := db.Select(ctx, &rows, query, nil); err != nil || len(rows) == 0 {
		return "", err
	}
	return rows[0].Comment, nil
}

// thaw makes the database anew, unless another process has just done so.
func (db *DB) thaw(ctx context.Context, mark string, open func(table string) (io.ReadCloser, error), complete func(ctx context.Context, of *DB, tables []string) error) error {
	if was, err := db.frozenFrom(ctx); err != nil || was == mark {
		return err
	}
	if err := db.empty(ctx); err != nil {
		return err
	}
	if err := db.Migrate(ctx); err != nil {
		return err
	}
	var lacking []string
	for _, t := range frozenTables {
		err := db.again(ctx, func() error { return db.thawTable(ctx, t.name, open) })
		switch {
		case errors.Is(err, fs.ErrNotExist):
			lacking = append(lacking, t.name)
		case err != nil:
			return fmt.Errorf("filling table %s: %w", t.name, db.explain(err))
		}
	}
	if err := db.refreshCurrent(ctx); err != nil {
		return err
	}
	if err := complete(ctx, db, lacking); err != nil {
		return err
	}
	return db.repeatable(ctx, "CREATE TABLE IF NOT EXISTS "+frozenMark+" (nothing UInt8) ENGINE = MergeTree ORDER BY nothing COMMENT '"+strings.ReplaceAll(mark, "'", "")+"'")
}

// empty drops what an unfinished run, or a program with another schema, left.
func (db *DB) empty(ctx context.Context) error {
	var rows []struct {
		Name string `ch:"name"`
	}
	if err := db.Select(ctx, &rows, "SELECT name FROM system.tables WHERE database = currentDatabase() ORDER BY name != '"+frozenMark+"', engine != 'View'", nil); err != nil {
		return err
	}
	for _, r := range rows {
		if err := db.repeatable(ctx, "DROP TABLE IF EXISTS "+quoteName(r.Name)+" SYNC"); err != nil {
			return err
		}
	}
	return nil
}

func (db *DB) thawTable(ctx context.Context, table string, open func(table string) (io.ReadCloser, error)) error {
	if err := db.conn.Exec(ctx, "TRUNCATE TABLE "+quoteName(table)); err != nil { // of a try before this one, or of a migration
		return err
	}
	rows, err := open(table)
	if err != nil {
		return err
	}
	defer rows.Close()
	return db.post(ctx, "INSERT INTO "+quoteName(table)+" FORMAT Native", thawSettings, rows, -1)
}

// thawSettings are fillSettings for files of an older schema, which lack columns or have some that are no more.
var thawSettings = map[string]string{"input_format_skip_unknown_fields": "1", "min_insert_block_size_bytes": "16777216", "max_insert_threads": "1", "max_threads": "1", "max_partitions_per_insert_block": "0"}
