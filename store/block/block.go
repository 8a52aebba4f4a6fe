// Package block makes the rows of an insert, column by column, in ClickHouse's Native format. What is
// appended is encoded at once, and what all rows of a report share is appended in one go: a value of an
// interface for each cell would cost more than the cell's own bytes.
//
// It refuses to convert: a column has the type that it was made with, and ClickHouse says so where the
// table's is another. It refuses to read what ClickHouse answers, and to send anything.
package block

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
)

// Column is a column of a block.
type Column interface {
	// Clear takes all rows out and keeps their room: what Rows gave must not be read any more.
	Clear()
	title() (name, kind string)
	length() int
	// parts are the bytes of its rows, in order.
	parts() [][]byte
}

// Rows is a block of rows as a reader, and how many bytes they are: none where there is no row. All
// columns have as many rows.
func Rows(columns ...Column) (rows io.Reader, length int64, err error) {
	n := columns[0].length()
	head := binary.AppendUvarint(nil, uint64(len(columns)))
	head = binary.AppendUvarint(head, uint64(n))
	var all readers
	for _, c := range columns {
		name, kind := c.title()
		if c.length() != n {
			return nil, 0, fmt.Errorf("column %s has %d rows and not %d", name, c.length(), n)
		}
		head = text(text(head, name), kind)
		all.add(head)
		head = nil
		for _, part := range c.parts() {
			all.add(part)
		}
	}
	if n == 0 { // ClickHouse takes a block without rows for no statement
		return bytes.NewReader(nil), 0, nil
	}
	return io.MultiReader(all.parts...), all.bytes, nil
}

// readers are parts that are read one after the other.
type readers struct {
	parts []io.Reader
	bytes int64
}

func (r *readers) add(part []byte) {
	r.parts, r.bytes = append(r.parts, bytes.NewReader(part)), r.bytes+int64(len(part))
}

// AppendText appends a text with its length before it.
func AppendText[T string | []byte](to []byte, s T) []byte { return text(to, s) }

// CutText takes off the text that AppendText has written first; it is no copy.
func CutText(from string) (first, rest string) {
	n, length := uint64(from[0]), 1
	if n >= 1<<7 {
		n, length = binary.Uvarint([]byte(from[:min(len(from), binary.MaxVarintLen64)]))
	}
	return from[length : length+int(n)], from[length+int(n):]
}

func text[T string | []byte](to []byte, s T) []byte {
	return append(binary.AppendUvarint(to, uint64(len(s))), s...)
}
