package parse

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"gongkai/disclosure"
)

// cell is a cell of a table with the slots of the grid that it covers.
type cell struct {
	node          *html.Node
	row, col      int // of its first slot, from 0
	height, width int
	text          string // as printed, without the white space around it
	label         string // see disclosure.Label
}

// grid is a table with its spans expanded, as HTML forms a table: each slot names the cell
// that covers it.
type grid struct {
	node   *html.Node
	number int // from 1, over all tables of the page in document order, nested ones counted
	width  int
	slots  [][]*cell // rows of slots; nil where no cell is
}

// Bounds on what a page may ask for with its spans.
const (
	mostSlots   = 200_000 // on one page
	mostColumns = 1000
	mostRows    = 20_000
)

// grids lists the tables of a page that hold no further table: layout tables only frame them.
func grids(d *document) []*grid {
	var all []*grid
	number, budget := 0, mostSlots
	for _, t := range find(d.body, tableTags).Nodes {
		number++
		if has(t, tableTags) {
			continue
		}
		if g := newGrid(t, number, &budget); g != nil {
			all = append(all, g)
		}
	}
	return all
}

// newGrid expands a table. It returns nil where the table asks for more slots than are left.
func newGrid(table *html.Node, number int, budget *int) *grid {
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
			if !g.addRow(tr, first+i, budget) {
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
			loose = append(loose, c)
		case atom.Tfoot:
			feet = append(feet, rowsOf(c))
		case atom.Tbody, atom.Thead:
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
		if c.DataAtom == atom.Tr {
			rows = append(rows, c)
		}
	}
	return rows
}

// addRow places the cells of a row in the slots that cells from above leave free. A cell
// never takes a slot that another has.
func (g *grid) addRow(tr *html.Node, row int, budget *int) bool {
	col := 0
	for td := tr.FirstChild; td != nil; td = td.NextSibling {
		if td.DataAtom != atom.Td && td.DataAtom != atom.Th {
			continue
		}
		for col < len(g.slots[row]) && g.slots[row][col] != nil {
			col++
		}
		c := &cell{node: td, row: row, col: col, width: spanOf(td, "colspan", 1), height: spanOf(td, "rowspan", 1)}
		if c.height == 0 || c.row+c.height > len(g.slots) {
			c.height = len(g.slots) - row
		}
		c.text = strings.TrimSpace(textOf(td))
		if c.label = c.text; !isDigits(c.text) {
			c.label = disclosure.Label(c.text)
		}
		if *budget -= c.width * c.height; *budget < 0 || col+c.width > mostColumns {
			return false
		}
		g.place(c)
		col += c.width
	}
	return true
}

func (g *grid) place(c *cell) {
	g.width = max(g.width, c.col+c.width)
	for r := c.row; r < c.row+c.height; r++ {
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
	value := strings.TrimSpace(attr(td, name))
	digits := value[:len(value)-len(strings.TrimLeft(value, "0123456789"))]
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
func (g *grid) cells(row int) []*cell {
	var all []*cell
	for _, c := range g.slots[row] {
		if c != nil && (len(all) == 0 || all[len(all)-1] != c) {
			all = append(all, c)
		}
	}
	return all
}

// where is where a cell is shown to a person.
func (g *grid) where(d *document, c *cell) disclosure.Place {
	return disclosure.Place{Cell: &disclosure.Cell{Table: g.number, Row: c.row + 1, Column: c.col + 1, Path: d.path(c.node)}}
}
