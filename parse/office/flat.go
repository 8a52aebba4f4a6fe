package office

import (
	"bytes"
	"encoding/base64"
	"io"
	"strings"

	"golang.org/x/net/html"
)

// readWordXML reads the flat XML of Word 2003 (one document element) or of later versions
// (a whole package in one file).
func readWordXML(body []byte, into *html.Node, b *budget) error {
	body = asUTF8(body) // parts are cut out of it by offsets
	x := newReader(bytes.NewReader(body), b)
	d := &docx{parts: flatParts{}, b: b, lists: map[string]*instance{}, notes: map[string]bool{}, chunks: map[string]bool{}}
	var p flatParts
	err := x.children(func(t tag) error {
		if t.name != "pkg:package" {
			return d.story(x, t, into)
		}
		p = flatParts{}
		return p.read(x, body, b)
	})
	if err != nil || p == nil {
		return err
	}
	return readWordParts(p, into, b)
}

// flatParts are the parts of a package that is one XML file.
type flatParts map[string][]byte

func (p flatParts) has(name string) bool   { return p[name] != nil }
func (p flatParts) size(name string) int64 { return int64(len(p[name])) }
func (p flatParts) open(name string) (io.Reader, bool) {
	b, ok := p[name]
	return bytes.NewReader(b), ok
}

// read cuts the parts out of the file: their XML declares its own namespaces.
func (p flatParts) read(x *reader, body []byte, b *budget) error {
	return x.children(func(t tag) error {
		name := partName(t.get("name"))
		return x.children(func(t tag) error {
			if err := b.member(); err != nil {
				return err
			}
			if t.name == "pkg:binaryData" {
				s, err := x.text()
				raw, bad := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(s), ""))
				if bad == nil {
					p[name] = raw
				}
				return both(err, b.unpack(int64(len(raw))))
			}
			from := x.d.InputOffset()
			if err := x.children(func(tag) error { return nil }); err != nil {
				return err
			}
			to := min(x.d.InputOffset(), int64(len(body)))
			if end := bytes.LastIndexByte(body[from:to], '<'); end > 0 {
				p[name] = body[from : from+int64(end)]
			}
			return nil
		})
	})
}
