package office

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// file is a member of an archive that a test writes.
type file struct{ name, body string }

// zipOf writes an archive.
func zipOf(t testing.TB, files ...file) []byte {
	t.Helper()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range files {
		m, err := w.Create(f.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := m.Write([]byte(f.body)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const (
	officeRelations = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	contentTypes    = `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`
)

// related writes the relations of a part: id, kind, target and so on.
func related(triples ...string) string {
	var s strings.Builder
	s.WriteString(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for i := 0; i+2 < len(triples); i += 3 {
		s.WriteString(`<Relationship Id="` + triples[i] + `" Type="` + officeRelations + `/` + triples[i+1] + `" Target="` + triples[i+2] + `"/>`)
	}
	return s.String() + `</Relationships>`
}

const wordNames = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="` + officeRelations + `"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"`

// docxOf writes a DOCX file with a body; more gives parts beside it.
func docxOf(t testing.TB, body string, more ...file) []byte {
	t.Helper()
	files := []file{
		{"[Content_Types].xml", contentTypes},
		{"_rels/.rels", related("rId1", "officeDocument", "word/document.xml")},
		{"word/document.xml", `<?xml version="1.0" encoding="UTF-8"?><w:document ` + wordNames + `><w:body>` + body + `</w:body></w:document>`},
	}
	return zipOf(t, append(files, more...)...)
}

// show renders what the body holds.
func show(root *html.Node) string {
	if root == nil {
		return ""
	}
	var out strings.Builder
	body := root.FirstChild.LastChild
	for c := body.FirstChild; c != nil; c = c.NextSibling {
		if err := html.Render(&out, c); err != nil {
			return err.Error()
		}
	}
	return out.String()
}

// read reads a file that must be readable.
func read(t *testing.T, body []byte) string {
	t.Helper()
	root, err := Read(body, Limits{})
	if err != nil {
		t.Fatalf("reading: %v", err)
	}
	return show(root)
}

// want compares trees, as HTML.
func want(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
