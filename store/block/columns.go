package block

import (
	"encoding/binary"
	"slices"
)

// Text is a column of type String.
type Text struct {
	name string
	rows int
	data []byte
	one  []byte // a row that is appended many times
}

// NewText makes an empty column with room for so many bytes.
func NewText(name string, room int) *Text { return &Text{name: name, data: make([]byte, 0, room)} }

// Clear takes all rows out and keeps their room.
func (c *Text) Clear() { c.rows, c.data = 0, c.data[:0] }

// Append adds a row.
func (c *Text) Append(s string) {
	c.data = text(c.data, s)
	c.rows++
}

// Repeat adds n rows.
func (c *Text) Repeat(s string, n int) {
	c.one = text(c.one[:0], s)
	c.data = slices.Grow(c.data, n*len(c.one))
	for range n {
		c.data = append(c.data, c.one...)
	}
	c.rows += n
}

func (c *Text) title() (name, kind string) { return c.name, "String" }
func (c *Text) length() int                { return c.rows }
func (c *Text) parts() [][]byte            { return [][]byte{c.data} }

// Encoded is a column of type String whose rows come many at a time, encoded. Their bytes are sent from where
// they are: whoever appends them leaves them as they are until then.
type Encoded struct {
	name   string
	rows   int
	pieces [][]byte
}

// NewEncoded makes an empty column.
func NewEncoded(name string) *Encoded { return &Encoded{name: name} }

// Clear takes all rows out.
func (c *Encoded) Clear() {
	clear(c.pieces)
	c.rows, c.pieces = 0, c.pieces[:0]
}

// Append adds n rows, each as AppendText writes it.
func (c *Encoded) Append(n int, rows []byte) {
	c.rows, c.pieces = c.rows+n, append(c.pieces, rows)
}

func (c *Encoded) title() (name, kind string) { return c.name, "String" }
func (c *Encoded) length() int                { return c.rows }
func (c *Encoded) parts() [][]byte            { return c.pieces }

// Fixed is a column of numbers of one size: UInt16, Float64.
type Fixed[T uint16 | float64] struct {
	name   string
	values []T
	data   []byte // the last that parts gave
}

// NewFixed makes an empty column with room for so many rows.
func NewFixed[T uint16 | float64](name string, room int) *Fixed[T] {
	return &Fixed[T]{name: name, values: make([]T, 0, room)}
}

// Clear takes all rows out and keeps their room.
func (c *Fixed[T]) Clear() { c.values = c.values[:0] }

// Append adds a row.
func (c *Fixed[T]) Append(v T) { c.values = append(c.values, v) }

// Repeat adds n rows.
func (c *Fixed[T]) Repeat(v T, n int) {
	for range n {
		c.values = append(c.values, v)
	}
}

func (c *Fixed[T]) title() (name, kind string) {
	switch any(c.values).(type) {
	case []uint16:
		return c.name, "UInt16"
	default:
		return c.name, "Float64"
	}
}

func (c *Fixed[T]) length() int { return len(c.values) }

func (c *Fixed[T]) parts() [][]byte {
	c.data, _ = binary.Append(c.data[:0], binary.LittleEndian, c.values) // of numbers it can't fail
	return [][]byte{c.data}
}

// Decimal is a column of type Nullable(Decimal(20, 6)).
type Decimal struct {
	name  string
	nulls []byte
	data  []byte
}

// NewDecimal makes an empty column with room for so many rows.
func NewDecimal(name string, room int) *Decimal {
	return &Decimal{name: name, nulls: make([]byte, 0, room), data: make([]byte, 0, 16*room)}
}

// Clear takes all rows out and keeps their room.
func (c *Decimal) Clear() { c.nulls, c.data = c.nulls[:0], c.data[:0] }

// Append adds a row in millionths; nil is NULL.
func (c *Decimal) Append(millionths *int64) {
	if millionths == nil {
		c.nulls, c.data = append(c.nulls, 1), appendDecimal(c.data, 0)
		return
	}
	c.nulls, c.data = append(c.nulls, 0), appendDecimal(c.data, *millionths)
}

// Rows is how many there are.
func (c *Decimal) Rows() int { return len(c.nulls) }

func (c *Decimal) title() (name, kind string) { return c.name, "Nullable(Decimal(20, 6))" }
func (c *Decimal) length() int                { return len(c.nulls) }
func (c *Decimal) parts() [][]byte            { return [][]byte{c.nulls, c.data} }
