package export

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
)

// span is the rows whose first key column lies between two values: as much as one query copies.
type span struct {
	low, high string // hexadecimal, of the value as text
	rows      uint64
}

// spans cuts a table into parts of about size rows. Rows that share the first column of the
// key stay together, so a part can be larger, but no row stands in two. A table whose first
// column may be NULL is one part: a range would leave the NULLs out.
func spans(ctx context.Context, db DB, t Table, size uint64) ([]span, error) {
	first := t.first()
	if first.Nullable() || first.nested() {
		return countAll(ctx, db, t)
	}
	query := fmt.Sprintf("SELECT hex(toString(t.%[1]s)) AS value, count() AS rows FROM %[2]s AS t GROUP BY t.%[1]s ORDER BY t.%[1]s", name(first.Name), name(t.Name))
	var all []span
	err := eachRow(ctx, db, query, func(value string, rows uint64) {
		if n := len(all); n > 0 && all[n-1].rows+rows <= size {
			all[n-1].high, all[n-1].rows = value, all[n-1].rows+rows
			return
		}
		all = append(all, span{value, value, rows})
	})
	if err != nil {
		return nil, fmt.Errorf("counting the rows of %s: %w", t.Name, err)
	}
	if len(all) == 0 {
		all = []span{{}}
	}
	return all, nil
}

func countAll(ctx context.Context, db DB, t Table) ([]span, error) {
	var all []span
	err := eachRow(ctx, db, "SELECT '' AS value, count() AS rows FROM "+name(t.Name), func(_ string, rows uint64) { all = append(all, span{rows: rows}) })
	if err != nil {
		return nil, fmt.Errorf("counting the rows of %s: %w", t.Name, err)
	}
	return all, nil
}

// eachRow reads a query's rows as they come: a table of the nation has a million reports.
func eachRow(ctx context.Context, db DB, query string, take func(value string, rows uint64)) error {
	in, out := io.Pipe()
	go func() {
		out.CloseWithError(db.Copy(ctx, query, "JSONEachRow", map[string]string{"output_format_json_quote_64bit_integers": "0"}, out))
	}()
	defer in.Close()
	for decoder := json.NewDecoder(in); ; {
		var row struct {
			Value string
			Rows  uint64
		}
		err := decoder.Decode(&row)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		take(row.Value, row.Rows)
	}
}

// first is the column by which a table is cut into parts.
func (t Table) first() Column {
	if len(t.Key) > 0 {
		c, _ := t.column(t.Key[0]) // a key's columns are the table's: the tests see to it
		return c
	}
	return t.Columns[0]
}

// copySQL is the query that copies a part, in the order of the key. Of several parts each is a
// range of the key's first column; columns are named with their table, so that the range is
// one of what is stored and not of what is written.
func (t Table) copySQL(format string, s span, parts int) string {
	var columns []string
	for _, c := range t.Columns {
		columns = append(columns, c.written(format)+" AS "+name(c.Name))
	}
	where := ""
	if parts > 1 {
		first := t.first()
		where = fmt.Sprintf(" WHERE t.%[1]s >= CAST(unhex('%[3]s') AS %[2]s) AND t.%[1]s <= CAST(unhex('%[4]s') AS %[2]s)", name(first.Name), first.bare(), s.low, s.high)
	}
	return "SELECT " + strings.Join(columns, ", ") + " FROM " + name(t.Name) + " AS t" + where + " ORDER BY " + strings.Join(t.order(), ", ")
}

// order is the key where there is one, else every column: then rows that are alike in all of
// them may change places unseen.
func (t Table) order() []string {
	names := t.Key
	if len(names) == 0 {
		for _, c := range t.Columns {
			names = append(names, c.Name)
		}
	}
	var order []string
	for _, n := range names {
		by := "t." + name(n)
		if c, _ := t.column(n); c.nested() {
			by = "toString(" + by + ")" // maps have no order of their own
		}
		order = append(order, by)
	}
	return order
}

// written is how a column goes into a file. Lists and records are JSON in CSV, where no type
// says what they are. Both formats promise UTF-8, which no page has to keep.
func (c Column) written(format string) string {
	column := "t." + name(c.Name)
	switch {
	case c.nested() && format == CSV:
		return "toValidUTF8(toJSONString(" + column + "))"
	case c.bare() == "String":
		return "toValidUTF8(" + column + ")"
	}
	return column
}

// name quotes an identifier.
func name(identifier string) string {
	return "`" + strings.NewReplacer("\\", "\\\\", "`", "\\`").Replace(identifier) + "`"
}
