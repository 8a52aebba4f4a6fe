package pdf

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func element(a atom.Atom, attrs ...string) *html.Node {
	n := &html.Node{Type: html.ElementNode, DataAtom: a, Data: a.String()}
	for i := 0; i+1 < len(attrs); i += 2 {
		n.Attr = append(n.Attr, html.Attribute{Key: attrs[i], Val: attrs[i+1]})
	}
	return n
}

func setAttr(n *html.Node, key, value string) {
	n.Attr = append(n.Attr, html.Attribute{Key: key, Val: value})
}

func addText(n *html.Node, s string) {
	if s != "" {
		n.AppendChild(&html.Node{Type: html.TextNode, Data: s})
	}
}

// treeOf makes the document of its pages.
func treeOf(sheets []*sheet) *html.Node {
	root := &html.Node{Type: html.DocumentNode}
	top := element(atom.Html)
	body := element(atom.Body)
	root.AppendChild(top)
	top.AppendChild(element(atom.Head))
	top.AppendChild(body)
	w := &writer{margins: marginsOf(sheets), footer: element(atom.Footer)}
	text := element(atom.Main)
	body.AppendChild(text)
	for _, s := range sheets {
		text.AppendChild(w.section(s))
	}
	joinParts(w.chain)
	if w.footer.FirstChild != nil {
		body.AppendChild(w.footer)
	}
	return root
}

// writer makes sections and remembers how the page before ended.
type writer struct {
	margins   map[int]margins
	lastText  *line // the last line of prose on the page before, where nothing followed it
	lastNode  *html.Node
	lastGrid  *grid // the table at the end of the page before, where nothing followed it
	chain     []part
	lastLoose *looseEnd  // the table without lines at the end of the page before, where nothing followed it
	tries     int        // to find a table without lines
	footer    *html.Node // running heads and page numbers
}

func (w *writer) section(s *sheet) *html.Node {
	section := element(atom.Section, "data-page", strconv.Itoa(s.page.number),
		"data-width", number(s.page.width), "data-height", number(s.page.height))
	c := &composer{writer: w, sheet: s, section: section, first: true, margins: w.margins[widthOf(s)]}
	for _, b := range s.blocks() {
		switch {
		case b.line != nil && s.running[b.line]:
			w.footer.AppendChild(c.p(paragraph{[]*line{b.line}}, "class", "pageno", "data-page", strconv.Itoa(s.page.number)))
		case b.line != nil:
			c.lines = append(c.lines, b.line)
		case b.image != nil:
			c.flush()
			name := "page-" + strconv.Itoa(s.page.number) + "-image-" + strconv.Itoa(b.name)
			img := element(atom.Img, "data-box", s.shown(*b.image), "data-name", name)
			if s.mayHold(*b.image) {
				setAttr(img, "src", name)
			}
			section.AppendChild(img)
		default:
			c.flush()
			c.table(b.grid)
		}
	}
	c.flush()
	w.lastText, w.lastNode, w.lastGrid = c.endText, c.endNode, c.endGrid
	w.lastLoose = c.endLoose
	c.stray()
	return section
}

func number(v float64) string { return strconv.FormatFloat(float64(int64(v*10+0.5))/10, 'f', -1, 64) }

// composer makes one section.
type composer struct {
	*writer
	sheet    *sheet
	section  *html.Node
	margins  margins
	lines    []*line // not yet written
	first    bool    // nothing was written
	endText  *line
	endNode  *html.Node // the paragraph of endText
	endGrid  *grid
	endLoose *looseEnd
}

// wrote notes what stands last on the page.
func (c *composer) wrote(l *line, p *html.Node, g *grid) {
	c.first, c.endText, c.endNode, c.endGrid, c.endLoose = false, l, p, g, nil
}

// flush writes the lines that wait: aligned tables, columns and paragraphs.
func (c *composer) flush() {
	for _, run := range columns(c.lines) {
		c.run(run)
	}
	c.lines = nil
}

// run writes lines that follow each other in one column.
func (c *composer) run(run column) {
	lines := run.lines
	m := c.margins
	if run.split {
		m = marginsFor(lines)
	}
	var pending []*line
	prose := func() {
		for _, p := range paragraphs(pending, m) {
			c.paragraph(p, m)
		}
		pending = nil
	}
	tables := c.looseTables(lines, m)
	for i := 0; i < len(lines); {
		if len(tables) > 0 && tables[0].from == i {
			prose()
			c.looseTable(tables[0], lines, m)
			i, tables = tables[0].to, tables[1:]
			continue
		}
		if t := alignedTable(lines[i:]); t != nil {
			prose()
			c.section.AppendChild(t.node(c.sheet))
			c.wrote(nil, nil, nil)
			i += t.lines
			continue
		}
		pending = append(pending, lines[i])
		i++
	}
	prose()
}

// paragraph writes a paragraph, or the rest of one that began on the page before.
func (c *composer) paragraph(p paragraph, m margins) {
	last := p.lines[len(p.lines)-1]
	if c.first && c.lastText != nil && continues(c.lastText, p.lines[0], m) {
		addText(c.lastNode, strings.TrimPrefix(paragraph{append([]*line{c.lastText}, p.lines...)}.text(), c.lastText.text()))
		c.wrote(last, c.lastNode, nil)
		return
	}
	n := c.p(p)
	c.section.AppendChild(n)
	c.wrote(last, n, nil)
}

func (c *composer) p(p paragraph, attrs ...string) *html.Node {
	n := element(atom.P, append(attrs, "data-box", c.sheet.shown(p.box()))...)
	addText(n, p.text())
	return n
}

// table writes a table. Rows that begin inside cells from above stay as empty tr, so that
// row numbers hold.
func (c *composer) table(g *grid) {
	if !c.first || c.lastGrid == nil || !sameColumns(c.lastGrid, g) {
		joinParts(c.chain)
		c.chain = nil
	}
	g.readCells()
	c.chain = append(c.chain, part{g, c.cells(g)})
	c.wrote(nil, nil, g)
}

// cells writes the cells of a table and returns its rows.
func (c *composer) cells(g *grid) []*html.Node {
	t := element(atom.Table, "data-box", c.sheet.shown(g.box))
	c.section.AppendChild(t)
	body := element(atom.Tbody)
	t.AppendChild(body)
	rows := make([]*html.Node, len(g.ys)-1)
	for i := range rows {
		rows[i] = element(atom.Tr)
		body.AppendChild(rows[i])
	}
	page := strconv.Itoa(c.sheet.page.number)
	for _, k := range g.cells {
		td := element(atom.Td, "data-page", page, "data-box", c.sheet.shown(k.box))
		if k.rows > 1 {
			setAttr(td, "rowspan", strconv.Itoa(k.rows))
		}
		if k.columns > 1 {
			setAttr(td, "colspan", strconv.Itoa(k.columns))
		}
		if k.doubt {
			setAttr(td, "data-doubt", "true")
		}
		addLines(td, k.text)
		rows[k.row].AppendChild(td)
		k.node = td
	}
	return rows
}

func addLines(n *html.Node, lines []string) {
	for i, l := range lines {
		if i > 0 {
			n.AppendChild(element(atom.Br))
		}
		addText(n, l)
	}
}

// stray writes text that is set aslant or across the rest, in the order of drawing.
func (c *composer) stray() {
	if len(c.sheet.stray) == 0 {
		return
	}
	var text []rune
	around := c.sheet.stray[0].box
	for _, k := range c.sheet.stray {
		text = append(text, k.r)
		around = around.union(k.box)
	}
	n := element(atom.P, "class", "stray", "data-box", c.sheet.shown(around))
	addText(n, string(text))
	c.section.AppendChild(n)
}
