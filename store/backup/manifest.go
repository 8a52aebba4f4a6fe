package backup

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"gongkai/disclosure/parcel"
	"gongkai/store"
)

// rights are those of a backup's files: what stands in bodies is not for everybody.
const rights = 0o600

// manifestName is the file that says what the others are.
const manifestName = "manifest.json"

// format is raised when an older program could not read the folder.
const format = 1

// Manifest says what a backup holds.
type Manifest struct {
	Format     int               `json:"format"`
	Program    string            `json:"program"`    // name and version of what wrote it
	Parser     int               `json:"parser"`     // version of the program's parser
	ClickHouse string            `json:"clickhouse"` // version
	TakenAt    time.Time         `json:"taken_at"`   // when the snapshot was taken, UTC
	Schema     []store.Migration `json:"schema"`
	Tables     []Table           `json:"tables"`
}

// Table is a table of the backup.
type Table struct {
	store.Table
	File  string `json:"file,omitempty"` // below the folder; none where there are no rows
	Bytes int64  `json:"bytes"`          // of the file
}

// Rows adds up the rows of all tables.
func (m *Manifest) Rows() (n uint64) {
	for _, t := range m.Tables {
		n += t.Rows
	}
	return n
}

// Bytes adds up the files.
func (m *Manifest) Bytes() (n int64) {
	for _, t := range m.Tables {
		n += t.Bytes
	}
	return n
}

// Backup is a whole backup.
type Backup struct {
	Manifest
	dir string
}

// Open reads every file of a backup and holds it against its checksum. Told of each one that holds
// is passed, which may be nil.
func Open(ctx context.Context, dir string, passed func(path string)) (*Backup, error) {
	if err := parcel.Check(ctx, dir, passed); err != nil {
		return nil, unreadable(dir, err)
	}
	b := &Backup{dir: dir}
	text, err := os.ReadFile(filepath.Join(dir, manifestName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s is no backup: it has no %s; name the folder that gongkai backup made", dir, manifestName)
	}
	if err == nil {
		err = json.Unmarshal(text, &b.Manifest)
	}
	switch {
	case err != nil:
		return nil, fmt.Errorf("reading %s of the backup: %w", manifestName, err)
	case b.Format > format:
		return nil, fmt.Errorf("%s was made by a newer program (%s): use that one", dir, b.Program)
	}
	return b, store.Fits(b.Schema)
}

// unreadable says what to do about a folder that is no whole backup.
func unreadable(dir string, err error) error {
	if _, missing := os.Stat(dir); missing != nil {
		return fmt.Errorf("there is no backup: %w", missing)
	}
	if !errors.Is(err, parcel.ErrUnsealed) {
		return fmt.Errorf("the backup %s is damaged, nothing was restored: %w; use another copy of it", dir, err)
	}
	if _, no := os.Stat(filepath.Join(dir, tablesFolder)); no == nil {
		return fmt.Errorf("the backup %s was cut off before its end, nothing was restored: delete it and use an older one", dir)
	}
	return fmt.Errorf("%s is no backup: %w; name the folder that gongkai backup made", dir, err)
}
