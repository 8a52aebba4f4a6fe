package demo

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"time"
	"unicode/utf16"

	"gongkai/disclosure"
)

// attachment is the file that the page of an attachment-only report announces: its name,
// its type and how it is made. The name is empty for all other reports.
func (r *report) attachment() (name, contentType string, write func() []byte) {
	digits := strings.ReplaceAll(r.published.String(), "-", "")
	switch r.fault {
	case FaultAttachmentPDF:
		return "P0" + digits + "418830012477.pdf", "application/pdf", r.pdf
	case FaultAttachmentDOCX:
		return hex32("attachment", r.id()) + ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", r.docx
	}
	return "", "", nil
}

// attachmentLink is how the page links it: relative in TRS, from the root elsewhere.
func (r *report) attachmentLink(name string) string {
	if r.agency.county.family == "trs_wcm" {
		return "./" + name
	}
	return r.folder() + name
}

// pdf sets the report as a PDF of one page in a standard Chinese font, which readers
// bring along: title, text and the totals of table 3.
func (r *report) pdf() []byte {
	lines := []string{r.title, "", "一、总体情况", r.prose.Open, "三、收到和处理政府信息公开申请情况（总计）"}
	total := func(label, indicator string) {
		lines = append(lines, label+"　"+r.figures[key(indicator, disclosure.Total)].Raw)
	}
	total("一、本年新收政府信息公开申请数量", "requests_new")
	total("二、上年结转政府信息公开申请数量", "requests_carried_in")
	for _, o := range outcomeRows(r.form, false) {
		total(o.group+o.label, o.indicator)
	}
	total("（七）总计", "outcome_total")
	total("四、结转下年度继续办理", "requests_carried_out")
	var text strings.Builder
	text.WriteString("BT /F1 10 Tf 60 790 Td 20 TL\n")
	for _, line := range lines {
		fmt.Fprintf(&text, "<%s> Tj T*\n", utf16Hex(line))
	}
	text.WriteString("ET")
	return writePDF([]string{
		"<< /Type /Catalog /Pages 2 0 R >>",
		"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
		"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
		fmt.Sprintf("<< /Length %d >>\nstream\n%s\nendstream", text.Len(), text.String()),
		"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
		"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 7 0 R >>",
		"<< /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>",
	})
}

// utf16Hex is the text as big-endian UTF-16 in hexadecimal.
func utf16Hex(s string) string {
	var b strings.Builder
	for _, u := range utf16.Encode([]rune(s)) {
		fmt.Fprintf(&b, "%04X", u)
	}
	return b.String()
}

// writePDF numbers the objects and writes the cross-reference table that points at them.
func writePDF(objects []string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	offsets := make([]int, len(objects))
	for i, o := range objects {
		offsets[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	start := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(objects)+1)
	for _, o := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(objects)+1, start)
	return b.Bytes()
}

const (
	docxTypes = `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`
	docxRels  = `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`
	docxOpen  = `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>`
)

// docx sets the whole report, tables and all, as a Word document.
func (r *report) docx() []byte {
	l := layout{headerSpans: true}
	var doc strings.Builder
	doc.WriteString(docxOpen)
	paragraph := func(s string) { doc.WriteString("<w:p><w:r><w:t>" + s + "</w:t></w:r></w:p>") }
	paragraph(r.title)
	paragraph(r.prose.Preamble)
	paragraph("一、总体情况")
	paragraph(r.prose.Open + r.prose.Proactive + r.prose.Requests)
	paragraph("二、主动公开政府信息情况")
	for _, t := range r.proactive2021(l) {
		doc.WriteString(t.docx())
	}
	paragraph("三、收到和处理政府信息公开申请情况")
	doc.WriteString(r.requests(l).docx())
	paragraph("四、政府信息公开行政复议、行政诉讼情况")
	doc.WriteString(r.reviews(l).docx())
	paragraph("五、存在的主要问题及改进情况")
	paragraph(r.prose.ProblemLead + enumerate(r.prose.Problems) + r.prose.ImproveLead + enumerate(r.prose.Improvements))
	paragraph("六、其他需要报告的事项")
	paragraph(strings.Join(r.prose.Other, ""))
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
