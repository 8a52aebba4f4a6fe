package office

import "encoding/binary"

// view is a part of a binary file. Reading behind its end gives zeros: offsets in damaged
// files point anywhere, and every reader of records then ends by itself.
type view []byte

func (v view) byte(at int) int {
	if at < 0 || at >= len(v) {
		return 0
	}
	return int(v[at])
}

func (v view) u16(at int) int {
	if at < 0 || at+2 > len(v) {
		return 0
	}
	return int(binary.LittleEndian.Uint16(v[at:]))
}

func (v view) i16(at int) int { return int(int16(v.u16(at))) }

func (v view) u32(at int) int {
	if at < 0 || at+4 > len(v) {
		return 0
	}
	return int(binary.LittleEndian.Uint32(v[at:]))
}

func (v view) i32(at int) int { return int(int32(v.u32(at))) }

// part returns length bytes, or as many as there are.
func (v view) part(at, length int) view {
	if at < 0 || length <= 0 || at >= len(v) {
		return nil
	}
	return v[at:min(at+length, len(v))]
}

// from returns all from an offset on.
func (v view) from(at int) view { return v.part(at, len(v)) }
