package export

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"gongkai/analytics"
)

// The formats of tables.
const (
	CSV     = "csv"
	Parquet = "parquet"
)

// partRows is how many rows one query copies: a Parquet file of the embedded engine stands in
// memory as a whole, and a part is sorted there.
const partRows = 500_000

// Options say what goes into a package.
type Options struct {
	Tables   []string // names; empty: every public table
	Formats  []string // CSV, Parquet; empty: both
	PartRows uint64   // about how many rows a query copies and a Parquet file holds; 0: 500,000
	Program  string   // name and version of the program, for the README

	// Copied is told of each table that was copied; it may be nil.
	Copied func(table string, rows uint64)
}

// Summary says what was written.
type Summary struct {
	Tables int
	Rows   uint64
	Bytes  int64
	Digest string // of the data, as the dashboards show it
}

// ErrChanged is the error of a copy during which the data changed.
var ErrChanged = errors.New("the data changed while it was copied: export again when nothing crawls, reads or scores")

// state is what a package is a copy of.
type state struct {
	Digest  string
	Reports uint64

	Captures      uint64     `ch:"captures"`
	NewestCapture *time.Time `ch:"newest_capture"` // UTC; nil where nothing was captured
	OldestParser  *uint32    `ch:"oldest_parser"`  // of current reports; nil where there is none
	NewestParser  *uint32    `ch:"newest_parser"`
	Scores        uint64     `ch:"scores"`
	Method        *uint32    `ch:"method_version"` // nil where nothing was scored
	ClickHouse    string     `ch:"clickhouse"`
}

// Write makes a package in dir, a folder that is not there yet or is empty. A package is there
// whole or not at all: until it has its name it stands beside dir, in a folder whose name
// begins with a dot and ends with unfinished and a number.
func Write(ctx context.Context, db DB, dir string, o Options) (Summary, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return Summary{}, err
	}
	tables, err := choose(ctx, db, o.Tables)
	if err != nil {
		return Summary{}, err
	}
	if len(o.Formats) == 0 {
		o.Formats = []string{CSV, Parquet}
	}
	if o.PartRows == 0 {
		o.PartRows = partRows
	}
	work, err := workshop(dir)
	if err != nil {
		return Summary{}, err
	}
	defer os.RemoveAll(work) // nothing is left of it once it has its name
	p := &pack{folder: work, options: o, tables: tables}
	if err := p.fill(ctx, db); err != nil {
		return Summary{}, fmt.Errorf("exporting: %w", err)
	}
	return p.summary(), finish(work, dir)
}

// choose picks the tables with the given names, all but those that are withheld where none is given.
func choose(ctx context.Context, db DB, names []string) ([]Table, error) {
	all, err := Tables(ctx, db)
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(all, func(t Table) bool { return withheld[t.Name] != "" })
	var known []string
	for _, t := range all {
		known = append(known, t.Name)
	}
	for _, n := range names {
		if why := withheld[n]; why != "" {
			return nil, fmt.Errorf("table %s is not exported: %s", n, why)
		}
		if !slices.Contains(known, n) {
			return nil, fmt.Errorf("there is no public table %q; there are %s", n, strings.Join(known, ", "))
		}
	}
	if len(names) > 0 {
		all = slices.DeleteFunc(all, func(t Table) bool { return !slices.Contains(names, t.Name) })
	}
	return all, nil
}

// readState asks what the data is now.
func readState(ctx context.Context, db DB) (state, error) {
	var rows []state
	if err := db.Select(ctx, &rows, stateSQL, nil); err != nil {
		return state{}, fmt.Errorf("asking for the state of the data: %w", err)
	}
	query, err := analytics.MeasureSQL("data_digest")
	if err != nil {
		return state{}, err
	}
	var versions []struct {
		Digest string `ch:"digest"`
		N      uint64 `ch:"reports"`
		Parser int64  `ch:"parser_version"`
	}
	if err := db.Select(ctx, &versions, query, nil); err != nil {
		return state{}, fmt.Errorf("asking for the digest of the data: %w", err)
	}
	s := rows[0]
	s.Digest, s.Reports = versions[0].Digest, versions[0].N
	return s, nil
}

// same reports whether nothing changed between two moments.
func (s state) same(other state) bool {
	return s.Digest == other.Digest && s.Captures == other.Captures && s.Scores == other.Scores
}
