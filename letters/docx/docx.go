// Package docx writes a text as a Word file (ECMA-376, WordprocessingML), laid out as an official
// letter: A4 with 37 mm above, 28 mm at the left and a field of 156 by 225 mm, 22 lines of 28
// characters, page numbers at the outer edge (GB/T 9704-2012). The same text gives the same bytes.
//
// It refuses to read Word files, to write more of the format than a letter needs, and to make what only
// the office that sends a letter has: its red heading, its number and its seal.
package docx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"

	"gongkai/letters/paper"
)

// part is a file of the package.
type part struct {
	name string
	body []byte
}

// Write writes the document as a Word file.
func Write(w io.Writer, d *paper.Document) error {
	b := body{}
	b.document(d)
	parts := []part{
		{"[Content_Types].xml", []byte(contentTypes)},
		{"_rels/.rels", []byte(packageRelations)},
		{"docProps/core.xml", coreProperties(d)},
		{"docProps/app.xml", []byte(appProperties)},
		{"word/document.xml", b.text.Bytes()},
		{"word/_rels/document.xml.rels", relations(len(b.pictures))},
		{"word/styles.xml", []byte(styles)},
		{"word/settings.xml", []byte(settings)},
		{"word/fontTable.xml", []byte(fontTable)},
		{"word/footer1.xml", footer("right")},
		{"word/footer2.xml", footer("left")},
	}
	for i, p := range b.pictures {
		parts = append(parts, part{fmt.Sprintf("word/media/image%d.png", i+1), p.PNG})
	}
	return zipped(w, parts, d.Dated)
}

// zipped writes the parts in their order, all with the same time.
func zipped(w io.Writer, parts []part, at time.Time) error {
	z := zip.NewWriter(w)
	if at.Year() < 1980 { // the format knows no earlier one
		at = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	for _, p := range parts {
		method := zip.Deflate
		if strings.HasSuffix(p.name, ".png") {
			method = zip.Store
		}
		f, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: method, Modified: at.UTC()})
		if err != nil {
			return fmt.Errorf("writing %s: %w", p.name, err)
		}
		if _, err := f.Write(p.body); err != nil {
			return fmt.Errorf("writing %s: %w", p.name, err)
		}
	}
	if err := z.Close(); err != nil {
		return fmt.Errorf("ending the Word file: %w", err)
	}
	return nil
}

// escaped is a text within an element or a quoted attribute.
func escaped(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(s)) // a buffer takes everything
	return b.String()
}

// relations leads from the document to its other parts; pictures come last.
func relations(pictures int) []byte {
	var b bytes.Buffer
	b.WriteString(xml.Header + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	for i, r := range [][2]string{{"styles", "styles.xml"}, {"settings", "settings.xml"}, {"fontTable", "fontTable.xml"}, {"footer", "footer1.xml"}, {"footer", "footer2.xml"}} {
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="%s/%s" Target="%s"/>`, i+1, officeRelations, r[0], r[1])
	}
	for i := range pictures {
		fmt.Fprintf(&b, `<Relationship Id="%s" Type="%s/image" Target="media/image%d.png"/>`, pictureRelation(i), officeRelations, i+1)
	}
	b.WriteString(`</Relationships>`)
	return b.Bytes()
}

func pictureRelation(i int) string { return fmt.Sprintf("rIdImage%d", i+1) }

func coreProperties(d *paper.Document) []byte {
	at := d.Dated.UTC().Format(time.RFC3339)
	return fmt.Appendf(nil, xml.Header+`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">`+
		`<dc:title>%s</dc:title><dc:creator>%s</dc:creator><dc:language>zh-CN</dc:language><dcterms:created xsi:type="dcterms:W3CDTF">%s</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">%s</dcterms:modified></cp:coreProperties>`,
		escaped(paper.Clean(d.Title)), escaped(paper.Clean(d.From)), at, at)
}
