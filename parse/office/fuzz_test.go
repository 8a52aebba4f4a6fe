package office

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// small keeps what one input of a fuzz target may cost.
var small = Limits{Unpacked: 8 << 20, Cells: 20_000, Runs: 50_000, Members: 100}

// samples are files of every format, as small as they may be.
func samples(t testing.TB) map[Kind][]byte {
	return map[Kind][]byte{
		DOCX: docxOf(t, p("一")+`<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="2"/><w:vMerge w:val="restart"/></w:tcPr>`+p("a")+`</w:tc></w:tr></w:tbl>`,
			file{"word/_rels/document.xml.rels", related("b", "numbering", "numbering.xml", "a", "styles", "styles.xml")}, file{"word/numbering.xml", numberingParts}, file{"word/styles.xml", styleParts}),
		XLSX: xlsxOf(t, `<sheetData><row><c s="2"><v>44204</v></c><c t="s"><v>0</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>`),
		DOC: docFile{texts: append(cellsOf(rowDefinition([]int{0, 1000, 2000}, 0x60, 1), "a", "b"), docText{text: "年", mark: charParagraph, run: one1(sprmHidden, 1)}),
			lists: u16s(1) + u32s(77, 0) + strings.Repeat("\x00", 20), levels: strings.Repeat(levelOf(39, 0, "#、"), 9), uses: u32s(1) + u32s(77, 0, 0) + "\x01\x00\x00\x00" + u32s(-1, 5, 0x30)}.bytes(),
		XLS:     xlsOf(rec(recordShared, u32s(1, 1)+wideText("富")), rec(recordLabelShared, at(0, 0, 0)+u32s(0))+rec(recordMerged, u16s(1, 0, 1, 0, 1))),
		RTF:     []byte(rtfHead + `\trowd\clvmgf\cellx1000\pard\intbl \'d5\'fe\cell\row{\listtext 1.}\u25919?{\pict 00}{\shp{\*\shpinst{\shptxt x\par}}}\par}`),
		WordXML: []byte(word2003), ZIP: zipOf(t, file{"a.docx", string(docxOf(t, p("x")))}, file{"b.zip", string(zipOf(t, file{"c.rtf", `{\rtf1 x}`}))}),
		ODT:            openFile(t, "text", `<office:text><text:p text:style-name="P2">共<text:span text:style-name="T2">8</text:span><text:s text:c="3"/></text:p><table:table><table:table-row><table:table-cell table:number-rows-spanned="2"><text:p>1</text:p></table:table-cell></table:table-row></table:table></office:text>`),
		ODS:            openFile(t, "spreadsheet", `<office:spreadsheet><table:table><table:table-column table:number-columns-repeated="2" table:visibility="collapse"/><table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="2"><text:p>1</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet>`),
		SpreadsheetXML: []byte(`<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"><Table><Row><Cell ss:MergeAcross="1"><Data ss:Type="Number">1</Data></Cell></Row></Table></Worksheet></Workbook>`),
		WebArchive:     []byte("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"B\"\r\n\r\n--B\r\nContent-Type: text/html\r\n\r\n<p>x</p>\r\n--B--\r\n"),
	}
}

// survives reads bytes as a kind: whatever they are, reading ends soon, without a panic, and
// what comes out is a tree.
func survives(t *testing.T, kind Kind, body []byte) {
	if len(body) > 1<<20 {
		return
	}
	began := time.Now()
	var root *html.Node
	var err error
	if kind == ZIP {
		_, err = Members(body, small)
	} else {
		root, err = readKind(kind, body, newBudget(small))
	}
	if took := time.Since(began); took > 5*time.Second {
		t.Errorf("%d bytes took %s", len(body), took)
	}
	if err != nil && strings.Contains(err.Error(), "runtime error") {
		t.Errorf("a panic was caught: %v", err)
	}
	if root != nil {
		if err := html.Render(&bytes.Buffer{}, root); err != nil {
			t.Errorf("no tree: %v", err)
		}
	}
}

func FuzzDOCX(f *testing.F)           { fuzz(f, DOCX) }
func FuzzXLSX(f *testing.F)           { fuzz(f, XLSX) }
func FuzzODT(f *testing.F)            { fuzz(f, ODT) }
func FuzzODS(f *testing.F)            { fuzz(f, ODS) }
func FuzzDOC(f *testing.F)            { fuzz(f, DOC) }
func FuzzXLS(f *testing.F)            { fuzz(f, XLS) }
func FuzzRTF(f *testing.F)            { fuzz(f, RTF) }
func FuzzWordXML(f *testing.F)        { fuzz(f, WordXML) }
func FuzzSpreadsheetXML(f *testing.F) { fuzz(f, SpreadsheetXML) }
func FuzzWebArchive(f *testing.F)     { fuzz(f, WebArchive) }
func FuzzMembers(f *testing.F)        { fuzz(f, ZIP) }

func fuzz(f *testing.F, kind Kind) {
	body := samples(f)[kind]
	f.Add(body)
	f.Add(body[:len(body)/2])
	f.Fuzz(func(t *testing.T, body []byte) { survives(t, kind, body) })
}

// FuzzWordPart and FuzzSheetPart reach behind the compression of packages.
func FuzzWordPart(f *testing.F) {
	f.Add(p("x") + `<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>` + p("a") + `</w:tc></w:tr></w:tbl>`)
	f.Fuzz(func(t *testing.T, body string) { survives(t, DOCX, docxOf(t, body)) })
}

func FuzzSheetPart(f *testing.F) {
	f.Add(`<sheetData><row r="3"><c r="B3" s="2"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>`)
	f.Fuzz(func(t *testing.T, body string) { survives(t, XLSX, xlsxOf(t, body)) })
}

func FuzzDetect(f *testing.F) {
	for _, body := range samples(f) {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body []byte) { Detect(body) })
}

func FuzzNumberFormat(f *testing.F) {
	f.Add(`[>=1]#,##0.00_);[Red]"x"0.0E+0;@`, 1234.5)
	f.Add(`[DBNum1]yyyy"年"m"月"[h]:mm:ss.00`, 44204.5)
	f.Fuzz(func(t *testing.T, code string, v float64) {
		if len(code) < 1000 {
			compileFormat(code).format(v, false)
		}
	})
}

// TestDamagedFiles flips and cuts bytes of every sample, the same ones in every run.
func TestDamagedFiles(t *testing.T) {
	for kind, body := range samples(t) {
		state := uint32(1)
		random := func(n int) int {
			state = state*1664525 + 1013904223
			return int(state>>8) % n
		}
		for range 300 {
			damaged := bytes.Clone(body)
			for range 1 + random(8) {
				damaged[random(len(damaged))] = byte(random(256))
			}
			if random(4) == 0 {
				damaged = damaged[:random(len(damaged))]
			}
			survives(t, kind, damaged)
			Detect(damaged)
		}
	}
}
