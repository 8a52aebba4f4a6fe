package parse

import (
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/disclosure"
	"gongkai/parse/lexicon"
	"gongkai/parse/number"
	"gongkai/parse/tree"
)

// cell is a cell of a table with the slots of the grid that it covers.
type cell struct {
	node          *html.Node
	row, col      int // of its first slot, from 0
	height, width int
	text          string // as printed, without the white space around it
	label         string // see disclosure.Label
	digits        bool   // a few digits and nothing else
	origin        *cell  // in a grid that was turned: the cell as it lies in the table
	open          bool   // was never closed: the page goes on in it behind its number
	down          int    // rows that it lies further down than in the table, see unstack
}

// grid is a table with its spans expanded, as HTML forms a table: each slot names the cell
// that covers it.
type grid struct {
	node   *html.Node
	number int // from 1, over all tables of the page in document order, nested ones counted
	width  int
	slots  [][]*cell // rows of slots; nil where no cell is
	rows   [][]*cell // see cells; filled when asked for
	frame  bool      // holds tables of its own
	loose  bool      // drawn without a table: the columns of two rows are not the same
	run    tree.Run  // where its text lies in the flow
}

// Bounds on what a page may ask for with its spans.
const (
	mostSlots   = 200_000 // on one page
	mostColumns = 1000
	mostRows    = 20_000
)

// newGrid expands a table. It returns nil where the table asks for more slots than are left.
// The text of a cell that holds a table of its own is no text of this one.
func newGrid(f *tree.Flow, table *html.Node, number int, budget *int, frames map[*html.Node]bool) *grid {
	g := &grid{node: table, number: number}
	for _, group := range rowGroups(table) {
		first := len(g.slots)
		if first+len(group) > mostRows {
			return nil
		}
		for range group {
			g.slots = append(g.slots, nil)
		}
		for i, tr := range group {
			if !g.addRow(f, tr, first+i, budget, frames) {
				return nil
			}
		}
	}
	for i, row := range g.slots {
		for len(row) < g.width {
			row = append(row, nil)
		}
		g.slots[i] = row
	}
	return g
}

// rowGroups lists the rows by group, feet last, as they are shown. Spans end with their group.
func rowGroups(table *html.Node) [][]*html.Node {
	var groups, feet [][]*html.Node
	var loose []*html.Node
	for c := table.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Tr:
			if !tree.IsHidden(c) {
				loose = append(loose, c)
			}
		case atom.Tfoot:
			feet = append(feet, rowsOf(c))
		case atom.Tbody, atom.Thead:
			if tree.IsHidden(c) {
				continue
			}
			groups = append(groups, rowsOf(c))
		}
	}
	if loose != nil {
		groups = append(groups, loose)
	}
	return append(groups, feet...)
}

func rowsOf(group *html.Node) []*html.Node {
	var rows []*html.Node
	for c := group.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Tr && !tree.IsHidden(c) {
			rows = append(rows, c)
		}
	}
	return rows
}

// addRow places the cells of a row in the slots that cells from above leave free. A cell
// never takes a slot that another has.
func (g *grid) addRow(f *tree.Flow, tr *html.Node, row int, budget *int, frames map[*html.Node]bool) bool {
	col := 0
	cells := make([]cell, 0, countCells(tr))
	for td := tr.FirstChild; td != nil; td = td.NextSibling {
		if !isShownCell(td) {
			continue
		}
		for col < len(g.slots[row]) && g.slots[row][col] != nil {
			col++
		}
		cells = append(cells, cell{node: td, row: row, col: col, width: spanOf(td, "colspan", 1), height: spanOf(td, "rowspan", 1)})
		c := &cells[len(cells)-1]
		if c.height == 0 || c.row+c.height > len(g.slots) {
			c.height = len(g.slots) - row
		}
		c.fill(f.TextOf(td), frames[td])
		g.frame = g.frame || frames[td]
		if *budget -= c.width * c.height; *budget < 0 || col+c.width > mostColumns {
			return false
		}
		g.place(c)
		col += c.width
	}
	return true
}

func isShownCell(n *html.Node) bool {
	return (n.DataAtom == atom.Td || n.DataAtom == atom.Th) && !tree.IsHidden(n)
}

func countCells(tr *html.Node) int {
	n := 0
	for c := tr.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
			n++
		}
	}
	return n
}

// fill gives a cell its text. Of a cell that holds tables, and of one that goes on with other
// text below its number, only that number is its own: its element was never closed.
func (c *cell) fill(text string, frame bool) {
	first, rest, more := strings.Cut(strings.TrimSpace(text), "\n")
	if more && (frame || len(rest) > 3*number.Longest) && number.IsPrinted(first) && !strings.ContainsAny(rest[:1], "0123456789.,") {
		c.open, text = true, first
	}
	if c.open || !frame {
		c.print(text)
	}
}

// print gives a cell its text.
func (c *cell) print(text string) {
	c.text = strings.TrimSpace(text)
	c.label, c.digits = c.text, number.IsDigits(c.text)
	if !c.digits {
		c.label = lexicon.OfCell(c.text)
	}
}

func (g *grid) place(c *cell) {
	g.width = max(g.width, c.col+c.width)
	for r := c.row; r < c.row+c.height; r++ {
		if g.slots[r] == nil {
			g.slots[r] = make([]*cell, 0, max(g.width, c.col+c.width))
		}
		for len(g.slots[r]) < c.col+c.width {
			g.slots[r] = append(g.slots[r], nil)
		}
		for k := c.col; k < c.col+c.width; k++ {
			if g.slots[r][k] == nil {
				g.slots[r][k] = c
			}
		}
	}
}

// spanOf reads colspan or rowspan as HTML does: digits at the start, bounded.
func spanOf(td *html.Node, name string, standard int) int {
	value := strings.TrimSpace(tree.Attr(td, name))
	digits := value[:len(value)-len(strings.TrimLeft(value, "0123456789"))]
	if digits == "" {
		return standard
	}
	n, err := strconv.Atoi(digits)
	switch {
	case err != nil, name == "colspan" && n == 0:
		return standard
	case name == "colspan":
		return min(n, mostColumns)
	}
	return min(n, mostRows)
}

// cells lists the different cells of a row from left to right, those from above included.
// The slice is shared: it must not be changed.
func (g *grid) cells(row int) []*cell {
	if g.rows == nil {
		g.rows = make([][]*cell, len(g.slots))
	}
	if g.rows[row] == nil {
		all := make([]*cell, 0, len(g.slots[row]))
		for _, c := range g.slots[row] {
			if c != nil && (len(all) == 0 || all[len(all)-1] != c) {
				all = append(all, c)
			}
		}
		g.rows[row] = all
	}
	return g.rows[row]
}

// where is where a cell is shown to a person: on the page of a PDF, or in the document's tree.
func (g *grid) where(d *tree.Document, c *cell) disclosure.Place {
	if c.origin != nil {
		c = c.origin
	}
	if d.Paged {
		if area, ok := tree.AreaOf(c.node); ok {
			return disclosure.Place{Area: &area}
		}
	}
	if d.Revealed != nil && tree.HasAncestor(c.node, d.Revealed) { // the page as received has no such element, its text has the words
		text := d.Run(c.node)
		for text.Start < text.End && unicode.IsSpace(d.Flow.Runes[text.Start]) {
			text.Start++
		}
		for text.Start < text.End && unicode.IsSpace(d.Flow.Runes[text.End-1]) {
			text.End--
		}
		return disclosure.Place{Span: &disclosure.Span{Offset: text.Start, Length: text.End - text.Start}}
	}
	return disclosure.Place{Cell: &disclosure.Cell{Table: g.number, Row: c.row - c.down + 1, Column: c.col + 1, Path: d.Path(c.node)}}
}
