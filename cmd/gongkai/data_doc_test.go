package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gongkai/analytics/export"
	"gongkai/store"
	"gongkai/store/engine"
)

// go test ./cmd/gongkai -run TestDataDocument -update writes doc/data.md anew.
var update = flag.Bool("update", false, "write the generated documents anew")

const dataHead = `# The tables

Every public table, column by column, as the database describes itself in ` + "`system.columns`" + `. This page is generated: the comments stand in ` + "`store/migrations`" + `, keys, questions and the Chinese of tables in ` + "`analytics/export/tables.tsv`" + `, units, sources and the Chinese of columns in ` + "`analytics/export/columns.tsv`" + `, the Chinese of units and sources in ` + "`analytics/export/words.tsv`" + `. The same is answered by ` + "`/api/v1/dictionary`" + `, and stands in the descriptor and the dictionary of a package: what is said in Chinese in names that end in ` + "`_zh`" + `.

No table needs ` + "`FINAL`" + ` or any knowledge of how a document is read again: each shows the current state, tables with ` + "`_history`" + ` in their name all that was. NULL is an unknown and never 0; where a column can't be NULL an empty text says that there is none. Times are UTC, days are days in China. [queries.md](queries.md) has worked questions, and how to ask from other programs.

`

// dataDocument is doc/data.md.
func dataDocument(tables []export.Table) string {
	var b strings.Builder
	b.WriteString(dataHead + "| table | a row is |\n|---|---|\n")
	for _, t := range tables {
		fmt.Fprintf(&b, "| [`%[1]s`](#%[1]s) | %[2]s |\n", t.Name, cell(t.About))
	}
	for _, t := range tables {
		fmt.Fprintf(&b, "\n## %s\n\n%s.\n\n%s。\n\n", t.Name, strings.ToUpper(t.About[:1])+t.About[1:], t.Chinese)
		for _, q := range t.Questions {
			fmt.Fprintf(&b, "- %s %s\n", q.English, q.Chinese)
		}
		if len(t.Key) > 0 {
			fmt.Fprintf(&b, "\nKey: `%s`.", strings.Join(t.Key, "`, `"))
		}
		for _, r := range t.References {
			fmt.Fprintf(&b, " `%s` → `%s`.", strings.Join(r.Columns, "`, `"), r.Table)
		}
		b.WriteString("\n\n| column | type | unit | what | 说明 |\n|---|---|---|---|---|\n")
		for _, c := range t.Columns {
			fmt.Fprintf(&b, "| `%s` | `%s` | %s | %s | %s |\n", c.Name, c.Type, c.Unit, cell(c.About), cell(c.Chinese))
		}
	}
	return b.String()
}

// code is a word of the data as comments name it: not_found.
var code = regexp.MustCompile(`\b[a-z][a-z0-9]*(?:_[a-z0-9]+)+\b`)

// untold is what the Chinese of a column does not say: all of it, or a value that the English names. A name of a
// table or a column is none: the Chinese may say what it is.
func untold(c export.Column, tables []export.Table) (lacking []string) {
	if !regexp.MustCompile(`\p{Han}`).MatchString(c.Chinese) {
		return []string{"it has no Chinese"}
	}
	for _, value := range code.FindAllString(c.About, -1) {
		named := slices.ContainsFunc(tables, func(t export.Table) bool {
			return t.Name == value || slices.ContainsFunc(t.Columns, func(c export.Column) bool { return c.Name == value })
		})
		if !named && !strings.Contains(c.Chinese, value) {
			lacking = append(lacking, "its Chinese does not name "+value)
		}
	}
	return lacking
}

// cell keeps a text within its cell of a table.
func cell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }

// TestDataDocument: doc/data.md is what the tables say of themselves, and they say it of every
// column. The tables that are not public are named here, so that a new one is either described
// or left out knowingly.
func TestDataDocument(t *testing.T) {
	t.Parallel()
	demoSite(t)
	e, err := engine.Attach(t.Context(), sharedDemo.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	db, err := store.Open(t.Context(), store.Config{URL: e.URL(), User: engine.UserAdmin, Password: e.Secret(), Database: engine.Database})
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	tables, err := export.Tables(t.Context(), db)
	if err != nil {
		t.Fatal(err)
	}
	public := map[string]bool{}
	for _, table := range tables {
		public[table.Name] = true
		if table.About == "" || table.Chinese == "" || len(table.Key) == 0 || len(table.Questions) == 0 {
			t.Errorf("%s: a comment in its migration, and a line in analytics/export/tables.tsv, are wanted", table.Name)
		}
		for _, c := range table.Columns {
			if c.About == "" {
				t.Errorf("%s.%s has no comment", table.Name, c.Name)
			}
			for _, lacking := range untold(c, tables) {
				t.Errorf("%s.%s: %s (analytics/export/columns.tsv)", table.Name, c.Name, lacking)
			}
		}
	}
	if t.Failed() {
		return
	}
	hidden, err := query(t, sharedDemo.dir, `SELECT DISTINCT table FROM system.columns WHERE database = currentDatabase() ORDER BY table`)
	if err != nil {
		t.Fatal(err)
	}
	for table := range strings.FieldsSeq(hidden) {
		if !public[table] && !internal.MatchString(table) {
			t.Errorf("%s is neither public (every column has a comment) nor one of the tables that are kept for ourselves", table)
		}
	}
	path := filepath.Join(root, "doc", "data.md")
	want := dataDocument(tables)
	if *update {
		if err := os.WriteFile(path, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != want {
		t.Errorf("doc/data.md is not what the tables say (go test ./cmd/gongkai -run TestDataDocument -update writes it): %v\n%s", err, firstDifference(string(got), want))
	}
}

// internal are the base tables: what was, and the work of the steps.
var internal = regexp.MustCompile(`_history$|^reading|^refresh|^across_|^text_|^profile_|^(seal_records|peer_estimates|report_states|score_runs|score_parts|score_units|score_sizes|expected_units|findings_across|findings_ours|column_agencies|current_readings|leases|schema_migrations|vanishing_reports)$`)
