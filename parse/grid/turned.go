package grid

// mostTurned bounds the tables that are tried the other way round.
const mostTurned = 20_000

// Turn returns the table with its rows as columns, nil where it is too large for one of the
// form. Places stay those of the table as it is.
func (g *Table) Turn() *Table {
	if len(g.Slots)*g.Width > mostTurned {
		return nil
	}
	t := &Table{node: g.node, number: g.number, Width: len(g.Slots), Slots: make([][]*Cell, g.Width), Loose: g.Loose, Run: g.Run}
	turned := map[*Cell]*Cell{}
	for col := range g.Width {
		t.Slots[col] = make([]*Cell, len(g.Slots))
		for row := range g.Slots {
			c := g.Slots[row][col]
			if c == nil {
				continue
			}
			n, ok := turned[c]
			if !ok {
				copied := *c
				n = &copied
				n.Row, n.Col, n.Height, n.Width, n.Origin = c.Col, c.Row, c.Width, c.Height, c
				turned[c] = n
			}
			t.Slots[col][row] = n
		}
	}
	return t
}
