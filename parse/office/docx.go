package office

import (
	"errors"
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// docx reads the parts of a word processing package.
type docx struct {
	parts     parts
	b         *budget
	styles    styles
	lists     map[string]*instance
	relations map[string]relation // of the part that is being read
	fields    []bool              // open fields; true while their instruction goes on
	margins   []string            // relation ids of the headers and footers in use
	notes     map[string]bool     // "footnote/2": referred to from the text
	chunks    map[string]bool     // merged files that were read
}

func readDOCX(body []byte, into *html.Node, b *budget) error {
	a, err := openArchive(body, b)
	if err != nil {
		return err
	}
	return readWordParts(a, into, b)
}

func readWordParts(p parts, into *html.Node, b *budget) error {
	main := mainPart(p, "word/document.xml", b)
	in, ok := p.open(main)
	if !ok {
		return fmt.Errorf("the package has no document part: %w", ErrBroken)
	}
	d := &docx{parts: p, b: b, lists: map[string]*instance{}, notes: map[string]bool{}, chunks: map[string]bool{}}
	// The document is worth reading without its styles and numbers; the error is told all the same.
	failed := d.readDefinitions(main)
	if isLimit(failed) {
		return failed
	}
	x := newReader(in, b)
	if err := x.children(func(t tag) error { return d.story(x, t, into) }); err != nil {
		return err
	}
	return both(failed, d.readApart(main, into))
}

// readDefinitions reads relations, styles and lists.
func (d *docx) readDefinitions(main string) error {
	var failed error
	d.relations, failed = relations(d.parts, main, d.b)
	for _, r := range d.relations {
		switch r.kind {
		case "styles":
			failed = both(failed, d.part(r.target, func(x *reader) error { return d.readStyles(x) }))
		case "numbering":
			failed = both(failed, d.part(r.target, func(x *reader) error { return d.readLists(x) }))
		}
	}
	return failed
}

// part opens a part and gives read the element at its root.
func (d *docx) part(name string, read func(x *reader) error) error {
	in, ok := d.parts.open(name)
	if !ok {
		return nil
	}
	x := newReader(in, d.b)
	return x.children(func(tag) error { return read(x) })
}

// story finds the body in the document's root element.
func (d *docx) story(x *reader, t tag, into *html.Node) error {
	return x.children(func(t tag) error {
		switch t.name {
		case "w:body", "w:cfChunk":
			return d.blocks(x, into)
		case "w:styles":
			return d.readStyles(x)
		case "w:lists":
			return d.readOldLists(x)
		}
		return nil
	})
}

// readApart reads what stands on the edges of the pages and below them.
func (d *docx) readApart(main string, into *html.Node) error {
	all, seen := d.relations, map[string]bool{}
	for _, id := range d.margins {
		r, ok := all[id]
		if !ok || seen[r.target] {
			continue
		}
		seen[r.target] = true
		class := "page-header"
		if r.kind == "footer" {
			class = "page-footer"
		}
		if err := d.readMargin(r.target, class, into); err != nil {
			return err
		}
	}
	for _, r := range all {
		if r.kind == "footnotes" || r.kind == "endnotes" {
			if err := d.readNotes(r.target, strings.TrimSuffix(r.kind, "s"), into); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *docx) readMargin(part, class string, into *html.Node) error {
	div := element(atom.Div, "class", class)
	err := d.foreign(part, func(x *reader) error { return d.blocks(x, div) })
	if div.FirstChild != nil {
		into.AppendChild(div)
	}
	return err
}

// foreign reads a part with its own relations and fields.
func (d *docx) foreign(part string, read func(x *reader) error) error {
	relationsBefore, fieldsBefore := d.relations, d.fields
	defer func() { d.relations, d.fields = relationsBefore, fieldsBefore }()
	d.fields = nil
	var err error
	if d.relations, err = relations(d.parts, part, d.b); err != nil {
		return err
	}
	return d.part(part, read)
}

func (d *docx) readNotes(part, kind string, into *html.Node) error {
	div := element(atom.Div, "class", "notes")
	err := d.foreign(part, func(x *reader) error {
		return x.children(func(t tag) error {
			id := kind + "/" + t.get("id")
			if !d.notes[id] { // separators and notes of deleted text
				return nil
			}
			note := element(atom.Div, "data-note", id)
			div.AppendChild(note)
			return d.blocks(x, note)
		})
	})
	if div.FirstChild != nil {
		into.AppendChild(div)
	}
	return err
}

// blocks reads paragraphs and tables in what was opened last: body, cell, text box, note.
func (d *docx) blocks(x *reader, into *html.Node) error {
	return x.children(func(t tag) error { return d.block(x, t, into) })
}

func (d *docx) block(x *reader, t tag, into *html.Node) error {
	switch t.name {
	case "w:p":
		return d.paragraph(x, into)
	case "w:tbl":
		return d.table(x, into)
	case "w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag",
		"wx:sect", "wx:sub-section", "wx:pBdrGroup", "wx:borders", "w:txbxContent":
		return d.blocks(x, into)
	case "mc:AlternateContent":
		return d.alternative(x, func(t tag) error { return d.block(x, t, into) })
	case "w:sectPr":
		return d.section(x)
	case "w:altChunk":
		return d.chunk(t, into)
	}
	return nil
}

// alternative reads the one branch of mc:AlternateContent that a program of today shows: the
// first choice whose extension is known here, else the fallback. Both hold the same text.
func (d *docx) alternative(x *reader, visit func(t tag) error) error {
	taken := false
	return x.children(func(t tag) error {
		if taken || t.name == "mc:Choice" && !knownExtension(t.get("Requires")) {
			return nil
		}
		taken = true
		return x.children(visit)
	})
}

// knownExtension: shapes, groups and canvases hold text boxes and pictures, which are read;
// charts and ink are shown by their fallback picture.
func knownExtension(requires string) bool {
	for prefix := range strings.FieldsSeq(requires) {
		switch prefix {
		case "wps", "wpg", "wpc", "wp14", "w14", "w15", "w16", "a14", "v":
		default:
			return false
		}
	}
	return true
}

// section notes which headers and footers are in use.
func (d *docx) section(x *reader) error {
	return x.children(func(t tag) error {
		if t.name == "w:headerReference" || t.name == "w:footerReference" {
			d.margins = append(d.margins, t.get("id"))
		}
		return nil
	})
}

// chunk names a file that Word would merge into the text when it opens it. It is read where
// it is a format of this package or HTML in UTF-8.
func (d *docx) chunk(t tag, into *html.Node) error {
	r, ok := d.relations[t.get("id")]
	if !ok || r.external || d.chunks[r.target] {
		return nil
	}
	d.chunks[r.target] = true
	in, ok := d.parts.open(r.target)
	if !ok {
		return nil
	}
	div := element(atom.Div, "class", "chunk", "data-part", r.target)
	into.AppendChild(div)
	body, err := readAll(in)
	if err != nil {
		return err
	}
	kind := Detect(body)
	if kind == HTML {
		return appendHTML(body, "", div)
	}
	if kind == DOCX || !kind.Readable() { // a package in itself could go on for ever
		return nil
	}
	if err := readInto(kind, body, div, d.b); err != nil && !errors.Is(err, ErrUnsupported) {
		return err
	}
	return nil
}
