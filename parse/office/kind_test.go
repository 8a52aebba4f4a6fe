package office

import (
	"os"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

func TestDetect(t *testing.T) {
	for _, c := range []struct {
		name string
		body string
		want Kind
	}{
		{"docx", string(docxOf(t, "")), DOCX},
		{"xlsx", string(xlsxOf(t, "")), XLSX},
		{"ofd", string(zipOf(t, file{"OFD.xml", "<x/>"})), OFD},
		{"slides", string(zipOf(t, file{"[Content_Types].xml", contentTypes}, file{"ppt/presentation.xml", ""})), PPT},
		{"binary workbook", string(zipOf(t, file{"[Content_Types].xml", contentTypes}, file{"xl/workbook.bin", ""})), XLSB},
		{"archive with a folder named word", string(zipOf(t, file{"word/a.txt", "x"})), ZIP},
		{"empty archive", "PK\x05\x06" + strings.Repeat("\x00", 18), ZIP},
		{"cut archive", string(docxOf(t, ""))[:200], ZIP},
		{"rtf", `{\rtf1\ansi x}`, RTF},
		{"web page named .doc", `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head>`, HTML},
		{"web page named .xls", `<html xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><body><table><tr><td>Workbook`, HTML},
		{"table named .xls", `<table border=1><tr><td>1</td></tr></table>`, HTML},
		{"wide web page", "\xFF\xFE<\x00h\x00t\x00m\x00l\x00>\x00", HTML},
		{"pdf", "%PDF-1.4\n", PDF},
		{"pdf behind noise", "\n\n  %PDF-1.4\n", PDF},
		{"bare records", "\x09\x08\x10\x00\x00\x06\x05\x00", XLS},
		{"rar", "Rar!\x1A\x07\x00", RAR},
		{"text", "一、总体情况", Text},
		{"text in GBK", "\xd7\xdc\xcc\xe5\xc7\xe9\xbf\xf6\xd7\xdc\xcc\xe5", Text},
		{"bytes", "\x00\x01\x02", Unknown},
		{"nothing", "", Unknown},
		{"broken compound file", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1xx", Damaged},
	} {
		if got := Detect([]byte(c.body)); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestOfficialTemplate reads the template of the State Council's office from FY2021 on, where
// the corpus is at hand: its three tables have the form's own rows and spans.
func TestOfficialTemplate(t *testing.T) {
	body, err := os.ReadFile("../../../shared/corpus/90-template-fy2021plus.docx")
	if err != nil {
		t.Skip("no corpus here")
	}
	root, err := Read(body, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	var tables []*html.Node
	for n := range root.Descendants() {
		if n.DataAtom == atom.Table {
			tables = append(tables, n)
		}
	}
	if len(tables) != 3 {
		t.Fatalf("%d tables", len(tables))
	}
	for i, c := range []struct {
		rows, columns int
		labels        []string
	}{
		{14, 4, []string{"第二十条第（一）项", "规章", "行政规范性文件", "行政许可", "行政处罚", "行政强制", "行政事业性收费"}},
		{28, 10, []string{"一、本年新收政府信息公开申请数量", "（三）不予公开", "8.属于行政查询事项", "3.其他", "（七）总计", "四、结转下年度继续办理"}},
		{4, 15, []string{"行政复议", "未经复议直接起诉", "复议后起诉"}},
	} {
		rows, columns := gridSize(t, tables[i])
		text := textOf(tables[i])
		if rows != c.rows || columns != c.columns {
			t.Errorf("table %d: %d rows, %d columns", i+2, rows, columns)
		}
		for _, l := range c.labels {
			if !strings.Contains(text, l) {
				t.Errorf("table %d has no %s", i+2, l)
			}
		}
	}
}

func textOf(n *html.Node) string {
	var s strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			s.WriteString(c.Data)
		}
	}
	return s.String()
}

// gridSize expands the spans of a table and fails where rows differ in width or cells collide.
func gridSize(t *testing.T, table *html.Node) (rows, columns int) {
	t.Helper()
	taken := map[[2]int]bool{}
	for tr := table.FirstChild.FirstChild; tr != nil; tr = tr.NextSibling {
		at := 0
		for td := tr.FirstChild; td != nil; td = td.NextSibling {
			for taken[[2]int{rows, at}] {
				at++
			}
			down, across := max(1, number(getAttr(td, "rowspan"), 1)), max(1, number(getAttr(td, "colspan"), 1))
			for r := range down {
				for c := range across {
					if taken[[2]int{rows + r, at + c}] {
						t.Errorf("two cells at row %d, column %d", rows+r, at+c)
					}
					taken[[2]int{rows + r, at + c}] = true
				}
			}
			at += across
		}
		for taken[[2]int{rows, at}] {
			at++
		}
		if rows > 0 && at != columns {
			t.Errorf("row %d has %d columns, not %d", rows, at, columns)
		}
		rows, columns = rows+1, at
	}
	return rows, columns
}
