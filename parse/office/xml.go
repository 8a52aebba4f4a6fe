package office

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// namespaces of the formats and the short name that this package knows each by. The strict
// variant of the standard and Word's XML of 2003 have the same elements under other names.
var namespaces = map[string]string{
	"http://schemas.openxmlformats.org/wordprocessingml/2006/main":           "w",
	"http://purl.oclc.org/ooxml/wordprocessingml/main":                       "w",
	"http://schemas.microsoft.com/office/word/2003/wordml":                   "w",
	"http://schemas.microsoft.com/office/word/2003/auxHint":                  "wx",
	"http://schemas.openxmlformats.org/spreadsheetml/2006/main":              "x",
	"http://purl.oclc.org/ooxml/spreadsheetml/main":                          "x",
	"urn:schemas-microsoft-com:office:spreadsheet":                           "ss",
	"http://schemas.openxmlformats.org/markup-compatibility/2006":            "mc",
	"http://schemas.openxmlformats.org/officeDocument/2006/relationships":    "r",
	"http://purl.oclc.org/ooxml/officeDocument/relationships":                "r",
	"http://schemas.openxmlformats.org/package/2006/relationships":           "rel",
	"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
	"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing":             "wp",
	"http://schemas.openxmlformats.org/drawingml/2006/main":                  "a",
	"http://purl.oclc.org/ooxml/drawingml/main":                              "a",
	"http://schemas.openxmlformats.org/officeDocument/2006/math":             "m",
	"http://purl.oclc.org/ooxml/officeDocument/math":                         "m",
	"urn:schemas-microsoft-com:vml":                                          "v",
	"urn:schemas-microsoft-com:office:office":                                "o",
	"http://schemas.microsoft.com/office/2006/xmlPackage":                    "pkg",
	"urn:oasis:names:tc:opendocument:xmlns:office:1.0":                       "office",
	"urn:oasis:names:tc:opendocument:xmlns:text:1.0":                         "text",
	"urn:oasis:names:tc:opendocument:xmlns:table:1.0":                        "table",
	"urn:oasis:names:tc:opendocument:xmlns:drawing:1.0":                      "draw",
	"urn:oasis:names:tc:opendocument:xmlns:style:1.0":                        "style",
	"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0":                     "manifest",
}

// tag is a start tag; name is "w:p", with the short name of its namespace, "?:p" where that
// is not known.
type tag struct {
	name string
	attr []xml.Attr
}

// get returns an attribute by its local name.
func (t tag) get(local string) string {
	for i := range t.attr {
		if t.attr[i].Name.Local == local {
			return t.attr[i].Value
		}
	}
	return ""
}

func (t tag) has(local string) bool {
	for i := range t.attr {
		if t.attr[i].Name.Local == local {
			return true
		}
	}
	return false
}

// reader walks an XML part without keeping it: children gives each child to a function, and
// what that leaves unread is passed over.
type reader struct {
	d     *xml.Decoder
	b     *budget
	depth int
	names map[xml.Name]string
}

func newReader(in io.Reader, b *budget) *reader {
	d := xml.NewDecoder(clean(&xmlBytes{in: in, b: b}))
	d.Entity = xml.HTMLEntity
	d.CharsetReader = func(charset string, in io.Reader) (io.Reader, error) {
		if strings.HasPrefix(strings.ToLower(charset), "utf") {
			return in, nil // clean has made it UTF-8
		}
		e, err := htmlindex.Get(charset)
		if err != nil {
			return nil, err
		}
		return transform.NewReader(in, e.NewDecoder()), nil
	}
	return &reader{d: d, b: b, names: map[xml.Name]string{}}
}

// clean makes UTF-16 UTF-8 and control characters, which no XML may hold, spaces: writers
// paste them in all the same.
func clean(in io.Reader) io.Reader {
	head := make([]byte, 4)
	n, _ := io.ReadFull(in, head)
	in = io.MultiReader(bytes.NewReader(head[:n]), in)
	if b := string(head[:n]); strings.HasPrefix(b, "\xFF\xFE") || strings.HasPrefix(b, "\xFE\xFF") ||
		strings.HasPrefix(b, "<\x00") || strings.HasPrefix(b, "\x00<") {
		order := unicode.LittleEndian
		if b[0] == 0 {
			order = unicode.BigEndian
		}
		return transform.NewReader(in, unicode.UTF16(order, unicode.UseBOM).NewDecoder())
	}
	return &controlFilter{in: in}
}

// xmlBytes counts what is read, and how much of it since the last tag began: the decoder keeps
// a text whole, which may be a picture.
type xmlBytes struct {
	in   io.Reader
	b    *budget
	text int64
}

// longestText is the most that may stand between two tags.
const longestText = 16 << 20

func (x *xmlBytes) Read(p []byte) (int, error) {
	n, err := x.in.Read(p)
	x.text += int64(n)
	if i := bytes.LastIndexByte(p[:n], '<'); i >= 0 {
		x.text = int64(n - i)
	}
	if x.text > longestText {
		return n, x.b.stop(LimitText, longestText)
	}
	return n, both(x.b.xml(int64(n)), err)
}

type controlFilter struct {
	in      io.Reader
	started bool
}

func (c *controlFilter) Read(p []byte) (int, error) {
	n, err := c.in.Read(p)
	for i, b := range p[:n] {
		if b < ' ' && b != '\n' && b != '\t' && b != '\r' {
			p[i] = ' '
		}
	}
	if !c.started && n >= 3 && string(p[:3]) == "\xEF\xBB\xBF" {
		copy(p, "   ")
	}
	c.started = c.started || n > 0
	return n, err
}

// next returns the next start tag, end (ok false) or text.
func (r *reader) next() (xml.Token, error) {
	t, err := r.d.Token()
	switch t.(type) {
	case xml.StartElement:
		r.depth++
		if err := both(r.b.nest(r.depth), r.b.element()); err != nil {
			return nil, err
		}
	case xml.EndElement:
		r.depth--
	}
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, broken("reading XML", err)
	}
	return t, err
}

func (r *reader) tag(s xml.StartElement) tag {
	name, ok := r.names[s.Name]
	if !ok {
		short, known := namespaces[s.Name.Space]
		if !known {
			short = "?"
		}
		name = short + ":" + s.Name.Local
		r.names[s.Name] = name
	}
	return tag{name: name, attr: s.Attr}
}

// children calls visit for each child element of the element that was opened last (of the
// whole part, at its beginning). The end of a part that is cut short is an error.
func (r *reader) children(visit func(t tag) error) error {
	return r.content(visit, nil)
}

// content is children that also hands over the text between them.
func (r *reader) content(visit func(t tag) error, text func(s []byte) error) error {
	depth := r.depth
	for {
		t, err := r.next()
		if err != nil {
			if errors.Is(err, io.EOF) && depth == 0 {
				return nil
			}
			return r.cut(err)
		}
		switch t := t.(type) {
		case xml.StartElement:
			if err := visit(r.tag(t)); err != nil {
				return err
			}
			if err := r.skipTo(depth); err != nil {
				return err
			}
		case xml.EndElement:
			if r.depth < depth {
				return nil
			}
		case xml.CharData:
			if text != nil {
				if err := text(t); err != nil {
					return err
				}
			}
		}
	}
}

func (r *reader) cut(err error) error {
	if errors.Is(err, io.EOF) {
		return broken("reading XML", io.ErrUnexpectedEOF)
	}
	return err
}

// skipTo passes over tokens until depth elements are open.
func (r *reader) skipTo(depth int) error {
	for r.depth > depth {
		if _, err := r.next(); err != nil {
			return r.cut(err)
		}
	}
	return nil
}

// text returns the character data in the element that was opened last.
func (r *reader) text() (string, error) {
	var s strings.Builder
	err := r.content(func(tag) error { return nil }, func(b []byte) error {
		s.Write(b)
		return nil
	})
	return s.String(), err
}

// on reads the values of on/off elements: <w:vanish/> and w:val="1" are on.
func on(t tag) bool {
	switch t.get("val") {
	case "0", "false", "off", "none":
		return false
	}
	return true
}
