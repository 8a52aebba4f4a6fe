package demo

import (
	"archive/zip"
	"bytes"
	"strings"
	"time"
)

const (
	docxTypes = `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
	docxRels  = `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
	docxOpen  = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`
)

// docx sets the whole report, tables and all, as a Word document.
func (r *report) docx() []byte {
	var doc strings.Builder
	doc.WriteString(docxOpen)
	for _, b := range r.blocks() {
		if b.table != nil {
			doc.WriteString(b.table.docx())
			continue
		}
		doc.WriteString("<w:p><w:r><w:t>" + b.text + "</w:t></w:r></w:p>")
	}
	doc.WriteString("</w:body></w:document>")
	return zipped("[Content_Types].xml", docxTypes, "_rels/.rels", docxRels, "word/document.xml", doc.String())
}

// docx writes the table with gridSpan for columns and vMerge for rows.
func (t table) docx() string {
	var s strings.Builder
	s.WriteString("<w:tbl>")
	below := map[int]cell{} // column → cell that still reaches down
	for _, row := range t {
		s.WriteString("<w:tr>")
		column := 0
		fill := func() {
			for c, ok := below[column]; ok && c.rows > 0; c, ok = below[column] {
				s.WriteString(docxCell(cell{cols: c.cols}, `<w:vMerge/>`))
				c.rows--
				below[column] = c
				column += max(1, c.cols)
			}
		}
		for _, c := range row {
			fill()
			merge := ""
			if c.rows > 1 {
				merge = `<w:vMerge w:val="restart"/>`
				below[column] = cell{cols: c.cols, rows: c.rows - 1}
			}
			s.WriteString(docxCell(c, merge))
			column += max(1, c.cols)
		}
		fill()
		s.WriteString("</w:tr>")
	}
	return s.String() + "</w:tbl>"
}

func docxCell(c cell, merge string) string {
	span := ""
	if c.cols > 1 {
		span = `<w:gridSpan w:val="` + itoa(c.cols) + `"/>`
	}
	return "<w:tc><w:tcPr>" + span + merge + "</w:tcPr><w:p><w:r><w:t>" + c.text + "</w:t></w:r></w:p></w:tc>"
}

// zipped packs pairs of names and contents, all with the same old date.
func zipped(pairs ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i+1 < len(pairs); i += 2 {
		w, err := z.CreateHeader(&zip.FileHeader{Name: pairs[i], Method: zip.Deflate, Modified: time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err == nil {
			_, err = w.Write([]byte(pairs[i+1]))
		}
		if err != nil {
			panic("demo: " + err.Error()) // a buffer does not fail
		}
	}
	if err := z.Close(); err != nil {
		panic("demo: " + err.Error())
	}
	return b.Bytes()
}
