package grid

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/parse/tree"
)

// All lists the tables of a page in document order: its <table>s, and what is drawn as a
// table with other elements. A table that frames others is one of its own, without the text
// of the cells that hold them. A table of one short cell inside a cell is text of that cell.
// isRow tells the labels of rows of a form: they part rows that hold several, one a line.
func All(d *tree.Document, isRow func(label string) bool) []*Table {
	var all []*Table
	budget := mostSlots
	tables := d.Tables()
	hidden := concealedOf(d, tables)
	boxes := boxes{}
	frames := boxes.framesOf(tables, hidden)
	for i, t := range tables {
		if boxes.isBoxed(t) || hidden[t] {
			continue
		}
		if g := newGrid(d.Flow, t, i+1, &budget, frames); g != nil {
			g.Run = d.Run(t)
			g.unstack(isRow)
			all = append(all, g)
		}
	}
	drawn := drawnGrids(d, wideOf(all), len(tables))
	if len(drawn) > 0 {
		for _, g := range all {
			g.Frame = g.Frame || g.Width <= mostLayout && slices.ContainsFunc(drawn, func(in *Table) bool { return in.Run.Start >= g.Run.Start && in.Run.End <= g.Run.End })
		}
		all = append(all, drawn...)
		slices.SortStableFunc(all, func(a, b *Table) int { return a.Run.Start - b.Run.Start })
	}
	return all
}

// mostLayout is how many columns a table has that only lays out a page: others may be drawn in it.
const mostLayout = 2

// wideOf lists the elements of tables in which no other is drawn.
func wideOf(all []*Table) []*html.Node {
	var wide []*html.Node
	for _, g := range all {
		if g.Width > mostLayout {
			wide = append(wide, g.node)
		}
	}
	return wide
}

// concealedOf lists the tables that no reader sees.
func concealedOf(d *tree.Document, tables []*html.Node) map[*html.Node]bool {
	if len(d.Concealed) == 0 {
		return nil
	}
	hidden := map[*html.Node]bool{}
	for _, t := range tables {
		for n := t; n != nil && !hidden[t]; n = n.Parent {
			hidden[t] = d.Concealed[n]
		}
	}
	return hidden
}

// framesOf lists the cells that hold a table.
func (b boxes) framesOf(tables []*html.Node, hidden map[*html.Node]bool) map[*html.Node]bool {
	frames := map[*html.Node]bool{}
	for _, t := range tables {
		if b.isBoxed(t) || hidden[t] {
			continue
		}
		for n := t.Parent; n != nil && !frames[n]; n = n.Parent {
			if n.DataAtom == atom.Td || n.DataAtom == atom.Th {
				frames[n] = true
			}
		}
	}
	return frames
}

// isBoxed tells a table that only boxes the text of the cell that it stands in.
func (b boxes) isBoxed(table *html.Node) bool {
	p := table.Parent
	for p != nil && (p.DataAtom == atom.Div || p.DataAtom == atom.Span || p.DataAtom == atom.Font || p.DataAtom == atom.Center || p.DataAtom == atom.P || p.DataAtom == atom.B || p.DataAtom == atom.Strong) {
		p = p.Parent
	}
	if p == nil || p.DataAtom != atom.Td && p.DataAtom != atom.Th {
		return false
	}
	cells := 0
	tree.Walk(table, func(n *html.Node) bool {
		switch n.DataAtom {
		case atom.Td, atom.Th:
			cells++
		case atom.Table:
			if n != table {
				cells = 2
			}
		}
		return cells < 2
	})
	if p == table.Parent { // beside text of the cell's own
		p = table
	}
	return cells == 1 && b.length(p) <= 3*longestDrawn
}

// boxes are the lengths of what may box tables, in bytes of text: one cell can hold many.
type boxes map[*html.Node]int

func (b boxes) length(n *html.Node) int {
	length, known := b[n]
	if !known {
		length = len(tree.TextOf(n))
		b[n] = length
	}
	return length
}

// Bounds on what is taken for the caption of a table, in code points and lines.
const (
	LongestCaption = 60
	captionLines   = 2
	captionReach   = 200 // code points before the table
)

// Captions are the short lines right above a table, the nearest first. floor is the end of
// the table before.
func Captions(d *tree.Document, g *Table, floor int) []string {
	start := max(floor, g.Run.Start-captionReach, 0)
	if start >= g.Run.Start {
		return nil
	}
	lines := strings.FieldsFunc(string(d.Flow.Runes[start:g.Run.Start]), func(r rune) bool { return r == '\n' || r == '\t' })
	var all []string
	for i := len(lines) - 1; i >= 0 && len(all) < captionLines; i-- {
		text := strings.TrimSpace(lines[i])
		if text == "" {
			continue
		}
		if len([]rune(text)) > LongestCaption {
			break
		}
		all = append(all, text)
	}
	return all
}
