package store

import (
	flags "flag"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

var update = flags.Bool("update", false, "write the schema of a new database anew")

// made are the tables and views of a database, each with the statement that makes it there.
type made struct {
	Name  string  `ch:"name"`
	Query string  `ch:"query"`
	Rows  *uint64 `ch:"rows"`
}

func madeIn(t *testing.T, db *DB) (all []made) {
	t.Helper()
	const query = `SELECT name, replaceAll(formatQuery(create_table_query), concat(currentDatabase(), '.'), '') AS query, total_rows AS rows FROM system.tables
		WHERE database = currentDatabase() AND name != 'schema_migrations' ORDER BY endsWith(engine, 'View'), name`
	must(t, db.Select(t.Context(), &all, query, nil))
	return all
}

// schemaText is the file that makes what is there: tables first, and each view behind what it asks.
func schemaText(head string, all []made) string {
	var out strings.Builder
	out.WriteString(head + "\n")
	for written := map[string]bool{}; len(written) < len(all); {
		for _, m := range all {
			waits := func(other made) bool {
				return other.Name != m.Name && !written[other.Name] && slices.Contains(wordsOf(m.Query), other.Name)
			}
			if written[m.Name] || strings.HasPrefix(m.Query, "CREATE VIEW") && slices.ContainsFunc(all, waits) {
				continue
			}
			query := strings.Replace(m.Query, "CREATE TABLE ", "CREATE TABLE IF NOT EXISTS ", 1)
			out.WriteString("\n" + strings.Replace(query, "CREATE VIEW ", "CREATE OR REPLACE VIEW ", 1) + ";\n")
			written[m.Name] = true
		}
	}
	return out.String()
}

// wordsOf are the words of a query outside its texts.
func wordsOf(query string) []string {
	return strings.FieldsFunc(bare(query), func(r rune) bool { return r != '_' && (r < '0' || r > '9') && (r < 'a' || r > 'z') })
}

// What schema.sql makes of an empty database is, to the letter, what all migrations make of it one after the other.
func TestSchemaFile(t *testing.T) {
	wanted := must2(migrations(migrationFiles))(t)
	climbed := empty(t)
	must(t, climbed.makeMigrations(t.Context(), "schema_migrations"))
	for _, m := range wanted {
		must(t, climbed.apply(t.Context(), m))
	}
	want := madeIn(t, climbed)
	if *update {
		must(t, os.WriteFile(schemaFile, []byte(schemaText(schemaHead(wanted), want)), 0o644))
		t.Skip("written: run the test again without -update")
	}
	laid := empty(t)
	must(t, laid.migrate(t.Context(), migrationFiles))
	if got := text(t, laid, "SELECT comment FROM system.tables WHERE database = currentDatabase() AND name = 'schema_migrations'"); got != layingComment+"\n" {
		t.Fatal("schema.sql is of other migrations: write it anew with go test ./store -run TestSchemaFile -update")
	}
	same(t, "migrations", fmt.Sprint(must2(laid.Schema(t.Context()))(t)), fmt.Sprint(must2(climbed.Schema(t.Context()))(t)))
	got := madeIn(t, laid)
	if len(got) != len(want) || len(want) < 120 {
		t.Errorf("%d tables and views, want %d", len(got), len(want))
	}
	for i := range min(len(got), len(want)) {
		same(t, want[i].Name, got[i].Query, want[i].Query)
		if want[i].Rows != nil && *want[i].Rows > 0 && want[i].Name != "leases" {
			t.Errorf("migrations put %d rows into %s, schema.sql does not", *want[i].Rows, want[i].Name)
		}
	}
}

// withSchema are migrations and a file that is to come to the same.
func withSchema(t *testing.T, schema string, texts ...string) fs.FS {
	t.Helper()
	all := files(texts...)
	all[schemaFile] = &fstest.MapFile{Data: []byte(schemaHead(must2(migrations(all))(t)) + "\n" + schema)}
	return all
}

// A first start that was killed is begun again, perhaps by another version whose tables are others.
func TestSchemaKilledInTheMiddle(t *testing.T) {
	db := empty(t)
	if err := db.migrate(t.Context(), withSchema(t, one+two+"; SELECT throwIf(1)", one)); err == nil || !strings.Contains(err.Error(), "schema.sql, statement 4") {
		t.Fatalf("got %v", err)
	}
	must(t, db.Exec(t.Context(), "TRUNCATE TABLE one", nil))
	if have, _, err := db.SchemaState(t.Context()); have != 0 || err != nil {
		t.Errorf("a schema that is being made counts as %d, %v", have, err)
	}
	must(t, db.migrate(t.Context(), withSchema(t, "CREATE TABLE IF NOT EXISTS one (a String, b String) ENGINE = MergeTree ORDER BY a", one, two)))
	same(t, "tables", text(t, db, "SELECT name FROM system.tables WHERE database = currentDatabase() ORDER BY name"), "leases\none\nschema_migrations\n")
	same(t, "columns", text(t, db, "SELECT name FROM system.columns WHERE database = currentDatabase() AND table = 'one'"), "a\nb\n")
	same(t, "versions", text(t, db, "SELECT version FROM schema_migrations FINAL ORDER BY version"), "1\n2\n")
}

// Tables that a migration has made are no empty database, and one that holds rows is never dropped.
func TestSchemaLeavesOthersTables(t *testing.T) {
	spoilt := withSchema(t, "SELECT throwIf(1)", one, two)
	db := empty(t)
	must(t, db.makeMigrations(t.Context(), "schema_migrations"))
	must(t, db.Exec(t.Context(), "CREATE TABLE one (a String) ENGINE = MergeTree ORDER BY a", nil)) // then it was killed
	must(t, db.migrate(t.Context(), spoilt))
	same(t, "rows", text(t, db, "SELECT a FROM two"), "a;b\n")

	db = empty(t)
	if err := db.migrate(t.Context(), spoilt); err == nil {
		t.Fatal("a spoilt schema is no error")
	}
	must(t, db.Exec(t.Context(), "CREATE TABLE others (a String) ENGINE = MergeTree ORDER BY a AS SELECT 'kept' AS a", nil))
	must(t, db.migrate(t.Context(), withSchema(t, one, one)))
	same(t, "rows of others", text(t, db, "SELECT a FROM others"), "kept\n")
}
