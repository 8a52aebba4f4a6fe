package main

import (
	"context"
	"errors"
	"fmt"

	"gongkai/analytics/export"
	"gongkai/store"
)

// exportCommand writes the open data package.
type exportCommand struct {
	Dir    string   `arg:"" help:"The folder to make; it must not be there yet, or be empty."`
	Table  []string `placeholder:"NAME" help:"Only this public table; may be given several times."`
	Format []string `placeholder:"FMT" enum:"csv,parquet" help:"Only this format, csv or parquet; may be given several times."`
}

// Run writes the package whole or not at all.
func (c *exportCommand) Run(ctx context.Context, a *app) error {
	if !a.hasData() {
		return errors.New("there is no data to export yet: name its folder with --data, or crawl and ingest first")
	}
	h, err := a.open(ctx, embedded{})
	if err != nil {
		return err
	}
	defer h.close()
	summary, err := export.Write(store.Patiently(ctx), h.DB, c.Dir, export.Options{Tables: c.Table, Formats: c.Format, Program: "gongkai " + programVersion(),
		Copied: func(table string, rows uint64) { a.log.Info("table copied", "table", table, "rows", rows) }})
	if err != nil {
		return err
	}
	fmt.Fprintf(a.out, "%s: tables %d, rows %d, bytes %d, digest %s\n", c.Dir, summary.Tables, summary.Rows, summary.Bytes, summary.Digest)
	return nil
}
