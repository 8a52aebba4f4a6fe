package office

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// nest puts a stream of paragraphs, ends of cells and ends of rows, as DOC and RTF have them,
// into tables in tables.
type nest struct {
	root *html.Node
	b    *budget
	open []*openTable // outermost first
}

// openTable is a table whose end has not come.
type openTable struct {
	rows    []*row
	cells   []*html.Node // of the row that is not ended
	current *html.Node   // the cell that is not ended, nil before its first paragraph
}

// place returns what a paragraph at a level goes into: the root for 0, a cell of the table at
// that level else. Tables further in end here.
func (n *nest) place(level int) (*html.Node, error) {
	if err := n.b.nest(level * 4); err != nil { // a table in a table is four elements deeper
		return nil, err
	}
	n.closeTo(level)
	for len(n.open) < level {
		n.open = append(n.open, &openTable{})
	}
	into := n.root
	for _, t := range n.open {
		if t.current == nil {
			t.current = element(atom.Td)
		}
		into = t.current
	}
	return into, nil
}

func (n *nest) closeTo(level int) {
	for len(n.open) > level {
		n.closeTable()
	}
}

// closeTable puts the innermost table where it belongs.
func (n *nest) closeTable() {
	last := len(n.open) - 1
	t := n.open[last]
	n.open = n.open[:last]
	into := n.root
	if last > 0 {
		parent := n.open[last-1]
		if parent.current == nil {
			parent.current = element(atom.Td)
		}
		into = parent.current
	}
	if t.current != nil || len(t.cells) > 0 { // the row never ended
		t.endRow(nil)
	}
	if len(t.rows) == 0 {
		return
	}
	gridColumns(t.rows)
	into.AppendChild(buildTable(t.rows))
}

// endCell ends the cell at a level. Outside of all tables there is none.
func (n *nest) endCell(level int) error {
	if level < 1 {
		return nil
	}
	if _, err := n.place(level); err != nil {
		return err
	}
	t := n.open[level-1]
	t.cells, t.current = append(t.cells, t.current), nil
	return n.b.cell(1)
}

// cellEdges is what a row's definition says of one cell: its edges in twips and how it merges.
type cellEdges struct {
	from, to         int
	vertical, beside merge
}

// endRow ends the row at a level; its cells take the edges of the definition one by one.
func (n *nest) endRow(level int, edges []cellEdges) error {
	if level < 1 || len(n.open) < level {
		return nil
	}
	n.closeTo(level)
	n.open[level-1].endRow(edges)
	return n.b.run()
}

// usualWidth is that of a cell without a definition: an inch.
const usualWidth = 1440

func (t *openTable) endRow(edges []cellEdges) {
	if t.current != nil && t.current.FirstChild != nil {
		t.cells = append(t.cells, t.current)
	}
	t.current = nil
	r := newRow()
	at := 0
	for i, td := range t.cells {
		c := cell{node: td, from: at, to: at + usualWidth}
		if i < len(edges) {
			e := edges[i]
			c.from, c.to, c.vertical, c.beside = e.from, max(e.to, e.from), e.vertical, e.beside
		} else if n := len(t.rows); n > 0 && len(edges) == 0 && len(t.rows[n-1].cells) == len(t.cells) {
			c.from, c.to = t.rows[n-1].cells[i].from, t.rows[n-1].cells[i].to // as the row above
		}
		at = c.to
		r.cells = append(r.cells, c)
	}
	t.cells = nil
	if len(r.cells) > 0 {
		t.rows = append(t.rows, r)
	}
}

// finish ends all tables.
func (n *nest) finish() { n.closeTo(0) }
