package backup

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/klauspost/compress/zstd"

	"gongkai/store"
)

// Target is the database that is filled.
type Target interface {
	Refill(ctx context.Context, schema []store.Migration) (*store.Refill, error)
	Migrate(ctx context.Context) error
}

// Restore fills an empty database, then brings its schema up to this program's.
func (b *Backup) Restore(ctx context.Context, db Target, w Watch) error {
	refill, err := db.Refill(ctx, b.Schema)
	if err != nil {
		return err
	}
	tell(w.Begun, uint64(b.Bytes()))
	for _, t := range b.Tables {
		if err := refill.Load(ctx, t.Table, func() (io.ReadCloser, error) { return b.open(t, w) }); err != nil {
			return err
		}
		tell(w.Table, t.Table)
	}
	if err := refill.End(ctx); err != nil {
		return err
	}
	if err := db.Migrate(ctx); err != nil {
		return fmt.Errorf("everything was restored, but not brought up to this program's schema: %w", err)
	}
	return nil
}

// open gives a table's rows.
func (b *Backup) open(t Table, w Watch) (io.ReadCloser, error) {
	if !filepath.IsLocal(filepath.FromSlash(t.File)) {
		return nil, fmt.Errorf("the manifest names the file %q outside the backup", t.File)
	}
	file, err := os.Open(filepath.Join(b.dir, filepath.FromSlash(t.File)))
	if err != nil {
		return nil, err
	}
	rows, err := zstd.NewReader(io.TeeReader(file, counter{io.Discard, w.Moved}), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return unpacked{rows, file}, nil
}

// unpacked closes the file below the rows.
type unpacked struct {
	*zstd.Decoder
	file *os.File
}

// Close closes both.
func (u unpacked) Close() error {
	u.Decoder.Close()
	return u.file.Close()
}
