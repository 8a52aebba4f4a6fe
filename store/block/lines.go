package block

import (
	"encoding/binary"
	"math"
	"time"
)

// Lines are rows in ClickHouse's RowBinary format, value after value in the order of the columns: for
// rows that are few and have many columns.
type Lines struct{ data []byte }

// Clear takes all rows out and keeps their room.
func (l *Lines) Clear() { l.data = l.data[:0] }

// Bytes are the rows.
func (l *Lines) Bytes() []byte { return l.data }

// Text adds a value of a String or LowCardinality(String).
func (l *Lines) Text(s string) { l.data = text(l.data, s) }

// Texts adds values one after the other.
func (l *Lines) Texts(all ...string) {
	for _, s := range all {
		l.data = text(l.data, s)
	}
}

// Optional adds a value of a Nullable text; nil is NULL.
func (l *Lines) Optional(s *string) {
	if !l.null(s == nil) {
		l.data = text(l.data, *s)
	}
}

// null adds what stands before the value of a Nullable type.
func (l *Lines) null(is bool) bool {
	if is {
		l.data = append(l.data, 1)
	} else {
		l.data = append(l.data, 0)
	}
	return is
}

// List adds the length of an Array, whose elements are added next.
func (l *Lines) List(length int) { l.data = binary.AppendUvarint(l.data, uint64(length)) }

// TextList adds a value of an Array(String).
func (l *Lines) TextList(all []string) {
	l.List(len(all))
	l.Texts(all...)
}

// UInt8 adds a value.
func (l *Lines) UInt8(n uint8) { l.data = append(l.data, n) }

// UInt16 adds a value.
func (l *Lines) UInt16(n uint16) { l.data = binary.LittleEndian.AppendUint16(l.data, n) }

// UInt32 adds a value.
func (l *Lines) UInt32(n uint32) { l.data = binary.LittleEndian.AppendUint32(l.data, n) }

// OptionalUInt16 adds a value of a Nullable(UInt16).
func (l *Lines) OptionalUInt16(n *uint16) {
	if !l.null(n == nil) {
		l.UInt16(*n)
	}
}

// OptionalUInt32 adds a value of a Nullable(UInt32).
func (l *Lines) OptionalUInt32(n *uint32) {
	if !l.null(n == nil) {
		l.UInt32(*n)
	}
}

// Float64 adds a value.
func (l *Lines) Float64(v float64) {
	l.data = binary.LittleEndian.AppendUint64(l.data, math.Float64bits(v))
}

// OptionalDecimal adds a value of a Nullable(Decimal(20, 6)) in millionths.
func (l *Lines) OptionalDecimal(millionths *int64) {
	if !l.null(millionths == nil) {
		l.data = appendDecimal(l.data, *millionths)
	}
}

// appendDecimal writes a number of 128 bits.
func appendDecimal(to []byte, millionths int64) []byte {
	to = binary.LittleEndian.AppendUint64(to, uint64(millionths))
	return binary.LittleEndian.AppendUint64(to, uint64(millionths>>63))
}

// OptionalDay adds a value of a Nullable(Date): the day of a moment in UTC, from 1970 to 2149.
func (l *Lines) OptionalDay(t *time.Time) {
	if !l.null(t == nil) {
		l.UInt16(uint16(t.Unix() / (24 * 60 * 60)))
	}
}

// Microseconds adds a value of a DateTime64(6).
func (l *Lines) Microseconds(t time.Time) {
	l.data = binary.LittleEndian.AppendUint64(l.data, uint64(t.UnixMicro()))
}
