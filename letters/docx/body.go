package docx

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"

	"gongkai/letters/paper"
)

const (
	fieldWidth = 8844   // 156 mm in twentieths of a point
	emu        = 36_000 // in a millimetre: pictures are measured in 914,400th of an inch
)

// body is the text of a document in the making.
type body struct {
	text     bytes.Buffer
	pictures []*paper.Picture
}

func (b *body) document(d *paper.Document) {
	b.text.WriteString(xml.Header + `<w:document xmlns:w="` + wordSpace + `" xmlns:r="` + officeRelations + `" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body>`)
	for _, block := range d.Blocks {
		switch {
		case block.Table != nil:
			b.table(block.Table)
		case block.Picture != nil:
			b.picture(block.Picture)
		default:
			b.paragraph(block.Style, block.Text)
		}
	}
	b.text.WriteString(section + `</w:body></w:document>`)
}

func (b *body) paragraph(s paper.Style, text string) {
	fmt.Fprintf(&b.text, `<w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr>`, styleIDs[s])
	b.run(text, "")
	b.text.WriteString(`</w:p>`)
}

// run is a stretch of text with properties of its own.
func (b *body) run(text, properties string) {
	if text == "" {
		return
	}
	b.text.WriteString(`<w:r>`)
	if properties != "" {
		b.text.WriteString(`<w:rPr>` + properties + `</w:rPr>`)
	}
	for n, line := range strings.Split(text, "\n") {
		if n > 0 {
			b.text.WriteString(`<w:br/>`)
		}
		b.text.WriteString(`<w:t xml:space="preserve">` + escaped(line) + `</w:t>`)
	}
	b.text.WriteString(`</w:r>`)
}

func (b *body) table(t *paper.Table) {
	widths := widthsOf(t)
	fmt.Fprintf(&b.text, `<w:tbl><w:tblPr><w:tblStyle w:val="%s"/><w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>`, tableStyle, fieldWidth)
	if t.Says != "" {
		fmt.Fprintf(&b.text, `<w:tblCaption w:val="%s"/>`, escaped(paper.Clean(t.Says)))
	}
	b.text.WriteString(`</w:tblPr><w:tblGrid>`)
	for _, w := range widths {
		fmt.Fprintf(&b.text, `<w:gridCol w:w="%d"/>`, w)
	}
	b.text.WriteString(`</w:tblGrid>`)
	for i, rows := range [][][]paper.Cell{t.Head, t.Rows} {
		for _, row := range rows {
			b.row(row, widths, i == 0)
		}
	}
	b.text.WriteString(`</w:tbl>`)
	b.paragraph(paper.Caption, "") // two tables one after the other would become one
}

// widthsOf shares the line out.
func widthsOf(t *paper.Table) []int {
	sum := 0
	for _, w := range t.Widths {
		sum += w
	}
	widths := make([]int, len(t.Widths))
	for i, w := range t.Widths {
		widths[i] = fieldWidth * w / max(sum, 1)
	}
	return widths
}

func (b *body) row(row []paper.Cell, widths []int, head bool) {
	b.text.WriteString(`<w:tr><w:trPr><w:cantSplit/>`)
	if head {
		b.text.WriteString(`<w:tblHeader/>`)
	}
	b.text.WriteString(`</w:trPr>`)
	at := 0
	for _, c := range row {
		width := 0
		for k := at; k < min(at+c.Columns(), len(widths)); k++ {
			width += widths[k]
		}
		at += c.Columns()
		b.cell(c, width, head)
	}
	b.text.WriteString(`</w:tr>`)
}

func (b *body) cell(c paper.Cell, width int, head bool) {
	fmt.Fprintf(&b.text, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, width)
	if c.Columns() > 1 {
		fmt.Fprintf(&b.text, `<w:gridSpan w:val="%d"/>`, c.Columns())
	}
	switch {
	case c.Continued:
		b.text.WriteString(`<w:vMerge/>`)
	case c.Goes:
		b.text.WriteString(`<w:vMerge w:val="restart"/>`)
	}
	if c.Marked {
		b.text.WriteString(`<w:tcBorders><w:top w:val="single" w:sz="18" w:color="B3261E"/><w:left w:val="single" w:sz="18" w:color="B3261E"/><w:bottom w:val="single" w:sz="18" w:color="B3261E"/><w:right w:val="single" w:sz="18" w:color="B3261E"/></w:tcBorders>`)
	}
	switch {
	case c.Marked:
		b.text.WriteString(`<w:shd w:val="clear" w:color="auto" w:fill="FFD43B"/>`)
	case c.Noted:
		b.text.WriteString(`<w:shd w:val="clear" w:color="auto" w:fill="FFF3BF"/>`)
	}
	b.text.WriteString(`<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="` + cellStyle + `"/>`)
	switch {
	case head:
		b.text.WriteString(`<w:jc w:val="center"/>`)
	case c.Number:
		b.text.WriteString(`<w:jc w:val="right"/>`)
	}
	b.text.WriteString(`</w:pPr>`)
	bold := ""
	if head || c.Marked {
		bold = `<w:b/>`
	}
	b.run(c.Text, bold)
	b.text.WriteString(`</w:p></w:tc>`)
}

// picture stands in a line of its own, as wide as the field at most.
func (b *body) picture(p *paper.Picture) {
	wide, high := p.Millimetres()
	width, height := int(wide*emu), int(high*emu)
	n := len(b.pictures)
	b.pictures = append(b.pictures, p)
	fmt.Fprintf(&b.text, `<w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="%d" cy="%d"/><wp:docPr id="%d" name="图%d" descr="%s"/>`+
		`<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="%d" name="image%d.png"/><pic:cNvPicPr/></pic:nvPicPr>`+
		`<pic:blipFill><a:blip r:embed="%s"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="%d" cy="%d"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:ln w="6350"><a:solidFill><a:srgbClr val="808080"/></a:solidFill></a:ln></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>`,
		pictureStyle, width, height, n+1, n+1, escaped(paper.Clean(p.Says)), n+1, n+1, pictureRelation(n), width, height)
}
