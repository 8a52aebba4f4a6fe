package parse

// pair is a cell of figures with the field that it belongs to.
type pair struct {
	field      field
	cell       *cell
	confidence float64
}

// pairUp gives each cell its field. As many cells as fields that lie below them in order are
// pairs, whatever spans the export gave them; otherwise a cell belongs to the only field that
// it lies under. Where neither says which, nothing is read: no figure may shift to its
// neighbour.
func pairUp(fields []field, cells []*cell) ([]pair, bool) {
	if len(fields) == 0 || len(cells) == 0 {
		return nil, false
	}
	if len(fields) == len(cells) {
		confidence := 1.0
		for i, f := range fields {
			if f.from >= 0 && !overlaps(f, cells[i]) {
				confidence = 0.9
			}
		}
		return inOrder(fields, cells, confidence), true
	}
	if fields[0].from < 0 {
		return nil, false
	}
	return byPlace(fields, cells)
}

func inOrder(fields []field, cells []*cell, confidence float64) []pair {
	pairs := make([]pair, len(fields))
	for i, f := range fields {
		pairs[i] = pair{f, cells[i], min(confidence, f.confidence)}
	}
	return pairs
}

func byPlace(fields []field, cells []*cell) ([]pair, bool) {
	var pairs []pair
	taken := map[string]bool{}
	for _, c := range cells {
		var over []field
		for _, f := range fields {
			if overlaps(f, c) {
				over = append(over, f)
			}
		}
		switch {
		case len(over) == 0 && c.text == "":
			continue // an empty cell beside the table
		case len(over) != 1 || taken[over[0].id]:
			return nil, false
		}
		taken[over[0].id] = true
		pairs = append(pairs, pair{over[0], c, over[0].confidence})
	}
	return pairs, len(pairs) > 0
}

func overlaps(f field, c *cell) bool { return c.col < f.to && f.from < c.col+c.width }
