package store

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync/atomic"
	"time"
)

// Refill brings a database back from what a snapshot gave. Until it has ended, the table of
// migrations says so, and every program refuses the database. One that was killed begins anew.
type Refill struct {
	db     *DB
	tables []storedTable
	tried  map[string]bool // tables that something may have been put into
}

// refilling is the number of a schema that no program knows: a database that is being refilled.
const refilling = 1<<32 - 1

// newMigrations is the table of migrations as it will be; it takes its place last.
const newMigrations = "restoring_schema_migrations"

// filling takes a table's rows until they are known to be whole.
const fillingTable = "restoring_rows"

// ErrNotEmpty says that a database holds tables already.
var ErrNotEmpty = errors.New("it holds tables already")

// Fits refuses a schema that this program can't bring up to its own.
func Fits(schema []Migration) error {
	wanted, err := migrations(migrationFiles)
	if err != nil {
		return err
	}
	_, err = against("the backup", schema, wanted)
	return err
}

// Refill begins: it gives an empty database the schema that the snapshot had.
func (db *DB) Refill(ctx context.Context, schema []Migration) (*Refill, error) {
	wanted, err := migrations(migrationFiles)
	if err != nil {
		return nil, err
	}
	n, err := against("the backup", schema, wanted)
	if err != nil {
		return nil, err
	}
	if err := db.makeRoom(ctx); err != nil {
		return nil, err
	}
	if err := db.makeMigrations(ctx, "schema_migrations"); err != nil {
		return nil, err
	}
	mark := []any{uint32(refilling), "a restore that has not ended", "", time.Now().UTC()}
	if err := db.insert(ctx, migrationTarget, [][]any{mark}); err != nil {
		return nil, err
	}
	if err := db.runAll(ctx, wanted[:n]); err != nil {
		return nil, err
	}
	r := &Refill{db: db, tried: map[string]bool{}}
	r.tables, err = db.stored(ctx)
	return r, err
}

// runAll gives an empty database what migrations come to, without saying that it has them.
func (db *DB) runAll(ctx context.Context, all []migration) error {
	schema, err := wholeSchema(migrationFiles, all)
	if err != nil {
		return err
	}
	if schema != nil {
		all = []migration{*schema}
	}
	for _, m := range all {
		if err := db.run(ctx, m); err != nil {
			return err
		}
	}
	return nil
}

// makeRoom refuses a database with tables, unless they are those of a restore that was cut off.
func (db *DB) makeRoom(ctx context.Context) error {
	var tables []struct {
		Name string `ch:"name"`
	}
	if err := db.Select(ctx, &tables, "SELECT name FROM system.tables WHERE database = currentDatabase() ORDER BY name = 'schema_migrations'", nil); err != nil {
		return fmt.Errorf("looking for tables: %w", err)
	}
	if len(tables) == 0 {
		return nil
	}
	if tables[len(tables)-1].Name != "schema_migrations" {
		return ErrNotEmpty
	}
	rows, err := db.Schema(ctx)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(rows, func(m Migration) bool { return m.Version == refilling }) {
		return ErrNotEmpty
	}
	for _, t := range tables { // the table of migrations last
		if err := db.repeatable(ctx, "DROP TABLE IF EXISTS "+quoteName(t.Name)+" SYNC"); err != nil {
			return fmt.Errorf("dropping what a restore left that was cut off: %w", err)
		}
	}
	return nil
}

// Load fills a table. Its rows are counted and summed up before they come into their place; open
// gives them from the first one on, in ClickHouse's Native format, and may be called again.
func (r *Refill) Load(ctx context.Context, t Table, open func() (io.ReadCloser, error)) error {
	i := slices.IndexFunc(r.tables, func(s storedTable) bool { return s.Name == t.Name })
	if i < 0 {
		return fmt.Errorf("the schema of the backup has no table %s", t.Name)
	}
	err := r.db.again(ctx, func() error { return r.loadOnce(ctx, r.tables[i], t, open) })
	if err != nil {
		return fmt.Errorf("filling table %s: %w", t.Name, r.db.explain(err))
	}
	return nil
}

func (r *Refill) loadOnce(ctx context.Context, to storedTable, t Table, open func() (io.ReadCloser, error)) error {
	target := t.Name
	if target == "schema_migrations" {
		target = newMigrations
		if err := r.db.makeMigrations(ctx, target); err != nil {
			return err
		}
	}
	var statements []string
	if to.Rows > 0 || r.tried[t.Name] { // what a migration, or a try before this one, put there
		statements = append(statements, "TRUNCATE TABLE "+quoteName(target))
	}
	r.tried[t.Name] = true
	if t.Rows > 0 {
		statements = append(statements, "DROP TABLE IF EXISTS "+fillingTable+" SYNC", "CREATE TABLE "+fillingTable+" AS "+quoteName(target)+to.plain())
	}
	for _, statement := range statements {
		if err := r.db.conn.Exec(ctx, statement); err != nil {
			return err
		}
	}
	if t.Rows == 0 {
		return nil
	}
	if err := r.fill(ctx, t, open); err != nil {
		return err
	}
	return r.db.conn.Exec(ctx, "ALTER TABLE "+quoteName(target)+" ATTACH PARTITION ALL FROM "+fillingTable)
}

// fillSettings bound the memory of an insert; a table of scores has a partition a run and part.
var fillSettings = map[string]string{"min_insert_block_size_bytes": "16777216", "max_insert_threads": "1", "max_threads": "1", "max_partitions_per_insert_block": "0"}

func (r *Refill) fill(ctx context.Context, t Table, open func() (io.ReadCloser, error)) error {
	rows, err := open()
	if err != nil {
		return err
	}
	defer rows.Close()
	from := &source{Reader: rows}
	err = r.db.post(ctx, "INSERT INTO "+fillingTable+" ("+names(t.Columns)+") FORMAT Native", fillSettings, from, -1)
	if failed := from.failed.Load(); failed != nil { // no fault of ClickHouse, which only hears that no more comes
		return fmt.Errorf("reading its rows: %w", *failed)
	}
	if err != nil {
		return err
	}
	n, sum, err := r.db.sumOf(ctx, fillingTable, t.Columns)
	if err == nil && (n != t.Rows || sum != t.Sum) {
		err = fmt.Errorf("%d rows with the sum %s came, %d with the sum %s were kept", n, sum, t.Rows, t.Sum)
	}
	return err
}

// source remembers why nothing more could be read.
type source struct {
	io.Reader
	failed atomic.Pointer[error]
}

// Read reads.
func (s *source) Read(p []byte) (int, error) {
	n, err := s.Reader.Read(p)
	if err != nil && err != io.EOF {
		s.failed.Store(&err)
	}
	return n, err
}

// End has every program take the database for what it was.
func (r *Refill) End(ctx context.Context) error {
	if err := r.db.repeatable(ctx, "DROP TABLE IF EXISTS "+fillingTable+" SYNC"); err != nil {
		return fmt.Errorf("ending the restore: %w", err)
	}
	if err := r.db.Exec(ctx, "EXCHANGE TABLES schema_migrations AND "+newMigrations, nil); err != nil {
		return fmt.Errorf("ending the restore: %w", err)
	}
	return r.db.repeatable(ctx, "DROP TABLE IF EXISTS "+newMigrations+" SYNC")
}
