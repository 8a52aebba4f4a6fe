package pdf

import (
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

// ofdPage reads the parts of a page: its own, and the templates under it.
type ofdPage struct {
	*ofd
	page      *page
	templates map[string]string
	units     map[string]*xmlNode // drawings that are kept once and drawn by their id
}

// xmlNode is an element of a page with its text.
type xmlNode struct {
	name     string
	attrs    map[string]string
	text     string
	children []*xmlNode
}

// part reads a page or a template; depth is that of templates in each other.
func (p *ofdPage) part(name string, depth int) error {
	in, err := p.open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	x := in.decoder()
	for {
		t, err := x.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return p.limited(err)
		}
		start, ok := t.(xml.StartElement)
		if !ok {
			continue
		}
		switch start.Name.Local {
		case "Page", "Content", "Layer", "PageBlock", "Area":
			// what is in them comes next
		case "PhysicalBox":
			n, err := p.element(x, start, 1)
			if err != nil {
				return p.limited(err)
			}
			if depth == 0 {
				p.page.resize(n.text)
			}
		case "Template":
			if err := p.template(attribute(start, "TemplateID"), depth); err != nil {
				return err
			}
		default:
			n, err := p.element(x, start, 1)
			if err == nil {
				err = p.draw(n, matrix{a: pointsPerMillimetre, d: pointsPerMillimetre}, 0)
			}
			if err != nil {
				return p.limited(err)
			}
		}
	}
}

// template reads what lies under a page.
func (p *ofdPage) template(id string, depth int) error {
	part, ok := p.templates[id]
	if !ok || depth >= deepest {
		p.damaged = true
		return nil
	}
	if err := p.part(part, depth+1); errors.Is(err, errNoPart) {
		p.damaged = true
	} else if err != nil {
		return err
	}
	return nil
}

func attribute(t xml.StartElement, name string) string {
	for _, a := range t.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// element reads an element whole.
func (d *ofd) element(x *xml.Decoder, start xml.StartElement, depth int) (*xmlNode, error) {
	if depth > deepestOFD {
		return nil, &LimitError{"elements in each other", deepestOFD}
	}
	if err := d.left.object(); err != nil {
		return nil, err
	}
	n := &xmlNode{name: start.Name.Local, attrs: make(map[string]string, len(start.Attr))}
	for _, a := range start.Attr {
		n.attrs[a.Name.Local] = a.Value
	}
	var text strings.Builder
	for {
		t, err := x.Token()
		if err != nil {
			return nil, err
		}
		switch t := t.(type) {
		case xml.StartElement:
			child, err := d.element(x, t, depth+1)
			if err != nil {
				return nil, err
			}
			n.children = append(n.children, child)
		case xml.CharData:
			text.Write(t)
		case xml.EndElement:
			n.text = text.String()
			return n, nil
		}
	}
}

// draw takes what an object draws. m brings its coordinates to the page.
func (p *ofdPage) draw(n *xmlNode, m matrix, depth int) error {
	if n.attrs["Visible"] == "false" || n.attrs["Alpha"] == "0" || depth > deepest {
		return nil
	}
	at := numbers(n.attrs["Boundary"])
	if len(at) == 4 {
		m = m.times(matrix{a: 1, d: 1, e: at[0], f: at[1]})
	}
	own := m
	if v := numbers(n.attrs["CTM"]); len(v) == 6 {
		own = m.times(matrix{v[0], v[1], v[2], v[3], v[4], v[5]})
	}
	switch n.name {
	case "TextObject":
		return p.texts(n, own)
	case "PathObject":
		p.path(n, own)
	case "ImageObject":
		if len(at) == 4 {
			l, t, r, b := m.box(0, 0, at[2], at[3])
			p.page.images = append(p.page.images, box{l, t, r, b})
		}
	case "CompositeObject":
		if unit := p.units[n.attrs["ResourceID"]]; unit != nil {
			return p.children(unit, own, depth)
		}
		p.damaged = true
	case "PageBlock", "Content", "Layer":
		return p.children(n, own, depth)
	}
	return nil
}

func (p *ofdPage) children(n *xmlNode, m matrix, depth int) error {
	for _, c := range n.children {
		if err := p.left.object(); err != nil {
			return err
		}
		if err := p.draw(c, m, depth+1); err != nil {
			return err
		}
	}
	return nil
}

// units reads the drawings that are kept once from the resources of a document.
func (d *ofd) units(document string, places []string) (map[string]*xmlNode, error) {
	units := map[string]*xmlNode{}
	for _, place := range places {
		in, err := d.open(d.beside(document, place))
		if err != nil {
			continue // fonts and pictures may be missing: no text is lost
		}
		err = d.unitsIn(in.decoder(), units)
		_ = in.Close() // only read
		if err != nil {
			return nil, err
		}
	}
	return units, nil
}

func (d *ofd) unitsIn(x *xml.Decoder, units map[string]*xmlNode) error {
	for {
		t, err := x.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return d.limited(err)
		}
		start, ok := t.(xml.StartElement)
		if !ok || start.Name.Local != "CompositeGraphicUnit" {
			continue
		}
		n, err := d.element(x, start, 1)
		if err != nil {
			return d.limited(err)
		}
		for _, c := range n.children {
			if c.name == "Content" {
				units[n.attrs["ID"]] = c
			}
		}
	}
}

// numbers reads numbers that blanks part, nil where one is none.
func numbers(s string) []float64 {
	fields := strings.Fields(s)
	out := make([]float64, 0, len(fields))
	for _, f := range fields {
		v, err := strconv.ParseFloat(f, 64)
		if err != nil || v != v || v > 1e6 || v < -1e6 {
			return nil
		}
		out = append(out, v)
	}
	return out
}
