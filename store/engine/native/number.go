package native

import (
	"encoding/binary"
	"fmt"
)

// number is an integer that arrives in pieces.
type number struct {
	buf [10]byte
	len int
}

func (m *number) empty() bool { return m.len == 0 }

// varint reads a LEB128 number, ok when it is complete.
func (m *number) varint(p []byte) (v uint64, n int, ok bool, err error) {
	for n < len(p) {
		m.buf[m.len] = p[n]
		m.len++
		n++
		if p[n-1] < 0x80 {
			v, used := binary.Uvarint(m.buf[:m.len])
			m.len = 0
			if used <= 0 {
				return 0, n, false, fmt.Errorf("%w: a number above 64 bits", ErrFormat)
			}
			return v, n, true, nil
		}
		if m.len == len(m.buf) {
			return 0, n, false, fmt.Errorf("%w: a number above 64 bits", ErrFormat)
		}
	}
	return 0, n, false, nil
}

// word reads eight little-endian bytes, ok when they are complete.
func (m *number) word(p []byte) (v uint64, n int, ok bool) {
	n = copy(m.buf[m.len:8], p)
	if m.len += n; m.len < 8 {
		return 0, n, false
	}
	m.len = 0
	return binary.LittleEndian.Uint64(m.buf[:8]), n, true
}
