package export

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// files reads a package: path → content.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	must(t, filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		below, _ := filepath.Rel(dir, path)
		all[filepath.ToSlash(below)] = string(text)
		return err
	}))
	return all
}

// leftovers is what stands in a folder.
func leftovers(t *testing.T, dir string) (names []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

func TestPackage(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "deep", "package")
	var told []string
	s, err := Write(t.Context(), newFake(), dir, Options{PartRows: 2, Program: "gongkai test", Copied: func(table string, _ uint64) { told = append(told, table) }})
	must(t, err)
	if s.Tables != 2 || s.Rows != 5 || s.Digest != "00ff" || !slices.Equal(told, []string{"reports", "zz_new"}) {
		t.Errorf("summary %+v, told of %v", s, told)
	}
	got := files(t, dir)
	var bytes int64
	for path, text := range got {
		bytes += int64(len(text))
		sum := sha256.Sum256([]byte(text))
		if path != "SHA256SUMS" && !strings.Contains(got["SHA256SUMS"], hex.EncodeToString(sum[:])+"  "+path+"\n") {
			t.Errorf("SHA256SUMS does not have %s as it is", path)
		}
	}
	if n := strings.Count(got["SHA256SUMS"], "\n"); n != len(got)-1 || bytes != s.Bytes {
		t.Errorf("%d sums of %d files, %d bytes of %d", n, len(got)-1, s.Bytes, bytes)
	}
	// Of the four reports "a" and "b" to "c" are a part each.
	for path, want := range map[string]string{"csv/reports.csv": "report_id,form,problems,deadline\r\n" + strings.Repeat("\"a\r\n\"\"b\"\"\",\"\",\"[]\",\r\n", 4),
		"parquet/reports/00001.parquet": "PAR1", "parquet/reports/00002.parquet": "PAR1", "parquet/zz_new.parquet": "PAR1"} {
		if got[path] != want {
			t.Errorf("%s: %q, want %q", path, got[path], want)
		}
	}
	if _, found := got["csv/bodies.csv"]; found || len(got) != 9 {
		t.Errorf("%d files", len(got))
	}
	for _, want := range []string{"2021.3.4+00ff", "2 of these reports, found on 1 sites", "newest capture 2021-03-04", "parser_version 7", "no scores were computed", "gongkai test", "`parquet/reports/`, 2 parts"} {
		if !strings.Contains(got["README.md"], want) {
			t.Errorf("README.md lacks %q", want)
		}
	}
	if !strings.Contains(got["dictionary.csv"], "reports,4,deadline,date,1,") || !strings.Contains(got["dictionary.csv"], "reports,2,form,string,0,") {
		t.Errorf("dictionary %s", got["dictionary.csv"])
	}
	again := filepath.Join(t.TempDir(), "again")
	_, err = Write(t.Context(), newFake(), again, Options{PartRows: 2, Program: "gongkai test"})
	must(t, err)
	for path, text := range files(t, again) {
		if text != got[path] {
			t.Errorf("%s differs the second time", path)
		}
	}
}

func TestDescriptor(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "package")
	_, err := Write(t.Context(), newFake(), dir, Options{})
	must(t, err)
	var d dataPackage
	must(t, json.Unmarshal([]byte(files(t, dir)["datapackage.json"]), &d))
	if d.Profile != "tabular-data-package" || d.Version != "2021.3.4+00ff" || len(d.Resources) != 3 || len(d.Sources) != 1 || d.Data.Newest != "2021-03-04T05:06:07Z" || d.Rights == "" {
		t.Errorf("%+v", d)
	}
	r := d.Resources[0]
	if r.Path != "csv/reports.csv" || r.Rows != 4 || r.Dialect.LineTerminator != "\r\n" || len(r.Parquet) != 1 || !slices.Equal(r.Schema.PrimaryKey, []string{"report_id"}) || len(r.Schema.ForeignKeys) != 0 {
		t.Errorf("%+v", r)
	}
	want := map[string]string{"report_id": "string", "form": "string", "problems": "array", "deadline": "date"}
	for _, f := range r.Schema.Fields {
		if f.Type != want[f.Name] {
			t.Errorf("%s is %s, want %s", f.Name, f.Type, want[f.Name])
		}
		if empty := f.MissingValues != nil && len(*f.MissingValues) == 0; empty != (f.Type == "string") {
			t.Errorf("%s: an empty text is a text: %v", f.Name, empty)
		}
	}
	// What is said in English is said in Chinese, where that is known: a table that somebody else's program brought has none.
	deadline := r.Schema.Fields[3]
	if deadline.Description != "last day" || !strings.Contains(deadline.Chinese, "公布期限") || deadline.Unit != "day, China" || deadline.UnitZH == "" || deadline.Source != "Regulation, art. 49" || deadline.SourceZH == "" || r.Chinese == "" {
		t.Errorf("in two languages: %+v", deadline)
	}
	if other := d.Resources[1]; other.Chinese != "" || other.Schema.Fields[1].Chinese != "" || strings.Contains(files(t, dir)["datapackage.json"], `_zh": ""`) {
		t.Errorf("of a table that nobody wrote of: %+v", other)
	}
	dictionary := d.Resources[2]
	for i, f := range dictionary.Schema.Fields {
		if f.Name != dictionaryColumns[i].name || f.Chinese == "" || (f.Type == "integer") != (f.Name == "position" || f.Name == "nullable") {
			t.Errorf("a column of the dictionary: %+v", f)
		}
	}
	dir = filepath.Join(t.TempDir(), "parquet")
	_, err = Write(t.Context(), newFake(), dir, Options{Formats: []string{Parquet}, Tables: []string{"reports"}, PartRows: 2})
	must(t, err)
	d = dataPackage{}
	must(t, json.Unmarshal([]byte(files(t, dir)["datapackage.json"]), &d))
	if parts, ok := d.Resources[0].Path.([]any); d.Profile != "data-package" || len(d.Resources) != 2 || !ok || len(parts) != 2 {
		t.Errorf("%+v", d)
	}
}

// TestNothingIsOverwritten: what stands in a folder stays, whatever happens.
func TestNothingIsOverwritten(t *testing.T) {
	parent := t.TempDir()
	full := filepath.Join(parent, "full")
	must(t, os.Mkdir(full, 0o755))
	must(t, os.WriteFile(filepath.Join(full, "thesis.txt"), []byte("mine"), 0o644))
	db := newFake()
	if _, err := Write(t.Context(), db, full, Options{}); err == nil || !strings.Contains(err.Error(), "is not empty") {
		t.Errorf("a full folder: %v", err)
	}
	if _, err := Write(t.Context(), db, filepath.Join(full, "thesis.txt"), Options{}); err == nil {
		t.Error("a file became a folder")
	}
	if len(db.asked) > 0 {
		t.Errorf("%d queries before that was known", len(db.asked))
	}
	empty := filepath.Join(parent, "empty")
	must(t, os.Mkdir(empty, 0o755))
	db.copied = func(string, string) error {
		return os.WriteFile(filepath.Join(empty, "late.txt"), []byte("mine"), 0o644)
	}
	if _, err := Write(t.Context(), db, empty, Options{}); err == nil {
		t.Error("a folder into which something was put meanwhile was replaced")
	}
	if got := files(t, parent); len(got) != 2 || got["full/thesis.txt"] != "mine" || got["empty/late.txt"] != "mine" {
		t.Errorf("left: %v", got)
	}
}

// TestNoHalfPackages: whatever fails, nothing is left.
func TestNoHalfPackages(t *testing.T) {
	down := errors.New("no space left on device")
	for name, c := range map[string]struct {
		db   *fakeDB
		want error
	}{
		"the first query": {&fakeDB{captures: []uint64{5}, copied: func(string, string) error { return down }}, down},
		"a late query": {&fakeDB{captures: []uint64{5}, copied: func(q, f string) error {
			return map[bool]error{f == "Parquet" && strings.Contains(q, "zz_new"): down}[true]
		}}, down},
		"a new capture":      {&fakeDB{captures: []uint64{5, 6}}, ErrChanged},
		"a row that is gone": {&fakeDB{captures: []uint64{5}, short: true}, ErrChanged},
	} {
		parent := t.TempDir()
		if _, err := Write(t.Context(), c.db, filepath.Join(parent, "package"), Options{}); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		}
		if left := leftovers(t, parent); len(left) > 0 {
			t.Errorf("%s: left %v", name, left)
		}
	}
}

func TestUnknownTable(t *testing.T) {
	for name, says := range map[string]string{"bodies": "gongkai warc", "covariates": "of your own", "readings": "reports, zz_new", "": "reports, zz_new"} {
		if _, err := Write(t.Context(), newFake(), t.TempDir(), Options{Tables: []string{name}}); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("table %q: %v", name, err)
		}
	}
}
