package dashboards

// stretch is the part of a long list that one page shows.
type stretch struct {
	From, To, Total uint64 // of the rows, from 1
	Over            bool   // there are more than Total, which nobody counted
	Earlier, Later  string // addresses of the parts beside it, where there are any
}

// Range is the message that says which rows of how many are shown.
func (s stretch) Range() string {
	if s.Over {
		return "page.range_over"
	}
	return "page.range"
}

// stretchOf counts a part of pageSize rows from its offset; turn gives the address of another offset.
func stretchOf(offset uint32, rows int, total uint64, turn func(offset uint32) string) stretch {
	return stretchBy(pageSize, offset, rows, total, turn)
}

// stretchBy is stretchOf with another number of rows.
func stretchBy(size, offset uint32, rows int, total uint64, turn func(offset uint32) string) stretch {
	s := stretch{From: uint64(offset) + 1, To: uint64(offset) + uint64(rows), Total: total}
	if offset > 0 {
		s.Earlier = turn(offset - min(offset, size))
	}
	if s.To < total {
		s.Later = turn(offset + size)
	}
	return s
}
