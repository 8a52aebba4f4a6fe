package export

import (
	"context"
	_ "embed"
	"fmt"
	"io"
	"slices"
	"strings"
)

// DB is the database that is copied.
type DB interface {
	// Select appends the rows of a query to dst, a pointer to a slice of structs with ch tags.
	Select(ctx context.Context, dst any, query string, params map[string]any) error
	// Copy writes ClickHouse's own output of a query to w, without the limits of readers.
	Copy(ctx context.Context, query, format string, settings map[string]string, w io.Writer) error
}

// Column is a column of a public table.
type Column struct {
	Name  string
	Type  string // ClickHouse's own, for example LowCardinality(Nullable(String))
	About string // what it holds, in which unit, from where

	Unit, UnitZH     string // unit of the values; empty where they have none
	Source, SourceZH string // where they come from; empty where their table says it
	Chinese          string // what it holds
}

// Table is a public table.
type Table struct {
	Name       string
	About      string // what a row is
	Chinese    string // the same in Chinese
	Columns    []Column
	Key        []string // columns that name a row; empty where nobody said
	References []Reference
	Questions  []Question // what it answers
}

// Question is a question that a table answers.
type Question struct{ English, Chinese string }

// Reference says that columns name a row of another table.
type Reference struct {
	Columns  []string
	Table    string
	ToColumn []string // the columns of that table's key
}

//go:embed tables.sql
var tablesSQL string

//go:embed tables.tsv
var tablesTSV string

// withheld are the public tables that no package has: bodies are the pages themselves, the agencies' works and no facts, for
// which a WARC file is the form; covariates are the user's own, taken from others, who say whether they may be handed on.
var withheld = map[string]string{
	"bodies":           "pages are written by gongkai warc",
	"covariates":       "it holds tables of your own, which are part of no package",
	"covariate_tables": "it holds tables of your own, which are part of no package",
}

// Tables lists the public tables of a database by their names, in alphabetical order.
func Tables(ctx context.Context, db DB) ([]Table, error) {
	var rows []struct {
		Table string `ch:"table"`
		About string `ch:"about"`
		Name  string `ch:"name"`
		Type  string `ch:"type"`
		What  string `ch:"comment"`
	}
	if err := db.Select(ctx, &rows, tablesSQL, nil); err != nil {
		return nil, fmt.Errorf("listing the public tables: %w", err)
	}
	known, err := readNotes(tablesTSV)
	if err != nil {
		return nil, err
	}
	words, err := readWords(wordsTSV)
	if err != nil {
		return nil, err
	}
	said, err := notes(columnsTSV, words)
	if err != nil {
		return nil, err
	}
	var tables []Table
	for _, r := range rows {
		if n := len(tables); n == 0 || tables[n-1].Name != r.Table {
			t := known[r.Table]
			t.Name, t.About = r.Table, r.About
			tables = append(tables, t)
		}
		last := &tables[len(tables)-1]
		n := of(said, r.Table, r.Name)
		last.Columns = append(last.Columns, Column{r.Name, r.Type, r.What, n.unit, n.unitZH, n.source, n.sourceZH, n.chinese})
	}
	return tables, nil
}

// readNotes reads what tables.tsv says of tables: key, references, questions, and what a row and the questions are in Chinese.
func readNotes(text string) (map[string]Table, error) {
	known := map[string]Table{}
	for i, line := range strings.Split(strings.TrimSpace(text), "\n") {
		if i == 0 || strings.HasPrefix(line, "#") {
			continue
		}
		parts := strings.Split(line, "\t")
		if len(parts) != 6 {
			return nil, fmt.Errorf("tables.tsv, line %d: %d fields, want 6", i+1, len(parts))
		}
		t := Table{Key: list(parts[1], ","), Chinese: parts[4]}
		english, chinese := list(parts[3], "|"), list(parts[5], "|")
		if len(english) != len(chinese) {
			return nil, fmt.Errorf("tables.tsv, line %d: %d questions in English and %d in Chinese: want each in both", i+1, len(english), len(chinese))
		}
		for q := range english {
			t.Questions = append(t.Questions, Question{english[q], chinese[q]})
		}
		for _, r := range list(parts[2], ";") {
			from, to, _ := strings.Cut(r, "=")
			table, columns, found := strings.Cut(to, ".")
			if !found {
				return nil, fmt.Errorf("tables.tsv, line %d: the reference %q is not like agency_id=agencies.agency_id", i+1, r)
			}
			t.References = append(t.References, Reference{list(from, ","), table, list(columns, ",")})
		}
		known[parts[0]] = t
	}
	return known, nil
}

// list splits and drops what is empty.
func list(text, separator string) []string {
	var all []string
	for _, part := range strings.Split(text, separator) {
		if part = strings.TrimSpace(part); part != "" {
			all = append(all, part)
		}
	}
	return all
}

// column finds a column by its name.
func (t Table) column(name string) (Column, bool) {
	i := slices.IndexFunc(t.Columns, func(c Column) bool { return c.Name == name })
	if i < 0 {
		return Column{}, false
	}
	return t.Columns[i], true
}

// Nullable reports whether a value may be unknown.
func (c Column) Nullable() bool { return strings.Contains(c.Type, "Nullable(") && !c.nested() }

// nested reports whether a value is a list, a record or a map.
func (c Column) nested() bool {
	return strings.HasPrefix(c.Type, "Array(") || strings.HasPrefix(c.Type, "Tuple(") || strings.HasPrefix(c.Type, "Map(") || strings.HasPrefix(c.Type, "Nested(")
}

// bare is the type without what says how it is stored and whether it may be NULL.
func (c Column) bare() string {
	t := c.Type
	for _, wrapper := range []string{"LowCardinality(", "Nullable("} {
		if inner, found := strings.CutPrefix(t, wrapper); found {
			t = strings.TrimSuffix(inner, ")")
		}
	}
	return t
}
