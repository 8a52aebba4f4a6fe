// Package grid lays the tables of a page out as rows and columns, those with spans as HTML does
// and those that are drawn without a table element by their lines. It
// tells numbers from words and refuses to know more of what a cell prints: what a row or a
// column means is for others to say.
package grid

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

// Cell is a cell of a table with the slots of the grid that it covers.
type Cell struct {
	Node          *html.Node // the element that prints it
	Row, Col      int        // of its first slot, from 0
	Height, Width int        // in slots
	Text          string     // as printed, without the white space around it
	Label         string     // see disclosure.Label
	Digits        bool       // a few digits and nothing else
	Origin        *Cell      // in a grid that was turned: the cell as it lies in the table
	Open          bool       // was never closed: the page goes on in it behind its number
	down          int        // rows that it lies further down than in the table, see unstack
}

// Table is a table with its spans expanded, as HTML forms a table: each slot names the cell
// that covers it.
type Table struct {
	node   *html.Node
	number int               // from 1, over all tables of the page in document order, nested ones counted
	Width  int               // slots of every row, but for a loose grid
	Slots  [][]*Cell         // rows of slots; nil where no cell is
	rows   [][]*Cell         // see Cells; filled when asked for
	Frame  bool              // holds tables of its own
	Loose  bool              // drawn without a table: the columns of two rows are not the same
	Run    tree.Run          // where its text lies in the flow
	places []disclosure.Cell // made room for, see Where
}

// Bounds on what a page may ask for with its spans.
const (
	mostSlots   = 200_000 // on one page
	mostColumns = 1000
	mostRows    = 20_000
)

// newGrid expands a table. It returns nil where the table asks for more slots than are left.
// The text of a cell that holds a table of its own is no text of this one.
func newGrid(f *tree.Flow, table *html.Node, number int, budget *int, frames map[*html.Node]bool) *Table {
	g := &Table{node: table, number: number}
	for _, group := range rowGroups(table) {
		first := len(g.Slots)
		if first+len(group) > mostRows {
			return nil
		}
		for range group {
			g.Slots = append(g.Slots, nil)
		}
		for i, tr := range group {
			if !g.addRow(f, tr, first+i, budget, frames) {
				return nil
			}
		}
	}
	return g.filled(budget)
}

// filled makes all rows as wide as the widest, nil where that is more than a page may ask for.
func (g *Table) filled(budget *int) *Table {
	for i, row := range g.Slots {
		missing := g.Width - len(row)
		if missing == 0 {
			continue
		}
		if *budget -= missing; *budget < 0 {
			return nil
		}
		g.Slots[i] = append(row, make([]*Cell, missing)...)
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

// Bytes is where the table's text lies in the flow in bytes; false where Run is not all of an element.
func (g *Table) Bytes(f *tree.Flow) (tree.Stretch, bool) {
	e, ok := f.Spans[g.node]
	return e.Stretch, ok && e.Run == g.Run
}

// addRow places the cells of a row in the slots that cells from above leave free. A cell
// never takes a slot that another has.
func (g *Table) addRow(f *tree.Flow, tr *html.Node, row int, budget *int, frames map[*html.Node]bool) bool {
	col := 0
	cells := make([]Cell, 0, countCells(tr))
	for td := tr.FirstChild; td != nil; td = td.NextSibling {
		if !isShownCell(td) {
			continue
		}
		for col < len(g.Slots[row]) && g.Slots[row][col] != nil {
			col++
		}
		cells = append(cells, Cell{Node: td, Row: row, Col: col, Width: spanOf(td, "colspan", 1), Height: spanOf(td, "rowspan", 1)})
		c := &cells[len(cells)-1]
		if c.Height == 0 || c.Row+c.Height > len(g.Slots) {
			c.Height = len(g.Slots) - row
		}
		c.fill(f.TextOf(td), frames[td])
		g.Frame = g.Frame || frames[td]
		if *budget -= c.Width * c.Height; *budget < 0 || col+c.Width > mostColumns {
			return false
		}
		g.place(c)
		col += c.Width
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
func (c *Cell) fill(text string, frame bool) {
	if number.IsDigits(text) && !frame { // most cells
		c.Text, c.Label, c.Digits = text, text, true
		return
	}
	first, rest, more := strings.Cut(strings.TrimSpace(text), "\n")
	if more && (frame || len(rest) > 3*number.Longest) && number.IsPrinted(first) && !strings.ContainsAny(rest[:1], "0123456789.,") {
		c.Open, text = true, first
	}
	if c.Open || !frame {
		c.Print(text)
	}
}

// Print gives a cell its text.
func (c *Cell) Print(text string) {
	c.Text = strings.TrimSpace(text)
	c.Label, c.Digits = c.Text, number.IsDigits(c.Text)
	if !c.Digits {
		c.Label = lexicon.OfCell(c.Text)
	}
}

func (g *Table) place(c *Cell) {
	g.Width = max(g.Width, c.Col+c.Width)
	for r := c.Row; r < c.Row+c.Height; r++ {
		if g.Slots[r] == nil {
			g.Slots[r] = make([]*Cell, 0, max(g.Width, c.Col+c.Width))
		}
		for len(g.Slots[r]) < c.Col+c.Width {
			g.Slots[r] = append(g.Slots[r], nil)
		}
		for k := c.Col; k < c.Col+c.Width; k++ {
			if g.Slots[r][k] == nil {
				g.Slots[r][k] = c
			}
		}
	}
}

// spanOf reads colspan or rowspan as HTML does: digits at the start, bounded.
func spanOf(td *html.Node, name string, standard int) int {
	if len(td.Attr) == 0 {
		return standard
	}
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

// Cells lists the different cells of a row from left to right, those from above included.
// The slice is shared: it must not be changed.
func (g *Table) Cells(row int) []*Cell {
	if g.rows == nil {
		g.rows = make([][]*Cell, len(g.Slots))
	}
	if g.rows[row] == nil {
		all := make([]*Cell, 0, len(g.Slots[row]))
		for _, c := range g.Slots[row] {
			if c != nil && (len(all) == 0 || all[len(all)-1] != c) {
				all = append(all, c)
			}
		}
		g.rows[row] = all
	}
	return g.rows[row]
}

// Where is where a cell is shown to a person: on the page of a PDF, or in the document's tree.
func (g *Table) Where(d *tree.Document, c *Cell) disclosure.Place {
	if c.Origin != nil {
		c = c.Origin
	}
	if d.Paged {
		if area, ok := tree.AreaOf(c.Node); ok {
			return disclosure.Place{Area: &area}
		}
	}
	if d.Revealed != nil && tree.HasAncestor(c.Node, d.Revealed) { // the page as received has no such element, its text has the words
		text := d.Run(c.Node)
		for text.Start < text.End && unicode.IsSpace(d.Flow.Runes[text.Start]) {
			text.Start++
		}
		for text.Start < text.End && unicode.IsSpace(d.Flow.Runes[text.End-1]) {
			text.End--
		}
		return disclosure.Place{Span: &disclosure.Span{Offset: text.Start, Length: text.End - text.Start}}
	}
	if len(g.places) == 0 {
		g.places = make([]disclosure.Cell, placesAtOnce)
	}
	place := &g.places[0]
	g.places = g.places[1:]
	*place = disclosure.Cell{Table: g.number, Row: c.Row - c.down + 1, Column: c.Col + 1, Path: d.Path(c.Node)}
	return disclosure.Place{Cell: place}
}

// placesAtOnce is how many places are made room for.
const placesAtOnce = 32
