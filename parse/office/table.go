package office

import (
	"slices"
	"strconv"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// merge says how a cell joins the one above it (vertically) or before it (horizontally).
type merge byte

const (
	alone     merge = iota
	restart         // the first of the cells that are shown as one
	continued       // one of the others
)

// cell is a cell of a word processor's table, whose rows need not have the same columns.
// from and to are its edges: numbers of grid columns, or twips before gridColumns was called.
type cell struct {
	node             *html.Node // td
	from, to         int
	vertical, beside merge
}

// row is a row as it was read.
type row struct {
	node  *html.Node // tr
	cells []cell
}

// newRow makes a row; its cells go into the tree only with buildTable.
func newRow() *row { return &row{node: element(atom.Tr)} }

// gap is the place before the first cell of a row that begins further right: no cell, but the
// columns behind it would shift without it.
func gap(from, to int) cell {
	return cell{node: element(atom.Td, "class", "gap"), from: from, to: to}
}

// buildTable makes the table of its rows: continued cells go, those they continue get their
// spans. A continued cell without a cell above that has the same edges is an ordinary one, as
// in the program's own view.
func buildTable(rows []*row) *html.Node {
	table, body := element(atom.Table), element(atom.Tbody)
	table.AppendChild(body)
	open := map[int]*span{}
	for number, r := range rows {
		joinBeside(r)
		for _, c := range r.cells {
			above := open[c.from]
			if c.vertical == continued && above != nil && above.to == c.to && above.last == number-1 {
				above.last = number
				setAttr(above.node, "rowspan", strconv.Itoa(number-above.first+1))
				continue
			}
			if c.to-c.from > 1 {
				setAttr(c.node, "colspan", strconv.Itoa(c.to-c.from))
			}
			unwrap(c.node)
			r.node.AppendChild(c.node)
			delete(open, c.from)
			if c.vertical != alone {
				open[c.from] = &span{node: c.node, to: c.to, first: number, last: number}
			}
		}
		body.AppendChild(r.node)
	}
	return table
}

// unwrap takes the p away from a cell that holds one paragraph and nothing else.
func unwrap(td *html.Node) {
	p := td.FirstChild
	if p == nil || p.NextSibling != nil || p.DataAtom != atom.P || len(p.Attr) > 0 {
		return
	}
	td.RemoveChild(p)
	for c := p.FirstChild; c != nil; c = p.FirstChild {
		p.RemoveChild(c)
		td.AppendChild(c)
	}
}

// span is a cell that goes down over several rows.
type span struct {
	node            *html.Node
	to, first, last int
}

// joinBeside makes one cell of those that are merged horizontally by a flag.
func joinBeside(r *row) {
	kept := r.cells[:0]
	for _, c := range r.cells {
		if c.beside == continued && len(kept) > 0 && kept[len(kept)-1].beside != alone {
			kept[len(kept)-1].to = c.to
			continue
		}
		kept = append(kept, c)
	}
	r.cells = kept
}

// nearEdges is how far apart two edges are at most (in twips) that are drawn as one line:
// 1.5 points. Programs round the edges of each row on their own.
const nearEdges = 30

// gridColumns turns edges in twips into numbers of columns of one grid for the whole table,
// and puts gaps before rows that begin further right.
func gridColumns(rows []*row) {
	var edges []int
	for _, r := range rows {
		for _, c := range r.cells {
			edges = append(edges, c.from, c.to)
		}
	}
	slices.Sort(edges)
	lines := edges[:0:0]
	for _, e := range edges {
		if len(lines) == 0 || e-lines[len(lines)-1] > nearEdges {
			lines = append(lines, e)
		}
	}
	column := func(edge int) int {
		i, exact := slices.BinarySearch(lines, edge)
		if exact {
			return i
		}
		return max(i-1, 0)
	}
	for _, r := range rows {
		at := 0
		for i := range r.cells {
			c := &r.cells[i]
			c.from, c.to = max(column(c.from), at), column(c.to)
			c.to = max(c.to, c.from+1) // a cell thinner than a line still is a cell
			at = c.to
		}
		if len(r.cells) > 0 && r.cells[0].from > 0 {
			r.cells = slices.Insert(r.cells, 0, gap(0, r.cells[0].from))
		}
	}
}
