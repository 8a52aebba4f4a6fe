package release

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// table reads a CSV file of the package row by row, by the names of its columns.
type table struct {
	file   *os.File
	reader *csv.Reader
	at     map[string]int
	row    []string // the present one; nil at the end
	rows   uint64   // read so far
}

// openTable opens a table and looks for the columns that are needed. No row is read yet.
func openTable(dir, name string, need ...string) (*table, error) {
	return openRows(filepath.Join(dir, DataFolder, "csv", name+".csv"), name, need...)
}

func openRows(path, name string, need ...string) (*table, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	t := &table{file: file, reader: csv.NewReader(file), at: map[string]int{}}
	t.reader.ReuseRecord = true
	head, err := t.reader.Read()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("%s has no header: %w", name, err), file.Close())
	}
	for i, column := range head {
		t.at[column] = i
	}
	for _, column := range need {
		if _, there := t.at[column]; !there {
			return nil, errors.Join(fmt.Errorf("%s has no column %s", name, column), file.Close())
		}
	}
	return t, nil
}

// next goes to the next row, and reports whether there is one.
func (t *table) next() (bool, error) {
	row, err := t.reader.Read()
	t.row = row
	if errors.Is(err, io.EOF) {
		t.row = nil
		return false, nil
	}
	t.rows++
	return err == nil, err
}

func (t *table) get(column string) string { return t.row[t.at[column]] }

func (t *table) close() { _ = t.file.Close() } // it was only read from

// each hands over every row.
func each(dir, name string, need []string, take func(t *table) error) error {
	t, err := openTable(dir, name, need...)
	if err != nil {
		return err
	}
	return t.each(take)
}

func (t *table) each(take func(t *table) error) error {
	defer t.close()
	for {
		more, err := t.next()
		if err != nil || !more {
			return err
		}
		if err := take(t); err != nil {
			return err
		}
	}
}
