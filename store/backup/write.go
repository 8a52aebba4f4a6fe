package backup

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/klauspost/compress/zstd"

	"gongkai/disclosure/parcel"
	"gongkai/store"
)

// Source is the database that is kept.
type Source interface {
	Snapshot(ctx context.Context) (*store.Snapshot, error)
	Schema(ctx context.Context) ([]store.Migration, error)
	Select(ctx context.Context, dst any, query string, params map[string]any) error
	Again(ctx context.Context, operation func() error) error
}

// tablesFolder holds a file a table.
const tablesFolder = "tables"

// Options say who makes a backup, and who watches.
type Options struct {
	Program string // name and version
	Parser  int
	Watch   Watch
}

// Watch is told how far it is; each may be nil. Bytes are those of rows in ClickHouse where they are
// kept, and those of the files where they are restored.
type Watch struct {
	Begun func(total uint64) // 0 where it is not known
	Moved func(bytes int)
	Table func(t store.Table) // a table is done
}

// Write makes a backup in dir, a folder that is not there yet or is empty. What is left of one that
// failed is removed; one that was killed has no list of checksums.
func Write(ctx context.Context, db Source, dir string, o Options) (m *Manifest, err error) {
	unclaim, err := claim(dir)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, unclaim())
		}
	}()
	m = &Manifest{Format: format, Program: o.Program, Parser: o.Parser}
	if m.Schema, err = db.Schema(ctx); err != nil {
		return nil, err
	}
	if len(m.Schema) == 0 {
		return nil, errors.New("the database has no schema yet: there is nothing to keep")
	}
	if err := store.Fits(m.Schema); err != nil {
		return nil, fmt.Errorf("this database can't be kept: %w", err)
	}
	snapshot, err := db.Snapshot(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, snapshot.Drop(context.WithoutCancel(ctx))) }()
	m.TakenAt = time.Now().UTC().Truncate(time.Second)
	if m.ClickHouse, err = version(ctx, db); err != nil {
		return nil, err
	}
	tell(o.Watch.Begun, snapshot.Bytes)
	files, err := m.copyTables(ctx, db, snapshot, dir, o.Watch)
	if err != nil {
		return nil, err
	}
	if err := snapshot.Ours(ctx); err != nil {
		return nil, err
	}
	return m, m.seal(dir, files)
}

// claim makes the folder, or finds it empty. What it returns removes what this process made.
func claim(dir string) (unclaim func() error, err error) {
	_, there := os.Lstat(dir)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("making the folder of the backup: %w", err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("looking at %s: %w", dir, err)
	}
	if len(entries) > 0 {
		return nil, fmt.Errorf("%s is not empty; name a folder that is not there yet", dir)
	}
	return func() error {
		err := errors.Join(os.RemoveAll(filepath.Join(dir, tablesFolder)), remove(filepath.Join(dir, manifestName)), remove(filepath.Join(dir, parcel.List)))
		if errors.Is(there, os.ErrNotExist) && err == nil {
			return os.Remove(dir)
		}
		return err
	}, nil
}

func remove(path string) error {
	if err := os.Remove(path); !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

func (m *Manifest) copyTables(ctx context.Context, db Source, s *store.Snapshot, dir string, w Watch) ([]parcel.File, error) {
	var files []parcel.File
	for _, t := range s.Tables {
		kept := Table{Table: t}
		if t.Rows > 0 {
			var file parcel.File
			err := db.Again(ctx, func() (err error) {
				file, err = copyTable(ctx, s, t, dir, w)
				return err
			})
			if err != nil {
				return nil, fmt.Errorf("keeping table %s: %w", t.Name, err)
			}
			kept.File, kept.Bytes = file.Path, file.Bytes
			files = append(files, file)
		}
		m.Tables = append(m.Tables, kept)
		tell(w.Table, t)
	}
	return files, nil
}

// copyTable writes a table's file, over what a connection that broke left of it.
func copyTable(ctx context.Context, s *store.Snapshot, t store.Table, dir string, w Watch) (file parcel.File, err error) {
	path := tablesFolder + "/" + t.Name + ".native.zst"
	if err := remove(filepath.Join(dir, path)); err != nil {
		return file, err
	}
	out, err := parcel.Create(dir, path, rights)
	if err != nil {
		return file, err
	}
	defer func() {
		var closed error
		file, closed = out.Close()
		err = errors.Join(err, closed)
	}()
	pack, err := zstd.NewWriter(out, zstd.WithEncoderConcurrency(2))
	if err != nil {
		return file, err
	}
	err = s.Copy(ctx, t, counter{pack, w.Moved})
	return file, errors.Join(err, pack.Close())
}

// seal writes what the files are, and their checksums last.
func (m *Manifest) seal(dir string, files []parcel.File) error {
	text, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	file, err := parcel.Put(dir, manifestName, append(text, '\n'), rights)
	if err != nil {
		return fmt.Errorf("writing %s: %w", manifestName, err)
	}
	if _, err := parcel.Seal(dir, append(files, file), rights); err != nil {
		return fmt.Errorf("writing the checksums: %w", err)
	}
	return nil
}

func version(ctx context.Context, db Source) (string, error) {
	var rows []struct {
		Version string `ch:"version"`
	}
	if err := db.Select(ctx, &rows, "SELECT version() AS version", nil); err != nil {
		return "", err
	}
	return rows[0].Version, nil
}

// counter tells of what passes through.
type counter struct {
	io.Writer
	moved func(int)
}

// Write writes.
func (c counter) Write(p []byte) (int, error) {
	n, err := c.Writer.Write(p)
	tell(c.moved, n)
	return n, err
}

func tell[T any](whom func(T), what T) {
	if whom != nil {
		whom(what)
	}
}
