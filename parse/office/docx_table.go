package office

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// table reads w:tbl.
func (d *docx) table(x *reader, into *html.Node) error {
	var rows []*row
	err := d.rows(x, &rows)
	if len(rows) > 0 {
		into.AppendChild(buildTable(rows))
	}
	return err
}

// rows reads the rows in a table, or in what wraps them.
func (d *docx) rows(x *reader, rows *[]*row) error {
	return x.children(func(t tag) error {
		switch t.name {
		case "w:tr":
			r, err := d.row(x)
			if r != nil {
				*rows = append(*rows, r)
			}
			return err
		case "w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml":
			return d.rows(x, rows)
		case "mc:AlternateContent":
			return d.alternative(x, func(t tag) error {
				if t.name != "w:tr" {
					return nil
				}
				r, err := d.row(x)
				if r != nil {
					*rows = append(*rows, r)
				}
				return err
			})
		}
		return nil
	})
}

// rowForm is what w:trPr says.
type rowForm struct {
	before, after   int
	hidden, deleted bool
}

// row reads w:tr; nil where the row was deleted with changes tracked.
func (d *docx) row(x *reader) (*row, error) {
	r := newRow()
	var form rowForm
	err := d.cells(x, r, &form)
	if form.deleted {
		return nil, err
	}
	if form.hidden {
		addClass(r.node, "hidden")
	}
	if form.after > 0 && len(r.cells) > 0 {
		at := r.cells[len(r.cells)-1].to
		r.cells = append(r.cells, gap(at, at+form.after))
	}
	return r, err
}

func (d *docx) cells(x *reader, r *row, form *rowForm) error {
	return x.children(func(t tag) error {
		switch t.name {
		case "w:trPr":
			if err := d.rowProperties(x, form); err != nil {
				return err
			}
			if form.before > 0 && len(r.cells) == 0 {
				r.cells = append(r.cells, gap(0, form.before))
			}
		case "w:tc":
			return d.cell(x, r)
		case "w:sdt", "w:sdtContent", "w:customXml", "w:ins", "w:moveTo":
			return d.cells(x, r, form)
		}
		return nil
	})
}

// widest is the most columns that a cell may go over.
const widest = 1000

func (d *docx) rowProperties(x *reader, f *rowForm) error {
	return x.children(func(t tag) error {
		switch t.name {
		case "w:gridBefore":
			f.before = min(max(number(t.get("val"), 0), 0), widest)
		case "w:gridAfter":
			f.after = min(max(number(t.get("val"), 0), 0), widest)
		case "w:hidden":
			f.hidden = on(t)
		case "w:del", "w:moveFrom":
			f.deleted = true
		}
		return nil
	})
}

func (d *docx) cell(x *reader, r *row) error {
	if err := d.b.cell(1); err != nil {
		return err
	}
	c := cell{node: element(atom.Td)}
	if n := len(r.cells); n > 0 {
		c.from = r.cells[n-1].to
	}
	c.to = c.from + 1
	err := x.children(func(t tag) error {
		if t.name == "w:tcPr" {
			return d.cellProperties(x, &c)
		}
		return d.block(x, t, c.node)
	})
	r.cells = append(r.cells, c)
	return err
}

func (d *docx) cellProperties(x *reader, c *cell) error {
	return x.children(func(t tag) error {
		switch strings.ToLower(t.name) { // Word 2003 writes w:vmerge
		case "w:gridspan":
			c.to = c.from + min(max(number(t.get("val"), 1), 1), widest)
		case "w:vmerge":
			c.vertical = mergeOf(t)
		case "w:hmerge":
			c.beside = mergeOf(t)
		}
		return nil
	})
}

func mergeOf(t tag) merge {
	if t.get("val") == "restart" {
		return restart
	}
	return continued
}

// drawing reads pictures and text boxes in shapes of either generation.
func (d *docx) drawing(x *reader, p *paragraph) error {
	var s shape
	err := d.shapes(x, p, &s)
	if err == nil && s.object != "" {
		d.addPicture(p, s.object, s, "embedded")
	}
	return err
}

// shape is what is known of a picture before its bytes are named.
type shape struct {
	name          string
	width, height int    // CSS pixels
	object        string // relation of an embedded file
}

// emuPerPixel: 914,400 EMU an inch, 96 pixels an inch.
const emuPerPixel = 9525

func (d *docx) shapes(x *reader, p *paragraph, s *shape) error {
	return x.children(func(t tag) error {
		switch t.name {
		case "wp:extent":
			s.width, s.height = number(t.get("cx"), 0)/emuPerPixel, number(t.get("cy"), 0)/emuPerPixel
			return nil
		case "wp:docPr":
			s.name = t.get("descr")
			if s.name == "" {
				s.name = t.get("name")
			}
			return nil
		case "v:shape", "v:rect", "v:roundrect":
			s.width, s.height = cssSize(t.get("style"), "width"), cssSize(t.get("style"), "height")
			s.name = t.get("alt")
		case "a:blip":
			return d.image(p, first(t.get("embed"), t.get("link")), *s)
		case "v:imagedata":
			s.name = first(s.name, t.get("title"))
			return d.image(p, first(t.get("id"), t.get("src")), *s)
		case "o:OLEObject":
			s.object = t.get("id")
			return nil
		case "w:txbxContent":
			return d.textBox(x, p)
		case "mc:AlternateContent":
			return d.alternative(x, func(t tag) error { return d.shapeChild(x, t, p, s) })
		case "w:binData":
			return nil
		}
		return d.shapes(x, p, s)
	})
}

// shapeChild gives a tag that alternative has opened to shapes.
func (d *docx) shapeChild(x *reader, t tag, p *paragraph, s *shape) error {
	switch t.name {
	case "w:drawing", "w:pict", "w:object":
		return d.drawing(x, p)
	case "w:txbxContent":
		return d.textBox(x, p)
	}
	return d.shapes(x, p, s)
}

func (d *docx) textBox(x *reader, p *paragraph) error {
	fields := d.fields
	d.fields = nil
	defer func() { d.fields = fields }()
	box := element(atom.Div, "class", "text-box")
	err := d.blocks(x, box)
	if box.FirstChild != nil {
		p.box(box)
	}
	return err
}

// image adds a picture by its relation (a part, or an address where it is linked).
func (d *docx) image(p *paragraph, id string, s shape) error {
	if id != "" {
		d.addPicture(p, id, s, "")
	}
	return d.b.run()
}

func (d *docx) addPicture(p *paragraph, id string, s shape, class string) {
	name := id // Word 2003: wordml://01000001.jpg
	if r, ok := d.relations[id]; ok {
		name = r.target
	}
	n := picture(name, s.name, s.width, s.height)
	if class != "" {
		addClass(n, class)
	}
	if size := d.parts.size(name); size > 0 {
		setAttr(n, "data-bytes", itoa(size))
	}
	p.add(n)
}
