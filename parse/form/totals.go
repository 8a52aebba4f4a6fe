package form

import (
	"gongkai/disclosure"
	"gongkai/parse/confidence"
	"gongkai/parse/lexicon"
	"gongkai/parse/number"
	"gongkai/parse/timing"
)

// leastTotals is how many rows of table 3 show that a table with one column of figures is it.
const leastTotals = 5

// readTotals reads a table 3 that prints nothing but its totals: a label and one number a row,
// under 数量, 总计 or the like.
func (t *tableReader) readTotals() {
	t.group, t.cut, t.goneOn = "", nil, timing.Said{}
	t.head = &head{kind: Requests, fields: []field{{id: string(disclosure.Total), from: -1, to: -1, confidence: confidence.Near}}}
	under, rows := false, 0
	for row := range t.grid.Slots {
		cells := t.grid.Cells(row)
		if len(cells) < 2 || t.isBand(row, cells) {
			continue
		}
		last := cells[len(cells)-1]
		if role, _ := columnRole(last.Label); rows == 0 && (role == roleValue || lexicon.IsTotal(last.Label)) {
			under = true
			continue
		}
		if before := cells[len(cells)-2]; !under || before.Digits || number.IsPrinted(before.Text) {
			t.claims = nil
			return
		}
		if t.requestRow(row, cells) {
			rows++
		}
	}
	if rows < leastTotals {
		t.claims = nil
	}
	t.found = len(t.claims) > 0
}
