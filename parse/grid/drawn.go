package grid

import (
	"slices"
	"sort"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/disclosure/pattern"
	"gongkai/parse/number"
	"gongkai/parse/tree"
)

// drawnMarks are words that the head of every table of the forms has one of. Outside of
// tables they show that a table is drawn with other elements, and where.
var drawnMarks = pattern.AnyOf("信息内容", "自然人", "申请人情况", "结果维持", "统计指标", "指标名称")

// Bounds on tables that are drawn: of fewer rows there is no table, and more text than that
// in a cell is prose.
const (
	leastDrawnRows = 2
	longestDrawn   = 120 // code points in a cell
	mostAncestors  = 12
	mostDrawn      = 400_000 // elements that are looked at on one page
)

// drawnGrids finds the tables that a page draws without <table>. Most pages pay one look at
// their text outside of tables for it.
func drawnGrids(d *tree.Document, tables []*html.Node, number int) []*Table {
	budget, end := mostDrawn, 0
	var all []*Table
	var looked *html.Node // a long text has many pieces
	for i := 0; i < len(d.Flow.Pieces) && budget > 0; i++ {
		p := d.Flow.Pieces[i]
		if p.Node == looked {
			continue
		}
		looked = p.Node
		for len(tables) > 0 && d.Run(tables[0]).Start <= p.Start {
			end = max(end, d.Run(tables[0]).End)
			tables = tables[1:]
		}
		if p.Start < end {
			i += sort.Search(len(d.Flow.Pieces)-i, func(k int) bool { return d.Flow.Pieces[i+k].Start >= end }) - 1
			continue
		}
		if !drawnMarks.In(p.Node.Data) {
			continue
		}
		for g := drawnGrid(d, p.Node, number+1, &budget); g != nil; g = goesOn(d, g, number+1, &budget) {
			number++
			all = append(all, g)
			end = g.Run.End
		}
	}
	return all
}

// goesOn is the table that an element draws like the one before it right behind it, where a page
// break parted the two: it has no head. nil where there is none.
func goesOn(d *tree.Document, g *Table, number int, budget *int) *Table {
	next := g.node.NextSibling
	for next != nil && next.Type != html.ElementNode {
		if next.Type == html.TextNode && strings.TrimSpace(next.Data) != "" {
			return nil
		}
		next = next.NextSibling
	}
	if next == nil || next.Data != g.node.Data || tree.Attr(next, "class") != tree.Attr(g.node, "class") || drawnMarks.In(tree.TextOf(next)) {
		return nil
	}
	return drawnBy(d, next, number, budget)
}

// drawnGrid climbs from a word of the head to the smallest element that is a table of at
// least one row of figures.
func drawnGrid(d *tree.Document, n *html.Node, number int, budget *int) *Table {
	for up := 0; n != nil && n != d.Body && up < mostAncestors; n, up = n.Parent, up+1 {
		switch n.DataAtom {
		case atom.Table, atom.Td, atom.Th:
			return nil
		}
		if n.Type != html.ElementNode || n.FirstChild == nil {
			continue
		}
		if g := drawnBy(d, n, number, budget); g != nil || *budget < 0 {
			return g
		}
	}
	return nil
}

// drawnBy is the table that an element draws, nil where it draws none.
func drawnBy(d *tree.Document, n *html.Node, number int, budget *int) *Table {
	rows, ok := drawnRows(n, nil, budget)
	e, block := d.Flow.Spans[n]
	if *budget < 0 || !ok || !block || len(rows) < leastDrawnRows || !hasFigures(rows) {
		return nil
	}
	g := layRows(n, number, rows)
	g.Run = e.Run
	return g
}

// drawnRows lists the rows that an element draws, each with its cells. ok is false where it
// holds anything that is neither a row nor a group of rows.
func drawnRows(n *html.Node, rows [][]*html.Node, budget *int) ([][]*html.Node, bool) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if *budget--; *budget < 0 {
			return rows, false
		}
		switch {
		case c.Type == html.TextNode && strings.TrimSpace(c.Data) == "", c.Type == html.CommentNode, c.DataAtom == atom.Br, c.DataAtom == atom.Hr, c.Type == html.ElementNode && tree.IsHidden(c):
			continue
		case c.Type != html.ElementNode, c.DataAtom == atom.Table:
			return rows, false
		}
		if cells := drawnCells(c, budget); cells != nil {
			rows = append(rows, cells)
			continue
		}
		if isLeaf(c, budget) {
			if text := tree.TextOf(c); len(text) > 4*longestDrawn {
				*budget -= len(text) / 16
				return rows, false
			}
			rows = append(rows, []*html.Node{c})
			continue
		}
		var ok bool
		if rows, ok = drawnRows(c, rows, budget); !ok {
			return rows, false
		}
	}
	return rows, true
}

// drawnCells lists the cells of a row: at least two elements beside each other, no text
// between them, no block inside. nil for what is no row. Paragraphs stand below each other
// and are no cells; runs of one line are cells only where they are told to be.
func drawnCells(n *html.Node, budget *int) []*html.Node {
	var cells []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.CommentNode, c.DataAtom == atom.Br:
			continue
		case c.Type == html.TextNode:
			if strings.TrimSpace(c.Data) != "" {
				return nil
			}
			continue
		case tree.IsHidden(c):
			continue
		case !isDrawnCell(c) || !isLeaf(c, budget):
			return nil
		}
		cells = append(cells, c)
	}
	if len(cells) < 2 {
		return nil
	}
	return cells
}

func isDrawnCell(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Div, atom.Li, atom.Dt, atom.Dd:
		return true
	case atom.Span, atom.P, atom.B, atom.Strong, atom.I, atom.Em, atom.Label:
		return saysCell(n) || n.Parent.DataAtom == atom.Li || saysRow(n.Parent)
	}
	return false
}

// saysCell reports whether class or style call an element a cell.
func saysCell(n *html.Node) bool {
	if style := strings.Map(tree.DropSpace, tree.Attr(n, "style")); strings.Contains(style, "display:table-cell") || strings.Contains(style, "display:inline-block") {
		return true
	}
	return hasToken(n, "td", "th", "cell", "col")
}

func saysRow(n *html.Node) bool {
	if style := strings.Map(tree.DropSpace, tree.Attr(n, "style")); strings.Contains(style, "display:table-row") || strings.Contains(style, "display:flex") || strings.Contains(style, "display:grid") {
		return true
	}
	return hasToken(n, "tr", "row", "line")
}

// hasToken looks for a word among the words of the classes: t-row, row_3 and el-row are rows.
func hasToken(n *html.Node, words ...string) bool {
	for _, token := range strings.FieldsFunc(strings.ToLower(tree.Attr(n, "class")), func(r rune) bool {
		return r == ' ' || r == '-' || r == '_' || r == '\n' || r == '\t' || r >= '0' && r <= '9'
	}) {
		if slices.Contains(words, token) {
			return true
		}
	}
	return false
}

// isLeaf reports whether an element holds lines only, nothing that could be a row or a table.
func isLeaf(n *html.Node, budget *int) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if *budget--; *budget < 0 {
			return false
		}
		switch c.DataAtom {
		case atom.Div, atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Dt, atom.Dd, atom.Table, atom.Section, atom.Article:
			return false
		case atom.Span, atom.P, atom.B, atom.Strong, atom.I, atom.Em, atom.Label:
			if saysCell(c) {
				return false
			}
		}
		if !isLeaf(c, budget) {
			return false
		}
	}
	return true
}

// hasFigures reports whether a row of several cells prints a number or says that there is none.
func hasFigures(rows [][]*html.Node) bool {
	for _, row := range rows {
		if len(row) < 2 {
			continue
		}
		for _, n := range row {
			if text := tree.TextOf(n); text != "" && (number.IsDigits(text) || number.IsPrinted(text) || text == "-" || text == "/" || text == "—") {
				return true
			}
		}
	}
	return false
}

// layRows puts the rows under each other. Cells have no spans: only their order counts.
func layRows(n *html.Node, number int, rows [][]*html.Node) *Table {
	g := &Table{node: n, number: number, Loose: true}
	for _, row := range rows {
		g.Width = max(g.Width, len(row))
	}
	for i, row := range rows {
		slots := make([]*Cell, g.Width)
		for k, node := range row {
			c := &Cell{Node: node, Row: i, Col: k, Width: 1, Height: 1}
			c.Print(tree.TextOf(node))
			slots[k] = c
		}
		g.Slots = append(g.Slots, slots)
	}
	return g
}
