package office

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A cell or a row that the file writes once for many is taken so often at most. More blank
// cells than mostBlank lead to the end of a sheet.
const (
	mostRepeated = 200
	mostBlank    = 50
	mostCopies   = 30_000 // of cells in a document
)

// openGrid is a table, in a text or of a workbook, while it is read.
type openGrid struct {
	*openText
	body    *html.Node
	widths  map[*html.Node]int // of rows, in columns
	columns int                // that were described
	unseen  []int              // how many columns before each are not shown, up to the last of them
}

func (w *openText) table(t tag, into *html.Node) error {
	if err := w.b.run(); err != nil {
		return err
	}
	table, body := element(atom.Table), element(atom.Tbody)
	table.AppendChild(body)
	if w.workbook {
		section := element(atom.Section, "data-sheet", t.get("name"))
		if w.styles.look(tableStyle, t, look{}).hidden {
			addClass(section, "hidden")
		}
		into.AppendChild(section)
		into = section
	}
	g := &openGrid{openText: w, body: body, widths: map[*html.Node]int{}}
	err := w.x.children(func(t tag) error { return g.part(t, false) })
	for last := body.LastChild; last != nil && isBlank(last); last = body.LastChild {
		body.RemoveChild(last)
	}
	g.pad()
	if body.FirstChild != nil {
		into.AppendChild(table)
	}
	return err
}

// part reads what a table consists of; folded is a group of rows or columns that was closed.
func (g *openGrid) part(t tag, folded bool) error {
	switch t.name {
	case "table:table-row":
		return g.row(t, folded)
	case "table:table-column":
		g.column(t, folded)
		return g.b.run()
	case "table:table-header-rows", "table:table-rows", "table:table-row-group",
		"table:table-header-columns", "table:table-columns", "table:table-column-group":
		folded = folded || t.get("display") == "false"
		return g.x.children(func(t tag) error { return g.part(t, folded) })
	}
	return nil
}

// isFolded tells rows and columns that are not shown.
func isFolded(t tag) bool {
	v := t.get("visibility")
	return v == "collapse" || v == "filter"
}

// mostColumns is the most that any program has.
const mostColumns = 1 << 14

func (g *openGrid) column(t tag, folded bool) {
	n := min(max(number(t.get("number-columns-repeated"), 1), 1), mostColumns-g.columns)
	g.columns += n
	if !folded && !isFolded(t) {
		return
	}
	before := 0
	for at := len(g.unseen); at <= g.columns; at++ {
		if at > 0 {
			before = g.unseen[at-1]
		}
		if at > g.columns-n {
			before++
		}
		g.unseen = append(g.unseen, before)
	}
}

// hides reports whether none of the columns of a cell is shown.
func (g *openGrid) hides(td *html.Node, column int) bool {
	end := column + max(number(getAttr(td, "colspan"), 1), 1)
	return end < len(g.unseen) && g.unseen[end]-g.unseen[column] == end-column
}

// pad gives rows the blank cells at their ends that were taken for the rest of the sheet.
func (g *openGrid) pad() {
	width := 0
	for tr := g.body.FirstChild; tr != nil; tr = tr.NextSibling {
		width = max(width, g.widths[tr])
	}
	for tr := g.body.FirstChild; tr != nil; tr = tr.NextSibling {
		for n, ok := g.widths[tr]; ok && n < width && g.b.cell(1) == nil; n++ {
			tr.AppendChild(element(atom.Td))
		}
	}
}

// row reads a row and notes how many columns it has, cells from above counted.
func (g *openGrid) row(t tag, folded bool) error {
	tr := element(atom.Tr)
	if folded || isFolded(t) {
		addClass(tr, "hidden")
	}
	column := 0
	err := g.x.children(func(t tag) error {
		repeated := max(number(t.get("number-columns-repeated"), 1), 1)
		at := column
		column = min(column+repeated, mostColumns)
		if t.name == "table:covered-table-cell" {
			g.widths[tr] += min(repeated, mostRepeated)
		}
		if t.name != "table:table-cell" {
			return nil
		}
		before := tr.LastChild
		err := g.cell(t, tr, repeated, at)
		if tr.LastChild != before {
			g.widths[tr] += min(repeated, mostRepeated)
		}
		return err
	})
	g.body.AppendChild(tr)
	if isBlank(tr) {
		return err
	}
	for range min(number(t.get("number-rows-repeated"), 1), mostRepeated) - 1 {
		again, limit := g.again(tr)
		if limit != nil {
			return limit
		}
		g.widths[again] = g.widths[tr]
		g.body.AppendChild(again)
	}
	return err
}

func (g *openGrid) cell(t tag, tr *html.Node, n, column int) error {
	td := element(atom.Td)
	for _, k := range [][2]string{{"number-columns-spanned", "colspan"}, {"number-rows-spanned", "rowspan"}} {
		if n := number(t.get(k[0]), 1); n > 1 {
			setAttr(td, k[1], strconv.Itoa(n))
		}
	}
	err := g.x.children(func(t tag) error { return g.block(t, td) })
	unwrap(td)
	if n > mostBlank && isBlank(td) {
		return err // up to the end of the sheet
	}
	err = both(err, g.b.cell(1))
	for i := range min(n, mostRepeated) {
		next := td
		if i > 0 {
			var limit error
			if next, limit = g.again(td); limit != nil {
				return limit
			}
		}
		tr.AppendChild(next)
	}
	for c := td; c != nil && len(g.unseen) > 0; c, column = c.NextSibling, column+1 {
		if g.hides(c, column) {
			addClass(c, "hidden")
		}
	}
	return err
}

// isBlank tells a row or a cell without text or picture.
func isBlank(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode && strings.TrimSpace(c.Data) != "" || c.DataAtom == atom.Img || !isBlank(c) {
			return false
		}
	}
	return true
}

// again copies a row or a cell; the copy counts as if the file had written it.
func (g *openGrid) again(n *html.Node) (*html.Node, error) {
	c := &html.Node{Type: n.Type, DataAtom: n.DataAtom, Data: n.Data, Attr: slices.Clone(n.Attr)}
	var err error
	switch {
	case n.Type == html.TextNode:
		err = g.b.text(len(n.Data))
	case n.DataAtom == atom.Td:
		if g.copies++; g.copies > mostCopies {
			return nil, g.b.stop(LimitCells, mostCopies)
		}
		err = g.b.cell(1)
	default:
		err = g.b.run()
	}
	for k := n.FirstChild; k != nil && err == nil; k = k.NextSibling {
		var child *html.Node
		if child, err = g.again(k); err == nil {
			c.AppendChild(child)
		}
	}
	return c, err
}
