package office

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// openText reads the texts and sheets of LibreOffice (ISO/IEC 26300): all is in content.xml.
type openText struct {
	x      *reader
	b      *budget
	raised map[string]bool // styles of superscript
	copies int64           // of cells that the file writes once for many
}

func readOpenDocument(body []byte, into *html.Node, b *budget) error {
	p, err := openArchive(body, b)
	if err != nil {
		return err
	}
	if manifest, ok := p.open("meta-inf/manifest.xml"); ok && isEncryptedPackage(newReader(manifest, b)) {
		return fmt.Errorf("reading an OpenDocument file: %w", ErrEncrypted)
	}
	in, ok := p.open("content.xml")
	if !ok {
		return fmt.Errorf("the package has no content.xml: %w", ErrBroken)
	}
	w := &openText{x: newReader(in, b), b: b, raised: map[string]bool{}}
	return w.x.children(func(tag) error {
		return w.x.children(func(t tag) error {
			switch t.name {
			case "office:automatic-styles":
				return w.x.children(w.style)
			case "office:body":
				return w.x.children(func(t tag) error { return w.block(t, into) })
			}
			return nil
		})
	})
}

// isEncryptedPackage looks whether the list of members says that one needs a password.
func isEncryptedPackage(x *reader) bool {
	found := false
	var visit func(t tag) error
	visit = func(t tag) error {
		found = found || t.name == "manifest:encryption-data"
		return x.children(visit)
	}
	_ = x.children(visit) // a damaged list says nothing
	return found
}

func (w *openText) style(t tag) error {
	name := t.get("name")
	return w.x.children(func(t tag) error {
		if at := t.get("text-position"); strings.HasPrefix(at, "super") || at != "" && at[0] > '0' && at[0] <= '9' {
			w.raised[name] = true
		}
		return nil
	})
}

// block reads an element that holds paragraphs and tables, or is one.
func (w *openText) block(t tag, into *html.Node) error {
	switch t.name {
	case "text:p", "text:h":
		level := bodyText
		if t.name == "text:h" {
			level = number(t.get("outline-level"), 1) - 1
		}
		p := newParagraph()
		err := w.inline(p, false)
		p.close(into, level)
		return err
	case "table:table":
		return w.table(t, into)
	case "text:tracked-changes", "office:annotation", "office:forms", "text:sequence-decls", "text:variable-decls", "table:shapes", "text:note":
		return nil // what was deleted, and what is no text of the document
	}
	return w.x.children(func(t tag) error { return w.block(t, into) })
}

// inline reads what stands in a paragraph or a stretch of it.
func (w *openText) inline(p *paragraph, raised bool) error {
	if err := w.b.run(); err != nil {
		return err
	}
	return w.x.content(func(t tag) error {
		p.raise(raised)
		switch t.name {
		case "text:s":
			n := max(number(t.get("c"), 1), 1)
			p.write(strings.Repeat(" ", min(n, 100)))
			return w.b.text(min(n, 100))
		case "text:tab":
			p.write("\t")
		case "text:line-break":
			p.lineBreak()
		case "text:note":
			return w.x.children(func(t tag) error {
				if t.name != "text:note-citation" {
					return nil
				}
				return w.inline(p, true)
			})
		case "draw:frame", "draw:custom-shape", "draw:g":
			return w.drawing(t, p)
		case "office:annotation", "text:hidden-text", "text:bookmark", "text:soft-page-break":
		default:
			err := w.inline(p, raised || w.raised[t.get("style-name")])
			p.raise(raised)
			return err
		}
		return nil
	}, func(b []byte) error {
		p.raise(raised)
		p.write(strings.Map(flatSpace, string(b)))
		return w.b.text(len(b))
	})
}

// flatSpace makes line ends and tabs of the source blanks: the document's own have elements.
func flatSpace(r rune) rune {
	if r == '\n' || r == '\t' || r == '\r' {
		return ' '
	}
	return r
}

// drawing keeps pictures and text boxes that are anchored in a paragraph.
func (w *openText) drawing(t tag, p *paragraph) error {
	box := element(atom.Div)
	visit := func(t tag) error {
		if t.name == "draw:image" {
			p.add(picture(t.get("href"), "", 0, 0))
			return nil
		}
		return w.block(t, box)
	}
	err := w.x.children(visit)
	if box.FirstChild != nil {
		p.box(box)
	}
	return err
}

// A cell or a row that the file writes once for many is taken so often at most. More blank
// cells than mostBlank lead to the end of a sheet.
const (
	mostRepeated = 200
	mostBlank    = 50
	mostCopies   = 30_000 // of cells in a document
)

// table reads a table, in a text or of a workbook.
func (w *openText) table(t tag, into *html.Node) error {
	widths := map[*html.Node]int{}
	table, body := element(atom.Table), element(atom.Tbody)
	table.AppendChild(body)
	var visit func(t tag) error
	visit = func(t tag) error {
		switch t.name {
		case "table:table-row":
			return w.row(t, body, widths)
		case "table:table-header-rows", "table:table-rows", "table:table-row-group":
			return w.x.children(visit)
		}
		return nil
	}
	err := w.x.children(visit)
	for last := body.LastChild; last != nil && isBlank(last); last = body.LastChild {
		body.RemoveChild(last)
	}
	w.pad(body, widths)
	if body.FirstChild != nil {
		into.AppendChild(table)
	}
	return err
}

// pad gives rows the blank cells at their ends that were taken for the rest of the sheet.
func (w *openText) pad(body *html.Node, widths map[*html.Node]int) {
	width := 0
	for tr := body.FirstChild; tr != nil; tr = tr.NextSibling {
		width = max(width, widths[tr])
	}
	for tr := body.FirstChild; tr != nil; tr = tr.NextSibling {
		for n, ok := widths[tr]; ok && n < width && w.b.cell(1) == nil; n++ {
			tr.AppendChild(element(atom.Td))
		}
	}
}

// row reads a row and notes how many columns it has, cells from above counted.
func (w *openText) row(t tag, body *html.Node, widths map[*html.Node]int) error {
	tr := element(atom.Tr)
	if v := t.get("visibility"); v == "collapse" || v == "filter" {
		addClass(tr, "hidden")
	}
	err := w.x.children(func(t tag) error {
		repeated := max(number(t.get("number-columns-repeated"), 1), 1)
		if t.name == "table:covered-table-cell" {
			widths[tr] += min(repeated, mostRepeated)
		}
		if t.name != "table:table-cell" {
			return nil
		}
		before := tr.LastChild
		err := w.cell(t, tr, repeated)
		if tr.LastChild != before {
			widths[tr] += min(repeated, mostRepeated)
		}
		return err
	})
	body.AppendChild(tr)
	if isBlank(tr) {
		return err
	}
	for range min(number(t.get("number-rows-repeated"), 1), mostRepeated) - 1 {
		again, limit := w.again(tr)
		if limit != nil {
			return limit
		}
		widths[again] = widths[tr]
		body.AppendChild(again)
	}
	return err
}

func (w *openText) cell(t tag, tr *html.Node, n int) error {
	td := element(atom.Td)
	for _, k := range [][2]string{{"number-columns-spanned", "colspan"}, {"number-rows-spanned", "rowspan"}} {
		if n := number(t.get(k[0]), 1); n > 1 {
			setAttr(td, k[1], strconv.Itoa(n))
		}
	}
	err := w.x.children(func(t tag) error { return w.block(t, td) })
	unwrap(td)
	if n > mostBlank && isBlank(td) {
		return err // up to the end of the sheet
	}
	tr.AppendChild(td)
	err = both(err, w.b.cell(1))
	for range min(n, mostRepeated) - 1 {
		again, limit := w.again(td)
		if limit != nil {
			return limit
		}
		tr.AppendChild(again)
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
func (w *openText) again(n *html.Node) (*html.Node, error) {
	c := &html.Node{Type: n.Type, DataAtom: n.DataAtom, Data: n.Data, Attr: slices.Clone(n.Attr)}
	var err error
	switch {
	case n.Type == html.TextNode:
		err = w.b.text(len(n.Data))
	case n.DataAtom == atom.Td:
		if w.copies++; w.copies > mostCopies {
			return nil, w.b.stop(LimitCells, mostCopies)
		}
		err = w.b.cell(1)
	default:
		err = w.b.run()
	}
	for k := n.FirstChild; k != nil && err == nil; k = k.NextSibling {
		var child *html.Node
		if child, err = w.again(k); err == nil {
			c.AppendChild(child)
		}
	}
	return c, err
}
