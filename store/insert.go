package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
	"github.com/shopspring/decimal"

	"gongkai/disclosure"
	"gongkai/store/block"
)

// insert writes rows in one request. target is the table with its columns. It must only be
// used where the same rows twice are as good as once: on tables that replace, or under an
// identifier that nothing names yet.
func (db *DB) insert(ctx context.Context, target string, rows [][]any) error {
	if len(rows) == 0 {
		return nil
	}
	err := db.again(ctx, func() error { return db.insertOnce(ctx, target, rows) })
	if err != nil {
		return fmt.Errorf("writing %d rows to %s: %w", len(rows), tableOf(target), db.explain(err))
	}
	return nil
}

// Insert writes rows, one value a column, in one request; target is a table with its columns in
// brackets. Where the connection breaks they may be there twice: write what is as good twice as once.
func (db *DB) Insert(ctx context.Context, target string, rows [][]any) error {
	return db.insert(ctx, target, rows)
}

func (db *DB) insertOnce(ctx context.Context, target string, rows [][]any) error {
	if len(rows) == 0 {
		return nil
	}
	return db.send(ctx, target, func(batch driver.Batch) error {
		for _, row := range rows {
			if err := batch.Append(row...); err != nil {
				return err
			}
		}
		return nil
	})
}

// insertBlock writes rows column by column, in one request.
func (db *DB) insertBlock(ctx context.Context, target string, columns ...block.Column) error {
	rows, length, err := block.Rows(columns...)
	if err != nil {
		return fmt.Errorf("writing to %s: %w", tableOf(target), err)
	}
	return db.insertEncoded(ctx, target, "Native", rows, length, nil)
}

// insertLines writes rows that are encoded one after the other, in one request.
func (db *DB) insertLines(ctx context.Context, target string, lines *block.Lines, settings map[string]string) error {
	rows := lines.Bytes()
	return db.insertEncoded(ctx, target, "RowBinary", bytes.NewReader(rows), int64(len(rows)), settings)
}

func (db *DB) insertEncoded(ctx context.Context, target, format string, rows io.Reader, length int64, settings map[string]string) error {
	if length == 0 {
		return nil
	}
	if db.distant {
		packed := map[string]string{"decompress": "1"}
		maps.Copy(packed, settings)
		rows, length, settings = block.Packed(rows), -1, packed
	}
	err := db.post(ctx, "INSERT INTO "+target+" FORMAT "+format, settings, rows, length)
	var refused *Refusal
	if errors.As(err, &refused) && refused.code != 0 { // as the driver says it
		return &clickhouse.Exception{Code: refused.code, Message: refused.Message}
	}
	return err
}

func (db *DB) send(ctx context.Context, target string, fill func(driver.Batch) error) error {
	if known, ok := db.columns.Load(target); ok {
		ctx = clickhouse.Context(ctx, clickhouse.WithColumnNamesAndTypes(known.([]clickhouse.ColumnNameAndType)))
	}
	batch, err := db.conn.PrepareBatch(ctx, "INSERT INTO "+target)
	if err != nil {
		return err
	}
	defer batch.Close()
	db.remember(target, batch)
	if err := fill(batch); err != nil {
		return err
	}
	return batch.Send()
}

// remember spares further inserts the question for the columns' types, which costs as much as
// a small insert does. (ClickHouse converts, or refuses, where a type has changed meanwhile.)
func (db *DB) remember(target string, batch driver.Batch) {
	if _, ok := db.columns.Load(target); ok {
		return
	}
	var types []clickhouse.ColumnNameAndType
	for _, c := range batch.Columns() {
		types = append(types, clickhouse.ColumnNameAndType{Name: c.Name(), Type: string(c.Type())})
	}
	db.columns.Store(target, types)
}

func tableOf(target string) string {
	for i, c := range target {
		if c == ' ' {
			return target[:i]
		}
	}
	return target
}

// number is how a Number goes into a Decimal(20, 6) column: exactly. nil is NULL.
func number(n *disclosure.Number) *decimal.Decimal {
	if n == nil {
		return nil
	}
	d := decimal.New(int64(*n), -6)
	return &d
}

// Days that a Date column can hold. A page may print any day; one outside is kept as text
// among the candidates only.
var (
	firstDay = time.Date(1970, 1, 1, 0, 0, 0, 0, time.UTC)
	lastDay  = time.Date(2149, 6, 6, 0, 0, 0, 0, time.UTC)
)

// day is how a Date goes into a Nullable(Date) column. nil, zero and out of range are NULL.
func day(d *disclosure.Date) *time.Time {
	if d == nil || d.IsZero() || d.Time().Before(firstDay) || d.Time().After(lastDay) {
		return nil
	}
	t := d.Time()
	return &t
}

// some is the value of p, or the zero value: for columns in which empty means not known.
func some[T any](p *T) T {
	if p == nil {
		var zero T
		return zero
	}
	return *p
}

// optional is how a text goes into a Nullable column: empty is NULL.
func optional(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}
