package release

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"gongkai/disclosure/parcel"
)

// ParquetTable is a Parquet file of a public table, of which rows go.
type ParquetTable struct {
	Columns []ParquetColumn // in the order of the file
	Key     []string        // columns by which rows are ordered
	Goes    string          // SQL: the rows that go

	Sets map[string][]string // tables that SQL asks, each with one column, name: reports may be more than a statement can name
}

// ParquetColumn is a column.
type ParquetColumn struct {
	Name, Type string // ClickHouse's own type
	Empty      string // SQL: the rows in which it is emptied; empty: in none
	EmptyList  bool   // it is a text that holds a list, and is emptied to one
}

// descriptor is what is needed of data/datapackage.json.
type descriptor struct {
	Resources []struct {
		Name   string
		Schema struct {
			Fields []struct {
				Name string
				Type string `json:"clickhouse_type"`
			}
			PrimaryKey []string `json:"primaryKey"`
		}
	}
}

const descriptorFile = DataFolder + "/datapackage.json"

// parquet writes a Parquet file anew, where rows of its table as CSV go or went.
func (w *withdrawer) parquet(ctx context.Context, file, table string, g Gone) error {
	csv := DataFolder + "/csv/" + table + ".csv"
	if _, went := w.before.rows(csv); !went {
		if n, err := w.counts(csv, table, g); err != nil || n == (tally{rows: n.rows}) {
			return err
		}
	}
	t, err := w.parquetTable(table, g)
	if err != nil {
		return err
	}
	in, err := os.Open(filepath.Join(w.dir, filepath.FromSlash(file)))
	if err != nil {
		return err
	}
	defer in.Close()
	return w.put(ctx, file, func(out io.Writer) (Rewritten, error) { return w.o.Parquet(ctx, t, in, out) })
}

func (w *withdrawer) parquetTable(name string, g Gone) (t ParquetTable, err error) {
	text, err := os.ReadFile(filepath.Join(w.dir, filepath.FromSlash(descriptorFile)))
	if err != nil {
		return t, err
	}
	var d descriptor
	if err := json.Unmarshal(text, &d); err != nil {
		return t, fmt.Errorf("reading the descriptor of the package: %w", err)
	}
	rule := withdrawnTables[name]
	for _, r := range d.Resources {
		if r.Name != name {
			continue
		}
		t.Key = r.Schema.PrimaryKey
		for _, f := range r.Schema.Fields {
			c := ParquetColumn{Name: f.Name, Type: f.Type}
			if slices.Contains(rule.emptyTexts, f.Name) {
				c.Empty, c.EmptyList = isOne([]string{"report_id"}, goneTexts), f.Type == "String"
			}
			if slices.Contains(rule.emptyHide, f.Name) {
				c.Empty = isOne([]string{"report_id"}, goneHidden)
			}
			t.Columns = append(t.Columns, c)
		}
	}
	if len(t.Columns) == 0 {
		return t, fmt.Errorf("the descriptor of the package does not describe table %s", name)
	}
	t.Sets = map[string][]string{goneHidden: g.Hidden, goneTexts: g.Texts}
	t.Goes = isOne(rule.hidden, goneHidden)
	texts := isOne(rule.texts, goneTexts)
	if rule.kind != "" {
		texts = "(kind = '" + rule.kind + "' AND " + texts + ")"
	}
	t.Goes += " OR " + texts
	return t, nil
}

// The tables of the reports of which something goes.
const (
	goneHidden = "gone_hidden"
	goneTexts  = "gone_texts"
)

// isOne is SQL that says of a row that one of some columns is one of the names of a table.
func isOne(columns []string, set string) string {
	if len(columns) == 0 {
		return "0"
	}
	var all []string
	for _, c := range columns {
		if c == agencyYear {
			c = "concat(agency_id, '-', toString(fiscal_year))"
		}
		all = append(all, "ifNull("+c+", '') IN (SELECT name FROM "+set+")")
	}
	return "(" + strings.Join(all, " OR ") + ")"
}

// counts counts what goes of a CSV table, as it is in the release now or as it was just written.
func (w *withdrawer) counts(file, table string, g Gone) (n tally, err error) {
	if f, there := w.written[file]; there {
		return tally{f.Rows, f.Withdrawn, f.Emptied}, nil
	}
	in, err := os.Open(filepath.Join(w.dir, filepath.FromSlash(file)))
	if err != nil {
		return n, err
	}
	defer in.Close()
	return withdrawnTables[table].without(g, in, io.Discard)
}

// describe writes anew what counts rows or names checksums: the index of the figures, descriptor, README and checksums of the package.
func (w *withdrawer) describe(ctx context.Context) error {
	if err := w.index(ctx); err != nil {
		return err
	}
	for _, f := range []struct {
		path   string
		change func(text string) string
	}{{descriptorFile, w.descriptor}, {DataFolder + "/README.md", w.readme}, {DataFolder + "/" + parcel.List, w.checksums}} {
		text, err := os.ReadFile(filepath.Join(w.dir, filepath.FromSlash(f.path)))
		if err != nil {
			return err
		}
		err = w.put(ctx, f.path, func(out io.Writer) (Rewritten, error) {
			_, err := io.WriteString(out, f.change(string(text)))
			return Rewritten{}, err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// index writes the index anew, where figures went.
func (w *withdrawer) index(ctx context.Context) error {
	const figures = DataFolder + "/csv/figures.csv"
	from := w.dir
	if _, written := w.written[figures]; written {
		from = w.staging
	} else if _, went := w.before.rows(figures); !went {
		return nil
	}
	if err := index(from, w.staging); err != nil {
		return err
	}
	made, err := sumOf(ctx, filepath.Join(w.staging, filepath.FromSlash(indexFile)))
	if err != nil {
		return err
	}
	return w.take(ctx, indexFile, made, Rewritten{})
}

// final is what a file will be, and whether that is not what was released.
func (w *withdrawer) final(f File) (WithdrawnFile, bool) {
	if is, there := w.written[f.Path]; there {
		return is, true
	}
	last := f
	for _, s := range w.before.states(w.manifest, f.Path) {
		last = s
	}
	rows, changed := w.before.rows(f.Path)
	return WithdrawnFile{Path: f.Path, SHA256: last.SHA256, Bytes: last.Bytes, Rows: rows}, changed
}

// descriptor is that of the package with the lengths, checksums and rows that there are now.
func (w *withdrawer) descriptor(text string) string {
	for _, f := range w.manifest.Files {
		now, changed := w.final(f)
		if !changed || !strings.HasPrefix(f.Path, DataFolder+"/") {
			continue
		}
		for _, s := range w.before.states(w.manifest, f.Path) {
			was := regexp.MustCompile(fmt.Sprintf(`"bytes": %d,(\s+)"hash": "sha256:%s"`, s.Bytes, s.SHA256))
			text = was.ReplaceAllString(text, fmt.Sprintf(`"bytes": %d,${1}"hash": "sha256:%s"`, now.Bytes, now.SHA256))
		}
		rows := regexp.MustCompile(fmt.Sprintf(`("hash": "sha256:%s",\s+"rows": )\d+`, now.SHA256))
		text = rows.ReplaceAllString(text, "${1}"+strconv.FormatUint(now.Rows, 10))
	}
	return text
}

// readme is that of the package with the rows that there are now.
func (w *withdrawer) readme(text string) string {
	for _, f := range w.manifest.Files {
		table, parquet := tableOf(f.Path)
		now, changed := w.final(f)
		if table == "" || parquet || !changed {
			continue
		}
		line := regexp.MustCompile("(?m)^(\\| `" + table + "` \\| .* \\| )\\d+( \\| `csv/)")
		text = line.ReplaceAllString(text, "${1}"+strconv.FormatUint(now.Rows, 10)+"${2}")
	}
	return text
}

// checksums are those of the package.
func (w *withdrawer) checksums(text string) string {
	lines := strings.SplitAfter(text, "\n")
	for _, f := range w.manifest.Files {
		name, inside := strings.CutPrefix(f.Path, DataFolder+"/")
		now, _ := w.final(f)
		for i, line := range lines {
			if _, of, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "  "); inside && of == name {
				lines[i] = now.SHA256 + "  " + name + "\n"
			}
		}
	}
	return strings.Join(lines, "")
}

// checksumsOf is the list of checksums of a release as sha256sum reads it.
func checksumsOf(dir string, m Manifest, ws withdrawals) (string, error) {
	all := append(ws.now(m), ws.files...)
	for _, name := range []string{ManifestFile, SignatureFile} {
		f, err := sumOf(context.Background(), filepath.Join(dir, name))
		if err != nil {
			return "", err
		}
		f.Path = name
		all = append(all, f)
	}
	slices.SortFunc(all, func(a, b File) int { return cmp.Compare(a.Path, b.Path) })
	var b strings.Builder
	for _, f := range all {
		fmt.Fprintf(&b, "%s  %s\n", f.SHA256, f.Path)
	}
	return b.String(), nil
}
