package backup

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gongkai/disclosure/parcel"
	"gongkai/store"
)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// folder makes a whole backup of one table, of a database with the given schema.
func folder(t *testing.T, m Manifest) string {
	t.Helper()
	dir := t.TempDir()
	file, err := parcel.Put(dir, tablesFolder+"/bodies.native.zst", []byte("not looked into"), rights)
	must(t, err)
	m.Tables = []Table{{Table: store.Table{Name: "bodies", Rows: 1, Sum: "1"}, File: file.Path, Bytes: file.Bytes}}
	must(t, m.seal(dir, []parcel.File{file}))
	return dir
}

// What is no whole backup is refused with what to do, before any database is touched.
func TestOpenRefuses(t *testing.T) {
	newer := []store.Migration{{Version: 9999, Name: "9999_later.sql"}}
	other := []store.Migration{{Version: 1, Name: "0001_captures.sql", Checksum: "another"}}
	for _, c := range []struct {
		name, want string // want: in the error; empty where nothing is wrong
		made       Manifest
		spoil      func(dir string) error
	}{
		{"whole", "", Manifest{Format: format}, nil},
		{"cut off before its checksums", "was cut off before its end, nothing was restored: delete it", Manifest{Format: format}, func(dir string) error {
			return os.Remove(filepath.Join(dir, parcel.List))
		}},
		{"cut off before its manifest", "was cut off before its end", Manifest{Format: format}, func(dir string) error {
			return errors.Join(os.Remove(filepath.Join(dir, parcel.List)), os.Remove(filepath.Join(dir, manifestName)))
		}},
		{"a changed byte in a table", "tables/bodies.native.zst has changed", Manifest{Format: format}, func(dir string) error {
			return os.WriteFile(filepath.Join(dir, tablesFolder, "bodies.native.zst"), []byte("Not looked into"), rights)
		}},
		{"a shorter table", "tables/bodies.native.zst has changed", Manifest{Format: format}, func(dir string) error {
			return os.Truncate(filepath.Join(dir, tablesFolder, "bodies.native.zst"), 3)
		}},
		{"a changed manifest", "manifest.json has changed", Manifest{Format: format}, func(dir string) error {
			return os.WriteFile(filepath.Join(dir, manifestName), []byte("{}"), rights)
		}},
		{"another folder", "is no backup", Manifest{Format: format}, func(dir string) error {
			return errors.Join(os.RemoveAll(filepath.Join(dir, tablesFolder)), os.Remove(filepath.Join(dir, parcel.List)), os.Remove(filepath.Join(dir, manifestName)))
		}},
		{"no folder", "there is no backup", Manifest{Format: format}, os.RemoveAll},
		{"a newer schema", "this program knows", Manifest{Format: format, Schema: newer}, nil},
		{"another migration of the same number", "has changed since the backup was made", Manifest{Format: format, Schema: other}, nil},
		{"a newer format", "newer program (gongkai 9)", Manifest{Format: format + 1, Program: "gongkai 9"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			dir := folder(t, c.made)
			if c.spoil != nil {
				must(t, c.spoil(dir))
			}
			b, err := Open(t.Context(), dir, nil)
			if c.want == "" {
				if err != nil || b.Rows() != 1 {
					t.Errorf("got %v", err)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("got %v, want one line with %q", err, c.want)
			}
		})
	}
}

// An export is sealed in the same way and is no backup all the same.
func TestAnExportIsNoBackup(t *testing.T) {
	dir := t.TempDir()
	file, err := parcel.Put(dir, "README.md", []byte("open data"), rights)
	must(t, err)
	_, err = parcel.Seal(dir, []parcel.File{file}, rights)
	must(t, err)
	if _, err := Open(t.Context(), dir, nil); err == nil || !strings.Contains(err.Error(), "is no backup: it has no manifest.json") {
		t.Errorf("got %v", err)
	}
}

// broken is a database that can't be kept.
type broken struct{ Source }

func (broken) Schema(context.Context) ([]store.Migration, error) { return []store.Migration{}, nil }

func TestWriteLeavesOthersFilesAlone(t *testing.T) {
	dir := t.TempDir()
	mine := filepath.Join(dir, "thesis.txt")
	must(t, os.WriteFile(mine, []byte("mine"), 0o600))
	if _, err := Write(t.Context(), broken{}, dir, Options{}); err == nil || !strings.Contains(err.Error(), "is not empty") {
		t.Errorf("a folder that holds something: %v", err)
	}
	if text, err := os.ReadFile(mine); err != nil || string(text) != "mine" {
		t.Errorf("%q, %v", text, err)
	}
	empty := filepath.Join(t.TempDir(), "deep", "backup")
	if _, err := Write(t.Context(), broken{}, empty, Options{}); err == nil || !strings.Contains(err.Error(), "nothing to keep") {
		t.Errorf("a database without a schema: %v", err)
	}
	if entries, err := os.ReadDir(empty); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("left behind: %v, %v", entries, err)
	}
	must(t, os.Mkdir(empty, 0o700))
	if _, err := Write(t.Context(), broken{}, empty, Options{}); err == nil {
		t.Error("a database without a schema is kept")
	}
	if entries, err := os.ReadDir(empty); err != nil || len(entries) != 0 {
		t.Errorf("a folder that was there: %v, %v", entries, err)
	}
}
