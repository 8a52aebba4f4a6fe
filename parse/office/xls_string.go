package office

import (
	"strings"
	"unicode/utf16"
)

// chunks reads over the borders of records that continue one another.
type chunks struct {
	parts []view
	at    int // in the first part
}

// settle drops parts that are read to their end.
func (c *chunks) settle() {
	for len(c.parts) > 0 && c.at >= len(c.parts[0]) {
		c.at -= len(c.parts[0])
		c.parts = c.parts[1:]
	}
}

func (c *chunks) done() bool {
	c.settle()
	return len(c.parts) == 0
}

func (c *chunks) byte() int {
	if c.done() {
		return 0
	}
	b := c.parts[0].byte(c.at)
	c.at++
	return b
}

func (c *chunks) u16() int     { return c.byte() | c.byte()<<8 }
func (c *chunks) u32() int     { return c.u16() | c.u16()<<16 }
func (c *chunks) skip(n int)   { c.at += max(n, 0) }
func (c *chunks) left() int    { return len(c.parts[0]) - c.at }
func (c *chunks) border() bool { return len(c.parts) > 0 && c.at >= len(c.parts[0]) }

// Flags of strings.
const (
	stringWide, stringExtended, stringRich = 1, 4, 8
)

// text reads a string of n characters: its flags, its characters, and what formats them. A
// string that is cut by the border of a record goes on with new flags: it may change its
// width in the middle.
func (c *chunks) text(n int) string {
	flags := c.byte()
	runs, extra := 0, 0
	if flags&stringRich != 0 {
		runs = c.u16()
	}
	if flags&stringExtended != 0 {
		extra = c.u32()
	}
	var s strings.Builder
	var units []uint16
	for n > 0 && len(c.parts) > 0 {
		if c.border() {
			c.settle()
			flags = c.byte()
			continue
		}
		width := 1 + flags&stringWide
		count := min(n, c.left()/width)
		if count == 0 { // half a character before the border
			c.at = len(c.parts[0])
			continue
		}
		part := c.parts[0].part(c.at, count*width)
		for i := range count {
			if width == 2 {
				units = append(units, uint16(part.u16(2*i)))
			} else {
				units = append(units, uint16(part.byte(i)))
			}
		}
		c.at += count * width
		n -= count
	}
	s.WriteString(string(utf16.Decode(units)))
	c.skip(4*runs + extra)
	return s.String()
}
