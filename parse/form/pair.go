package form

import (
	"strings"

	"gongkai/disclosure"
	"gongkai/parse/grid"
	"gongkai/parse/number"
)

// pair is a cell of figures with the field that it belongs to.
type pair struct {
	field      *field
	cell       *grid.Cell
	confidence float64
}

// pairUp gives each cell its field. As many cells as fields that lie below them in order are
// pairs, whatever spans the export gave them; otherwise a cell belongs to the only field that
// it lies under, or the empty cells at an end that are too many are left out. Where neither
// says which, nothing is read: no figure may shift to its neighbour.
func pairUp(fields []field, cells []*grid.Cell) ([]pair, bool) {
	if len(fields) == 0 || len(cells) == 0 {
		return nil, false
	}
	if len(fields) == len(cells) {
		confidence := 1.0
		for i := range fields {
			if f := &fields[i]; f.from >= 0 && !overlaps(f, cells[i]) {
				confidence = 0.9
			}
		}
		return inOrder(fields, cells, confidence), true
	}
	if fields[0].from >= 0 {
		if pairs, ok := byPlace(fields, cells); ok {
			return pairs, true
		}
	}
	if parted := withBlanks(cells); fields[0].from < 0 && len(parted) == len(fields) {
		return inOrder(fields, parted, 0.9), true
	}
	if trimmed := trimEmpty(cells, len(cells)-len(fields)); trimmed != nil {
		return inOrder(fields, trimmed, 0.9), true
	}
	return nil, false
}

func inOrder(fields []field, cells []*grid.Cell, confidence float64) []pair {
	pairs := make([]pair, len(fields))
	for i := range fields {
		pairs[i] = pair{&fields[i], cells[i], min(confidence, fields[i].confidence)}
	}
	return pairs
}

// byPlace pairs by what lies under what. A row with too few cells is sure only of its place
// on the page, not of what its writer meant.
func byPlace(fields []field, cells []*grid.Cell) ([]pair, bool) {
	var pairs []pair
	next := 0 // fields are in order, and so are cells
	for _, c := range cells {
		for next < len(fields) && fields[next].to <= c.Col {
			next++
		}
		switch {
		case next == len(fields) || !overlaps(&fields[next], c):
			if c.Text == "" {
				continue // an empty cell beside the table
			}
			return nil, false
		case next+1 < len(fields) && overlaps(&fields[next+1], c):
			if c.Text != "" {
				return nil, false
			}
			for ; next < len(fields) && fields[next].from >= c.Col && fields[next].to <= c.Col+c.Width; next++ { // blank cells made one
				pairs = append(pairs, pair{&fields[next], c, fields[next].confidence})
			}
			if next < len(fields) && overlaps(&fields[next], c) {
				return nil, false
			}
			continue
		}
		pairs = append(pairs, pair{&fields[next], c, fields[next].confidence})
		next++
	}
	if len(pairs) < len(fields) {
		for i := range pairs {
			pairs[i].confidence = min(pairs[i].confidence, 0.8)
		}
	}
	return pairs, len(pairs) > 0
}

// withBlanks gives a blank cell that spans columns a place in each, nil where a cell with a print
// spans columns too.
func withBlanks(cells []*grid.Cell) []*grid.Cell {
	var parted []*grid.Cell
	for _, c := range cells {
		if c.Width > 1 && c.Text != "" || c.Width > len(disclosure.Applicants) {
			return nil
		}
		for range c.Width {
			parted = append(parted, c)
		}
	}
	return parted
}

// trimEmpty leaves out surplus cells at one end, where they are empty there and not at the
// other end as well. nil where that is not so.
func trimEmpty(cells []*grid.Cell, surplus int) []*grid.Cell {
	if surplus <= 0 || surplus > 3 {
		return nil
	}
	n := len(cells)
	before, after := allEmpty(cells[:surplus]), allEmpty(cells[n-surplus:])
	switch {
	case before && !after && cells[n-1].Text != "":
		return cells[surplus:]
	case after && !before && cells[0].Text != "":
		return cells[:n-surplus]
	}
	return nil
}

// tooFew reports whether a row has no cell for a column of the form: which was left out nobody
// knows, unless all that are there print 0 or nothing; in table 2, where the columns are no parts
// of a whole, not even then.
func tooFew(kind Kind, fields []field, pairs []pair) bool {
	known, paired := 0, 0
	for i := range fields {
		if fields[i].known() {
			known++
		}
	}
	numbers := kind == Proactive
	for _, p := range pairs {
		if p.field.known() {
			paired++
		}
		numbers = numbers || number.IsPrinted(p.cell.Text) && strings.Trim(p.cell.Text, "0") != ""
	}
	return paired < known && numbers
}

func allEmpty(cells []*grid.Cell) bool {
	for _, c := range cells {
		if c.Text != "" {
			return false
		}
	}
	return true
}

func overlaps(f *field, c *grid.Cell) bool { return c.Col < f.to && f.from < c.Col+c.Width }
