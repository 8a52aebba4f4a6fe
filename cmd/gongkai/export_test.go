package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"gongkai/analytics/export"
	"gongkai/store"
	"gongkai/store/engine"
)

// openPackage is the part of datapackage.json that the tests hold the files to.
type openPackage struct {
	Resources []struct {
		Name    string
		Path    string
		Rows    int
		Parquet []struct{ Path string }
		Schema  struct {
			Fields      []openField
			PrimaryKey  []string
			ForeignKeys []struct {
				Fields    []string
				Reference struct {
					Resource string
					Fields   []string
				}
			}
		}
	}
}

type openField struct {
	Name, Type, Description, Unit, Source string
	Chinese                               string `json:"description_zh"`
	UnitZH                                string `json:"unit_zh"`
	SourceZH                              string `json:"source_zh"`
	ClickHouse                            string `json:"clickhouse_type"`
}

// telling are tables with every kind of column: lists, maps, records, numbers, days, times, and
// NULLs of each. What is held of all files of a package costs the engine seconds.
var telling = []string{"agencies", "captures", "documents", "expected_reports", "figures", "findings", "reports", "rules", "walks"}

// TestExport: the package of the sample counties is what their tables have, whoever reads it.
func TestExport(t *testing.T) {
	t.Parallel()
	demoSite(t)
	dir := filepath.Join(t.TempDir(), "package")
	out, errText, status := gongkai(t, "export", dir, "--data", sharedDemo.dir, "--log-level", "warn")
	if status != exitDone || errText != "" || !strings.HasPrefix(out, dir+": tables ") {
		t.Fatalf("status %d: %s%s", status, out, errText)
	}
	var p openPackage
	if err := json.Unmarshal([]byte(contents(t, dir)["datapackage.json"]), &p); err != nil {
		t.Fatal(err)
	}
	t.Run("again", func(t *testing.T) { exportedAgain(t, dir) })
	t.Run("keys", func(t *testing.T) { exportedKeys(t, p) })
	t.Run("csv", func(t *testing.T) { exportedCSV(t, dir, p) })
	t.Run("reopened", func(t *testing.T) { reopened(t, dir, p) })
	t.Run("in parts", func(t *testing.T) { exportedInParts(t, dir) })
	t.Run("refused", func(t *testing.T) {
		before := contents(t, dir)
		for _, c := range []struct {
			want   string
			status int
			args   []string
		}{
			{"is not empty", exitFailed, []string{dir}},
			{"there is no public table", exitFailed, []string{dir + "2", "--table", "readings"}},
			{"xml", exitUsage, []string{dir + "2", "--format", "xml"}},
			{"no data to export", exitFailed, []string{dir + "2", "--data", dir + "3"}},
		} {
			args := append([]string{"export"}, c.args...)
			if !slices.Contains(args, "--data") {
				args = append(args, "--data", sharedDemo.dir)
			}
			if out, errText, status := gongkai(t, args...); status != c.status || !strings.Contains(errText, c.want) || strings.Count(errText, "\n") != 1 {
				t.Errorf("%v: status %d, %s%s", c.args, status, out, errText)
			}
		}
		if after := contents(t, dir); len(after) != len(before) || after["SHA256SUMS"] != before["SHA256SUMS"] {
			t.Error("the package is not what it was")
		}
		if left, err := os.ReadDir(filepath.Dir(dir)); err != nil || len(left) != 1 {
			t.Errorf("beside it: %v, %v", left, err)
		}
	})
}

// contents reads a folder: path → what is in it.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		all[strings.TrimPrefix(path, dir+"/")] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func exportedAgain(t *testing.T, dir string) {
	second := filepath.Join(t.TempDir(), "second")
	args := []string{"export", second, "--data", sharedDemo.dir, "--log-level", "warn"}
	for _, table := range telling {
		args = append(args, "--table", table)
	}
	if out, errText, status := gongkai(t, args...); status != exitDone {
		t.Fatalf("status %d: %s%s", status, out, errText)
	}
	first, again := contents(t, dir), contents(t, second)
	if len(again) != 2*len(telling)+4 {
		t.Errorf("%d files for %d tables", len(again), len(telling))
	}
	for path, text := range again {
		if strings.Contains(path, "/") && first[path] != text { // the others tell of all tables
			t.Errorf("%s is not the same: %s", path, firstDifference(text, first[path]))
		}
	}
}

// exportedKeys: each table has its key, no two rows share it, and what a column refers to is
// there. A table is read once for all of that: some are views that cost a second.
func exportedKeys(t *testing.T, p openPackage) {
	var questions []string
	for _, r := range p.Resources {
		if r.Name == "dictionary" {
			continue
		}
		if len(r.Schema.PrimaryKey) == 0 {
			t.Errorf("%s has no key: analytics/export/tables.tsv wants a line", r.Name)
			continue
		}
		wrong := []string{fmt.Sprintf("('rows that share a key', toInt64(count() - uniqExact(%s)))", strings.Join(r.Schema.PrimaryKey, ", "))}
		for _, f := range r.Schema.ForeignKeys {
			from := strings.Join(f.Fields, ", ")
			wrong = append(wrong, fmt.Sprintf("('%s not in %s', toInt64(countIf((%s) NOT IN (SELECT %s FROM %s))))", from, f.Reference.Resource, from, strings.Join(f.Reference.Fields, ", "), f.Reference.Resource))
		}
		questions = append(questions, fmt.Sprintf("SELECT '%s' AS table, arrayFilter(w -> w.2 != 0, [%s]) AS wrong FROM %s", r.Name, strings.Join(wrong, ", "), r.Name))
		for _, c := range r.Schema.Fields {
			if c.Description == "" || c.Chinese == "" || (c.Unit == "") != (c.UnitZH == "") || (c.Source == "") != (c.SourceZH == "") {
				t.Errorf("%s.%s is not described in both languages: %+v", r.Name, c.Name, c)
			}
		}
	}
	wrong, err := query(t, sharedDemo.dir, "SELECT table, wrong FROM ("+strings.Join(questions, " UNION ALL ")+") WHERE notEmpty(wrong)")
	if err != nil || wrong != "" || len(questions) < 25 {
		t.Errorf("%d tables: %v\n%s", len(questions), err, wrong)
	}
}

// exportedCSV: any reader of CSV finds the columns and the rows, and no unknown became a number.
func exportedCSV(t *testing.T, dir string, p openPackage) {
	for _, r := range p.Resources {
		file, err := os.Open(filepath.Join(dir, r.Path))
		if err != nil {
			t.Fatal(err)
		}
		records, err := csv.NewReader(file).ReadAll()
		file.Close()
		if err != nil || len(records) != r.Rows+1 {
			t.Errorf("%s: %d records for %d rows, %v", r.Path, len(records), r.Rows, err)
			continue
		}
		for i, f := range r.Schema.Fields {
			if records[0][i] != f.Name {
				t.Errorf("%s: column %d is %s, want %s", r.Path, i+1, records[0][i], f.Name)
			}
			for _, record := range records[1:] {
				if (f.Type == "array" || f.Type == "object") && !json.Valid([]byte(record[i])) {
					t.Fatalf("%s: %s is no JSON: %s", r.Path, f.Name, record[i])
				}
			}
		}
		if r.Name != "figures" {
			continue
		}
		value, state, states := slices.Index(records[0], "value"), slices.Index(records[0], "state"), map[string]int{}
		for _, record := range records[1:] {
			known := record[state] == "number" || record[state] == "zero"
			if states[record[state]]++; known != (record[value] != "") {
				t.Fatalf("a figure that is %s has the value %q", record[state], record[value])
			}
		}
		if states["number"] < 1000 || states["zero"] < 1000 || states["blank"] < 10 {
			t.Errorf("only %v", states)
		}
	}
}

// reopened reads Parquet files, and those CSV files that hold no lists, back into ClickHouse: what
// is there then is what is in the tables.
func reopened(t *testing.T, dir string, p openPackage) {
	e, err := engine.Attach(t.Context(), sharedDemo.dir)
	if err != nil {
		t.Fatal(err)
	}
	defer e.Close()
	ask := func(sql, path string) string {
		t.Helper()
		answer, err := askWith(t.Context(), e, sql, path)
		if err != nil {
			t.Fatalf("%.200s: %v", sql, err)
		}
		return answer
	}
	ask("CREATE DATABASE reopened", "")
	defer ask("DROP DATABASE reopened", "")
	all := 0
	for _, r := range p.Resources {
		if !slices.Contains(telling, r.Name) {
			continue
		}
		sum := "SELECT count(), sum(sipHash64(toString(tuple(*)))) FROM "
		want := ask(sum+"gongkai."+r.Name, "")
		files := map[string]string{}
		for _, f := range r.Parquet {
			files[f.Path] = "Parquet"
		}
		if !slices.ContainsFunc(r.Schema.Fields, func(f openField) bool { return f.Type == "array" || f.Type == "object" }) {
			files[r.Path] = "CSVWithNames"
		}
		for path, format := range files {
			ask("CREATE TABLE reopened."+r.Name+" ENGINE = Memory AS SELECT * FROM gongkai."+r.Name+" WHERE 0", "")
			ask("INSERT INTO reopened."+r.Name+" FORMAT "+format, filepath.Join(dir, path))
			if got := ask(sum+"reopened."+r.Name, ""); got != want {
				t.Errorf("%s: %s, want %s", path, got, want)
			}
			ask("DROP TABLE reopened."+r.Name, "")
			all++
		}
	}
	if all < len(telling)+5 {
		t.Errorf("only %d files", all)
	}
}

// askWith runs a statement as admin, with a file behind it where one is named.
func askWith(ctx context.Context, e *engine.Engine, sql, path string) (string, error) {
	body, values := io.Reader(strings.NewReader(sql)), url.Values{}
	if path != "" {
		file, err := os.Open(path)
		if err != nil {
			return "", err
		}
		defer file.Close()
		body, values = file, url.Values{"query": {sql}, "date_time_input_format": {"best_effort"}, "format_csv_null_representation": {""}, "input_format_csv_empty_as_default": {"0"}}
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, e.URL()+"/?"+values.Encode(), body)
	if err != nil {
		return "", err
	}
	request.SetBasicAuth(engine.UserAdmin, e.Secret())
	response, err := (&http.Client{Transport: e.Transport()}).Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if response.StatusCode != http.StatusOK {
		err = errors.Join(err, fmt.Errorf("%s: %s", response.Status, text))
	}
	return strings.TrimSpace(string(text)), err
}

// exportedInParts: rows that are copied in many parts are the rows that are copied in one, with
// the program on its own address of ClickHouse, as on a server.
func exportedInParts(t *testing.T, dir string) {
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
	parts := filepath.Join(t.TempDir(), "parts")
	tables := []string{"figures", "indicators", "findings_history"}
	if _, err := export.Write(t.Context(), db, parts, export.Options{Tables: tables, PartRows: 20_000}); err != nil {
		t.Fatal(err)
	}
	whole, got := contents(t, dir), contents(t, parts)
	for _, table := range tables {
		if path := "csv/" + table + ".csv"; got[path] != whole[path] {
			t.Errorf("%s: %s", path, firstDifference(got[path], whole[path]))
		}
	}
	for _, path := range []string{"parquet/figures/00001.parquet", "parquet/figures/00004.parquet", "parquet/indicators.parquet"} {
		if !strings.HasPrefix(got[path], "PAR1") || !strings.HasSuffix(got[path], "PAR1") {
			t.Errorf("%s is no Parquet file", path)
		}
	}
}
