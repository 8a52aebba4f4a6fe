package parse_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/text/encoding/simplifiedchinese"

	"gongkai/disclosure"
	"gongkai/parse"
)

// The report that every format below writes: paragraphs, and a table of four columns.
var (
	formatLines = []string{"晴岚县林业局2022年政府信息公开工作年度报告", "一、总体情况", "全年收到政府信息公开申请3件，均已答复。报告由总体情况、主动公开、依申请公开、复议诉讼、存在问题和改进措施组成，" + strings.Repeat("公开的深度和广度有待加强，解读的形式还不够多样，", 12) + "下一步将逐项改进。", "二、主动公开政府信息情况"}
	formatTable = [][]string{{"信息内容", "本年制发件数", "本年废止件数", "现行有效件数"}, {"规章", "0", "1", "2"}, {"行政规范性文件", "14", "5", "36"}}
)

// written is the report with what a format puts around a paragraph, the table, a row, a cell.
func written(paragraph, table, row, cell string) string {
	var b, rows strings.Builder
	for _, l := range formatLines {
		fmt.Fprintf(&b, paragraph, l)
	}
	for _, r := range formatTable {
		var cells strings.Builder
		for _, c := range r {
			fmt.Fprintf(&cells, cell, c)
		}
		fmt.Fprintf(&rows, row, cells.String())
	}
	fmt.Fprintf(&b, table, rows.String())
	return b.String()
}

func zipOf(t *testing.T, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// rtf writes text as RTF does: characters by their numbers.
func rtf(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r < 128 {
			b.WriteRune(r)
		} else {
			fmt.Fprintf(&b, `\u%d?`, int16(r))
		}
	}
	return b.String()
}

// ofd writes the report as OFD: a text object a line or cell, and the lines around the cells.
func ofd(t *testing.T) []byte {
	t.Helper()
	var b strings.Builder
	text := func(x, y float64, s string) {
		step := 4
		if s[0] < 128 { // a figure
			step = 2
		}
		fmt.Fprintf(&b, `<TextObject Boundary="%g %g 190 4" Size="4"><TextCode X="0" Y="3.5" DeltaX="g %d %d">%s</TextCode></TextObject>`, x, y, len(s), step, s)
	}
	line := func(x, y, dx, dy float64) {
		fmt.Fprintf(&b, `<PathObject Boundary="%g %g 1 1"><AbbreviatedData>M 0 0 L %g %g</AbbreviatedData></PathObject>`, x, y, dx, dy)
	}
	y := 20.0
	for _, l := range formatLines {
		for all := []rune(l); len(all) > 0; y += 7 { // 44 characters a line
			n := min(44, len(all))
			text(20, y, string(all[:n]))
			all = all[n:]
		}
		y += 5
	}
	for r, row := range formatTable {
		for k, s := range row {
			text(22+40*float64(k), y+10*float64(r)+3, s)
		}
	}
	for i := range 5 {
		line(20+40*float64(i), y, 0, 30)
	}
	for i := range 4 {
		line(20, y+10*float64(i), 160, 0)
	}
	return zipOf(t, "OFD.xml", `<OFD><DocBody><DocRoot>Doc_0/Document.xml</DocRoot></DocBody></OFD>`,
		"Doc_0/Document.xml", `<Document><CommonData><PageArea><PhysicalBox>0 0 210 297</PhysicalBox></PageArea></CommonData><Pages><Page ID="1" BaseLoc="Page.xml"/></Pages></Document>`,
		"Doc_0/Page.xml", `<Page><Content><Layer>`+b.String()+`</Layer></Content></Page>`)
}

// saved is a file that was written by an office program from the same report.
func saved(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", "formats", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func formats(t *testing.T) map[string][]byte {
	t.Helper()
	page := "<html><body>" + written("<p>%s</p>", "<table>%s</table>", "<tr>%s</tr>", "<td>%s</td>") + "</body></html>"
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(page)
	if err != nil {
		t.Fatal(err)
	}
	const w = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`
	word := written("<w:p><w:r><w:t>%s</w:t></w:r></w:p>", "<w:tbl>%s</w:tbl>", "<w:tr>%s</w:tr>", "<w:tc><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc>")
	docx := zipOf(t, "[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`, "word/document.xml", "<w:document "+w+"><w:body>"+word+"</w:body></w:document>")
	return map[string][]byte{
		"a page":           []byte(page),
		"a page in GB":     []byte(gb),
		"drawn":            []byte("<html><body>" + written("<p>%s</p>", "<div>%s</div>", "<div>%s</div>", "<div>%s</div>") + "</body></html>"),
		"in a script":      []byte("<html><body><script type=\"text/html\" id=content>" + written("<p>%s</p>", "<table>%s</table>", "<tr>%s</tr>", "<td>%s</td>") + "</script></body></html>"),
		"in a field":       []byte("<html><body><textarea style=\"display:none\" id=content>" + html.EscapeString(written("<p>%s</p>", "<table>%s</table>", "<tr>%s</tr>", "<td>%s</td>")) + "</textarea></body></html>"),
		"text":             []byte(written("%s\n", "%s", "%s\n", "%s\t")),
		"lines":            []byte("<html><body>" + written("<p>%s</p>", "%s", "%s", "<p>%s</p>") + "</body></html>"),
		"RTF":              []byte(`{\rtf1\ansi\ansicpg936 ` + rtf(written(`%s\par `, "%s", `\trowd\cellx1000\cellx2000\cellx3000\cellx4000 %s\row `, `%s\cell `)) + "}"),
		"DOCX":             docx,
		"DOC":              saved(t, "report.doc"),
		"XLS":              saved(t, "report.xls"),
		"XLSX":             saved(t, "report.xlsx"),
		"OFD":              ofd(t),
		"OFD in a ZIP":     zipOf(t, "报告.ofd", string(ofd(t))),
		"DOCX in a ZIP":    zipOf(t, "报告.docx", string(docx)),
		"a page in a ZIP":  zipOf(t, "报告.html", page),
		"Word 2003 XML":    []byte(`<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>` + word + "</w:body></w:wordDocument>"),
		"Excel 2003 XML":   []byte(`<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="a"><Table>` + written(`<Row><Cell><Data ss:Type="String">%s</Data></Cell></Row>`, "%s", "<Row>%s</Row>", `<Cell><Data ss:Type="String">%s</Data></Cell>`) + "</Table></Worksheet></Workbook>"),
		"a page in a mail": []byte("MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page),
	}
}

// TestEvidenceInEveryFormat finds each figure again where its place says, on the page that is
// shown of the document.
func TestEvidenceInEveryFormat(t *testing.T) {
	want := map[string]string{"proactive_rules_made": "0", "proactive_rules_repealed": "1", "proactive_rules_in_force": "2", "proactive_normative_documents_made": "14",
		"proactive_normative_documents_repealed": "5", "proactive_normative_documents_in_force": "36", "narrative_requests_received": "3"}
	for name, body := range formats(t) {
		in := parse.Input{Source: "x", Body: body, Division: disclosure.Division{Code: "990121", Name: "晴岚县"}}
		r := parse.Document(in)
		var marks []parse.Mark
		for _, f := range r.Figures {
			marks = append(marks, parse.Mark{ID: f.Key().String(), Place: f.Where})
		}
		shown, err := parse.Evidence(in, marks)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		tree, err := html.Parse(bytes.NewReader(shown))
		if err != nil {
			t.Fatal(err)
		}
		texts := map[string]string{}
		for n := range tree.Descendants() {
			for _, a := range n.Attr {
				if a.Key == "id" {
					texts[a.Val] = textOf(n)
				}
			}
		}
		for id, print := range want {
			f, ok := r.Figure(disclosure.Key{Indicator: id})
			if !ok || f.Value == nil || f.Value.String() != print || !strings.Contains(texts[id], print) {
				t.Errorf("%s: %s is %v, shown as %q", name, id, showFigure(f, ok), texts[id])
			}
		}
	}
}
