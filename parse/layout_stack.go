package parse

import (
	"strings"

	"gongkai/disclosure"
	"gongkai/parse/lexicon"
	"gongkai/parse/number"
)

// mostStacked bounds the rows that a table gains by parting its rows into lines.
const mostStacked = 500

// unstack parts rows whose cells hold a row of the form on each line: labels under each other
// in one cell, their figures under each other in the next. All of these cells must have as
// many lines; a cell with one line, the name of the section, is over all of them.
func (g *grid) unstack() {
	gained := 0
	for row := 0; row < len(g.slots); row++ {
		n := g.stacked(row)
		if n == 0 || gained+n > mostStacked {
			continue
		}
		g.part(row, n)
		gained += n - 1
		row += n - 1
	}
}

// stacked is the number of rows that a row of the table holds, 0 where it is one.
func (g *grid) stacked(row int) int {
	n, labels, figures := 0, 0, 0
	var last *cell
	for _, c := range g.slots[row] {
		if c == nil || c == last || c.row != row || !strings.Contains(c.text, "\n") {
			continue
		}
		last = c
		lines := strings.Split(c.text, "\n")
		if c.height > 1 || n > 0 && len(lines) != n {
			return 0
		}
		n = len(lines)
		switch {
		case allLines(lines, func(s string) bool {
			return number.IsDigits(s) || number.Read(s, "件", "").State != disclosure.StateUnreadable
		}):
			figures++
		case allLines(lines, namesRow):
			labels++
		case !allLines(lines, func(s string) bool {
			return listUnits[s] || number.Read(s, "元", "").State != disclosure.StateUnreadable
		}):
			return 0
		}
	}
	if labels == 0 || figures == 0 {
		return 0
	}
	return n
}

func allLines(lines []string, is func(string) bool) bool {
	for _, line := range lines {
		if !is(strings.TrimSpace(line)) {
			return false
		}
	}
	return true
}

// namesRow tells the labels of rows, and of their groups, of all forms.
func namesRow(text string) bool {
	label, l, lists := lexicon.OfCell(text), lexicon.Tables(), listWords()
	if l.RequestRows.Exact[label] != nil || l.RequestGroups.Exact[label] != nil || l.ProactiveRows.Exact[label] != nil {
		return true
	}
	for _, form := range []*listForm{&lists.national, &lists.local} {
		if e, _ := form.rows.Find(label); e != nil || form.groups[label] {
			return true
		}
	}
	return false
}

// part makes n rows of one.
func (g *grid) part(row, n int) {
	slots := make([][]*cell, 0, len(g.slots)+n-1)
	slots = append(slots, g.slots[:row]...)
	for range n {
		slots = append(slots, make([]*cell, g.width))
	}
	slots = append(slots, g.slots[row+1:]...)
	moved := map[*cell]bool{}
	for _, below := range g.slots[row+1:] {
		for _, c := range below {
			if c != nil && c.row > row && !moved[c] {
				moved[c] = true
				c.row, c.down = c.row+n-1, c.down+n-1
			}
		}
	}
	parted := map[*cell][]*cell{}
	for col, c := range g.slots[row] {
		if c == nil {
			continue
		}
		lines, done := parted[c]
		if !done {
			lines = c.lines(row, n)
			parted[c] = lines
		}
		for i := range n {
			slots[row+i][col] = lines[i]
		}
	}
	g.slots = slots
}

// lines parts a cell into n of a line each, or makes it n rows higher.
func (c *cell) lines(row, n int) []*cell {
	all := make([]*cell, n)
	if c.row != row || !strings.Contains(c.text, "\n") {
		for i := range all {
			all[i] = c
		}
		c.height += n - 1
		return all
	}
	for i, text := range strings.Split(c.text, "\n") {
		one := *c
		one.row, one.down = row+i, c.down+i
		one.print(text)
		all[i] = &one
	}
	return all
}
