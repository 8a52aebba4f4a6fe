package release

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"

	"github.com/klauspost/compress/gzip"

	"gongkai/disclosure/parcel"
)

// What the pages as of a release are made of lies in it as tables of the program's own, in ClickHouse's Native format,
// gzipped: the public tables have not all that a page shows. The manifest holds their checksums as those of all files.

// frozenFile is the file of a table.
func frozenFile(table string) string { return path.Join(PagesFolder, table+".native.gz") }

// frozenTable is a file of rows that is being written.
type frozenTable struct {
	*gzip.Writer
	file *parcel.Output
}

func createFrozen(dir, table string) (io.WriteCloser, error) {
	file, err := parcel.Create(dir, frozenFile(table), rights)
	if err != nil {
		return nil, err
	}
	return &frozenTable{gzip.NewWriter(file), file}, nil
}

// Close writes the end.
func (f *frozenTable) Close() error {
	err := f.Writer.Close()
	_, closed := f.file.Close()
	return errors.Join(err, closed)
}

// HasPages reports whether a release has what its pages are made of: those of before there were such pages have not.
func (m Manifest) HasPages() bool {
	for _, f := range m.Files {
		if path.Dir(f.Path) == PagesFolder {
			return true
		}
	}
	return false
}

// OpenFrozen opens the rows of a table that the pages of a release in dir are made of, in ClickHouse's Native format.
// None are there of a table that came with a later version of the program. Nothing is checked: Check does that.
func OpenFrozen(dir, table string) (io.ReadCloser, error) {
	file, err := os.Open(filepath.Join(dir, filepath.FromSlash(frozenFile(table))))
	if err != nil {
		return nil, err
	}
	unpacked, err := gzip.NewReader(file)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s can't be unpacked: %w", frozenFile(table), err), file.Close())
	}
	return &thawed{unpacked, file}, nil
}

// thawed closes the file with its contents.
type thawed struct {
	*gzip.Reader
	file *os.File
}

// Close closes both.
func (t *thawed) Close() error { return errors.Join(t.Reader.Close(), t.file.Close()) }
