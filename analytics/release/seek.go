package release

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
)

// A table of the package lies in the order of the first column of its key, which the table begins with. Where that is a text, as
// the names of reports, agencies and counties are, a row is found by halving: no index is kept of it, and none can be of another
// state of the table.

// halvedTo is how many bytes are read row by row in the end.
const halvedTo = 4096

// seek goes to a row that is not behind the first one whose first column is not before from, and at most some rows before it.
func (t *table) seek(from string) error {
	size, err := t.file.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	low, high := t.reader.InputOffset(), size // a row begins at low, which is the first one or is before from
	for high-low > halvedTo {
		middle := low + (high-low)/2
		at, first, err := t.rowAt(middle, high)
		switch {
		case err != nil:
			return err
		case at < 0 || first >= from:
			high = middle
		default:
			low = at
		}
	}
	if _, err := t.file.Seek(low, io.SeekStart); err != nil {
		return err
	}
	t.reader = csv.NewReader(t.file)
	t.reader.ReuseRecord = true
	return nil
}

// rowAt finds the first row that begins between two offsets, and the text of its first column; -1 where none does.
//
// Texts stand in quotes, and may hold ends of lines. But quotes in them are doubled: so a line that begins with one quote is a row,
// unless that quote ends a text, and then a comma or the end of the line follows.
func (t *table) rowAt(from, to int64) (at int64, first string, err error) {
	in := bufio.NewReader(io.NewSectionReader(t.file, from-1, 1<<62)) // from is behind the header
	for at = from - 1; at < to; {
		line, err := in.ReadSlice('\n')
		at += int64(len(line))
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return -1, "", err
		}
		if head, _ := in.Peek(2); at < to && len(head) == 2 && head[0] == '"' && bytes.IndexByte([]byte("\",\r\n"), head[1]) < 0 {
			_, _ = in.ReadByte() // which was just looked at
			first, err = in.ReadString('"')
			return at, strings.TrimSuffix(first, `"`), err
		}
	}
	return -1, "", nil
}

// First gives the first row of a table of a release whose first column is not before from, by its columns; nil where all are
// before. The table's key has to begin with its first column, and that to be a text. Nothing is checked: Check does that.
func First(dir, name, from string) (map[string]string, error) {
	t, err := openTable(dir, name)
	if err != nil {
		return nil, err
	}
	defer t.close()
	if err := t.seek(from); err != nil {
		return nil, err
	}
	for {
		more, err := t.next()
		if err != nil || !more {
			return nil, err
		}
		if t.row[0] < from {
			continue
		}
		row := map[string]string{}
		for column, at := range t.at {
			row[column] = strings.Clone(t.row[at])
		}
		return row, nil
	}
}
