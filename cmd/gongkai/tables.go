package main

import (
	"context"
	"fmt"
	"io"
	"slices"

	"gongkai/analytics/export"
	"gongkai/dashboards"
)

// parquetRows is how many rows a Parquet file of the web may have: the embedded engine makes it in
// memory, as a whole.
const parquetRows = 500_000

// publicTables describes the public tables.
func (h *home) publicTables(ctx context.Context) ([]dashboards.PublicTable, error) {
	tables, err := export.Tables(ctx, h.DB)
	var all []dashboards.PublicTable
	for _, t := range tables {
		d := dashboards.PublicTable{Name: t.Name, About: t.About, AboutZH: t.Chinese, Key: t.Key}
		for _, q := range t.Questions {
			d.Questions = append(d.Questions, dashboards.TableQuestion{EN: q.English, ZH: q.Chinese})
		}
		for _, r := range t.References {
			d.References = append(d.References, dashboards.TableReference{Columns: r.Columns, Table: r.Table})
		}
		for _, c := range t.Columns {
			d.Columns = append(d.Columns, dashboards.PublicColumn{Name: c.Name, Type: c.Type, About: c.About, AboutZH: c.Chinese, Unit: c.Unit, UnitZH: c.UnitZH, Source: c.Source, SourceZH: c.SourceZH})
		}
		all = append(all, d)
	}
	return all, err
}

// table writes a whole public table.
func (h *home) table(ctx context.Context, name, format string, w io.Writer) error {
	tables, err := export.Tables(ctx, h.DB)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(tables, func(t export.Table) bool { return t.Name == name }) {
		return fmt.Errorf("table %s: %w", name, dashboards.ErrNotFound)
	}
	if format == "csv" {
		return h.Copy(ctx, "SELECT * FROM "+name, "CSVWithNames", map[string]string{"format_csv_null_representation": ""}, w)
	}
	var rows []struct {
		N uint64 `ch:"n"`
	}
	if err := h.Select(ctx, &rows, "SELECT count() AS n FROM "+name, nil); err != nil {
		return err
	}
	if len(rows) != 1 || rows[0].N > parquetRows {
		return &dashboards.QueryError{Text: fmt.Sprintf("%s has more than %d rows: take CSV, or gongkai export", name, parquetRows)}
	}
	return h.Copy(ctx, "SELECT * FROM "+name, "Parquet", nil, w)
}
