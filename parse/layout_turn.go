package parse

// mostTurned bounds the tables that are tried the other way round.
const mostTurned = 20_000

// turn returns the table with its rows as columns, nil where it is too large for one of the
// form. Places stay those of the table as it is.
func (g *grid) turn() *grid {
	if len(g.slots)*g.width > mostTurned {
		return nil
	}
	t := &grid{node: g.node, number: g.number, width: len(g.slots), slots: make([][]*cell, g.width), loose: g.loose, run: g.run}
	turned := map[*cell]*cell{}
	for col := range g.width {
		t.slots[col] = make([]*cell, len(g.slots))
		for row := range g.slots {
			c := g.slots[row][col]
			if c == nil {
				continue
			}
			n, ok := turned[c]
			if !ok {
				copied := *c
				n = &copied
				n.row, n.col, n.height, n.width, n.origin = c.col, c.row, c.width, c.height, c
				turned[c] = n
			}
			t.slots[col][row] = n
		}
	}
	return t
}
