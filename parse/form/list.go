package form

import (
	"slices"
	"strings"

	"gongkai/disclosure"
	"gongkai/parse/grid"
	"gongkai/parse/lexicon"
	"gongkai/parse/number"
	"gongkai/parse/timing"
)

// list is what the head of a table of statistics says: a row a figure, the label, its unit
// and the columns of numbers. Two tables that stand side by side are two blocks.
type list struct {
	kind   Kind
	words  *listForm
	blocks []block
}

// block is one table of labels and numbers.
type block struct {
	from, to int           // columns [from, to) of the grid; -1 where they are not known
	group    string        // group of the last row, see tableReader
	values   int           // first column that holds no label, -1 where it is not known
	codes    bool          // a column of codes stands behind that of the labels
	told     bool          // that they differ
	mixed    bool          // 本年累计 is taken beside 本期, and may sum up all years where the two differ
	columns  []valueColumn // unit, numbers, remarks: in the order in which they stand
}

// role says what a column of a table of statistics holds.
type role int

const (
	roleNone role = iota
	roleLabel
	roleCode
	roleUnit
	roleRemark
	roleValue
)

// whose says whose figures a column counts.
type whose int

const (
	whoseUnsaid whose = iota
	whoseTotal        // 合计
	whoseOwn          // 政府统计数, 本级
	whosePart         // 直属单位, 乡镇街道
)

// valueColumn is a column right of the labels.
type valueColumn struct {
	field
	role  role
	whose whose
	taken bool // its numbers are those that the form asks for
	sure  float64
	label string // of a time
	ever  int    // place of the column of all years that belongs to it, from 1; 0 where there is none
}

// loosened keeps the columns for a table that goes on without a head.
func (l *list) loosened() *list {
	if l == nil {
		return nil
	}
	loose := &list{kind: l.kind, words: l.words}
	for _, b := range l.blocks {
		columns := append([]valueColumn{}, b.columns...)
		for i := range columns {
			columns[i].from, columns[i].to = -1, -1
		}
		loose.blocks = append(loose.blocks, block{from: -1, to: -1, values: -1, group: b.group, codes: b.codes, columns: columns})
	}
	return loose
}

// leastRows is how many labels of a form a table has to have to be its statistics.
const leastRows = 3

// list is the form whose statistics a table is, nil where it is of another kind. Labels in
// other words count where there are twice as many of them.
func (v votes) list() *listForm {
	if national, local := v.national+v.nearNational, v.local+v.nearLocal; max(v.national, v.local) < leastRows && max(national, local) >= 2*leastRows {
		v.national, v.local = national, local
	}
	switch {
	case max(v.national, v.local) < leastRows || v.unified > max(v.national, v.local):
		return nil
	case v.national >= v.local:
		return &listWords().national
	}
	return &listWords().local
}

func (f *listForm) form() disclosure.Form {
	if f.kind == nationalTable {
		return disclosure.Form2014
	}
	return disclosure.Form2008
}

// readList reads a table of statistics, with the columns of the table before where it goes on
// from that.
func (t *tableReader) readList(form *listForm) {
	t.head = nil
	if t.list != nil && t.list.words != form {
		t.list = nil
	}
	from := 0 // first row that is not read yet
	for row := 0; row < len(t.grid.Slots); row++ {
		if to := t.listHead(row, form); to > row {
			t.listRows(from, row)
			from = to
			t.goneOn = timing.Said{}
			t.list = newList(form.kind, form, t.grid, row, to).after(t.list)
			t.noteColumns()
			row = to - 1
			continue
		}
		if t.list == nil && !t.listBand(row) {
			t.list, from = headless(form, t.grid, row), row
		}
	}
	t.listRows(from, len(t.grid.Slots))
	if len(t.claims) > 0 {
		t.head = &head{kind: t.list.kind} // the list goes on in the next table
	}
}

// after goes on with the groups of the list before, whose head is printed again on a new page.
func (l *list) after(before *list) *list {
	if before != nil && len(before.blocks) == len(l.blocks) {
		for i := range l.blocks {
			l.blocks[i].group = before.blocks[i].group
		}
	}
	return l
}

// listHead returns the row behind the head that begins in row, row itself where none does.
func (t *tableReader) listHead(row int, form *listForm) int {
	label, other := false, false
	to := row
	for ; to < len(t.grid.Slots); to++ {
		own := 0
		for _, c := range t.grid.Cells(to) {
			if c.Row != to || c.Label == "" {
				continue
			}
			_, time := timing.Of(c.Label)
			if form.rows.Exact[c.Label] != nil || form.groups[c.Label] || (c.Digits || number.IsPrinted(c.Text)) && !time {
				own = -1
				break
			}
			r, _ := columnRole(c.Label)
			label, other = label || r == roleLabel, other || r == roleUnit || r == roleValue || time
			if r != roleNone || time {
				own++
			}
		}
		if own <= 0 {
			break
		}
	}
	if !other || !label && to-row < 2 && !t.several(row) {
		return row
	}
	return to
}

// several reports whether a row says what more than one column is.
func (t *tableReader) several(row int) bool {
	n := 0
	for _, c := range t.grid.Cells(row) {
		if r, _ := columnRole(c.Label); r != roleNone && c.Row == row {
			n++
		} else if _, time := timing.Of(c.Label); time {
			n++
		}
	}
	return n > 1
}

// listBand reads rows of one cell: titles and years inside the table, notes below it.
func (t *tableReader) listBand(row int) bool {
	cells := t.grid.Cells(row)
	if len(cells) != 1 || cells[0].Digits {
		return len(cells) == 0
	}
	if time := timing.OfCaption(cells[0].Text); time.When != timing.Unsaid {
		t.band = time
	}
	return true
}

// newList reads the rows [from, to) as the head of a table of statistics.
func newList(kind Kind, form *listForm, g *grid.Table, from, to int) *list {
	l := &list{kind: kind, words: form}
	b := block{from: 0, values: -1}
	var last *grid.Cell
	for col := range g.Width {
		leaf, column := listColumn(g, col, from, to)
		if leaf != nil && leaf == last {
			if n := len(b.columns); n > 0 && b.values >= 0 {
				b.columns[n-1].to++
			}
			continue
		}
		last = leaf
		label := column.role == roleLabel || column.role == roleCode || column.role == roleNone && b.values < 0
		switch {
		case column.role == roleLabel && b.values >= 0: // a second table begins beside the first
			b.to = col
			l.blocks = append(l.blocks, b)
			b = block{from: col, values: -1}
		case label && b.values < 0:
			b.codes = b.codes || column.role == roleCode && col > b.from
		default:
			if b.values < 0 {
				b.values = col
			}
			b.columns = append(b.columns, column)
		}
	}
	b.to = g.Width
	l.blocks = append(l.blocks, b)
	for i := range l.blocks {
		l.blocks[i].choose()
	}
	return l
}

// listColumn reads the labels over one column. A column under a known label takes what the
// labels below it add: 统计数 / 政府统计数.
func listColumn(g *grid.Table, col, from, to int) (*grid.Cell, valueColumn) {
	column := valueColumn{field: field{from: col, to: col + 1, confidence: 1}, sure: 1}
	var leaf *grid.Cell
	for r := from; r < to; r++ {
		c := g.Slots[r][col]
		if c == nil || c == leaf || c.Label == "" && leaf != nil {
			continue
		}
		leaf = c
		if time, ok := timing.Of(c.Label); ok {
			column.timing, column.role = time, roleValue
			column.id, column.label = c.Label, c.Label
			continue
		}
		role, whose := columnRole(c.Label)
		if role != roleNone {
			column.role, column.id = role, c.Label
		}
		if whose != whoseUnsaid {
			column.whose = whose
		}
		if u := headUnit(c.Text); u != "" {
			column.unit = u
		}
	}
	column.leaf = leaf
	return leaf, column
}

// choose marks the columns whose numbers the form asks for: those of the year and of the
// whole, never of all years together, never the sum of parts that the table does not print.
// Beside a column of the year one that says no time, 总数量, is of no year.
func (b *block) choose() {
	count := func(is func(*valueColumn) bool) int {
		n := 0
		for i := range b.columns {
			if b.columns[i].number() && is(&b.columns[i]) {
				n++
			}
		}
		return n
	}
	year := count(func(c *valueColumn) bool { return c.timing.When == timing.This || c.timing.When == timing.Named })
	timeless := func(c *valueColumn) bool { return year > 0 && c.timing.When == timing.Unsaid }
	totals := count(func(c *valueColumn) bool { return c.whose == whoseTotal && !timeless(c) })
	own := count(func(c *valueColumn) bool { return c.whose == whoseOwn })
	parts := count(func(c *valueColumn) bool { return c.whose == whosePart })
	named := count(func(c *valueColumn) bool { return c.role == roleValue && c.whose != whosePart })
	timed := slices.ContainsFunc(b.columns, func(c valueColumn) bool { return c.timing.When != timing.Unsaid })
	unnamed := count(func(c *valueColumn) bool { return c.role == roleNone })
	parted := b.isParted(year)
	b.mixed = parted && !b.namesAllYears()
	for i := range b.columns {
		c := &b.columns[i]
		switch {
		case !c.number(), totals > 0 && c.whose != whoseTotal, totals == 0 && c.whose == whosePart && own+parts > 1:
		case c.timing.When == timing.Sum && year > 0 && !parted, c.timing.When == timing.This && parted, c.role == roleValue && timeless(c):
		case c.role == roleNone:
			c.taken, c.sure = named == 0 && unnamed == 1 && !timed, 0.9
		default:
			c.taken = true
			if c.whose == whoseOwn && parts > 0 {
				c.sure = 0.8
			}
		}
	}
	b.chooseEver()
}

// isParted tells a table with a column of 本期 beside one of 本年累计. What came in from January
// on is in a yearly report the year, whatever part of it the period was.
func (b *block) isParted(year int) bool {
	sum, part := 0, 0
	for i := range b.columns {
		switch c := &b.columns[i]; {
		case c.timing.When == timing.Sum:
			sum++
		case c.timing.When == timing.This && strings.HasPrefix(c.id, "本期"):
			part++
		}
	}
	return sum > 0 && part > 0 && part == year
}

// namesAllYears: a column of its own sums up the years, so 本年累计 can't.
func (b *block) namesAllYears() bool {
	return slices.ContainsFunc(b.columns, func(c valueColumn) bool { return c.timing.When == timing.Ever })
}

// number tells columns of figures that may be the year's.
func (c *valueColumn) number() bool {
	if c.role != roleValue && c.role != roleNone {
		return false
	}
	return c.timing.When != timing.Before && c.timing.When != timing.Ever && c.timing.When != timing.Change
}

// headless reads a table that prints no head by its rows: labels, a unit, one number. Where
// there are several numbers, nothing says which is the year's. Several labels in a row, each
// with its number, are blocks side by side.
func headless(form *listForm, g *grid.Table, from int) *list {
	l := &list{kind: form.kind, words: form}
	blocks := sideBySide(form, g, from)
	unit, most := false, 0
	for row := from; row < len(g.Slots); row++ {
		cells := g.Cells(row)
		if len(cells)%blocks == 0 {
			cells = cells[:len(cells)/blocks]
		}
		leaf := -1
		for i, c := range cells {
			if form.rows.Exact[c.Label] != nil {
				leaf = i
			}
		}
		if leaf < 0 {
			continue
		}
		rest := cells[leaf+1:]
		if len(rest) > 0 && isUnit(rest[0].Label) {
			unit, rest = true, rest[1:]
		}
		most = max(most, len(rest))
	}
	b := block{from: -1, to: -1, values: -1}
	if unit {
		b.columns = append(b.columns, valueColumn{field: field{from: -1, to: -1, confidence: 1}, role: roleUnit})
	}
	for range most {
		b.columns = append(b.columns, valueColumn{field: field{from: -1, to: -1, confidence: 1}, role: roleValue, taken: most == 1, sure: 0.9})
	}
	l.blocks = slices.Repeat([]block{b}, blocks)
	return l
}

// sideBySide is how many labels with a number of their own the rows of a table have, 1 where
// its rows do not agree.
func sideBySide(form *listForm, g *grid.Table, from int) int {
	most := 1
	for row := from; row < len(g.Slots); row++ {
		cells, labels := g.Cells(row), 0
		for i, c := range cells[:max(len(cells)-1, 0)] {
			next := cells[i+1]
			if isUnit(next.Label) && i+2 < len(cells) {
				next = cells[i+2]
			}
			if form.rows.Exact[c.Label] != nil && (next.Digits || next.Label == "") {
				labels++
			}
		}
		if labels > most && len(cells)%labels == 0 {
			most = labels
		}
	}
	return most
}

// noteColumns notes columns of numbers that nobody can name, and those of parts where no
// total is printed.
func (t *tableReader) noteColumns() {
	for _, b := range t.list.blocks {
		for _, c := range b.columns {
			switch {
			case c.leaf == nil || c.leaf.Label == "":
			case c.role == roleNone && !c.taken:
				t.find(disclosure.RuleUnknownLabel, disclosure.Key{}, "表中有未识别的列“%s”", disclosure.Short(c.leaf.Text))
			case c.role == roleValue && c.whose == whosePart && !c.taken && !b.has(whoseTotal):
				t.find(disclosure.RuleUnknownLabel, disclosure.Key{}, "“%s”列为部分机关的数字，表中没有印合计，未计入", disclosure.Short(c.leaf.Text))
			}
		}
	}
}

func (b *block) has(w whose) bool {
	for _, c := range b.columns {
		if c.whose == w {
			return true
		}
	}
	return false
}

func isUnit(label string) bool { _, ok := lexicon.Units[strings.Trim(label, "/")]; return ok }
