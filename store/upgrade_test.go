package store

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
)

const (
	keptSchema   = 12 // is kept and restored: tables have changed and gone since
	loadedSchema = 73 // put merges off in a way that a later Refresh does not take back
)

// A data folder of every earlier schema opens: each table is given rows by the schema that made it,
// so every migration runs over rows of all that were before it. On the way everything is kept and
// brought back into another database, with which it goes on. What stands at the end is what a new
// database has, and no row is lost.
func TestEveryEarlierSchemaMigrates(t *testing.T) {
	db, wanted := empty(t), must2(migrations(migrationFiles))(t)
	must(t, db.makeMigrations(t.Context(), "schema_migrations"))
	filled := map[string]bool{"schema_migrations": true}
	climb := func(db *DB, steps []migration) {
		for _, m := range steps {
			must(t, db.apply(t.Context(), m))
			fill(t, db, filled)
		}
	}
	climb(db, wanted[:keptSchema])
	db = restored(t, db)
	if err := db.Ready(t.Context()); err == nil || !strings.Contains(err.Error(), fmt.Sprintf("has schema %d of %d: a migration is due", keptSchema, len(wanted))) {
		t.Errorf("schema %d: ready says %v", keptSchema, err)
	}
	climb(db, wanted[keptSchema:loadedSchema])
	for _, table := range loadedTables { // as a version left them that was killed while it read very many documents
		must(t, db.alter(t.Context(), table.name, "MODIFY SETTING merge_selector_base = 200"))
	}
	climb(db, wanted[loadedSchema:])
	must(t, db.Migrate(t.Context()))
	must(t, db.Ready(t.Context()))
	const shape = "SELECT table, name, type, default_kind, default_expression, compression_codec, comment FROM system.columns WHERE database = currentDatabase() ORDER BY table, position"
	whole := fresh(t)
	same(t, "columns", text(t, db, shape), text(t, whole, shape))
	const settings = "SELECT name, extract(engine_full, 'SETTINGS.*') FROM system.tables WHERE database = currentDatabase() AND name IN ('reading_figures', 'readings') ORDER BY name"
	same(t, "settings", text(t, db, settings), text(t, whole, settings))
	for _, s := range must2(db.stored(t.Context()))(t) {
		if !filled[s.Name] || s.Rows < 3 {
			t.Errorf("table %s has %d rows, filled: %v", s.Name, s.Rows, filled[s.Name])
		}
	}
}

func must2[T any](v T, err error) func(*testing.T) T {
	return func(t *testing.T) T { t.Helper(); must(t, err); return v }
}

// fill puts rows into the tables that have had none: whatever their columns can hold.
func fill(t *testing.T, db *DB, filled map[string]bool) {
	t.Helper()
	for _, s := range must2(db.stored(t.Context()))(t) {
		if filled[s.Name] {
			continue
		}
		filled[s.Name] = true
		var structure, values []string
		for _, c := range s.Columns {
			structure = append(structure, c.Name+" "+strings.ReplaceAll(c.Type, "'", "\\'"))
			value := quoteName(c.Name)
			switch c.Name {
			case "is_deleted": // 0 or 1, says ReplacingMergeTree
				value = "0"
			case "heard_at", "kept_at": // rows that are too old go by themselves
				value = "now64()"
			}
			values = append(values, value)
		}
		query := fmt.Sprintf("INSERT INTO %s (%s) SELECT %s FROM generateRandom('%s', 7, 10, 2) LIMIT 3", quoteName(s.Name), names(s.Columns), strings.Join(values, ", "), strings.Join(structure, ", "))
		if err := db.Exec(t.Context(), query, nil); err != nil {
			t.Fatalf("table %s: %v", s.Name, err)
		}
	}
}

// copyAll is a backup in memory. While it is taken another is refused, and what is written later is
// not in it.
func copyAll(t *testing.T, db *DB) ([]Table, map[string][]byte) {
	t.Helper()
	s := must2(db.Snapshot(t.Context()))(t)
	if _, err := db.Snapshot(t.Context()); err == nil || !strings.Contains(err.Error(), "another backup of database") {
		t.Errorf("two snapshots at once: %v", err)
	}
	must(t, db.Exec(t.Context(), "INSERT INTO bodies (sha256, bytes, body) VALUES ('later', 1, 'x')", nil))
	rows := map[string][]byte{}
	for _, table := range s.Tables {
		var out bytes.Buffer
		must(t, s.Copy(t.Context(), table, &out))
		rows[table.Name] = out.Bytes()
	}
	must(t, s.Drop(t.Context()))
	return s.Tables, rows
}

func opener(rows []byte) func() (io.ReadCloser, error) {
	return func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(rows)), nil }
}

// restored keeps a database and fills an empty one with it: once cut off, then to the end.
func restored(t *testing.T, from *DB) *DB {
	t.Helper()
	kept, rows := copyAll(t, from)
	db, schema := empty(t), schemaOf(t, keptSchema)
	cutOff := must2(db.Refill(t.Context(), schema[:1]))(t)
	spoilt := kept[slices.IndexFunc(kept, func(k Table) bool { return k.Name == "bodies" })]
	spoilt.Sum = "1"
	if err := cutOff.Load(t.Context(), spoilt, opener(rows["bodies"])); err == nil || !strings.Contains(err.Error(), "were kept") {
		t.Errorf("another sum: %v", err)
	}
	if err := cutOff.Load(t.Context(), spoilt, opener(rows["bodies"][:len(rows["bodies"])-1])); err == nil {
		t.Error("rows that were cut short are loaded")
	}
	damaged := func() (io.ReadCloser, error) {
		return io.NopCloser(io.MultiReader(bytes.NewReader(rows["bodies"]), iotest.ErrReader(errors.New("the block is damaged")))), nil
	}
	if err := cutOff.Load(t.Context(), spoilt, damaged); err == nil || err.Error() != "filling table bodies: reading its rows: the block is damaged" {
		t.Errorf("rows that are damaged: %v", err)
	}
	if err := db.Migrate(t.Context()); err == nil || !strings.Contains(err.Error(), "a restore of it was cut off: run gongkai restore again") {
		t.Errorf("a restore that was cut off is opened: %v", err)
	}
	refill := must2(db.Refill(t.Context(), schema))(t)
	for _, table := range kept {
		must(t, refill.Load(t.Context(), table, opener(rows[table.Name])))
	}
	must(t, refill.End(t.Context()))
	same(t, "migrations", text(t, db, "SELECT count(), max(version) FROM schema_migrations"), fmt.Sprintf("%d\t%d\n", keptSchema, keptSchema))
	for _, table := range kept {
		n, sum, err := db.sumOf(t.Context(), quoteName(table.Name), table.Columns)
		if err != nil || n != table.Rows || sum != table.Sum {
			t.Errorf("table %s: %d rows with the sum %s, want %d with %s, %v", table.Name, n, sum, table.Rows, table.Sum, err)
		}
	}
	if _, err := db.Refill(t.Context(), schema); !errors.Is(err, ErrNotEmpty) {
		t.Errorf("over data: %v", err)
	}
	return db
}

func schemaOf(t *testing.T, n int) (schema []Migration) {
	t.Helper()
	for _, m := range must2(migrations(migrationFiles))(t)[:n] {
		schema = append(schema, Migration{m.version, m.name, m.checksum})
	}
	return schema
}

// A killed process leaves its snapshot behind; the next one takes its place. Of a process that may
// live nobody's snapshot is dropped.
func TestSnapshotOfADeadProcess(t *testing.T) {
	db := fresh(t)
	name := quoteName(db.config.Database + "_snapshot")
	self := db.leases.self
	must(t, db.Exec(t.Context(), fmt.Sprintf("CREATE DATABASE %s COMMENT '%s %d 1'", name, self.machine, self.number), nil))
	if left, err := db.LeftSnapshot(t.Context()); err != nil || quoteName(left) != name {
		t.Errorf("left behind: %q, %v", left, err)
	}
	s := must2(db.Snapshot(t.Context()))(t) // no process of this number began then
	if left, err := db.LeftSnapshot(t.Context()); err != nil || left != "" {
		t.Errorf("a snapshot in use is left behind: %q, %v", left, err)
	}
	must(t, s.Drop(t.Context()))
	must(t, db.Exec(t.Context(), "CREATE DATABASE "+name+" COMMENT 'elsewhere 12 1'", nil))
	if _, err := db.Snapshot(t.Context()); err == nil || !strings.Contains(err.Error(), "is being made by process 12") {
		t.Errorf("another machine's snapshot: %v", err)
	}
	must(t, db.Exec(t.Context(), "DROP DATABASE "+name+" SYNC", nil))
	for silent, left := range map[int]string{10: "", 70: name} { // seconds: a lease lives for 60
		must(t, db.Exec(t.Context(), "CREATE DATABASE "+name+" COMMENT 'elsewhere 12 1 leased'", nil))
		must(t, db.Exec(t.Context(), "TRUNCATE TABLE leases", nil))
		must(t, db.Exec(t.Context(), fmt.Sprintf(`INSERT INTO leases (site_id, owner, state, claimed_at, heard_at, machine, process, process_started)
			SELECT '%s', 'x', 'holds', now64(6) - 100, now64(6) - %d, 'elsewhere', 12, 1`, snapshotLease, silent), nil))
		if got, err := db.LeftSnapshot(t.Context()); err != nil || got != strings.Trim(left, "`") {
			t.Errorf("silent for %d s: %q is left behind, %v", silent, got, err)
		}
		s, err := db.Snapshot(t.Context())
		if left == "" {
			if err == nil || !strings.Contains(err.Error(), "process 12 on another machine") || !strings.Contains(err.Error(), "the place is free in 50s") {
				t.Errorf("a snapshot elsewhere that lives: %v", err)
			}
			must(t, db.Exec(t.Context(), "DROP DATABASE "+name+" SYNC", nil))
			continue
		}
		must(t, err)
		must(t, s.Ours(t.Context()))
		must(t, db.Exec(t.Context(), "DROP DATABASE "+name+" SYNC", nil))
		must(t, db.Exec(t.Context(), "CREATE DATABASE "+name+" COMMENT 'elsewhere 12 1 leased x'", nil))
		if err := s.Ours(t.Context()); err == nil || !strings.Contains(err.Error(), "another backup has begun") {
			t.Errorf("another's snapshot: %v", err)
		}
		must(t, s.Drop(t.Context()))
		same(t, "another's snapshot", text(t, db, "SELECT count() FROM system.databases WHERE name = '"+strings.Trim(name, "`")+"'"), "1\n")
		must(t, db.Exec(t.Context(), "DROP DATABASE "+name+" SYNC", nil))
	}
}
