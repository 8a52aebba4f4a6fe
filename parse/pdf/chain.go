package pdf

import (
	"slices"
	"strconv"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// part is a table on one page, of a table that may go on over several, with its rows.
type part struct {
	grid *grid
	rows []*html.Node
}

// joinParts makes one table of the parts on several pages.
func joinParts(chain []part) {
	if len(chain) < 2 {
		return
	}
	shareColumns(chain)
	body := chain[0].rows[0].Parent
	for _, p := range chain[1:] {
		table := p.rows[0].Parent.Parent
		for _, tr := range p.rows[p.grid.repeats(chain[0].grid):] {
			tr.Parent.RemoveChild(tr)
			body.AppendChild(tr)
		}
		table.Parent.RemoveChild(table)
	}
}

// repeats is how many rows at the top of a part print the head of the table again: cell by
// cell the same words, and no figures.
func (g *grid) repeats(first *grid) int {
	rows, end := 0, 0
	for i, c := range g.cells { // from the top
		if c.row >= end {
			rows = c.row
		}
		if i == len(first.cells) || !c.reprints(first.cells[i]) {
			return rows
		}
		end = max(end, c.row+c.rows)
	}
	return 0
}

func (c *cell) reprints(o *cell) bool {
	return c.row == o.row && c.rows == o.rows && abs(c.box.l-o.box.l) <= same && abs(c.box.r-o.box.r) <= same &&
		slices.Equal(c.text, o.text) && len(c.text) > 0 && !figure.MatchString(c.text[0])
}

// sameColumns tells whether two tables share an outer edge, and the one all column edges of
// the other where both are: a page may lack a column whose cells go on from the page before.
func sameColumns(a, b *grid) bool {
	if abs(a.box.l-b.box.l) > same && abs(a.box.r-b.box.r) > same {
		return false
	}
	return holdsEdges(a.xs, b.xs) || holdsEdges(b.xs, a.xs)
}

// holdsEdges tells whether the edges few are among many, as far as these reach.
func holdsEdges(many, few []float64) bool {
	n := 0
	for _, x := range few {
		switch {
		case x < many[0]-same || x > many[len(many)-1]+same:
		case abs(many[nearest(many, x)]-x) > same:
			return false
		default:
			n++
		}
	}
	return n >= 3
}

// shareColumns gives the parts of a table the same columns, so that a head at the foot of a
// page stands over the figures on the next one: each part alone shows only the edges that its
// own cells need. A part that lacks the first columns, whose cells go on from the page before,
// gets an empty cell for them.
func shareColumns(chain []part) {
	var all []float64
	for _, p := range chain {
		all = append(all, p.grid.xs...)
	}
	xs := distinct(all)
	for _, p := range chain {
		for _, k := range p.grid.cells {
			if n := nearest(xs, k.box.r) - nearest(xs, k.box.l); n > k.columns {
				replaceAttr(k.node, "colspan", strconv.Itoa(n))
			}
		}
		if n := nearest(xs, p.grid.xs[0]); n > 0 {
			gap := element(atom.Td, "class", "gap", "colspan", strconv.Itoa(n), "rowspan", strconv.Itoa(len(p.rows)))
			p.rows[0].InsertBefore(gap, p.rows[0].FirstChild)
		}
	}
}

// distinct are places, those nearer than same as one.
func distinct(at []float64) []float64 {
	slices.Sort(at)
	out := at[:0:0]
	for _, x := range at {
		if len(out) == 0 || x-out[len(out)-1] > same {
			out = append(out, x)
		}
	}
	return out
}

func replaceAttr(n *html.Node, key, value string) {
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
	setAttr(n, key, value)
}
