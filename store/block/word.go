package block

import (
	"encoding/binary"
	"math"
	"slices"
)

// Word is a column of type LowCardinality(String), or LowCardinality(Nullable(String)): every word
// stands in the block once, and each row has its number.
type Word struct {
	name     string
	nullable bool
	numbers  map[string]uint32
	words    []byte // each with its length, in the order of their numbers
	rows     []uint32
	narrowed []byte // the last that parts gave

	last   string // the one that was asked for last, and its number: rows often repeat it
	number uint32
}

// NewWord makes an empty column with room for so many rows.
func NewWord(name string, room int) *Word { return newWord(name, room, false) }

// NewNullableWord makes an empty column that can hold NULL.
func NewNullableWord(name string, room int) *Word { return newWord(name, room, true) }

func newWord(name string, room int, nullable bool) *Word {
	c := &Word{name: name, nullable: nullable, numbers: map[string]uint32{}, rows: make([]uint32, 0, room)}
	c.Clear()
	return c
}

// Clear takes all rows out and keeps their room. The first words are NULL, where there is one, and the empty one:
// ClickHouse's defaults.
func (c *Word) Clear() {
	clear(c.numbers)
	c.words, c.rows, c.last, c.number = append(c.words[:0], 0), c.rows[:0], "", 0
	if c.nullable {
		c.words = append(c.words, 0)
		c.number = 1
	}
	c.numbers[""] = c.number
}

// Append adds a row.
func (c *Word) Append(s string) { c.rows = append(c.rows, c.of(s)) }

// Repeat adds n rows.
func (c *Word) Repeat(s string, n int) { c.repeat(c.of(s), n) }

// RepeatNull adds n rows that are NULL.
func (c *Word) RepeatNull(n int) { c.repeat(0, n) }

func (c *Word) repeat(number uint32, n int) {
	for range n {
		c.rows = append(c.rows, number)
	}
}

// of is the number of a word.
func (c *Word) of(s string) uint32 {
	if s == c.last {
		return c.number
	}
	number, known := c.numbers[s]
	if !known {
		number = uint32(len(c.numbers))
		if c.nullable {
			number++
		}
		c.numbers[s] = number
		c.words = text(c.words, s)
	}
	c.last, c.number = s, number
	return number
}

func (c *Word) title() (name, kind string) {
	if c.nullable {
		return c.name, "LowCardinality(Nullable(String))"
	}
	return c.name, "LowCardinality(String)"
}

func (c *Word) length() int { return len(c.rows) }

// What stands before words: the version of their form, that they are here and new, and the width of numbers.
const (
	wordsVersion = 1
	wordsHere    = 1<<9 | 1<<10
)

func (c *Word) parts() [][]byte {
	words := uint64(len(c.numbers))
	if c.nullable {
		words++
	}
	width, numbers := narrow(c.narrowed[:0], c.rows, words)
	c.narrowed = numbers
	head := binary.LittleEndian.AppendUint64(nil, wordsVersion)
	head = binary.LittleEndian.AppendUint64(head, wordsHere|width)
	head = binary.LittleEndian.AppendUint64(head, words)
	return [][]byte{head, c.words, binary.LittleEndian.AppendUint64(nil, uint64(len(c.rows))), numbers}
}

// narrow appends numbers below a bound as narrow as they go: the width is 0 for a byte, 1 for two, 2 for four.
func narrow(to []byte, rows []uint32, bound uint64) (width uint64, numbers []byte) {
	switch {
	case bound <= math.MaxUint8+1:
		to = slices.Grow(to, len(rows))
		for _, n := range rows {
			to = append(to, byte(n))
		}
		return 0, to
	case bound <= math.MaxUint16+1:
		to = slices.Grow(to, 2*len(rows))
		for _, n := range rows {
			to = binary.LittleEndian.AppendUint16(to, uint16(n))
		}
		return 1, to
	}
	to = slices.Grow(to, 4*len(rows))
	for _, n := range rows {
		to = binary.LittleEndian.AppendUint32(to, n)
	}
	return 2, to
}
