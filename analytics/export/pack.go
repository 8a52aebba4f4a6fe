package export

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"gongkai/disclosure/parcel"
)

//go:embed state.sql
var stateSQL string

// open are the rights of the package's files: it is there to be handed on.
const open = 0o644

// pack is a package while it is put together.
type pack struct {
	folder  string
	options Options
	tables  []Table
	state   state
	sources []source
	copies  []copied // in the order of tables
	files   []parcel.File
}

// copied is a table in the package.
type copied struct {
	Table
	rows    uint64
	csv     *parcel.File
	parquet []parcel.File
}

// source is a site that reports were taken from.
type source struct {
	Title string `ch:"name" json:"title"`
	Path  string `ch:"url" json:"path"`
}

// fill copies the tables, then says what they are.
func (p *pack) fill(ctx context.Context, db DB) (err error) {
	if p.state, err = readState(ctx, db); err != nil {
		return err
	}
	if err := db.Select(ctx, &p.sources, "SELECT name, url FROM sites ORDER BY site_id", nil); err != nil {
		return fmt.Errorf("listing the sites: %w", err)
	}
	for _, t := range p.tables {
		c, err := p.copyTable(ctx, db, t)
		if err != nil {
			return err
		}
		p.copies = append(p.copies, c)
		if p.options.Copied != nil {
			p.options.Copied(t.Name, c.rows)
		}
	}
	after, err := readState(ctx, db)
	if err != nil {
		return err
	}
	if !after.same(p.state) {
		return ErrChanged
	}
	return p.describe()
}

// copyTable copies a table in each of the formats.
func (p *pack) copyTable(ctx context.Context, db DB, t Table) (copied, error) {
	parts, err := spans(ctx, db, t, p.options.PartRows)
	c := copied{Table: t}
	for _, s := range parts {
		c.rows += s.rows
	}
	if err == nil && slices.Contains(p.options.Formats, CSV) {
		c.csv, err = p.copyCSV(ctx, db, t, parts, c.rows)
	}
	if err == nil && slices.Contains(p.options.Formats, Parquet) {
		c.parquet, err = p.copyParquet(ctx, db, t, parts)
	}
	if err != nil {
		return c, fmt.Errorf("table %s: %w", t.Name, err)
	}
	return c, nil
}

// rowsAtOnce is how many rows of a table the engine has in hand at once, as ClickHouse's setting: a row may hold the
// whole text of a report, and several blocks are held while others are sorted and written.
const rowsAtOnce = "1024"

// csvSettings: records as RFC 4180 wants them, an unknown as nothing at all (an empty text has
// quotes), times as ISO 8601.
var csvSettings = map[string]string{
	"max_block_size": rowsAtOnce,

	"output_format_csv_crlf_end_of_line":         "1",
	"format_csv_null_representation":             "",
	"date_time_output_format":                    "iso",
	"output_format_json_quote_64bit_integers":    "0",
	"output_format_json_escape_forward_slashes":  "0",
	"output_format_json_named_tuples_as_objects": "1",
}

// copyCSV writes one file, part by part.
func (p *pack) copyCSV(ctx context.Context, db DB, t Table, parts []span, rows uint64) (*parcel.File, error) {
	out, err := parcel.Create(p.folder, "csv/"+t.Name+".csv", open)
	if err != nil {
		return nil, err
	}
	var header []string
	for _, c := range t.Columns {
		header = append(header, c.Name)
	}
	_, err = io.WriteString(out, strings.Join(header, ",")+"\r\n")
	count := &rowCounter{}
	for _, s := range parts {
		if err == nil {
			err = db.Copy(ctx, t.copySQL(CSV, s, len(parts)), "CSV", csvSettings, io.MultiWriter(out, count))
		}
	}
	file, closed := out.Close()
	if err = errors.Join(err, closed); err != nil {
		return nil, err
	}
	if count.rows != rows {
		return nil, fmt.Errorf("%d rows were counted and %d came: %w", rows, count.rows, ErrChanged)
	}
	p.files = append(p.files, file)
	return &file, nil
}

// parquetSettings: what readers of other makers read too.
var parquetSettings = map[string]string{
	"max_block_size": rowsAtOnce,

	"output_format_parquet_string_as_string":       "1", // with the mark that it is UTF-8
	"output_format_parquet_row_group_size":         "100000",
	"output_format_parquet_compression_method":     "zstd",
	"output_format_parquet_compliant_nested_types": "1",
}

// ParquetSettings are ClickHouse's own settings by which tables are written as Parquet, for whoever writes one anew.
func ParquetSettings() map[string]string { return maps.Clone(parquetSettings) }

// copyParquet writes a file a part.
func (p *pack) copyParquet(ctx context.Context, db DB, t Table, parts []span) ([]parcel.File, error) {
	var files []parcel.File
	for i, s := range parts {
		path := "parquet/" + t.Name + ".parquet"
		if len(parts) > 1 {
			path = fmt.Sprintf("parquet/%s/%05d.parquet", t.Name, i+1)
		}
		out, err := parcel.Create(p.folder, path, open)
		if err != nil {
			return nil, err
		}
		err = db.Copy(ctx, t.copySQL(Parquet, s, len(parts)), "Parquet", parquetSettings, out)
		file, closed := out.Close()
		if err = errors.Join(err, closed); err != nil {
			return nil, err
		}
		files = append(files, file)
	}
	p.files = append(p.files, files...)
	return files, nil
}

// describe writes what explains the tables, and the checksums last.
func (p *pack) describe() error {
	dictionary, err := p.dictionary()
	if err != nil {
		return err
	}
	descriptor, err := p.descriptor(dictionary)
	if err != nil {
		return err
	}
	readme, err := p.readme()
	if err != nil {
		return err
	}
	for _, f := range []struct {
		path string
		text []byte
	}{{"dictionary.csv", dictionary}, {"datapackage.json", descriptor}, {"README.md", readme}} {
		file, err := parcel.Put(p.folder, f.path, f.text, open)
		if err != nil {
			return err
		}
		p.files = append(p.files, file)
	}
	file, err := parcel.Seal(p.folder, p.files, open)
	p.files = append(p.files, file)
	return err
}

func (p *pack) summary() Summary {
	s := Summary{Tables: len(p.copies), Digest: p.state.Digest}
	for _, c := range p.copies {
		s.Rows += c.rows
	}
	for _, f := range p.files {
		s.Bytes += f.Bytes
	}
	return s
}
