package form

import (
	"gongkai/disclosure"
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
	if known(whole) && whole != disclosure.Label(t.cut.label) && (allEmpty(t.cut.values) || allEmpty(values)) {
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
