package office

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// openText reads the texts and sheets of LibreOffice (ISO/IEC 26300): all is in content.xml.
type openText struct {
	x        *reader
	b        *budget
	styles   openStyles
	workbook bool  // its tables are sheets
	unseen   bool  // the paragraph that is being read is not shown at all
	copies   int64 // of cells that the file writes once for many
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
	w := &openText{x: newReader(in, b), b: b, styles: openStyles{}}
	// The text is worth reading without its named styles; the error is told all the same.
	failed := w.namedStyles(p)
	if isLimit(failed) {
		return failed
	}
	return both(w.content(into), failed)
}

func (w *openText) content(into *html.Node) error {
	return w.x.children(func(tag) error {
		return w.x.children(func(t tag) error {
			switch t.name {
			case "office:automatic-styles":
				return w.styles.read(w.x)
			case "office:body":
				return w.x.children(func(t tag) error {
					w.workbook = t.name == "office:spreadsheet"
					return w.block(t, into)
				})
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

// block reads an element that holds paragraphs and tables, or is one.
func (w *openText) block(t tag, into *html.Node) error {
	if isUnseen(t) {
		return nil
	}
	switch t.name {
	case "text:p", "text:h":
		return w.paragraph(t, into)
	case "table:table":
		return w.table(t, into)
	case "text:tracked-changes", "office:annotation", "office:forms", "text:sequence-decls", "text:variable-decls", "table:shapes", "text:note":
		return nil // what was deleted, and what is no text of the document
	}
	return w.x.children(func(t tag) error { return w.block(t, into) })
}

func (w *openText) paragraph(t tag, into *html.Node) error {
	level := bodyText
	if t.name == "text:h" {
		level = number(t.get("outline-level"), 1) - 1
	}
	outer := w.unseen // of the paragraph that a text box is anchored in
	w.unseen = false
	p := newParagraph()
	err := w.inline(p, w.styles.look(paragraphStyle, t, look{}))
	if !w.unseen {
		p.close(into, level)
	}
	w.unseen = outer
	return err
}

// inline reads what stands in a paragraph or a stretch of it. Text that is not shown is left
// out as in the other formats, what is anchored in it too.
func (w *openText) inline(p *paragraph, is look) error {
	if err := w.b.run(); err != nil {
		return err
	}
	return w.x.content(func(t tag) error {
		if isUnseen(t) {
			w.unseen = w.unseen || t.name == "text:hidden-paragraph"
			return nil
		}
		p.raise(is.raised)
		if is.hidden && t.name != "text:span" && t.name != "text:a" {
			return nil
		}
		return w.inParagraph(t, p, is)
	}, func(b []byte) error {
		if is.hidden {
			return nil
		}
		p.raise(is.raised)
		p.write(strings.Map(flatSpace, string(b)))
		return w.b.text(len(b))
	})
}

// inParagraph reads one element of a paragraph.
func (w *openText) inParagraph(t tag, p *paragraph, is look) error {
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
			return w.inline(p, look{raised: true})
		})
	case "draw:frame", "draw:custom-shape", "draw:g":
		return w.drawing(t, p)
	case "office:annotation", "text:bookmark", "text:soft-page-break":
	default:
		err := w.inline(p, w.styles.look(textStyle, t, is))
		p.raise(is.raised)
		return err
	}
	return nil
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
