package form

import (
	"slices"
	"strings"

	"gongkai/disclosure"
	"gongkai/disclosure/pattern"
	"gongkai/parse/grid"
)

// cutRow is a row whose label may go on in the next one: a page break went through its cells.
type cutRow struct {
	label  string
	values []*grid.Cell
	flush  func() bool // reads the row as it is, where nothing follows
}

// mend joins a row with the row before that was cut, where their labels are one known label
// and the figures stand in one of them.
func (t *tableReader) mend(label string, values []*grid.Cell, known func(string) bool) (string, []*grid.Cell, bool) {
	if t.cut == nil {
		return "", nil, false
	}
	whole := disclosure.Label(t.cut.label + label)
	if known(whole) && (whole != disclosure.Label(t.cut.label) || completes(t.cut.label, label)) && (allEmpty(t.cut.values) || allEmpty(values) || slices.Equal(t.cut.values, values)) {
		if allEmpty(values) {
			values = t.cut.values
		}
		t.cut = nil
		return whole, values, true
	}
	t.dropCut()
	return "", nil, false
}

// dropCut reads a row that waited in vain for the rest of its label.
func (t *tableReader) dropCut() {
	if cut := t.cut; cut != nil {
		t.cut = nil
		t.found = cut.flush() || t.found
	}
}

// completes reports whether a text is the rest of a label that says all but for a note in
// brackets: it closes the bracket, or is one of the form's notes.
func completes(label, rest string) bool {
	open := strings.Count(label, "（") + strings.Count(label, "(") - strings.Count(label, "）") - strings.Count(label, ")")
	if open > 0 {
		return strings.HasSuffix(rest, "）") || strings.HasSuffix(rest, ")")
	}
	return pattern.HasOnePrefix(rest, "（不同", "(不同", "（不包括", "(不包括")
}

// noteFollows reports whether the row below a label begins with the rest of it.
func (t *tableReader) noteFollows(leaf *grid.Cell) bool {
	row := leaf.Row + leaf.Height
	if row >= len(t.grid.Slots) {
		return false
	}
	below := t.grid.Cells(row)
	return len(below) > 0 && below[0] != leaf && completes(leaf.Text, below[0].Text)
}
