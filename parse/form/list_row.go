package form

import (
	"slices"
	"strings"

	"gongkai/disclosure"
	"gongkai/parse/confidence"
	"gongkai/parse/grid"
	"gongkai/parse/timing"
)

// listRows reads the rows [from, to), each block from its top to its bottom: a group goes on
// below its label, and at the foot of one block at the top of the next.
func (t *tableReader) listRows(from, to int) {
	if t.list == nil {
		return
	}
	group := ""
	for i := range t.list.blocks {
		b := &t.list.blocks[i]
		if i > 0 {
			b.group = group
		}
		for row := from; row < to; row++ {
			if t.listBand(row) {
				if cells := t.grid.Cells(row); len(cells) == 1 && t.list.words.groups[cells[0].Label] {
					b.group = cells[0].Label
				}
				continue
			}
			if cells := t.blockCells(i, row); len(cells) > 0 {
				t.found = t.listRow(b, cells) || t.found
			}
		}
		group = b.group
	}
}

// blockCells lists the cells of a row that lie in a block. Where the columns of the blocks
// are not known, each has its share of the row.
func (t *tableReader) blockCells(i, row int) []*grid.Cell {
	cells, n, b := t.grid.Cells(row), len(t.list.blocks), &t.list.blocks[i]
	switch {
	case n == 1:
		return cells
	case b.from < 0 && len(cells) < 2*n: // the last row may have fewer labels
		if i > 0 {
			return nil
		}
		return cells
	case b.from < 0 && len(cells)%n == 0:
		return cells[i*len(cells)/n : (i+1)*len(cells)/n]
	case b.from < 0 && i == 0:
		t.unknownRow(cells[0].Text, cells)
		return nil
	}
	var part []*grid.Cell
	for _, c := range cells {
		if c.Col >= b.from && c.Col < b.to {
			part = append(part, c)
		}
	}
	return part
}

// listRow reads the label and the numbers of one row of a block.
func (t *tableReader) listRow(b *block, cells []*grid.Cell) bool {
	words := t.list.words
	split := t.listSplit(b, cells)
	var leaf *grid.Cell
	for _, c := range cells[:split] {
		if c.Label == "" || c.Digits {
			continue
		}
		if leaf != nil && words.groups[leaf.Label] {
			b.group = leaf.Label
		}
		leaf = c
	}
	if leaf == nil {
		return false
	}
	label, values := leaf.Label, cells[split:]
	confidence := 1.0
	if whole, rest, ok := t.mend(leaf.Text, values, func(l string) bool { return words.rows.Exact[l] != nil }); ok {
		label, values, confidence = whole, rest, 0.9
	}
	e, conf := words.find(label, b.group)
	b.group = words.groupBehind(label, b.group)
	if e != nil && !anyNumber(values) && (conf < 1 && words.rows.Begins(label) || t.noteFollows(leaf)) { // its rest may follow
		t.cut = &cutRow{leaf.Text, values, func() bool { return t.listFigures(b, leaf, values, e.ID, min(confidence, conf)) }}
		return false
	}
	if e == nil {
		switch {
		case words.rows.Begins(label):
			t.cut = &cutRow{leaf.Text, values, func() bool { return t.unknownRow(leaf.Text, values) }}
		case !words.groups[label] || slices.ContainsFunc(values, func(c *grid.Cell) bool { return c.Digits && c.Text != "0" }):
			t.unknownRow(leaf.Text, values)
		}
		return false
	}
	return t.listFigures(b, leaf, values, e.ID, min(confidence, conf))
}

// listSplit counts the cells of labels: up to the last whose label is known, else up to
// where the head puts numbers.
func (t *tableReader) listSplit(b *block, cells []*grid.Cell) int {
	words, split := t.list.words, 0
	for i, c := range cells {
		if c.Digits || c.Label == "" {
			continue
		}
		if words.rows.Exact[c.Label] != nil || words.groups[c.Label] {
			split = i + 1
		}
	}
	for b.codes && split > 0 && split < len(cells) && cells[split].Col+cells[split].Width <= b.values {
		split++
	}
	if split > 0 && (split == len(cells) || b.values < 0 || cells[split].Col >= b.values || cells[split].Digits || isUnit(cells[split].Label)) {
		return split
	}
	for i := split; i < len(cells); i++ {
		c := cells[i]
		switch {
		case b.values >= 0 && c.Col+c.Width <= b.values:
			split = i + 1
		case b.values < 0 && !c.Digits && len(cells)-i > len(b.columns):
			split = i + 1
		default:
			return max(split, 1)
		}
	}
	return max(split, 1)
}

// listFigures pairs the cells right of a label with the columns.
func (t *tableReader) listFigures(b *block, leaf *grid.Cell, values []*grid.Cell, indicator string, confidence float64) bool {
	fields := make([]field, len(b.columns))
	for i, c := range b.columns {
		fields[i] = c.field
	}
	pairs, ok := pairUp(fields, values)
	if !ok || b.misfits(pairs) {
		pairs, ok = b.beside(fields, values)
	}
	if !ok || b.misfits(pairs) {
		if anyNumber(values) {
			t.lose(values)
			t.find(disclosure.RuleUnknownLabel, disclosure.Key{}, "“%s”一行的单元格与表头的列对不上，未读取：%s", disclosure.Short(leaf.Text), prints(values))
		}
		return false
	}
	unit := headUnit(leaf.Text)
	index := make(map[*grid.Cell]int, len(pairs))
	for i, p := range pairs {
		at := i
		if len(pairs) != len(b.columns) {
			at = columnAt(b, *p.field)
		}
		index[p.cell] = at
		if b.columns[at].role == roleUnit {
			unit = printedUnit(p.cell.Text, unit)
		}
	}
	if b.mixed && t.differs(b, pairs, index) {
		confidence = min(confidence, 0.8)
	}
	read := false
	for _, p := range pairs {
		c := &b.columns[index[p.cell]]
		if !c.taken {
			continue
		}
		said := unit
		if c.unit != "" && said == "" {
			said = c.unit
		}
		n := len(t.claims)
		t.figure(t.list.kind, disclosure.Key{Indicator: indicator}, p.cell, said, min(confidence, p.confidence, c.sure), c.timing)
		if len(t.claims) > n {
			t.claims[n].whose, read = c.whose, true
			t.ever(&t.claims[n], b, c, pairs, index, said, confidence)
		}
	}
	return read
}

// beside pairs the cells of a row that stands one column further right than the head, which lost
// the span of its first cell: with the columns that have a word over them, one by one.
func (b *block) beside(fields []field, values []*grid.Cell) ([]pair, bool) {
	var named []field
	for _, f := range fields {
		if f.leaf != nil {
			named = append(named, f)
		}
	}
	if len(named) == 0 || len(named) == len(fields) || len(named) != len(values) {
		return nil, false
	}
	return inOrder(named, values, confidence.Near), true
}

// differs reports whether 本期 and 本年累计 of a row are not the same, and says so once a table.
func (t *tableReader) differs(b *block, pairs []pair, index map[*grid.Cell]int) bool {
	var period, sum string
	for _, p := range pairs {
		switch c := &b.columns[index[p.cell]]; {
		case c.taken:
			sum = p.cell.Text
		case c.timing.When == timing.This:
			period = p.cell.Text
		}
	}
	if period == sum || period == "" {
		return false
	}
	if !b.told {
		b.told = true
		t.find(disclosure.RuleYearUnclear, disclosure.Key{}, "“本期”与“本年累计”两列不同，按本年累计计，可信度降低：%s、%s", disclosure.Short(period), disclosure.Short(sum))
	}
	return true
}

// misfits reports whether the cells of a row are not what the head says that they are: a number
// under 单位, a unit under the year, or fewer numbers than columns of them.
func (b *block) misfits(pairs []pair) bool {
	numbers, paired, some := 0, 0, false
	for _, c := range b.columns {
		if c.role == roleValue {
			numbers++
		}
	}
	for i, p := range pairs {
		at := i
		if len(pairs) != len(b.columns) {
			at = columnAt(b, *p.field)
		}
		switch c := &b.columns[at]; {
		case c.role == roleUnit && p.cell.Digits, c.taken && isUnit(p.cell.Label):
			return true
		case c.role == roleValue:
			paired++
			some = some || strings.Trim(p.cell.Text, "0") != ""
		}
	}
	return paired < numbers && some
}

func columnAt(b *block, f field) int {
	for i, c := range b.columns {
		if c.from == f.from {
			return i
		}
	}
	return 0
}

// printedUnit is the unit of a row where it changes what a number says: money, and counts in
// 万. Whether a count is in 条 or 件 is the writer's choice.
func printedUnit(text, otherwise string) string {
	u := strings.Trim(disclosure.FoldName(text), "()/")
	if strings.Contains(u, "元") || strings.HasPrefix(u, "万") {
		return u
	}
	return otherwise
}
