package parse

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"

	"gongkai/parse/grid"
	"gongkai/parse/privacy"
	"gongkai/parse/tree"
)

// Excerpt is the part of a table around a marked cell, as the archived document prints it.
type Excerpt struct {
	Head [][]ExcerptCell // the rows above the first marked one: the headings of the columns
	Rows [][]ExcerptCell // the row of the selected mark with those beside it
}

// ExcerptCell is a cell of a row. One that goes on from the row above has no text.
type ExcerptCell struct {
	Text      string
	Span      int // columns
	Goes      bool
	Continued bool
	Mark      string // ID of the mark that it carries; empty where it carries none
	Selected  bool
}

// The most rows of an excerpt: headings, and those on either side of the selected mark.
const (
	mostHeadings = 5
	rowsBeside   = 2
)

// Around returns the rows around the selected mark, personal data blackened as in Evidence. Marks
// should have all figures of the table: the headings end where the first of them stands. It is nil
// where the selected mark is in no table.
func Around(in Input, marks []Mark) (*Excerpt, error) {
	v, err := open(in)
	if err != nil {
		return nil, fmt.Errorf("showing a part of the archived document: %w", err)
	}
	privacy.Hide(v.Doc)
	marked := map[*html.Node]string{}
	var selected *html.Node
	for _, c := range markedCells(v.Doc, marks) {
		marked[c.node] = c.mark.ID
		if c.mark.Selected {
			selected = c.node
		}
	}
	if selected == nil {
		return nil, nil
	}
	for _, g := range grid.All(v.Doc, func(string) bool { return false }) {
		if e := around(g, marked, selected); e != nil {
			return e, nil
		}
	}
	return nil, nil
}

// around is the excerpt of a table, nil where it does not have the selected cell.
func around(g *grid.Table, marked map[*html.Node]string, selected *html.Node) *Excerpt {
	first, at := -1, -1
	for row := range g.Slots {
		for _, c := range g.Cells(row) {
			if marked[c.Node] != "" && first < 0 {
				first = row
			}
			if c.Node == selected && at < 0 {
				at = row
			}
		}
	}
	if at < 0 {
		return nil
	}
	e := &Excerpt{}
	from, to := max(first, at-rowsBeside), min(len(g.Slots), at+rowsBeside+1)
	for row := max(0, first-mostHeadings); row < first; row++ {
		e.Head = append(e.Head, excerptRow(g, row, max(0, first-mostHeadings), first, marked, selected))
	}
	for row := from; row < to; row++ {
		e.Rows = append(e.Rows, excerptRow(g, row, from, to, marked, selected))
	}
	return e
}

// excerptRow are the cells of a row of which the rows from and to, without the last, are shown.
func excerptRow(g *grid.Table, row, from, to int, marked map[*html.Node]string, selected *html.Node) (cells []ExcerptCell) {
	for at := 0; at < len(g.Slots[row]); {
		c := g.Slots[row][at]
		end := at + 1
		for end < len(g.Slots[row]) && c != nil && g.Slots[row][end] == c {
			end++
		}
		cell := ExcerptCell{Span: end - at}
		if c != nil {
			cell.Continued = row > max(c.Row, from)
			cell.Goes = row+1 < min(c.Row+c.Height, to)
			cell.Mark, cell.Selected = marked[c.Node], c.Node == selected
			if !cell.Continued {
				cell.Text = printOf(c)
			}
		}
		cells, at = append(cells, cell), end
	}
	return cells
}

// printOf is what a cell shows once personal data is blackened, which the text of the grid was read before.
func printOf(c *grid.Cell) string {
	if c.Digits || c.Open {
		return c.Text
	}
	return strings.TrimSpace(tree.TextOf(c.Node))
}
