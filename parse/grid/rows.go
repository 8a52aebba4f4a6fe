package grid

// OnlyText is the one cell of a row that holds anything, nil where there is another number of
// them, or where it holds a number.
func (g *Table) OnlyText(row int) *Cell {
	var only *Cell
	for _, c := range g.Cells(row) {
		if c.Text == "" {
			continue
		}
		if only != nil || c.Row != row || c.Height > 1 {
			return nil
		}
		only = c
	}
	if only == nil || only.Digits {
		return nil
	}
	return only
}

// FirstLabel is the label of the first cell of a row that is not empty, "" where there is none.
func (g *Table) FirstLabel(row int) string {
	for _, c := range g.Cells(row) {
		if c.Row == row && c.Label != "" {
			return c.Label
		}
	}
	return ""
}

// HasLabel reports whether a cell of a row has a label.
func (g *Table) HasLabel(row int, label string) bool {
	for _, c := range g.Cells(row) {
		if c.Row == row && c.Label == label {
			return true
		}
	}
	return false
}
