package office

import (
	"strings"
	"testing"
)

// benchmarkRead reads a file again and again.
func benchmarkRead(b *testing.B, body []byte) {
	b.Helper()
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(body, Limits{}); err != nil {
			b.Fatal(err)
		}
	}
}

// A report has some 60 paragraphs and tables of 250 cells.
func BenchmarkDOCX(b *testing.B) { benchmarkRead(b, docxOf(b, reportBody(1))) }

// BenchmarkDOCXLarge is 20 times as large: it must take 20 times as long.
func BenchmarkDOCXLarge(b *testing.B) { benchmarkRead(b, docxOf(b, reportBody(20))) }

func reportBody(n int) string {
	cell := `<w:tc><w:tcPr><w:tcW w:w="100"/></w:tcPr><w:p><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:sz w:val="21"/></w:rPr><w:t>12</w:t></w:r></w:p></w:tc>`
	return strings.Repeat(strings.Repeat(p(strings.Repeat("政府信息公开", 20)), 60)+`<w:tbl>`+strings.Repeat(`<w:tr>`+strings.Repeat(cell, 10)+`</w:tr>`, 25)+`</w:tbl>`, n)
}

func BenchmarkXLSX(b *testing.B) { benchmarkRead(b, xlsxOf(b, sheetBody(100))) }

func BenchmarkXLSXLarge(b *testing.B) { benchmarkRead(b, xlsxOf(b, sheetBody(2000))) }

func sheetBody(rows int) string {
	return `<sheetData>` + strings.Repeat(`<row>`+strings.Repeat(`<c s="3"><v>12345</v></c><c t="s"><v>0</v></c>`, 5)+`</row>`, rows) + `</sheetData>`
}

func BenchmarkXLS(b *testing.B) {
	var s strings.Builder
	for r := range 100 {
		for c := range 10 {
			s.WriteString(rec(recordNumber, at(r, c, 3)+f64(12345)))
		}
	}
	benchmarkRead(b, xlsOf("", s.String()))
}

func BenchmarkDOC(b *testing.B) {
	var texts []docText
	for range 25 {
		texts = append(texts, docText{text: strings.Repeat("政府信息公开", 20), mark: charParagraph})
		texts = append(texts, cellsOf(rowDefinition([]int{0, 1000, 2000, 3000}, 0, 0, 0), "a", "12", "3")...)
	}
	benchmarkRead(b, docFile{texts: texts}.bytes())
}

func BenchmarkRTF(b *testing.B) {
	row := `\trowd` + strings.Repeat(`\cellx1000`, 1) + `\cellx2000\pard\intbl \'d5\'fe\cell 12\cell\row `
	benchmarkRead(b, []byte(rtfHead+strings.Repeat(row+`\pard \u25919?\u24220?\par `, 200)+"}"))
}
