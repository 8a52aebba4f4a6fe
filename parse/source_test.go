package parse

import (
	"strings"
	"testing"

	"golang.org/x/net/html"

	"gongkai/disclosure"
	"gongkai/parse/tree"
)

// A page that was saved with its parts in one file is read as the page.
func TestWebArchive(t *testing.T) {
	long := strings.Repeat("本局依法主动公开政府信息，全年未收到政府信息公开申请，未发生行政复议、行政诉讼。", 12)
	body := "From: <saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"; type=\"text/html\"\r\n\r\n--b\r\nContent-Type: text/html; charset=\"utf-8\"\r\nContent-Transfer-Encoding: 8bit\r\nContent-Location: a.htm\r\n\r\n" +
		"<html><body><h1>晴岚县水利局2022年政府信息公开工作年度报告</h1><p>" + long + "</p></body></html>\r\n--b--\r\n"
	for _, name := range []string{"a.mht", "a.doc", "a.html"} {
		r := Document(Input{Source: name, Body: []byte(body)})
		if r.Outcome != disclosure.OutcomeOK || r.FiscalYear == nil || *r.FiscalYear != 2022 || r.ContentType != "multipart/related" {
			t.Errorf("%s: %s, %s, year %v, %v", name, r.Outcome, r.ContentType, r.FiscalYear, r.Findings)
		}
	}
}

// Rows that the program hides are no rows, and sheets that it hides are none beside others.
func TestHiddenRows(t *testing.T) {
	rows := `<table><tr class="hidden"><td>1</td></tr><tr><td>2</td><td class="hidden">3</td></tr></table>`
	for page, want := range map[string]int{
		rows: 2,
		`<section data-sheet="甲">` + rows + `</section><section data-sheet="乙" class="hidden"><table><tr><td>4</td></tr></table></section>`: 3,
		`<section data-sheet="乙" class="hidden"><table><tr><td>4</td></tr></table></section>`:                                               0,
	} {
		root, err := html.Parse(strings.NewReader(page))
		if err != nil {
			t.Fatal(err)
		}
		hideRows(root)
		hidden := 0
		tree.Walk(root, func(n *html.Node) bool {
			if n.Type == html.ElementNode && tree.IsHidden(n) {
				hidden++
			}
			return true
		})
		if hidden != want {
			t.Errorf("%s: %d elements are hidden, want %d", page, hidden, want)
		}
	}
}
