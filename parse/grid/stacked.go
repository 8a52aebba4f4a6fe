package grid

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/disclosure"
	"gongkai/parse/lexicon"
	"gongkai/parse/number"
	"gongkai/parse/tree"
)

// mostStacked bounds the rows that a table gains by parting its rows into lines.
const mostStacked = 500

// unstack parts rows whose cells hold a row of the form on each line: labels under each other
// in one cell, their figures under each other in the next. All of these cells must have as
// many lines; a cell with one line, the name of the section, is over all of them.
func (g *Table) unstack(isRow func(label string) bool) {
	if len(g.Slots)*g.Width > mostTurned { // too large for one of the form
		return
	}
	gained := 0
	for row := 0; row < len(g.Slots); row++ {
		n := g.stacked(row, isRow)
		if n == 0 || gained+n > mostStacked {
			continue
		}
		g.part(row, n)
		gained += n - 1
		row += n - 1
	}
}

// stacked is the number of rows that a row of the table holds, 0 where it is one.
func (g *Table) stacked(row int, isRow func(label string) bool) int {
	n, labels, figures := 0, 0, 0
	var last *Cell
	for _, c := range g.Slots[row] {
		if c == nil || c == last || c.Row != row || !strings.Contains(c.Text, "\n") {
			continue
		}
		last = c
		lines := c.printed(n)
		if c.Height > 1 || n > 0 && len(lines) != n {
			return 0
		}
		n = len(lines)
		switch {
		case allLines(lines, func(s string) bool {
			return number.IsDigits(s) || number.Read(s, "件", "").State != disclosure.StateUnreadable
		}):
			figures++
		case allLines(lines, isRow):
			labels++
		case !allLines(lines, func(s string) bool {
			return lexicon.Units[s] || number.Read(s, "元", "").State != disclosure.StateUnreadable
		}):
			return 0
		}
	}
	if labels == 0 || figures == 0 {
		return 0
	}
	return n
}

// printed are the lines of a cell: n where that many paragraphs stand in it, the blank ones at
// its ends among them, which its text leaves out.
func (c *Cell) printed(n int) []string {
	lines := strings.Split(c.Text, "\n")
	if n < 2 || len(lines) >= n || c.Node == nil {
		return lines
	}
	var all []string
	for p := c.Node.FirstChild; p != nil; p = p.NextSibling {
		switch {
		case p.Type == html.ElementNode && (p.DataAtom == atom.P || p.DataAtom == atom.Div):
			all = append(all, strings.TrimSpace(tree.TextOf(p)))
		case strings.TrimSpace(tree.TextOf(p)) != "":
			return lines
		}
	}
	if len(all) != n || strings.Join(all, "") != strings.ReplaceAll(c.Text, "\n", "") {
		return lines
	}
	return all
}

func allLines(lines []string, is func(string) bool) bool {
	for _, line := range lines {
		if !is(strings.TrimSpace(line)) {
			return false
		}
	}
	return true
}

// part makes n rows of one.
func (g *Table) part(row, n int) {
	for r := len(g.Slots) - 1; r > row; r-- { // from below: each cell is moved where it begins
		for col, c := range g.Slots[r] {
			if c != nil && c.Row == r && c.Col == col {
				c.Row, c.down = c.Row+n-1, c.down+n-1
			}
		}
	}
	rows := make([][]*Cell, n)
	for i := range rows {
		rows[i] = make([]*Cell, g.Width)
	}
	parted := map[*Cell][]*Cell{}
	for col, c := range g.Slots[row] {
		if c == nil {
			continue
		}
		lines, done := parted[c]
		if !done {
			lines = c.lines(row, n)
			parted[c] = lines
		}
		for i := range n {
			rows[i][col] = lines[i]
		}
	}
	g.Slots = slices.Replace(g.Slots, row, row+1, rows...)
}

// lines parts a cell into n of a line each, or makes it n rows higher.
func (c *Cell) lines(row, n int) []*Cell {
	all := make([]*Cell, n)
	if c.Row != row || !strings.Contains(c.Text, "\n") {
		for i := range all {
			all[i] = c
		}
		c.Height += n - 1
		return all
	}
	for i, text := range c.printed(n) {
		one := *c
		one.Row, one.down = row+i, c.down+i
		one.Print(text)
		all[i] = &one
	}
	return all
}
