package pdf

import "golang.org/x/net/html"

// looseEnd is a table without lines at the end of a page, with what would be written in its
// place: on this page and on those before that it began on.
type looseEnd struct {
	table *loose
	nodes []*html.Node
	parts []loosePart
}

type loosePart struct {
	lines []*line
	by    *composer
	m     margins
}

// looseTables finds the tables without lines. One that seems to go on from the page before,
// but not for certain, is none there either: half a table could not be read.
func (c *composer) looseTables(lines []*line, m margins) []*loose {
	end := c.lastLoose
	if !c.first || end == nil {
		return looseTables(lines, nil, &c.tries)
	}
	found := looseTables(lines, end.table, &c.tries)
	if end.table.goesOnIn(lines, found) {
		end.undo()
	}
	return found
}

// undo writes the lines of a table instead of it.
func (e *looseEnd) undo() {
	for i, k := range e.parts {
		before := e.nodes[0]
		if i > 0 {
			before = k.by.section.FirstChild
		}
		for _, p := range paragraphs(k.lines, k.m) {
			k.by.section.InsertBefore(k.by.p(p), before)
		}
	}
	for _, n := range e.nodes {
		n.Parent.RemoveChild(n)
	}
}

// looseTable writes a table without lines, or the rest of one.
func (c *composer) looseTable(t *loose, lines []*line, m margins) {
	end := &looseEnd{table: t}
	if t.goesOn {
		end.nodes, end.parts = c.lastLoose.nodes, c.lastLoose.parts
	}
	end.parts = append(end.parts, loosePart{lines[t.from:t.to], c, m})
	for i, g := range t.tables {
		rows := c.cells(g.made)
		node := rows[0].Parent.Parent
		g.body = rows[0].Parent
		if !t.goesOn {
			setAttr(node, "class", "aligned")
			end.nodes = append(end.nodes, node)
			continue
		}
		g.body = c.lastLoose.table.tables[i].body
		for _, tr := range rows {
			tr.Parent.RemoveChild(tr)
			g.body.AppendChild(tr)
		}
		node.Parent.RemoveChild(node)
	}
	c.wrote(nil, nil, nil)
	c.endLoose = end
}
